/**
 * Pulls as an administrator and the cron start them: the admin API, the Workflow on its real runtime, signed requests to
 * the eSchoolPLUS simulator over HTTP, in every wire form that the guide leaves open.
 */
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ESCHOOLPLUS_CREDENTIALS } from "../../simulators/people.ts";
import worker from "../../src/worker/index.ts";
import { localClock } from "../../src/worker/roster/nightly.ts";
import { everyRow } from "./pull-world.ts";
import { type Answer, admin, eschoolplusSimulator } from "./world.ts";

const sis = eschoolplusSimulator("roster-runs");

/** On two busy cores. */
const DONE_MS = 30_000;
vi.setConfig({ testTimeout: 3 * DONE_MS, hookTimeout: 3 * DONE_MS });

/** Saves the settings anew: a run never mixes two of them. */
async function setUp(more: Record<string, unknown> = {}): Promise<void> {
  const settings = { baseUrl: sis.baseUrl, ...ESCHOOLPLUS_CREDENTIALS, pageSize: 200, ...more };
  const answer = await admin("PUT", "/integrations/eschoolplus", settings);
  expect([200, 201]).toContain(answer.status);
}

async function ended(id: string): Promise<Answer["body"]> {
  const giveUpAt = Date.now() + DONE_MS;
  while (Date.now() < giveUpAt) {
    const { body } = await admin("GET", `/roster/runs/${id}`);
    if (body.status !== "running") return body;
    await scheduler.wait(25);
  }
  throw new Error("the run did not end");
}

async function pullNow(): Promise<Answer["body"]> {
  const started = await admin("POST", "/roster/runs");
  expect(started.status).toBe(202);
  return ended(started.body.id);
}

async function cron(at: number): Promise<void> {
  const context = createExecutionContext();
  const controller = createScheduledController({ scheduledTime: new Date(at), cron: "*/5 * * * *" });
  await worker.scheduled(controller, env, context);
  await waitOnExecutionContext(context);
}

async function latest(): Promise<Answer["body"]> {
  return (await admin("GET", "/roster/runs?limit=1")).body.items[0];
}

beforeAll(async () => {
  await sis.district({ seed: 1, students: 60 });
  expect((await admin("POST", "/roster/runs")).body).toMatchObject({ status: 404, code: "not_configured" });
  await setUp();
});
beforeEach(() => sis.reset());

