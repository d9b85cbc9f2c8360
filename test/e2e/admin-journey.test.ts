/**
 * The way of a coordinator: handed over by the portal, they test with every kind of mistake, save, override one
 * school, switch another off, remove, and read the log. One story in order, in one browser. The pages have no script; the policy would forbid it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demonstration, startDemonstration } from "../../scripts/demonstration.ts";
import { ESCHOOLPLUS_CREDENTIALS, ETS_CREDENTIALS, SCHOOLS } from "../../simulators/people.ts";
import { reservePorts } from "../setup/ports.ts";
import { launchBrowser } from "./browser.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const WAIT_MS = 10_000;
const DISTRICT_NAME = "Willow Example Unified School District";
const [SAMPLE_CREEK, PLACEHOLDER] = SCHOOLS;
const PERMISSIONS = ["view", "manage_integrations"].map((permission) => ({ permission, sites: ["*"] }));
const NOT_OFFERED = "Your school does not offer test letters here.";

let folder: string;
let demonstration: Demonstration;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let portal: Server;
let apiUrl: string;
/** What the portal's page posts; signed anew for each hand-off. */
let handoff = "";
/** Every page that was seen, to be searched for what must not be in it. */
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-admin-"));
  const [workerPort = 0, portalPort = 0] = await reservePorts(2);
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
  apiUrl = `${demonstration.etsOrigin}/api/v1/token`;
  // "localhost" is another site than 127.0.0.1, as a portal is another site than ours.
  portal = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><form method="post" action="${demonstration.workerOrigin}/admin/enter">
      <input type="hidden" name="token" value="${handoff}"><button>Manage Third Party Integrations</button></form>`);
  });
  await new Promise<void>((resolve) => portal.listen(portalPort, resolve));

  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(WAIT_MS);
  page = await context.newPage();
  page.on("console", (message) => received.push(message.text()));
  page.on("response", async (response) => {
    received.push(JSON.stringify(response.headers()), await response.text().catch(() => ""));
  });
  await admin("PUT", "/portals/staffroom", {
    name: "Staff Room",
    origins: [`http://localhost:${portalPort}`],
    trust: "token",
    widgetEnabled: false,
    adminHandoff: PERMISSIONS,
  });
  const { keyId, secret } = await admin("POST", "/portals/staffroom/keys");
  handoff = await new SignJWT({ permissions: PERMISSIONS })
    .setProtectedHeader({ alg: "HS256", typ: "admin+jwt", kid: String(keyId) })
    .setIssuer("staffroom")
    .setAudience(`${demonstration.workerOrigin}/admin`)
    .setSubject("coordinator")
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime("50s")
    .sign(new TextEncoder().encode(String(secret)));
  await page.goto(`http://localhost:${portalPort}/`);
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => portal?.close(resolve));
  await demonstration?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${demonstration.workerOrigin}/admin/api${path}`, {
    method,
    headers: { authorization: `Bearer ${demonstration.adminToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status === 204 ? {} : answer.json();
}

async function openEts(site = "district"): Promise<void> {
  await page.goto(`${demonstration.workerOrigin}/admin/integrations/ets?site=${site}`);
}

async function fill(typed: { apiUrl?: string; username?: string; secretKey?: string }): Promise<void> {
  const replace = page.getByText("Replace", { exact: true });
  if (typed.secretKey !== undefined && !(await page.locator("#secretKey").isVisible())) await replace.click();
  for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text);
}

async function press(name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** The heading and the text of the notice on top of the page. */
function notice() {
  return page.locator(".notice");
}

/** A parent's look at a student of a school: the code of what they read, or null where letters come. */
async function parentReads(student: string): Promise<string | null> {
  const parent = await browser.newContext();
  try {
    const opened = await parent.newPage();
    await opened.goto(`${demonstration.portalOrigin}/login`);
    await opened.locator("#username").fill("counselor");
    await opened.locator("#password").fill("demo-counselor");
    await opened.locator("#password").press("Enter");
    await opened.waitForURL((url) => !url.pathname.startsWith("/login"));
    const token = await parent.request.get(`${demonstration.portalOrigin}/portal/score-token`);
    const answer = await parent.request.get(`${demonstration.workerOrigin}/v1/students/${student}/reports`, {
      headers: { authorization: `Bearer ${(await token.json()).token}`, origin: demonstration.portalOrigin },
    });
    return answer.ok() ? null : (await answer.json()).code;
  } finally {
    await parent.close();
  }
}

/** What axe finds on the page, in light and in dark. Playwright injects it past the policy, as an extension would. */
async function expectNothingFromAxe(): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
      "axe.run().then((result) => result.violations)",
    );
    expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}

