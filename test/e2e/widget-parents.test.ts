/**
 * What a parent gets from the widget, and that anybody can use it: every state in six languages at 320 px, in light
 * and dark, with the keyboard alone, with a screen reader's names, offline and back. The last part is for staff.
 */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/widget/strings/choose.ts";
import { list as english, more as moreEnglish } from "../../src/widget/strings/en.ts";
import { launchBrowser } from "./browser.ts";
import { type Answer, letter, openStage, problem, type Stage, session, TEO, XIMENA } from "./widget-stage.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const WAIT_MS = 10_000;
/** 1280 px at 400 %. */
const NARROW = { width: 320, height: 640 };
const LEAST_TARGET_PX = 44;

const staffSession = () => session({ viewer: { role: "staff" }, students: [], instructions: null });
const withError = (code: string, detail = "") =>
  session({ reports: { studentId: XIMENA.id, error: { code, detail } } });

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

beforeEach(async () => {
  stage.reset();
  await context?.close();
  context = await browser.newContext({ viewport: NARROW, locale: "en-US" });
  context.setDefaultTimeout(WAIT_MS);
  page = await context.newPage();
});

async function open(api: Stage["api"] = null, lang = "en"): Promise<void> {
  stage.api = api;
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A portal</title>
    <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
    <body><main><h1>State assessments</h1><script src="${stage.scores}/widget.js" data-token-url="/token"></script></main></body></html>`;
  stage.pages.set("/", { html });
  await page.goto(`${stage.portal}/`);
}

function onlySession(answer: Answer): Stage["api"] {
  return (path) => (path.includes("/v1/session") ? answer : null);
}

function link(name: string | RegExp) {
  return page.getByRole("link", { name });
}

/** The first sentence of what stands in place of letters. */
function message(what: string) {
  return page.locator(".what").getByText(what, { exact: true });
}

/** What is said to those who do not see the page. */
function said(): Promise<string> {
  return page.locator("output").last().innerText();
}

/** The accessible name, or the text, of what has the focus inside the widget. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const active = document.querySelector("state-assessments")?.shadowRoot?.activeElement;
    return active?.getAttribute("aria-label") ?? active?.textContent ?? "";
  });
}

async function axeFindings(): Promise<string[]> {
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    "axe.run('state-assessments').then((result) => result.violations)",
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Each way the widget can look, and how to see that it does. */
const STATES: Record<string, { api: Stage["api"]; there: () => Promise<void> }> = {
  list: {
    api: null,
    there: async () => {
      await page.locator("summary").first().click();
      await page.locator("details a[href*=cde]").first().waitFor();
    },
  },
  "a choice without letters": {
    api: null,
    there: async () => {
      await page.locator("select").first().selectOption("2024");
      await page.locator("select").last().selectOption("CAST");
      await page.locator("[part=message]").waitFor();
    },
  },
  loading: {
    api: () => ({ body: session(), delayMs: 2_500 }),
    there: async () => page.locator(".bone").first().waitFor(),
  },
  empty: {
    api: onlySession({ body: session({ reports: { studentId: XIMENA.id, items: [] } }) }),
    there: async () => page.locator("[part=message]").waitFor(),
  },
  "a failure": {
    api: onlySession({ body: withError("ETS002") }),
    there: async () => page.locator("[part=try-again]").waitFor(),
  },
  "no student": {
    api: onlySession({ body: session({ students: [] }) }),
    there: async () => page.locator("[part=message]").waitFor(),
  },
  search: {
    api: onlySession({ body: staffSession() }),
    there: async () => {
      await page.locator("input").fill("eje");
      await page.locator("[part=result]").first().waitFor();
    },
  },
};

describe.each(Object.entries(STATES))("%s", (_, { api, there }) => {
  it("has no finding of axe, every target of 44 px, and no sideways scrolling at 320 px, in six languages and two color schemes", async () => {
    for (const language of LANGUAGES) {
      await open(api, language);
      await there();
      await page.evaluate(AXE);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(), `${language}, ${colorScheme}`).toEqual([]);
      }
      const small = await page.locator("a, button, select, summary, input").evaluateAll((elements, least) => {
        return elements.flatMap((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width < least || height < least ? [`${element.outerHTML} ${width}×${height}`] : [];
        });
      }, LEAST_TARGET_PX);
      expect(small, language).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth"), language).toBe(NARROW.width);
    }
  });
});

describe("a parent", () => {
  it("sees letters by school year, with names that say all where the eye is not there to help", async () => {
    await open();
    await link(/^View letter/)
      .first()
      .waitFor();
    const headings = await page
      .getByRole("heading")
      .evaluateAll((all) => all.map((h) => `${h.localName} ${h.textContent}`));
    expect(headings).toEqual([
      "h1 State assessments",
      `h2 ${XIMENA.name}`,
      "h3 2025–26",
      "h4 English, math and science (CAASPP)",
      "h4 English learner test (ELPAC)",
      "h3 2024–25",
      "h4 English, math and science (CAASPP)",
      "h4 English learner test (ELPAC)",
      "h4 Science (CAST)",
      "h3 2023–24",
      "h4 English learner test (ELPAC)",
    ]);
    const inFull = `English learner test (ELPAC), 2023–24, 繁體中文, ${XIMENA.name}`;
    await link(`View letter: ${inFull} (opens in a new tab)`).waitFor();
    await link(`Download: ${inFull}`).waitFor();
    expect(await said()).toBe(`Letters for ${XIMENA.name}: 6`);
    await page.getByText("Call the assessment office at 555-0100.").waitFor();
  });

  it("chooses the language of a letter, the own one first, and gets the forms there are in it", async () => {
    await open(null, "es");
    const row = page.locator("li").first();
    await row.getByRole("button", { name: /^Español/ }).waitFor();
    expect(await row.locator("[part=language]").allInnerTexts()).toEqual(["Español", "English"]);
    await row.getByRole("link", { name: "Ver el video" }).waitFor();
    await row.getByRole("button", { name: /^English/ }).click();
    expect(await focused()).toMatch(/^English, /);
    await row.getByRole("link", { name: "Leer como página web" }).waitFor();
    expect(await row.getByRole("link", { name: "Ver el video" }).count()).toBe(0);
    expect(await row.getByRole("link", { name: /^Ver carta: .*English/ }).getAttribute("href")).toMatch(
      /view$/,
    );
  });

  it("narrows the list by year and test, and sees all of it again", async () => {
    await open();
    await page.getByLabel("All school years").selectOption("2024–25");
    expect(await page.locator("[part=letter]").count()).toBe(3);
    expect(await said()).toBe(`Letters for ${XIMENA.name}: 3`);
    await page.getByLabel("All tests").selectOption("Science (CAST)");
    expect(await page.locator("[part=letter]").count()).toBe(1);
    await page.getByLabel("All school years").selectOption("2023–24");
    await page.getByText(moreEnglish.noneChosen).first().waitFor();
    await page.getByLabel("All tests").selectOption("All tests");
    expect(await page.locator("[part=letter]").count()).toBe(1);
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByRole("heading", { name: TEO.name }).waitFor();
    expect(await page.locator("select").count()).toBe(0); // a handful needs none
  });

  it("switches children, is told so, keeps the focus, and comes back without asking again", async () => {
    await open();
    await page.getByRole("button", { name: TEO.name }).click();
    await page.getByRole("heading", { name: "Science (CAST)" }).waitFor();
    expect(await said()).toBe(`Letters for ${TEO.name}: 2`);
    expect(await focused()).toBe(TEO.name);
    const before = stage.asked.length;
    await page.getByRole("button", { name: XIMENA.name }).click();
    await page.getByRole("heading", { name: XIMENA.name }).waitFor();
    expect(stage.asked.length).toBe(before);
  });

  it("does it all with the keyboard", async () => {
    await open();
    await link(/^View letter/)
      .first()
      .waitFor();
    const reached: string[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      const name = await focused();
      if (name === "" || name === reached[0]) break;
      reached.push(name);
    }
    const all = await page
      .locator("a, button, select, summary")
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility())
          .map((element) => element.getAttribute("aria-label") ?? element.textContent),
      );
    expect(reached).toEqual(all.filter((name) => name !== ""));
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("tests that students all over California take").first().waitFor();
    await page.getByRole("button", { name: /^Español, English learner test \(ELPAC\), 2025–26/ }).focus();
    await page.keyboard.press("Space");
    await link(/^View letter: English learner test \(ELPAC\), 2025–26, Español/).waitFor();
    expect(await focused()).toMatch(/^Español, English learner test/);
  });

  it("reads for each code what happened and what to do, with the code, and can try again", async () => {
    const codes = Object.entries(moreEnglish.errors).filter(([code]) => code !== "no_students");
    expect(codes).toHaveLength(16);
    for (const [code, [what, help]] of codes) {
      await open(
        code.startsWith("ETS")
          ? onlySession({ body: withError(code, what) })
          : () => problem(403, code, "From the server"),
      );
      await message(what).waitFor();
      await page.getByText(help, { exact: true }).waitFor();
      await page.getByText(`Code for the school: ${code}`).waitFor();
      expect(await said()).toBe(what);
      await page.getByRole("button", { name: english.tryAgain }).waitFor();
    }
    await open(() => problem(503, "a_code_of_tomorrow", "From the server"));
    await message(moreEnglish.errors.internal[0]).waitFor();
  });

  it("tries again, and goes on where the button was", async () => {
    await open(onlySession({ body: withError("ETS001") }));
    const again = page.getByRole("button", { name: english.tryAgain });
    await again.waitFor();
    stage.api = () => ({ ...problem(502, "ETS001"), delayMs: 300 });
    await again.focus();
    await page.keyboard.press("Enter");
    expect(await said()).toBe(english.loading);
    await again.waitFor();
    expect(await focused()).toBe(english.tryAgain);
    stage.api = null;
    await page.keyboard.press("Enter");
    await link(/^View letter/)
      .first()
      .waitFor();
    expect(await focused()).toBe(XIMENA.name);
  });

  it("reads the server's sentence when the widget's own words are out of reach", async () => {
    await page.route("**/more.*.json", (route) => route.abort());
    await open(() => problem(403, "letters_withheld", "Sentence of the server."));
    await message("Sentence of the server.").waitFor();
    await page.getByRole("button", { name: english.tryAgain }).waitFor();
  });

  it("is told when there are no letters yet, and when an answer takes long", async () => {
    await open(onlySession({ body: session({ reports: { studentId: XIMENA.id, items: [] } }) }));
    await page
      .getByText("No letters yet. Letters for this spring usually arrive between June and September.")
      .first()
      .waitFor();
    expect(await said()).toBe(moreEnglish.noLetters);
    await page.clock.install();
    await open(() => ({ body: session(), delayMs: 20_000 }));
    await page.locator(".bone").first().waitFor();
    await page.clock.runFor(6_000);
    await page.getByText(moreEnglish.slow).waitFor({ state: "attached" });
  });

  it("loses nothing when the connection goes and comes", async () => {
    await open();
    await link(/^View letter/)
      .first()
      .waitFor();
    await context.setOffline(true);
    await page.locator(".note").getByText(english.offline).waitFor();
    await link(/^View letter/)
      .first()
      .click();
    expect(context.pages()).toHaveLength(1);
    await page.getByRole("button", { name: TEO.name }).click();
    await message(english.network[0]).waitFor();
    await context.setOffline(false);
    await page.getByRole("heading", { name: "Science (CAST)" }).waitFor(); // by itself
    expect(await page.locator(".note").count()).toBe(0);
  });

  it("sees the same in forced colors, without motion, and with wider text spacing", async () => {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await open(() => ({ body: session(), delayMs: 600 }));
    await page.locator(".bone").first().waitFor();
    const moving = await page.evaluate(() => {
      const animations = document.querySelector("state-assessments")?.shadowRoot?.getAnimations() ?? [];
      return animations
        .flatMap(({ effect }) =>
          (effect instanceof KeyframeEffect ? effect.getKeyframes() : []).flatMap(Object.keys),
        )
        .filter((key) => /transform|opacity|translate|left|top|width|height/.test(key));
    });
    expect(moving).toEqual([]);
    await link(/^View letter/)
      .first()
      .waitFor();
    const background = (pressed: string) =>
      page
        .locator(`[part=language][aria-pressed=${pressed}]`)
        .first()
        .evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(await background("true")).not.toBe(await background("false"));
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }",
      );
      document.querySelector("state-assessments")?.shadowRoot?.adoptedStyleSheets.push(sheet);
    });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(NARROW.width);
    const cut = await page
      .locator("a, button, h2, h3, h4, p")
      .evaluateAll((all) =>
        all
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline",
          )
          .map((element) => element.outerHTML),
      );
    expect(cut).toEqual([]);
  });

  it("takes the portal's colors, and a level of heading that fits its page", async () => {
    await open();
    await page.evaluate(() => {
      const element = document.querySelector<HTMLElement>("state-assessments");
      element?.setAttribute("heading-level", "4");
      for (const [name, value] of [
        ["accent", "#7a1f5c"],
        ["on-accent", "#fff"],
        ["radius", "0px"],
        ["background", "#fffaf0"],
      ] as const)
        element?.style.setProperty(`--sa-${name}`, value);
    });
    await page.locator("h4", { hasText: XIMENA.name }).waitFor();
    const looks = await link(/^View letter/)
      .first()
      .evaluate((view) => {
        const { backgroundColor, borderRadius } = getComputedStyle(view);
        return [backgroundColor, borderRadius];
      });
    expect(looks).toEqual(["rgb(122, 31, 92)", "0px"]);
    for (const [theme, background] of [
      ["dark", "rgb(18, 18, 18)"],
      ["light", "rgb(255, 255, 255)"],
    ] as const) {
      await page.evaluate((name) => {
        const element = document.querySelector<HTMLElement>("state-assessments");
        element?.style.removeProperty("--sa-background");
        element?.setAttribute("theme", name);
      }, theme);
      expect(
        await page.locator("section").evaluate((section) => getComputedStyle(section).backgroundColor),
      ).toBe(background);
    }
  });
});

describe("staff", () => {
  it("search, see the portal's view, and come back to where they were", async () => {
    await open(onlySession({ body: staffSession() }));
    await page.getByLabel("Find a student").fill("e");
    await page.waitForTimeout(500);
    expect(stage.asked.some((line) => line.includes("/v1/students"))).toBe(false);
    await page.getByLabel("Find a student").pressSequentially("jemplo", { delay: 30 });
    await page.getByText("Students found: 2").waitFor();
    expect(stage.asked.filter((line) => line.includes("/v1/students"))).toEqual([
      "GET /v1/students?q=ejemplo",
    ]);
    await page
      .getByRole("button", { name: `${TEO.name} S-1002 · Grade 8 · Placeholder Middle School` })
      .click();
    await page.getByRole("heading", { name: "Science (CAST)" }).waitFor();
    expect(await focused()).toBe(TEO.name);
    await page.getByText("S-1002 · Grade 8 · Placeholder Middle School").last().waitFor();
    await page.getByRole("button", { name: moreEnglish.backToResults }).click();
    expect(await focused()).toContain(TEO.name);
    expect(await page.getByLabel("Find a student").inputValue()).toBe("ejemplo");
  });

  it("read why a search or a student has nothing, and try again", async () => {
    await open((path) =>
      path.includes("/v1/session")
        ? { body: staffSession() }
        : path.includes("?q=")
          ? { body: { items: [], nextCursor: null } }
          : null,
    );
    await page.getByLabel("Find a student").fill("nobody");
    await page.getByText(moreEnglish.foundNone).waitFor();
    stage.api = () => problem(429, "rate_limited");
    await page.getByLabel("Find a student").fill("ximena");
    await message(moreEnglish.errors.rate_limited[0]).waitFor();
    stage.api = (path) => (path.includes("?q=") ? null : problem(502, "ETS003"));
    await page.getByRole("button", { name: english.tryAgain }).click();
    await page.getByRole("button", { name: /^Ximena/ }).click();
    await message(moreEnglish.errors.ETS003[0]).waitFor();
    stage.api = () => ({ body: { student: XIMENA, reports: [letter("ELPAC", 2026)] } });
    await page.getByRole("button", { name: english.tryAgain }).click();
    await link(/^View letter/).waitFor();
    expect(await focused()).toBe(XIMENA.name);
  });
});
