/**
 * The long way of a parent through everything that is real: portal, browser, widget, Worker, D1, ETS service, PDF.
 * All tests share one browser and one demonstration; they are steps of one story and run in order.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page, Response } from "playwright-core";
import { extractText } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demonstration, startDemonstration } from "../../scripts/demonstration.ts";
import { ETS_CREDENTIALS, STUDENTS } from "../../simulators/people.ts";
import { reservePorts } from "../setup/ports.ts";
import { launchBrowser } from "./browser.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Long enough for two busy cores, short enough to read a failure before losing patience. */
const WAIT_MS = 10_000;

let folder: string;
let demonstration: Demonstration;
let browser: Browser;
let parent: BrowserContext;
let page: Page;
/** How far the portal's clock is behind, to let its tokens run out. */
let behindMs = 0;
/** Every text that a browser was given, to be searched for what must not be in it. */
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-e2e-"));
  const [workerPort = 0] = await reservePorts(1);
  [demonstration, browser] = await Promise.all([
    startDemonstration({
      workerPort,
      portalPort: 0,
      etsPort: 0,
      eschoolplusPort: 0,
      students: 60,
      persistTo: join(folder, "d1"),
      logFile: join(folder, "worker.log"),
      portalClock: () => Date.now() - behindMs,
    }),
    launchBrowser(),
  ]);
  [parent, page] = await enter("parent");
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of somebody's own, logged in to the portal, on the page with the widget. */
async function enter(user: string, language = "en"): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: language });
  context.setDefaultTimeout(WAIT_MS);
  context.on("response", (response) => void keep(response));
  const opened = await context.newPage();
  opened.on("console", (message) => received.push(message.text()));
  await opened.goto(`${demonstration.portalOrigin}/login?lang=${language}`);
  await opened.locator("#username").fill(user);
  await opened.locator("#password").fill(`demo-${user}`);
  await opened.locator("#password").press("Enter");
  await opened.waitForURL((url) => !url.pathname.startsWith("/login"));
  await opened.waitForLoadState();
  await opened.goto(`${demonstration.portalOrigin}/assessments`);
  return [context, opened];
}

async function keep(response: Response): Promise<void> {
  received.push(response.url(), JSON.stringify(response.headers()));
  const type = response.headers()["content-type"] ?? "";
  if (!type.includes("pdf")) received.push(await response.text().catch(() => ""));
}

/** The button of one of several children. */
function child(name: string) {
  return page.getByRole("button", { name, exact: true });
}

function heading(name: string) {
  return page.getByRole("heading", { name, exact: true });
}

async function ets(faults: Record<string, unknown> | null): Promise<void> {
  await fetch(`${demonstration.etsOrigin}/_control/faults`, {
    method: faults === null ? "DELETE" : "PUT",
    ...(faults === null
      ? {}
      : { body: JSON.stringify(faults), headers: { "content-type": "application/json" } }),
  });
}

async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(bytes, { mergePages: true });
  return text.normalize("NFC");
}

