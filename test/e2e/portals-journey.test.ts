/**
 * The way of a portal into the district: an administrator registers it, makes its secret, and hands its developer the
 * code that the page shows. That code, run as it is, signs for a parent, who sees letters in the portal's page, until
 * the secret is retired. One story in order, in one browser.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demonstration, startDemonstration } from "../../scripts/demonstration.ts";
import { STUDENTS } from "../../simulators/people.ts";
import { reservePorts } from "../setup/ports.ts";
import { launchBrowser } from "./browser.ts";

const run = promisify(execFile);
const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const WAIT_MS = 10_000;
const PORTALS = "/admin/integrations/portals";
const STUDENT = STUDENTS.find(({ id }) => id === "S-1001");
const WIDTHS = [375, 1280];

let folder: string;
let demonstration: Demonstration;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let portal: Server;
let portalOrigin: string;
/** What the portal's developer has put into the page, and onto the server. */
let scriptTag = "";
let portalSecret = "";
/** Each secret that was shown, to be searched for where it must not be. */
const secrets: string[] = [];
/** Every admin page that was seen, but for those on which a secret is shown. */
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-portals-"));
  const [workerPort = 0, portalPort = 0] = await reservePorts(2);
  portalOrigin = `http://localhost:${portalPort}`;
  [demonstration, browser] = await Promise.all([
    startDemonstration({
      workerPort,
      portalPort: 0,
      etsPort: 0,
      eschoolplusPort: 0,
      students: 60,
      persistTo: join(folder, "d1"),
      logFile: join(folder, "worker.log"),
    }),
    launchBrowser(),
  ]);
  // The portal's server, as its developer has built it from the page of the administrator.
  portal = createServer(async (request, response) => {
    if (request.url === "/portal/score-token") {
      const token = await snippetToken("node").catch(() => "");
      response.writeHead(token === "" ? 502 : 200, {
        "content-type": "text/plain",
        "cache-control": "no-store",
      });
      response.end(token);
      return;
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><title>Harbor</title><main><h1>Harbor</h1>${scriptTag}</main></html>`,
    );
  });
  await new Promise<void>((resolve) => portal.listen(portalPort, resolve));
  context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    extraHTTPHeaders: { authorization: `Bearer ${demonstration.adminToken}` },
  });
  context.setDefaultTimeout(WAIT_MS);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  portal?.closeAllConnections();
  await new Promise((resolve) => portal?.close(resolve));
  await demonstration?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(path: string): Promise<void> {
  await page.goto(`${demonstration.workerOrigin}${path}`);
}

/**
 * Nothing for axe to find, on a phone and on a desk, in light and in dark, and nothing that reaches out of the page.
 *
 * @param isKept the page is searched for secrets in the end; the one page that shows one is not
 */
async function expectWellMade({ isKept = true } = {}): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(AXE);
      const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
        "axe.run().then((result) => result.violations)",
      );
      expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  }
  if (isKept) received.push(await page.content());
}

/** Tabs on until the element has the focus, as somebody without a mouse does. */
async function tabTo(target: ReturnType<Page["locator"]>): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not get there.");
}

/** What the page offers to copy, under this label. */
function copied(label: string): Promise<string> {
  return page.getByRole("region", { name: label, exact: true }).locator("code").innerText();
}

const CALLS = {
  node: (student: string) => ({
    command: process.execPath,
    text: `import { guardianToken } from "./score-token.mjs";
process.stdout.write(await guardianToken("parent-1", [${student}]));`,
    files: ["score-token.mjs", "main.mjs"],
  }),
  python: (student: string) => ({
    command: "python3",
    text: `import json, sys
from score_token import guardian_token
sys.stdout.write(guardian_token("parent-1", [json.loads(${JSON.stringify(student)})]))`,
    files: ["score_token.py", "main.py"],
  }),
};

/** Runs what was copied from the page, with the portal's secret in its environment. */
async function snippetToken(language: keyof typeof CALLS): Promise<string> {
  const { id, ssid, name, site, grade } = STUDENT ?? {};
  const { command, text, files } = CALLS[language](JSON.stringify({ id, ssid, name, site, grade }));
  writeFileSync(join(folder, files[1] ?? ""), text);
  const env = { ...process.env, SCORELETTER_SECRET: portalSecret };
  const { stdout } = await run(command, [join(folder, files[1] ?? "")], { env });
  return stdout;
}

function session(token: string): Promise<Response> {
  return fetch(`${demonstration.workerOrigin}/v1/session?include=reports`, {
    headers: { authorization: `Bearer ${token}`, origin: portalOrigin },
  });
}

/** Makes a secret on the portal's page and takes it over, as the portal's developer does. */
async function makeSecret(): Promise<void> {
  await page.getByRole("button", { name: "Make a shared secret" }).click();
  await page.getByRole("heading", { name: "New shared secret" }).waitFor();
  portalSecret = await copied("Shared secret");
  secrets.push(portalSecret);
}

describe("an administrator", () => {
  it("finds the way to the portals from all integrations", async () => {
    await open("/admin");
    await page.getByRole("link", { name: "Portals", exact: true }).click();
    await page.getByRole("heading", { name: "Portals", level: 1 }).waitFor();
    await expectWellMade();
    await page.getByRole("link", { name: "Register a portal" }).click();
    await page.getByRole("heading", { name: "Register a portal" }).waitFor();
    await expectWellMade();
  });

  it("is told what to mend, one link for each mistake, and keeps what was typed", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Harbor Families");
    await page.getByLabel("Origins").fill("harbor.example.org");
    await page
      .getByRole("radio", { name: /^These sites/ })
      .first()
      .check();
    await page.getByText("The portal signs with keys of its own").click();
    await page.getByLabel("Public keys").fill("none");
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByRole("heading", { name: "Some things to mend" }).waitFor();
    await page
      .locator(".notice")
      .getByRole("link", { name: /Line 1 must be an https origin/ })
      .click();
    expect(await page.locator("#origins:focus").count()).toBe(1);
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Harbor Families");
    expect(await page.getByLabel("Public keys").inputValue()).toBe("none");
    await expectWellMade();
  });

  it("registers a portal with the keyboard alone", async () => {
    await open(`${PORTALS}/new`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // past the header
    await tabTo(page.getByLabel("Name", { exact: true }));
    await page.keyboard.type("Harbor Families");
    await tabTo(page.getByLabel("Id", { exact: true }));
    await page.keyboard.type("harbor");
    await tabTo(page.getByLabel("Origins"));
    await page.keyboard.type(portalOrigin);
    await tabTo(page.getByRole("radio", { name: /^The roster/ }));
    await page.keyboard.press("ArrowDown");
    await tabTo(page.getByText("Words to parents"));
    await page.keyboard.press("Enter");
    await tabTo(page.getByLabel("English"));
    await page.keyboard.type("Call <b>555-0100</b>.");
    await tabTo(page.getByRole("button", { name: "Register" }));
    await page.keyboard.press("Enter");
    await page.locator(".notice").getByText("Registered").waitFor();
    await page.getByText(/^No key yet\./).waitFor();
    await page.getByText("Call <b>555-0100</b>.").waitFor();
    await expectWellMade();
  });

  it("makes a shared secret, sees it once, and a reload makes no other", async () => {
    await makeSecret();
    await expectWellMade({ isKept: false });
    const [made] = secrets;
    expect(made).toMatch(/^[\w-]{43}$/);
    expect(page.url()).not.toContain(made);
    await page.reload(); // sends the form again
    await page.getByText("This secret was made already").waitFor();
    await expectWellMade();
    expect(await page.locator("table tbody tr").count()).toBe(1);
    await page.goto(page.url()); // asks for the address alone
    await page.getByText(/^Ready\./).waitFor();
    await page.goBack();
    received.push(await page.content());
  });

  it("hands the portal's developer the script tag and the code, and both work as they are", async () => {
    await open(`${PORTALS}/portal?id=harbor`);
    await page.getByRole("link", { name: "Script tag and code" }).click();
    scriptTag = await copied("Script tag");
    writeFileSync(join(folder, "score-token.mjs"), await copied("Token route in Node"));
    await expectWellMade();
    await page.getByRole("link", { name: "Python" }).click();
    writeFileSync(join(folder, "score_token.py"), await copied("Token route in Python"));
    await expectWellMade();

    for (const language of ["node", "python"] as const) {
      const token = await snippetToken(language);
      expect(token).toMatch(/^sealed\./);
      const answer = await session(token);
      expect([language, answer.status]).toEqual([language, 200]);
      expect(await answer.json()).toMatchObject({
        viewer: { role: "guardian" },
        students: [{ id: STUDENT?.id, name: STUDENT?.name }],
        instructions: "Call <b>555-0100</b>.",
      });
    }
  });

  it("sees letters in the portal's page", async () => {
    const parent = await browser.newContext();
    const opened = await parent.newPage();
    opened.setDefaultTimeout(WAIT_MS);
    await opened.goto(portalOrigin);
    await opened.getByRole("heading", { name: STUDENT?.name ?? "" }).waitFor();
    await opened
      .getByRole("link", { name: /View letter|View/ })
      .or(opened.getByRole("button", { name: /View/ }))
      .first()
      .waitFor();
    expect(await opened.content()).not.toContain(STUDENT?.ssid);
    await parent.close();
  });

  it("signs for a roster's guardian with the code of that page too", async () => {
    await open(`${PORTALS}/edit?id=harbor`);
    await page.getByRole("radio", { name: /^The roster/ }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".notice").getByText("Saved").waitFor();
    await open(`${PORTALS}/embed?id=harbor`);
    writeFileSync(join(folder, "roster-token.mjs"), await copied("Token route in Node"));
    writeFileSync(
      join(folder, "roster-main.mjs"),
      `import { guardianToken, studentToken } from "./roster-token.mjs";
process.stdout.write(JSON.stringify([guardianToken("parent-1", "C-1"), studentToken("pupil-1", "S-1001")]));`,
    );
    const env = { ...process.env, SCORELETTER_SECRET: portalSecret };
    const { stdout } = await run(process.execPath, [join(folder, "roster-main.mjs")], { env });
    const roles = [];
    for (const token of JSON.parse(stdout)) {
      const answer = await session(token);
      roles.push([answer.status, (await answer.json()).viewer.role]);
    }
    expect(roles).toEqual([
      [200, "guardian"],
      [200, "student"],
    ]);
  });

  it("is told when somebody else saved first, and keeps what was typed", async () => {
    await open(`${PORTALS}/edit?id=harbor`);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel("Name", { exact: true }).fill("Theirs");
    await other.getByRole("radio", { name: /^The portal/ }).check();
    await other.getByRole("button", { name: "Save" }).click();
    await other.locator(".notice").getByText("Saved").waitFor();
    await other.close();
    await page.getByLabel("Name", { exact: true }).fill("Mine");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/Somebody else changed this meanwhile/).waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Mine");
    await expectWellMade();
    await page.getByRole("radio", { name: /^The portal/ }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Mine" }).waitFor();
  });

  it("retires the secret, reading first what follows, and tokens signed with it end at once", async () => {
    const before = await snippetToken("node");
    await makeSecret();
    const [retired = ""] = secrets;
    await open(`${PORTALS}/portal?id=harbor`);
    await page
      .getByRole("link", { name: /^Retire/ })
      .first()
      .click();
    await page.getByText("Make sure that the portal signs with another key first.").waitFor();
    await expectWellMade();
    await page.getByRole("button", { name: "Retire" }).click();
    await page.getByText("The shared secret is retired").waitFor();
    expect(await page.getByRole("link", { name: /^Retire/ }).count()).toBe(1);
    await expectWellMade();

    expect((await session(before)).status).toBe(401);
    expect((await session(await snippetToken("node"))).status).toBe(200);
    portalSecret = retired;
    await expect(snippetToken("node")).rejects.toThrow("token_invalid");
  });

  it("says where reminders go, and makes the webhook's secret once", async () => {
    await page.getByRole("link", { name: "Reminders" }).click();
    await page.getByText("This deployment cannot send mail").waitFor();
    await expectWellMade();
    await page.getByLabel("E-mail to").fill("office");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".notice").getByRole("link", { name: "Address 1 is not an e-mail address." }).click();
    await expectWellMade();
    await page.getByLabel("E-mail to").fill("");
    await page.getByLabel("Webhook URL").fill("https://hooks.example.org/scoreletter");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Nothing is posted yet").waitFor();
    await page.getByRole("button", { name: "Make the secret" }).click();
    await page.getByRole("heading", { name: "New signing secret" }).waitFor();
    secrets.push(await copied("Signing secret"));
    await page.reload(); // sends the form again
    await page.getByText("No secret was made").waitFor();
    await page.getByText("How the receiver checks a message").click();
    await expectWellMade();
  });

  it("is reminded on every page before a key ends, and led to the page that mends it", async () => {
    const inThreeDays = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await open("/admin/integrations/ets?site=district");
    await page.getByRole("radio", { name: "On another date" }).check();
    await page.getByLabel("Another date", { exact: true }).fill(inThreeDays);
    await page.getByRole("button", { name: "Save Integration" }).click();
    await open(PORTALS);
    await expectWellMade();
    await page
      .getByRole("complementary", { name: "Reminders" })
      .getByRole("link", { name: /expires .* \(in 3 days\)/ })
      .click();
    await page.waitForURL(/\/admin\/integrations\/ets\?site=district/);
    await expectWellMade();
  });

  it("removes the portal, reading first what parents will see", async () => {
    await open(`${PORTALS}/portal?id=harbor`);
    await page.getByRole("link", { name: "Remove this portal" }).click();
    await page.getByText(/the letters could not be reached/).waitFor();
    await expectWellMade();
    await page.getByRole("button", { name: "Remove this portal" }).click();
    await page.getByText("The portal is removed").waitFor();
    expect(await page.getByText("harbor", { exact: true }).count()).toBe(0);
  });

  it("reads what was done in the log, and the API's reference", async () => {
    await open("/admin/integrations/log");
    for (const line of ["Portal added", "Portal key added", "Portal key retired", "Portal removed"])
      await page
        .getByRole("row", { name: new RegExp(`${line}.*harbor`) })
        .first()
        .waitFor();
    received.push(await page.content());
    await open("/reference");
    await page.getByRole("link", { name: "Portals", exact: true }).click();
    await page.getByRole("heading", { name: "Register or change a portal" }).waitFor();
    await expectWellMade();
  });

  it("left no secret in any other page, in the log or in D1", () => {
    expect(secrets).toHaveLength(3);
    const all = received.join("\n");
    expect(all).toContain("This secret was made already");
    const files = filesBelow(join(folder, "d1")).concat(join(folder, "worker.log"));
    const contents = files.map((file) => readFileSync(file, "latin1"));
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(all.includes(secret)).toBe(false);
      for (const content of contents) expect(content.includes(secret)).toBe(false);
    }
  });
});

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}
