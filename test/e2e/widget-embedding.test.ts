/// <reference path="../../src/widget/widget.d.ts" />
/**
 * What the widget promises a portal: it works under the strictest policy, changes nothing around it and is changed
 * by nothing, shifts no layout, keeps the token in memory, and comes and goes as pages do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser.ts";
import {
  letter,
  openStage,
  problem,
  type Stage,
  session,
  strictPolicy,
  TEO,
  XIMENA,
} from "./widget-stage.ts";

const WAIT_MS = 10_000;
const PHONE = { width: 375, height: 780 };

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the page complained of. */
let complaints: string[] = [];

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

beforeEach(async () => {
  stage.reset();
  await freshPage();
});

/** A browser of somebody's own, who has never been here. */
async function freshPage(): Promise<void> {
  await context?.close();
  stage.asked.length = 0;
  complaints = [];
  context = await browser.newContext({ viewport: PHONE, locale: "en-US" });
  context.setDefaultTimeout(WAIT_MS);
  page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}

interface PageOptions {
  head?: string;
  lang?: string;
  headers?: Record<string, string>;
}

async function open(body: string, { head = "", lang = "en", headers = {} }: PageOptions = {}): Promise<void> {
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A portal</title>
    <meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;
  stage.pages.set("/", { html, headers });
  await page.goto(`${stage.portal}/`);
}

function script(attributes = 'data-token-url="/token"', file = "widget.js"): string {
  return `<script src="${stage.scores}/${file}" ${attributes}></script>`;
}

async function listIsThere(name: string | RegExp = /^View letter/): Promise<void> {
  await page.getByRole("link", { name }).first().waitFor();
}

function widgets(): Promise<number> {
  return page.locator("state-assessments").count();
}

/** Requests but for preflights and the page itself. */
function asked(): string[] {
  return stage.asked.filter((line) => line !== "portal /");
}

describe("under default-src 'none' with Trusted Types", () => {
  it("all of it works without a violation, and nothing of it stays in the page", async () => {
    await open(script(), { headers: { "content-security-policy": strictPolicy(stage) } });
    await listIsThere();
    await page.getByText("What is this letter?").first().click();
    await page.getByText("tests that students all over California take").first().waitFor();
    await page.getByLabel("All tests").selectOption({ label: "Science (CAST)" });
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByRole("heading", { name: TEO.name }).waitFor();
    stage.api = () => ({ body: session({ viewer: { role: "staff" }, students: [] }) });
    await page.reload();
    await page.getByLabel("Find a student").fill("eje");
    expect(complaints).toEqual([]);

    const left = await page.evaluate(() => ({
      head: document.head.querySelectorAll("style, script, link").length,
      cookies: document.cookie,
      storage: localStorage.length + sessionStorage.length,
      styleAttributes: document.querySelectorAll("[style]").length,
    }));
    expect(left).toEqual({ head: 0, cookies: "", storage: 0, styleAttributes: 0 });
  });

  it("there is no way to make HTML or code of text in the script", () => {
    const source = readFileSync(join(import.meta.dirname, "../../dist/widget/widget.js"), "utf8");
    expect(source).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|srcdoc|\beval\b|Function\(/,
    );
    expect(source).not.toMatch(/localStorage|sessionStorage|indexedDB|\.cookie|Intl\.|toLocale/);
  });
});