describe("a parent", () => {
  it("sees the first child's letters by school year", async () => {
    await heading("Téo Ejemplo Núñez").waitFor();
    await page.getByRole("heading", { name: "2025–26" }).waitFor();
    expect(await page.getByRole("link", { name: /^View letter/ }).count()).toBe(3);
    await page.getByText("Call the assessment office at 555-0100").waitFor();
  });

  it("switches to the other child and back", async () => {
    await child("Ximena Ejemplo Núñez").click();
    await heading("Ximena Ejemplo Núñez").waitFor();
    await child("Téo Ejemplo Núñez").click();
    await heading("Téo Ejemplo Núñez").waitFor();
    await page.getByRole("heading", { name: "Science (CAST)" }).waitFor();
    await child("Ximena Ejemplo Núñez").click();
    await heading("Ximena Ejemplo Núñez").waitFor();
    await page
      .getByRole("link", { name: /^View letter/ })
      .nth(4)
      .waitFor();
  });

  it("downloads the letter in Spanish, and it is her child's", async () => {
    await page.getByRole("button", { name: /^Español, English learner test \(ELPAC\), 2025–26/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Download: English learner test \(ELPAC\), 2025–26, Español/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("ELPAC-2026-Spanish.pdf");
    const text = await textOfPdf(new Uint8Array(readFileSync(await download.path())));
    expect(text).toContain("Ximena Ejemplo Núñez");
    expect(text).toMatch(/ELPAC/);
    expect(text).toMatch(/Carta simulada/i);
    expect(text).not.toContain("9000000101");
  });

  it("views the letter in English in a tab of its own", async () => {
    const view = page.getByRole("link", {
      name: /^View letter: English, math and science \(CAASPP\), 2025–26, English/,
    });
    expect(await view.getAttribute("target")).toBe("_blank");
    const answer = await parent.request.get((await view.getAttribute("href")) ?? "");
    expect(answer.headers()["content-disposition"]).toBe('inline; filename="CAASPP-2026-English.pdf"');
    expect(await textOfPdf(new Uint8Array(await answer.body()))).toContain("Ximena Ejemplo Núñez");
  });

  it("reads what happened while ETS is down, tries again, and finds her letters once it is back", async () => {
    await ets({ reports: { status: 503 } });
    await page.reload();
    await page
      .getByText(
        "Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001",
      )
      .first()
      .waitFor();
    expect(await axeFindings()).toEqual([]);
    await ets(null);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "2025–26" }).waitFor();
  });

  it("does not notice that her token ran out", async () => {
    behindMs = 600_000 + 57_000; // the next token ends in three seconds, the skew of a minute allowed for
    await page.reload();
    await heading("Téo Ejemplo Núñez").waitFor();
    behindMs = 0;
    await page.waitForTimeout(3_500);
    const renewed = page.waitForResponse((response) => response.url().endsWith("/portal/score-token"));
    const refused = page.waitForResponse((response) => response.status() === 401);
    await child("Ximena Ejemplo Núñez").click();
    expect((await (await refused).json()).code).toBe("token_expired");
    expect((await renewed).status()).toBe(200);
    await page.getByRole("heading", { name: /ELPAC/ }).first().waitFor();
  });

  it("can use it with any means: axe finds nothing, in light and dark, in English and Spanish", async () => {
    expect(await axeFindings()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFindings()).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    const [context, spanish] = await enter("parent", "es");
    await spanish
      .getByRole("link", { name: /^Ver (la )?carta/ })
      .first()
      .waitFor();
    await spanish.getByRole("heading", { name: "Inglés, matemáticas y ciencias (CAASPP)" }).first().waitFor();
    await context.close();
  });
});

describe("a portal's developer", () => {
  it("sees each example run under the portal's policy", async () => {
    await page.goto(`${demonstration.portalOrigin}/examples`);
    await page.getByRole("link", { name: "As an element, in React" }).click();
    await heading("Téo Ejemplo Núñez").waitFor();
    await page.locator("#app label select").selectOption("zh-Hant");
    await page
      .getByRole("link", { name: /^查看信件/ })
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Hide the letters" }).click();
    expect(await page.locator("state-assessments").count()).toBe(0);

    await page.goto(`${demonstration.portalOrigin}/examples/plain`);
    await page.getByRole("button", { name: "Show the letters" }).click();
    await heading("Téo Ejemplo Núñez").waitFor();
    expect(await page.locator("#log").innerText()).toContain("ready");
    await page.getByRole("button", { name: "Hide the letters" }).click();
    expect(await page.locator("state-assessments").count()).toBe(0);

    await page.goto(`${demonstration.portalOrigin}/examples/themes`);
    for (const theme of ["navy", "clay", "night"]) {
      const view = page.locator(`.theme-${theme}`).getByRole("link", { name: /^View letter/ });
      await view.first().waitFor();
      expect(await axeFindings(`.theme-${theme} state-assessments`), theme).toEqual([]);
    }
  });

  it("pins a version that is served for ever, with its hash, to any origin", async () => {
    const { integrity } = await (
      await parent.request.get(`${demonstration.workerOrigin}/integrity.json`)
    ).json();
    const [url = "", hash = ""] = Object.entries<string>(integrity)[0] ?? [];
    const answer = await parent.request.get(demonstration.workerOrigin + url);
    expect(answer.headers()).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/javascript; charset=utf-8",
    });
    expect(
      `sha384-${createHash("sha384")
        .update(await answer.body())
        .digest("base64")}`,
    ).toBe(hash);
    const short = await parent.request.get(`${demonstration.workerOrigin}/widget.js`);
    expect(short.headers()["cache-control"]).toBe("public, max-age=300, must-revalidate");
    expect((await short.body()).equals(await answer.body())).toBe(true);
    const types = await parent.request.get(`${demonstration.workerOrigin}/widget.d.ts`);
    expect(await types.text()).toContain("declare const StateAssessments");
  });
});

