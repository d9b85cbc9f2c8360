/**
 * The way of a counselor among students: finds one, sees in the widget what a parent sees, opens a letter, withholds the
 * letters from one contact and then from everybody, sees both followed at once, and lifts it again.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demonstration, startDemonstration } from "../../scripts/demonstration.ts";
import { STUDENTS } from "../../simulators/people.ts";
import { reservePorts } from "../setup/ports.ts";
import { launchBrowser } from "./browser.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const WAIT_MS = 10_000;

let folder: string;
let demonstration: Demonstration;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Of a portal that relies on the roster. */
let secret = "";
/** Every page, answer and address that was seen, to be searched for what must not be in it. */
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-students-"));
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
    }),
    launchBrowser(),
  ]);
  await admin("PUT", "/portals/by-roster", {
    name: "By Roster",
    origins: ["https://portal.example.org"],
    trust: "roster",
  });
  secret = String((await admin("POST", "/portals/by-roster/keys"))["secret"]);

  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(WAIT_MS);
  page = await context.newPage();
  page.on("console", (message) => received.push(message.text()));
  page.on("response", async (response) => {
    received.push(response.url(), JSON.stringify(response.headers()));
    if (!/pdf|script/.test(response.headers()["content-type"] ?? ""))
      received.push(await response.text().catch(() => ""));
  });
  await page.goto(`${demonstration.portalOrigin}/login?lang=en`);
  await page.locator("#username").fill("counselor");
  await page.locator("#password").fill("demo-counselor");
  await page.locator("#password").press("Enter");
  await page.getByRole("link", { name: /Manage Third Party Integrations/ }).click();
  await page.getByRole("button", { name: "Go to the integrations" }).click();
  await page.getByRole("link", { name: "Students", exact: true }).click();
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${demonstration.workerOrigin}/admin/api${path}`, {
    method,
    headers: { authorization: `Bearer ${demonstration.adminToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}

/** What a guardian of the roster is told of a student at this moment: a code, or how many letters. */
async function toldTo(contact: string, student: string): Promise<string | number> {
  const token = await new SignJWT({ role: "guardian", contact_id: contact })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("by-roster")
    .setAudience(demonstration.workerOrigin)
    .setSubject(contact)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(secret));
  const answer = await fetch(`${demonstration.workerOrigin}/v1/students/${student}/reports`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { code, reports }: { code?: string; reports?: unknown[] } = await answer.json();
  return code ?? reports?.length ?? 0;
}

async function find(name: string): Promise<void> {
  await page.goto(`${demonstration.workerOrigin}/admin/students`);
  await page.getByLabel("Name or student id").fill(name);
  await page.keyboard.press("Enter");
}

/** The widget on the page. */
function widget() {
  return page.locator("state-assessments");
}

async function press(name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

async function expectNothingFromAxe(): Promise<void> {
  for (const width of [375, 1280])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(AXE);
      const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
        "axe.run().then((result) => result.violations)",
      );
      expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
}