describe("a pull through the Workflow", () => {
  it("loads the district, and says what it did", async () => {
    const run = await pullNow();
    expect(run).toMatchObject({
      status: "succeeded",
      phase: "done",
      startedBy: "admin-token",
      trigger: "manual",
    });
    expect(run.changes.added).toBeGreaterThan(500);
    const { badSignatures, resources } = await sis.stats();
    expect([badSignatures, resources.Student.rows]).toEqual([0, run.counts.Student.read]);
    const people = await env.DB.prepare(
      "SELECT s.first_name || ' ' || s.last_name AS name FROM roster_links l JOIN roster_students s ON s.id = l.student WHERE l.contact = 'C-2001' AND l.type = 'G' ORDER BY s.id",
    ).all();
    expect(people.results).toEqual([{ name: "Ximena Ejemplo Núñez" }, { name: "Téo Ejemplo Núñez" }]);
  });

  it("keeps nothing of what must not be kept, in the roster, the run or the Workflow", async () => {
    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf%'",
    ).all<{
      name: string;
    }>();
    for (const { name } of tables.results) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${name}`).all();
      expect(JSON.stringify(results)).not.toContain("canary-");
      if (!name.startsWith("roster_students")) expect(JSON.stringify(results)).not.toMatch(/"90[01]\d{7}"/);
      expect(JSON.stringify(results)).not.toContain(ESCHOOLPLUS_CREDENTIALS.consumerSecret);
    }
  });

  it("starts no second one while one is running", async () => {
    await sis.faults({ kind: "slow", delayMs: 300, times: 3 });
    const first = await admin("POST", "/roster/runs");
    const second = await admin("POST", "/roster/runs");
    expect([first.status, second.status, second.body.code]).toEqual([202, 409, "run_in_progress"]);
    expect((await ended(first.body.id)).status).toBe("succeeded");
  });

  it("lists its runs, the newest first, page by page", async () => {
    const first = await admin("GET", "/roster/runs?limit=1");
    const second = await admin("GET", `/roster/runs?limit=1&cursor=${first.body.nextCursor}`);
    expect(first.body.items[0].startedAt > second.body.items[0].startedAt).toBe(true);
    expect((await admin("GET", "/roster/runs/nothing")).status).toBe(404);
  });

  it("says in plain words what to do when a resource is not subscribed", async () => {
    const before = await everyRow();
    await sis.settings({ subscriptions: ["School", "Student", "Contact"] });
    const run = await pullNow();
    expect([run.status, run.error.code]).toEqual(["failed", "not_subscribed"]);
    expect(run.error.detail).toContain("Subscriptions");
    expect(await everyRow()).toBe(before);
  });

  it("is approved and discarded through the API, once", async () => {
    await sis.faults({ kind: "contact-gains", contactId: "C-2001", students: 40 });
    const before = await everyRow();
    const held = await pullNow();
    expect(held).toMatchObject({
      status: "held",
      held: expect.arrayContaining([expect.objectContaining({ reason: "one_contact_gains_many" })]),
    });
    expect(await everyRow()).toBe(before);
    const discarded = await admin("POST", `/roster/runs/${held.id}/discard`);
    expect([discarded.status, discarded.body.status]).toEqual([200, "discarded"]);
    expect((await admin("POST", `/roster/runs/${held.id}/approve`)).body.code).toBe("run_not_held");

    const again = await pullNow();
    const approved = await admin("POST", `/roster/runs/${again.id}/approve`);
    expect([approved.status, approved.body.status]).toEqual([202, "running"]);
    expect((await ended(again.id)).status).toBe("succeeded");
    expect(await everyRow()).not.toBe(before);
    const log = await admin("GET", "/integrations/log?limit=20");
    const actions = log.body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(["pull_started", "pull_approved", "pull_discarded"]));
  });
});

describe("whatever form the answers have", () => {
  let usual = "";
  beforeAll(async () => {
    await sis.reset();
    const run = await pullNow();
    if (run.status === "held") {
      await admin("POST", `/roster/runs/${run.id}/approve`);
      await ended(run.id);
    }
    await pullNow();
    usual = await livingRows();
  });

  /** Tombstones aside: their times differ. */
  async function livingRows(): Promise<string> {
    const tables: { gone_at: number | null }[][] = JSON.parse(await everyRow());
    return JSON.stringify(tables.map((rows) => rows.filter((row) => !row.gone_at)));
  }

  it.each([
    [{ rowsUnder: null, total: "none" }],
    [{ rowsUnder: null, total: "header" }],
    [{ rowsUnder: "resource", rowsUnderCase: "lower", total: "totalCount" }],
    [{ rowsUnder: "resources", rowsUnderCase: "upper", total: "total", fieldNames: "upper-snake" }],
    [{ rowsUnder: "items", fieldNames: "camel", flags: "booleans", dates: "us" }],
    [{ rowsUnder: "results", fieldNames: "spaced", flags: "numbers", dates: "iso-datetime" }],
    [{ maxPageRows: 37 }],
  ])("the roster is the same: %j", async (settings) => {
    await sis.settings(settings);
    const run = await pullNow();
    expect([run.status, run.changes]).toEqual(["succeeded", { added: 0, updated: 0, removed: 0 }]);
    expect(await livingRows()).toBe(usual);
  });

  it("is signed with HMAC-SHA256 as well", async () => {
    await sis.settings({ signatureMethods: ["HMAC-SHA256"] });
    expect((await pullNow()).error.code).toBe("refused");
    await setUp({ signatureMethod: "HMAC-SHA256" });
    expect((await pullNow()).status).toBe("succeeded");
    await setUp();
  });

  it.each([
    [{ kind: "status", status: 503, times: 2 }],
    [{ kind: "status", status: 429, retryAfterSeconds: 1, times: 1, resource: "Contact" }],
    [{ kind: "reset", times: 2, resource: "StudentContact" }],
    [{ kind: "shuffle", resource: "StudentContact", times: 3 }],
    [{ kind: "duplicates", resource: "Student", counted: true }],
  ])("a passing fault leaves no trace: %j", { timeout: 30_000 }, async (fault) => {
    await sis.faults(fault);
    expect((await pullNow()).status).toBe("succeeded");
    expect(await livingRows()).toBe(usual);
  });
});

describe("the cron", () => {
  const timeZone = "America/Los_Angeles";
  const DAY_MS = 86_400_000;

  it("starts the night's pull once its hour has come, and once a night", async () => {
    const { time } = localClock(Date.now(), timeZone);
    await setUp({ nightlyAt: time, timeZone });
    await env.DB.prepare("UPDATE roster_runs SET night = NULL").run();
    const runsBefore = (await admin("GET", "/roster/runs?limit=200")).body.items.length;
    await cron(Date.now());
    const run = await latest();
    expect(run).toMatchObject({ trigger: "nightly", startedBy: "nightly" });
    expect((await ended(run.id)).status).toBe("succeeded");
    await cron(Date.now());
    expect((await admin("GET", "/roster/runs?limit=200")).body.items.length).toBe(runsBefore + 1);
  });

  it("does not while pulls are paused, nor before the hour, and a run by hand stands for the night's", async () => {
    const count = async () => (await admin("GET", "/roster/runs?limit=200")).body.items.length;
    await env.DB.prepare("UPDATE roster_runs SET night = NULL").run();
    const before = await count();
    const tomorrow = localClock(Date.now() + DAY_MS, timeZone).day;
    await setUp({ nightlyAt: "00:00", timeZone, pausedUntil: tomorrow });
    await cron(Date.now());
    expect(await count()).toBe(before);

    await setUp({ nightlyAt: "00:00", timeZone });
    await pullNow();
    await cron(Date.now());
    expect(await count()).toBe(before + 1);
  });
});

describe("the local clock", () => {
  it("shows an hour that daylight saving leaves out as over, and one that comes twice on the same day", () => {
    const zone = "America/Los_Angeles";
    expect(localClock(Date.parse("2026-03-08T09:59:00Z"), zone)).toEqual({
      day: "2026-03-08",
      time: "01:59",
    });
    expect(localClock(Date.parse("2026-03-08T10:00:00Z"), zone)).toEqual({
      day: "2026-03-08",
      time: "03:00",
    });
    expect(localClock(Date.parse("2026-11-01T08:30:00Z"), zone)).toEqual({
      day: "2026-11-01",
      time: "01:30",
    });
    expect(localClock(Date.parse("2026-11-01T09:30:00Z"), zone)).toEqual({
      day: "2026-11-01",
      time: "01:30",
    });
    expect(localClock(Date.parse("2026-01-01T08:00:00Z"), zone)).toEqual({
      day: "2026-01-01",
      time: "00:00",
    });
  });
});
