/**
 * The Worker is killed in the middle of a pull, once while it reads and once while it applies. After a restart the
 * watchdog brings the run to its end, and the roster is the one that an undisturbed pull gives.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureDevVars } from "../../scripts/dev-vars.ts";
import { type LocalWorker, startLocalWorker } from "../../scripts/local-worker.ts";
import { type EschoolplusSimulator, startEschoolplusSimulator } from "../../simulators/eschoolplus/server.ts";
import { ESCHOOLPLUS_CREDENTIALS } from "../../simulators/people.ts";
import { reservePorts } from "../setup/ports.ts";

const STUDENTS = 1_500;
const PATIENCE_MS = 90_000;

/** Into what follows, and not to its end. */
const A_MOMENT_MS = 2_000;

/** All tables that a pull fills, without the moments at which rows were written. */
const TABLES = {
  roster_schools: "id",
  roster_students: "id",
  roster_student_words: "school, word, student",
  roster_contacts: "id",
  roster_addresses: "contact",
  roster_phones: "contact, type",
  roster_links: "student, contact, type",
  roster_user_fields: "student, screen, field, sequence",
};

let folder: string;
let sis: EschoolplusSimulator;
let worker: LocalWorker | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-kill-"));
  sis = await startEschoolplusSimulator({ students: STUDENTS });
});

afterAll(async () => {
  await kill();
  await sis?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(d1: string): Promise<void> {
  const [port] = await reservePorts(1);
  const flags = ["--port", String(port), "--persist-to", join(folder, d1)];
  worker = await startLocalWorker([...flags, "--var", `DEV_UPSTREAMS:${sis.origin}`], {
    output: "pipe",
    ownGroup: true,
  });
  const { origin } = worker;
  await until(async () => (await fetch(`${origin}/healthz`).catch(() => undefined))?.ok === true);
}

/** As when the power fails: nobody is asked to finish anything. */
async function kill(): Promise<void> {
  const process = worker?.process;
  worker = undefined;
  if (process?.pid === undefined || process.exitCode !== null) return;
  const gone = new Promise((resolve) => process.once("close", resolve));
  globalThis.process.kill(-process.pid, "SIGKILL");
  await gone;
}

async function admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${worker?.origin}/admin/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${ensureDevVars()["ADMIN_TOKEN"]}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return await answer.json();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error("what was waited for did not come");
    await sleep(20);
  }
}

/** The Worker's own database file, while no Worker has it open. */
function openD1(d1: string): DatabaseSync {
  const below = join(folder, d1, "v3", "d1", "miniflare-D1DatabaseObject");
  const file = readdirSync(below).find((name) => name.endsWith(".sqlite") && !name.startsWith("metadata"));
  return new DatabaseSync(join(below, file ?? ""));
}

function rosterOf(d1: string): Record<string, unknown[]> {
  const database = openD1(d1);
  const rows = Object.entries(TABLES).map(([table, order]) => [
    table,
    database.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all(),
  ]);
  database.close();
  return Object.fromEntries(rows);
}

interface Moment {
  phase: string;
  /** True once the pull is there, or will be at any moment. */
  isThere(): boolean;
  /** Done to the database before the pull and after the kill, while no Worker has it open. */
  before?: string;
  after?: string;
}

/** Starts a pull, kills the Worker once it is there, lets ten minutes pass, and sees the run through after a restart. */
async function pullKilled(d1: string, { phase, isThere, before, after = "" }: Moment): Promise<void> {
  await start(d1);
  await admin("PUT", "/integrations/eschoolplus", { baseUrl: sis.baseUrl, ...ESCHOOLPLUS_CREDENTIALS });
  if (before !== undefined) {
    await kill();
    change(d1, before);
    await start(d1);
  }
  await fetch(`${sis.origin}/_control/stats`, { method: "DELETE" });
  const { id } = await admin("POST", "/roster/runs");
  const run = () => admin("GET", `/roster/runs/${String(id)}`);
  await until(async () => isThere());
  await sleep(A_MOMENT_MS);
  await kill();

  const database = openD1(d1);
  const stopped = database.prepare("SELECT status, phase FROM roster_runs").get() ?? {};
  database.close();
  expect({ ...stopped }).toEqual({ status: "running", phase });
  change(d1, `${after}; UPDATE roster_runs SET heartbeat_at = heartbeat_at - 600000`);

  sis.faults.clear();
  await start(d1);
  await until(async () => (await run())["status"] !== "running");
  expect(await run()).toMatchObject({ status: "succeeded" });
  await kill();
}

function change(d1: string, sql: string): void {
  const database = openD1(d1);
  database.exec(sql);
  database.close();
}

it("survives being killed while it reads, and while it applies", { timeout: 6 * PATIENCE_MS }, async () => {
  sis.faults.set([{ kind: "slow", delayMs: 1_500, resource: "ContactPhone" }]);
  await pullKilled("reading", {
    phase: "reading",
    isThere: () => sis.stats.resources.ContactPhone.rows > 0,
  });
  const roster = rosterOf("reading");
  const district = sis.district();
  expect(roster["roster_students"]?.length).toBe(district.total("Student"));
  expect(roster["roster_links"]?.length).toBe(district.total("StudentContact"));
  expect(roster["roster_phones"]?.length).toBe(district.total("ContactPhone"));

  await pullKilled("applying", {
    phase: "applying",
    isThere: () => sis.stats.resources.UDRegUser.rows === district.total("UDRegUser"),
    // A slow disk: each telephone takes some milliseconds, so that the kill falls among them.
    before: `CREATE TRIGGER slow BEFORE INSERT ON roster_phones BEGIN
      SELECT count(*) FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) SELECT n FROM c);
    END`,
    after: "DROP TRIGGER slow",
  });
  expect(rosterOf("applying")).toEqual(roster);
});