describe("the page around it", () => {
  it("has one more global and nobody else's requests", async () => {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      const { origin } = new URL(request.url());
      if (![stage.portal, stage.scores, "null"].includes(origin)) elsewhere.push(request.url());
    });
    await open("");
    const before = await page.evaluate(() => Object.getOwnPropertyNames(window));
    await open(script());
    await listIsThere();
    const after = await page.evaluate(() => Object.getOwnPropertyNames(window));
    expect(after.filter((name) => !before.includes(name))).toEqual(["StateAssessments"]);
    expect(elsewhere).toEqual([]);
  });

  it("asks for one script, one token and one answer before the list, and for one file of words in Spanish", async () => {
    await open(script());
    await listIsThere();
    expect(asked()).toEqual(["GET /widget.js", "portal /token", "GET /v1/session?include=reports"]);
    await freshPage();
    await open(script(), { lang: "es" });
    await listIsThere(/^Ver carta/);
    expect(asked().toSorted()).toEqual(
      [
        "GET /v1/session?include=reports",
        expect.stringMatching(/\/es\.json$/),
        "GET /widget.js",
        "portal /token",
      ].toSorted(),
    );
    await freshPage();
    await open(script(undefined, "widget.es.js"), { lang: "es" });
    await listIsThere(/^Ver carta/);
    expect(asked()).toEqual(["GET /widget.es.js", "portal /token", "GET /v1/session?include=reports"]);
  });

  it("changes no pixel of it, however hostile its style sheet", async () => {
    const box = "<div id=box></div>";
    const frame =
      "html,body{margin:0!important;padding:0!important}#box{all:initial!important;display:block!important;width:375px!important}";
    const hostile = `@font-face { font-family: system-ui; src: url(data:,) }
      *, *::before, *::after { all: revert; font: 31px/3 fantasy !important; color: #f0f !important;
      background: #ff0 !important; border: 9px dotted red !important; padding: 13px !important; margin: 7px !important;
      letter-spacing: 5px !important; word-spacing: 9px !important; text-transform: uppercase !important; text-indent: 20px !important;
      text-align: right !important; direction: rtl !important; unicode-bidi: bidi-override !important; writing-mode: vertical-rl !important;
      line-height: 4 !important; white-space: pre !important; box-sizing: content-box !important; display: inline !important;
      float: right !important; position: absolute !important; width: 40px !important; max-height: 60px !important; overflow: hidden !important;
      opacity: .4 !important; transform: rotate(7deg) !important; filter: blur(2px) !important; zoom: 1.4 !important;
      text-shadow: 2px 2px red !important; box-shadow: 0 0 9px red !important; outline: 5px solid lime !important; border-radius: 50% !important;
      list-style: square !important; text-decoration: line-through !important; cursor: none !important; animation: spin 1s infinite !important;
      clip-path: circle(20%) !important; mask: linear-gradient(transparent, red) !important; columns: 3 !important; contain: strict !important;
      font-size-adjust: 2 !important; -webkit-text-stroke: 1px red !important; mix-blend-mode: difference !important; min-width: 900px !important; }
      state-assessments::before, state-assessments::after { content: "hostile" !important }
      html, body, #box { direction: rtl !important; letter-spacing: 5px !important; font: 31px fantasy !important }`;
    const calm = "#box *{}";
    // What hits the widget's own element and what it inherits, not what the page does to its ancestors as boxes.
    const aimed = hostile.replace(
      "*, *::before, *::after {",
      "state-assessments, state-assessments::before, state-assessments::after, section, section *, button, a, h2 {",
    );
    const shots: Buffer[] = [];
    for (const css of [calm, aimed]) {
      await open(
        `${box}${script("")}<script>StateAssessments.mount(document.querySelector("#box"),{token:"t",api:"${stage.scores}"})</script>`,
        {
          head: `<style>${css}</style><style>${frame}</style>`,
        },
      );
      await listIsThere();
      shots.push(await page.screenshot({ fullPage: true }));
    }
    expect(shots[1]?.equals(shots[0] ?? Buffer.alloc(0))).toBe(true);
  });

  it("changes no pixel of it with a rule for everything, on the way down to it as well", async () => {
    const inherited = `* { font: italic 31px/3 fantasy !important; color: #f0f !important; letter-spacing: 5px !important;
      text-transform: uppercase !important; text-align: right !important; direction: rtl !important; word-spacing: 9px !important;
      text-indent: 9px !important; white-space: pre !important; text-shadow: 2px 2px red !important; cursor: none !important;
      list-style: square !important; quotes: none !important; font-variant: small-caps !important; -webkit-text-stroke: 1px red !important;
      background: #fff !important; margin: 0 !important; padding: 0 !important; border: 0 solid red !important; box-sizing: content-box !important }`;
    const shots: Buffer[] = [];
    for (const css of ["body{margin:0;background:#fff}", inherited]) {
      await open(`${script()}`, { head: `<style>${css}</style>` });
      await listIsThere();
      shots.push(await page.locator("state-assessments").screenshot());
    }
    expect(shots[1]?.equals(shots[0] ?? Buffer.alloc(0))).toBe(true);
  });

  it("is not restyled by it: the same page looks the same beside it", async () => {
    const text =
      "<main><h2>Of the portal</h2><p class=small>Text <a href=#>link</a> <button>Press</button></p><section>Part</section></main>";
    await open(text);
    const before = await page.locator("main").screenshot();
    await open(text + script());
    await listIsThere();
    expect((await page.locator("main").screenshot()).equals(before)).toBe(true);
  });

  it("never jumps: nothing shifts from the first paint to the list, a longer list or a message", async () => {
    const inPlace = script();
    const late = `<div class="letters">${script('data-token-url="/token" async')}</div>`;
    const empty = session({ reports: { studentId: XIMENA.id, items: [] } });
    const cases = [
      [inPlace, session()],
      [inPlace, session({ students: [XIMENA], instructions: null })],
      [inPlace, empty],
      [late, session()],
      [late, empty],
    ] as const;
    // As docs/embed.md tells those to do who load the script late.
    const head = "<style>.letters:not(:has(state-assessments)) { min-height: 100vh }</style>";
    await page.route("**/widget.js", async (route) => {
      if (route.request().headers()["sec-fetch-dest"] === "script") await sleep(300);
      await route.continue();
    });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, "value")));
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const [place, answer] of cases) {
      stage.api = (path) =>
        path.includes("/v1/session")
          ? { body: answer, delayMs: 400 }
          : { body: { student: TEO, reports: [letter("CAST", 2026)] }, delayMs: 900 };
      await open(`<h1>State assessments</h1>${place}<p>Below it</p><footer>The end</footer>`, { head });
      await page.locator("state-assessments").waitFor();
      await page.locator("[part=letter], [part=message]").first().waitFor();
      const other = page.getByRole("button", { name: TEO.name });
      if ((await other.count()) > 0) {
        await other.click();
        await page.getByRole("heading", { name: "Science (CAST)" }).waitFor();
      }
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => Reflect.get(window, "shifts"))).toEqual([]);
    }
  });
});