describe("a coordinator", () => {
  it("who is not signed in reads where to sign in", async () => {
    const stranger = await browser.newContext();
    const opened = await stranger.newPage();
    const answer = await opened.goto(`${demonstration.workerOrigin}/admin`);
    expect(answer?.status()).toBe(401);
    await opened
      .getByText("Open this page from your portal, or sign in with your district account.")
      .waitFor();
    await stranger.close();
  });

  it("is handed over by the portal and sees all integrations", async () => {
    await press("Manage Third Party Integrations");
    await page.waitForURL(`${demonstration.workerOrigin}/admin`);
    await page.getByRole("heading", { name: "Educational Testing Service" }).waitFor();
    await page.getByRole("row", { name: /MyWillow Family Portal.*On/ }).waitFor();
    await page.getByRole("row", { name: /Staff Room.*Off/ }).waitFor();
    await page.getByText("staffroom:coordinator").waitFor();
    await expectNothingFromAxe();
  });

  it("reads the exact sentence for each mistake, and keeps what was typed but for the secret key", async () => {
    const { username } = ETS_CREDENTIALS;
    const mistakes = [
      [{ apiUrl: "ets", username, secretKey: "typed-1" }, "The API URL needs to be a valid URL string."],
      [
        { apiUrl: "https://nowhere.example.org/token", username, secretKey: "typed-2" },
        "Provided API URL is either invalid or currently unavailable.",
      ],
      [
        { apiUrl, username, secretKey: "typed-3" },
        "Provided Username/Secret Key is either incorrect or has expired.",
      ],
    ] as const;
    await openEts();
    for (const [typed, sentence] of mistakes) {
      await fill(typed);
      await press("Test Integration");
      await notice().getByRole("link", { name: sentence, exact: true }).click();
      expect(await page.locator("input:focus").count()).toBe(1);
      await page.locator(".field .error").getByText(sentence).waitFor();
      expect(await page.locator("#apiUrl").inputValue()).toBe(typed.apiUrl);
      expect(await page.locator("#username").inputValue()).toBe(username);
      expect(await page.locator("#secretKey").inputValue()).toBe("");
      expect(await page.content()).not.toContain(typed.secretKey);
    }
    await expectNothingFromAxe();
    await openEts();
    expect(await page.locator("#apiUrl").inputValue()).toBe(apiUrl);
  });

  it("tests and saves with the keyboard alone, and sees it working", async () => {
    await openEts();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // past the header
    await tabTo(page.locator("#username"));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(ETS_CREDENTIALS.username);
    await tabTo(page.getByText("Replace", { exact: true }));
    await page.keyboard.press("Space");
    await tabTo(page.locator("#secretKey"));
    await page.keyboard.type(ETS_CREDENTIALS.secretKey);
    await tabTo(page.getByRole("radio", { name: /^As saved/ }));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await tabTo(page.getByRole("button", { name: "Test and save" }));
    await page.keyboard.press("Enter");
    await notice().getByText("Saved and working").waitFor();
    await page.getByText(/^Working\./).waitFor();
    await page.getByText(/Key expires .* \(in 365 days\)/).waitFor();
    await expectNothingFromAxe();
  });

  it("is told when somebody else saved first, and keeps what was typed", async () => {
    await openEts();
    await admin("PUT", "/integrations/ets/district", { apiUrl, ...ETS_CREDENTIALS });
    await fill({ username: "mine" });
    await press("Test Integration");
    await notice()
      .getByText(/Username\/Secret Key is either incorrect/)
      .waitFor();
    await press("Save Integration");
    await notice()
      .getByText(/Somebody else changed this meanwhile/)
      .waitFor();
    await notice()
      .getByText(/admin-token saved these settings/)
      .waitFor();
    expect(await page.locator("#username").inputValue()).toBe("mine");
    expect((await admin("GET", "/integrations/ets/district"))["username"]).toBe(ETS_CREDENTIALS.username);
  });

  it("gives one school settings of its own, and is warned where they are not tested", async () => {
    await page.getByLabel("Site", { exact: true }).selectOption({ label: SAMPLE_CREEK?.name ?? "" });
    await press("Show");
    await page.getByText(`In force: inherited from ${DISTRICT_NAME}`).waitFor();
    await fill({ apiUrl, username: "the-schools-own", secretKey: "wrong-on-purpose" });
    await press("Save Integration");
    await notice().getByText("Saved, not tested").waitFor();
    await page.getByText(`In force: ${SAMPLE_CREEK?.name}’s own settings`).waitFor();
    expect(await parentReads("S-1001")).toBe("ETS002");
    await press("Test Integration");
    await page.getByText(/^Failing\./).waitFor();
  });

  it("switches that school off, and parents are told so at once", async () => {
    await page.getByRole("link", { name: `Switch letters off at ${SAMPLE_CREEK?.name}` }).click();
    await page.getByText(NOT_OFFERED).waitFor();
    await expectNothingFromAxe();
    await press("Switch letters off");
    await notice().getByText(`Letters are switched off at ${SAMPLE_CREEK?.name}`).waitFor();
    await expectNothingFromAxe();
    expect(await parentReads("S-1001")).toBe("not_configured");
  });

  it("switches it on again, reading first what parents will see", async () => {
    await page.getByRole("link", { name: "Switch letters on again" }).click();
    await page.getByText(`Parents then see letters through the settings of ${DISTRICT_NAME}.`).waitFor();
    await press("Switch letters on again");
    await notice().getByText(`The settings of ${DISTRICT_NAME} are in force here now.`).waitFor();
    expect(await parentReads("S-1001")).toBeNull();
  });

  it("removes the district's settings, reading first that no letters are left", async () => {
    await openEts();
    await page.getByRole("link", { name: "Remove Integration" }).click();
    await page.getByText(`Parents then read: “${NOT_OFFERED}”`).waitFor();
    await expectNothingFromAxe();
    await press("Remove Integration");
    await notice().getByText("No settings are in force here now.").waitFor();
    expect(await page.locator("#apiUrl").inputValue()).toBe("https://caaspp-aws.ets.org/api/v1/token");
    expect(await parentReads("S-1001")).toBe("not_configured");
  });

  it("reads what happened in the log, page by page and as a file, on a phone too", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("link", { name: "Configured Integrations" }).click();
    await page.getByRole("row", { name: /ETS removed.*Willow Example/ }).waitFor();
    await page
      .getByRole("row", { name: /URL invalid or unavailable/ })
      .first()
      .waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    await expectNothingFromAxe();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download all as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("integrations-log.csv");
    const csv = readFileSync(await download.path(), "utf8");
    for (const line of ["ets,district,tested,url_not_a_url", "ets,101,removed,ok", "ets,district,removed,ok"])
      expect(csv).toContain(line);
    received.push(csv);

    await page.goto(`${demonstration.workerOrigin}/admin/integrations/log?limit=2`);
    // To the millisecond: two lines of one minute may read alike.
    const moments = () =>
      page
        .locator("table.log tbody time")
        .evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
    const [newest] = await moments();
    await page.getByRole("link", { name: "Older" }).click();
    await page.getByRole("link", { name: "Newest" }).waitFor();
    expect(await moments()).not.toContain(newest);
  });

  it("is refused what does not exist, and a form from elsewhere, with a page and its code", async () => {
    const nowhere = await page.goto(`${demonstration.workerOrigin}/admin/integrations/ets?site=nowhere`);
    expect(nowhere?.status()).toBe(404);
    await page.getByText("not_found").waitFor();
    const foreign = await context.request.post(
      `${demonstration.workerOrigin}/admin/integrations/ets/remove`,
      {
        form: { site: PLACEHOLDER?.id ?? "", version: "" },
        headers: { accept: "text/html", origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
      },
    );
    expect(foreign.status()).toBe(403);
    expect(await foreign.text()).toContain("forbidden");
  });

  it("removes eSchoolPLUS, reading first what stays, and finds the way to set it up", async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${demonstration.workerOrigin}/admin`);
    await page.getByRole("link", { name: "eSchoolPLUS", exact: true }).click();
    await expectNothingFromAxe();
    await page.getByRole("link", { name: "Remove Integration" }).click();
    await page.getByText("no longer follows").waitFor();
    await expectNothingFromAxe();
    await press("Remove Integration");
    await notice().getByText("No more pulls run.").waitFor();
    await page.getByText("Not set up.").waitFor();
    await page.getByText("Include Pre-Registered Students").waitFor();
    await expectNothingFromAxe();
  });

  it("sets it up again, warned where the base URL is that of another API Profile, and tests it", async () => {
    await page.locator("#baseUrl").fill(`${demonstration.eschoolplusOrigin}/plus360api/v1/other`);
    await page.locator("#consumerKey").fill(ESCHOOLPLUS_CREDENTIALS.consumerKey);
    await page.locator("#screen-1").fill("900");
    await press("Add row");
    await page.locator("#screen-2:focus").waitFor();
    expect(await page.locator("#screen-1").inputValue()).toBe("900");
    await page.locator("#screen-1").fill("");
    await page.locator("#consumerSecret").fill(ESCHOOLPLUS_CREDENTIALS.consumerSecret);
    await press("Save Integration");
    await notice().getByText("Saved, not tested").waitFor();
    await notice().getByText("here “demo”").waitFor();
    await press("Test Integration");
    await notice().getByText("eSchoolPLUS could not be read").waitFor();
    await page.getByText(/^Failing\./).waitFor();
    await expectNothingFromAxe();
    await page.locator("#baseUrl").fill(`${demonstration.eschoolplusOrigin}/plus360api/v1/demo`);
    await page.locator("#baseUrl").press("Enter");
    await notice().getByText("The next pull goes by these settings.").waitFor();
    await page.getByText(/^Working\./).waitFor();
    await press("Test Integration");
    await page.getByRole("row", { name: /^Student Read/ }).waitFor();
    await page.getByText("Dates of birth arrive.").waitFor();
    await expectNothingFromAxe();
  });

  it("pulls the roster now and watches it to its end", async () => {
    await sis({ kind: "slow", delayMs: 2_500, resource: "ContactPhone" });
    await page.getByRole("link", { name: "Roster pulls" }).first().click();
    await press("Run now");
    await page.getByRole("progressbar", { name: /telephone|phone/i }).waitFor();
    await expectNothingFromAxe();
    await page.getByRole("link", { name: "See how it went" }).click();
    await page.getByText("The roster follows eSchoolPLUS").waitFor();
    await page.getByRole("row", { name: /^Students/ }).waitFor();
    await expectNothingFromAxe();
  });

  it("is asked about a pull that would let one contact see forty more students, and approves another one", async () => {
    await sis({ kind: "contact-gains", contactId: "C-2006", students: 40 });
    await page.goto(`${demonstration.workerOrigin}/admin/roster`);
    await press("Run now");
    await page.getByRole("link", { name: "See how it went" }).click();
    await page
      .getByText(/^Held back/)
      .first()
      .waitFor();
    await page.getByRole("heading", { name: "Why it was held back" }).waitFor();
    await expectNothingFromAxe();
    await page.getByRole("link", { name: "Discard" }).click();
    await press("Discard");
    await notice().getByText("The roster stays as it was.").waitFor();

    await page.goto(`${demonstration.workerOrigin}/admin/roster`);
    await press("Run now");
    await page.getByRole("link", { name: "See how it went" }).click();
    await page.getByRole("link", { name: "Approve" }).click();
    await expectNothingFromAxe();
    await press("Approve and change the roster");
    await notice().getByText("Approved").waitFor();
    await sis();
  });

  it("sees in the overview what parents opened and what they could not, in numbers too", async () => {
    await page.goto(`${demonstration.workerOrigin}/admin/overview`);
    await page
      .getByText(/^ETS002: ETS refused the key/)
      .first()
      .waitFor();
    await page.locator("summary", { hasText: "ETS002" }).click();
    await page.getByRole("table").first().getByRole("row").nth(1).waitFor();
    await expectNothingFromAxe();
  });

  it("signs out, and is out", async () => {
    await page.goto(`${demonstration.workerOrigin}/admin`);
    await press("Sign out");
    await page.getByRole("heading", { name: "Sign in first" }).waitFor();
    await expectNothingFromAxe();
  });

  it("left no secret key in a page, a header, the console, the log or D1, and broke no policy", () => {
    const all = received.join("\n");
    expect(all).toContain("Test and save");
    const files = filesBelow(folder).map((file) => readFileSync(file, "latin1"));
    for (const secret of [
      ESCHOOLPLUS_CREDENTIALS.consumerSecret,
      ETS_CREDENTIALS.secretKey,
      "typed-1",
      "typed-2",
      "typed-3",
      "wrong-on-purpose",
    ]) {
      expect(all).not.toContain(secret);
      for (const content of files) expect(content.includes(secret)).toBe(false);
    }
    expect(all).not.toMatch(/Refused to|violates the following/);
  });
});

/** Switches faults of the eSchoolPLUS simulator on, and all others off. */
async function sis(...faults: Record<string, unknown>[]): Promise<void> {
  const init = { method: "PUT", headers: { "content-type": "application/json" } };
  const answer = await fetch(`${demonstration.eschoolplusOrigin}/_control/faults`, {
    ...init,
    body: JSON.stringify({ faults }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Tabs on until the element has the focus, as somebody without a mouse does. */
async function tabTo(target: ReturnType<Page["locator"]>): Promise<void> {
  for (let step = 0; step < 30; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not get there.");
}

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}