describe("a counselor", () => {
  it("finds a student by the beginnings of two names, without accents", async () => {
    await page.getByRole("heading", { name: "Students" }).waitFor();
    await expectNothingFromAxe();
    await find("xim nun");
    await page.getByRole("link", { name: /Ximena Ejemplo Núñez/ }).waitFor();
    await expectNothingFromAxe();
    await page.getByRole("link", { name: /Ximena Ejemplo Núñez/ }).click();
  });

  it("sees the letters as a parent does, and who may see them", async () => {
    await widget()
      .getByRole("heading", { name: /Ximena Ejemplo Núñez/ })
      .waitFor();
    expect(await widget().locator("[part~=view]").count()).toBeGreaterThan(2);
    expect(await widget().getByRole("searchbox").count()).toBe(0);
    const people = page.locator(".people > li");
    await people.filter({ hasText: "Marisol Núñez" }).getByText("Sees letters.").waitFor();
    await people.filter({ hasText: "Evaristo Ejemplo" }).getByText("Sees letters.").waitFor();
    await expectNothingFromAxe();
  });

  it("opens a letter, and the letter log names her", async () => {
    const [letter] = await Promise.all([
      context.waitForEvent("response", (response) => response.url().includes("/v1/letters/")),
      widget().locator("[part~=view]").first().click(),
    ]);
    expect([letter.status(), letter.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    for (const other of context.pages()) if (other !== page) await other.close();
    const { items } = (await admin("GET", "/letters/log?limit=1")) as { items: Record<string, string>[] };
    expect(items[0]).toMatchObject({ portal: "admin-preview", role: "staff", student: "S-1001" });
    expect(items[0]?.["viewer"]).toMatch(/^mywillow:/);
  });

  it("withholds the letters from one contact: he is told so at once, the mother still sees them", async () => {
    expect(await toldTo("C-2002", "S-1001")).toBeGreaterThan(2);
    await page.getByRole("link", { name: "Withhold letters from Evaristo Ejemplo" }).click();
    await page.getByText("and reads: “This student's letters are not shown here.").waitFor();
    await expectNothingFromAxe();
    await press("Withhold letters");
    await page.locator(".notice").getByRole("link", { name: "Enter a reason." }).click();
    await page.keyboard.type("Court order 12 of the example court");
    await expectNothingFromAxe();
    await press("Withhold letters");
    await page.locator(".notice").getByText("Letters are withheld").waitFor();
    await page
      .locator(".people > li")
      .filter({ hasText: "Evaristo Ejemplo" })
      .getByText("Withheld from this contact.")
      .waitFor();
    expect(await toldTo("C-2002", "S-1001")).toBe("letters_withheld");
    expect(await toldTo("C-2001", "S-1001")).toBeGreaterThan(2);
    await widget().locator("[part~=view]").first().waitFor();
    await expectNothingFromAxe();
  });

  it("withholds them from everybody, and the widget says what a parent then reads", async () => {
    await page.getByRole("link", { name: "Withhold letters from everybody" }).click();
    await page.getByLabel("Reason").fill("Held until the family has been called");
    await press("Withhold letters");
    await page.getByText("No letters are shown.").waitFor();
    await widget().locator("[part~=message]").first().waitFor();
    expect(await widget().locator("[part~=view]").count()).toBe(0);
    expect(await toldTo("C-2001", "S-1001")).toBe("letters_withheld");
    await expectNothingFromAxe();
  });

  it("lifts both, each after being asked, and everybody sees them again", async () => {
    for (const who of ["From everybody", "From Evaristo Ejemplo"]) {
      await page.getByRole("link", { name: `Show letters again (${who})` }).click();
      await page.getByRole("heading", { name: "Show Ximena Ejemplo Núñez’s letters again?" }).waitFor();
      await expectNothingFromAxe();
      await press("Show letters again");
      await page.locator(".notice").waitFor();
    }
    await page.getByText("Nothing is withheld by hand.").waitFor();
    await widget().locator("[part~=view]").first().waitFor();
    expect(await toldTo("C-2002", "S-1001")).toBeGreaterThan(2);
  });

  it("reads why nothing is shown of a student whom ETS does not know, and that of one without a state id", async () => {
    for (const [name, code, words] of [
      ["unlisted", "ETS003", "compare the id in eSchoolPLUS with the one in TOMS"],
      ["pending", "no_state_id", "no state id of ten digits"],
    ] as const) {
      await find(name);
      await page
        .getByRole("link", { name: /Placeholder/ })
        .first()
        .click();
      await page.getByText(words).waitFor();
      await page.locator("code").filter({ hasText: code }).first().waitFor();
      await widget()
        .getByText(/ETS003/)
        .first()
        .waitFor();
      await expectNothingFromAxe();
    }
  });

  it("met no SSID anywhere, and broke no policy", () => {
    const all = received.join("\n");
    expect(all).toContain("/v1/session");
    for (const { ssid } of STUDENTS) if (ssid !== null) expect(all).not.toContain(ssid);
    expect(all).not.toMatch(/Refused to|violates the following/);
  });
});