describe("the script", () => {
  it("may come twice: each tag mounts its own widget, and nothing is defined anew", async () => {
    await open(`${script()}<p>between</p>${script()}${script("")}`);
    await listIsThere();
    expect(await widgets()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it("of a fixed version is held to its hash, and so is the search that it loads for staff", async () => {
    const { integrity } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../dist/widget/integrity.json"), "utf8"),
    );
    const [url = "", hash = ""] = Object.entries<string>(integrity)[0] ?? [];
    const pinned = (given: string) =>
      script(`integrity="${given}" crossorigin data-token-url="/token"`, url.slice(1));
    await open(pinned(hash));
    await listIsThere();
    await open(pinned(hash.replace(/.$/, (end) => (end === "A" ? "B" : "A"))));
    expect(await page.evaluate("typeof StateAssessments")).toBe("undefined");

    stage.api = () => ({ body: session({ viewer: { role: "staff" }, students: [] }) });
    await page.route("**/finder.js", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()};self.tampered=true` });
    });
    await open(pinned(hash));
    await page.getByRole("button", { name: "Try again" }).waitFor();
    expect(await page.evaluate("self.tampered")).toBeUndefined();
    await freshPage();
    await open(pinned(hash));
    await page.getByLabel("Find a student").waitFor();
  });

  it("serves a page that adds and removes it: mount, unmount, move, mount again", async () => {
    await open(`<div id=one></div><div id=two></div>${script("")}`);
    const result = await page.evaluate(async (api) => {
      const [one, two] = [document.querySelector("#one"), document.querySelector("#two")];
      if (!one || !two || !window.StateAssessments) throw new Error("no page");
      const seen: string[] = [];
      document.addEventListener("state-assessments:ready", (event) =>
        seen.push((event.target as Element).localName),
      );
      const ready = () =>
        new Promise((resolve) =>
          document.addEventListener("state-assessments:ready", resolve, { once: true }),
        );
      let arrival = ready();
      const handle = window.StateAssessments.mount(one, { getToken: async () => "t", api });
      await arrival;
      const element = one.firstElementChild as HTMLElement;
      two.append(element); // moved: goes on as it is
      await Promise.resolve();
      const kept = element.shadowRoot?.querySelectorAll("li").length ?? 0;
      handle.unmount();
      await Promise.resolve();
      const emptied = element.shadowRoot?.childElementCount;
      arrival = ready();
      window.StateAssessments.mount(one, { getToken: () => "t", api });
      window.StateAssessments.mount(one, { getToken: () => "t", api }); // in place of the first
      await arrival;
      const count = document.querySelectorAll("state-assessments").length;
      window.StateAssessments.unmount(one);
      return { seen, kept, emptied, count, left: document.querySelectorAll("state-assessments").length };
    }, stage.scores);
    expect(result).toMatchObject({
      seen: ["state-assessments", "state-assessments"],
      emptied: 0,
      count: 1,
      left: 0,
    });
    expect(result.kept).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
  });

  it("stops all it does when it is taken out", async () => {
    stage.api = () => ({ body: session(), delayMs: 300 });
    await open(`<div id=one></div>${script("")}`);
    await page.evaluate((api) => {
      const place = document.querySelector("#one");
      const handle = place && window.StateAssessments?.mount(place, { token: "t", api });
      document.addEventListener("state-assessments:ready", () => Object.assign(window, { late: true }));
      setTimeout(() => handle?.unmount(), 100);
    }, stage.scores);
    await page.waitForTimeout(700);
    expect(await page.evaluate("window.late")).toBeUndefined();
    expect(complaints).toEqual([]);
  });
});

describe("the token", () => {
  it("is asked for once at a time, replaced once on 401, and kept nowhere but in memory", async () => {
    let given = 0;
    stage.token = () => `token-${++given}`;
    stage.api = (_, token) => (token === "token-1" ? problem(401, "token_expired") : null);
    await open(script());
    await listIsThere();
    expect(asked().filter((line) => line.includes("/token"))).toHaveLength(2);
    expect(asked().filter((line) => line.includes("/v1/session"))).toHaveLength(2);
    const everywhere = await page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        document.documentElement.outerHTML,
        location.href,
      ]),
    );
    expect(everywhere).not.toContain("token-2");

    stage.api = (path) =>
      path.includes("/reports") && !path.includes("session") ? problem(401, "token_invalid") : null;
    stage.asked.length = 0;
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByText("The portal could not show that it is you.").first().waitFor();
    expect(asked().filter((line) => line.includes("/token"))).toHaveLength(1);
    expect(asked().filter((line) => line.includes("/reports?") || line.endsWith("/reports"))).toHaveLength(2);
  });

  it("may be put into the attribute later, and then the letters come", async () => {
    await open(`<state-assessments api="${stage.scores}"></state-assessments>${script("")}`);
    await page.getByText("The portal did not tell us who is signed in.").first().waitFor();
    await page.evaluate(() => document.querySelector("state-assessments")?.setAttribute("token", "fresh"));
    await listIsThere();
  });

  it("is renewed with the links while the page stands open for hours, and a click never meets an old link", async () => {
    await page.clock.install();
    let served = 0;
    stage.api = (path) => {
      served++;
      const reports = [
        { ...letter("CAST", 2026), id: "same", view: `${stage.portal}/letter-${served}`, expiresAt: "soon" },
      ];
      return path.includes("session")
        ? { body: session({ students: [XIMENA], reports: { studentId: XIMENA.id, items: reports } }) }
        : { body: { student: XIMENA, reports } };
    };
    await open(script());
    await listIsThere();
    const view = page.getByRole("link", { name: /^View letter/ });
    await view.focus();
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await page.clock.runFor(60_000);
      await sleep(40); // an answer takes real time, in which the minutes would fly
    }
    expect(served).toBe(1 + Math.floor(60 / 13.5));
    expect(await view.getAttribute("href")).toBe(`${stage.portal}/letter-${served}`);
    expect(await view.evaluate((link) => link === (link.getRootNode() as ShadowRoot).activeElement)).toBe(
      true,
    );

    // A laptop that slept: no timer ran, and the link is old when it is clicked.
    await page.clock.setFixedTime(new Date(Date.now() + 8 * 3_600_000));
    stage.pages.set(`/letter-${served + 1}`, { html: "the letter" });
    const [tab] = await Promise.all([context.waitForEvent("page"), view.click()]);
    await tab.waitForURL(/letter-/);
    expect(await tab.evaluate("window.opener")).toBeNull();
  });
});

describe("events", () => {
  it("tell the page of readiness, trouble and each letter, and bubble", async () => {
    await open(script(""));
    await page.evaluate((api) => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      for (const name of ["ready", "error", "letter"])
        document.body.addEventListener(`state-assessments:${name}`, (event) =>
          told.push([name, (event as CustomEvent).detail]),
        );
      window.StateAssessments?.mount(document.body, { token: "t", api });
    }, stage.scores);
    await listIsThere();
    await page.evaluate(() => document.addEventListener("click", (event) => event.preventDefault()));
    await page
      .getByRole("link", { name: /^Download/ })
      .first()
      .click();
    stage.api = () => problem(403, "letters_withheld");
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByText("This student's letters are not shown here.").first().waitFor();
    expect(await page.evaluate("told")).toEqual([
      ["ready", null],
      ["letter", { studentId: XIMENA.id, reportId: expect.any(String), action: "download" }],
      ["error", { code: "letters_withheld" }],
    ]);
  });
});

describe("the language", () => {
  it("is the attribute's, else the page's, else the browser's, and then English", async () => {
    const cases = [
      [{ lang: "en" }, 'data-lang="vi"', "vi", /^Xem thư/],
      [{ lang: "ko-KR" }, "", "ko", /^편지 보기/],
      [{ lang: "zh-TW" }, "", "zh-Hant", /^查看信件/],
      [{ lang: "tl" }, "", "fil", /^Tingnan ang liham/],
      [{ lang: "" }, "", "en", /^View letter/],
      [{ lang: "xx" }, 'data-lang="yy"', "en", /^View letter/],
    ] as const;
    for (const [options, attribute, tag, name] of cases) {
      await open(script(`data-token-url="/token" ${attribute}`), options);
      await listIsThere(name);
      expect(await page.locator("section").getAttribute("lang")).toBe(tag);
    }
  });

  it("falls back to the one inside the script when its words cannot be had", async () => {
    await page.route("**/ko.json", (route) => route.abort());
    await open(script(), { lang: "ko" });
    await listIsThere();
  });

  it("may be the portal's own, any sentence of it, from right to left as well", async () => {
    await open(script(""));
    stage.api = (path) =>
      path.includes("/S-1002/") ? problem(502, "ETS001", "From the server. ETS001") : null;
    await page.evaluate((api) => {
      window.StateAssessments?.mount(document.body, {
        token: "t",
        api,
        strings: {
          language: "ar",
          direction: "rtl",
          view: "عرض الرسالة",
          lettersFor: "{}: {}",
          errors: { ETS001: ["not shown", "حاول لاحقًا"] },
          tryAgain: "مرة أخرى",
        },
      });
    }, stage.scores);
    await listIsThere(/^عرض الرسالة/);
    const section = page.locator("section");
    expect([await section.getAttribute("lang"), await section.getAttribute("dir")]).toEqual(["ar", "rtl"]);
    const [name, view] = await Promise.all([
      page.getByRole("heading", { name: XIMENA.name }).boundingBox(),
      page.getByRole("link", { name: /^عرض/ }).first().boundingBox(),
    ]);
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeGreaterThan(340);
    expect((view?.x ?? 0) + (view?.width ?? 0)).toBeGreaterThan(340);
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByRole("button", { name: "مرة أخرى" }).waitFor();
    await page.getByText("حاول لاحقًا").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
  });
});