describe("others", () => {
  it("see only what is theirs: a student the own letters", async () => {
    const [context, own] = await enter("student");
    await own.getByRole("heading", { name: "Mẫu Thị Ví Dụ", exact: true }).waitFor();
    expect(await own.getByRole("button", { name: /Ejemplo/ }).count()).toBe(0);
    await context.close();
  });

  it("search: a counselor finds a student and the reason why there is no letter", async () => {
    const [context, staff] = await enter("counselor");
    await staff.getByRole("searchbox").or(staff.getByRole("textbox")).first().fill("unlisted");
    await staff.getByRole("button", { name: /Unlisted Placeholder/ }).click();
    await staff
      .getByText(/Error Code: ETS003/)
      .first()
      .waitFor();
    await context.close();
  });

  it("administer: a counselor with the permission is led inside, as herself", async () => {
    const [context, staff] = await enter("counselor");
    await staff.goto(demonstration.portalOrigin);
    await staff.getByRole("link", { name: /Manage Third Party Integrations/ }).click();
    await staff.getByRole("button", { name: "Go to the integrations" }).click();
    await staff.getByRole("heading", { name: "All Integrations" }).waitFor();
    expect(new URL(staff.url()).origin).toBe(demonstration.workerOrigin);
    await context.close();
  });

  it("are told, when they open a link that has been tampered with", async () => {
    const answer = await parent.request.get(`${demonstration.workerOrigin}/v1/letters/v1.dev1.AAAA/view`, {
      headers: { accept: "text/html", "accept-language": "es" },
    });
    expect(answer.status()).toBe(400);
    expect(await answer.text()).toContain("letter_link_invalid");
  });
});

describe("after all that", () => {
  const ssids = STUDENTS.flatMap(({ ssid }) => (ssid === null ? [] : [ssid]));
  const secrets = [...ssids, ETS_CREDENTIALS.secretKey];

  it("no SSID, secret or upstream link reached a browser, in a body, a header, a URL or the console", () => {
    const all = received.join("\n");
    expect(all).toContain("/v1/session");
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/X-Amz/i);
  });

  it("the access log has a line for each letter, and no console message was a violation", async () => {
    const answer = await fetch(`${demonstration.workerOrigin}/admin/api/letters/log`, {
      headers: { authorization: `Bearer ${demonstration.adminToken}` },
    });
    const { items } = await answer.json();
    expect(items).toHaveLength(2);
    expect(
      items.every(
        (line: { student: string; outcome: string }) =>
          line.student === "S-1001" && line.outcome === "opened",
      ),
    ).toBe(true);
    expect(received.filter((text) => /Content Security Policy|TrustedHTML|TrustedScript/.test(text))).toEqual(
      [],
    );
  });

  it("SSIDs are in the roster alone, and no file holds a secret or an upstream link", async () => {
    const files = filesBelow(folder);
    expect(files.some((file) => file.endsWith(".sqlite"))).toBe(true);
    expect(files).toContain(join(folder, "worker.log"));
    for (const file of files) {
      const content = readFileSync(file, "latin1");
      const isRoster = file.includes("D1DatabaseObject");
      for (const secret of isRoster ? [ETS_CREDENTIALS.secretKey] : secrets)
        expect(content.includes(secret), `${secret} in ${file}`).toBe(false);
      expect(content.includes("X-Amz-"), `an upstream link in ${file}`).toBe(false);
    }
  });
});

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}

/** What axe finds in the widget: the script is injected past the page's strict policy, as an extension would. */
async function axeFindings(where = "state-assessments"): Promise<string[]> {
  await page.evaluate(AXE);
  const found: { id: string; nodes: { html: string; failureSummary?: string }[] }[] = await page.evaluate(
    `axe.run(${JSON.stringify(where)}).then((result) => result.violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
