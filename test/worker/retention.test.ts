/**
 * What the deployment remembers, and for how long: logs by age, and one student's record, handed out or erased on request.
 * Law: 34 CFR 99.10 (inspection) and 99.32 (record of access); what stays, and why, is in docs/operate.md.
 */
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bindings, readConfig } from "../../src/worker/env.ts";
import worker from "../../src/worker/index.ts";
import { integrationLog } from "../../src/worker/integrations/tables.ts";
import { letterLog } from "../../src/worker/letters/tables.ts";
import * as tables from "../../src/worker/roster/tables.ts";
import { addContact, addField, addLink, addSchool, addStudent, setSettings } from "./roster-rows.ts";
import { admin, call } from "./world.ts";

const db = drizzle(env.DB);
const DAY_MS = 86_400_000;
/** The first minutes of an hour. */
const NOW = Date.parse("2026-11-22T09:00:00Z");
const SSID = "9000000001";

let links = 0;

async function addLetterLines(...lines: Partial<typeof letterLog.$inferInsert>[]): Promise<void> {
  const usual = {
    ...{ at: NOW, portal: "demo", viewer: "parent-1", role: "guardian" as const, student: "S-1" },
    ...{ site: "101", report: "report-1", outcome: "opened" },
  };
  for (const line of lines) await db.insert(letterLog).values({ ...usual, link: `link-${links++}`, ...line });
}

async function addChange(at: number): Promise<void> {
  const line = { at, actor: "ada", kind: "ets" as const, site: "district", action: "changed" as const };
  await db.insert(integrationLog).values({ ...line, outcome: "ok" });
}

async function letterAges(): Promise<number[]> {
  const lines = await db.select().from(letterLog).orderBy(letterLog.id);
  return lines.map(({ at }) => (NOW - at) / DAY_MS);
}

async function cron(at: number, vars: Partial<Bindings> = {}, cron = "17 * * * *"): Promise<void> {
  const context = createExecutionContext();
  const controller = createScheduledController({ scheduledTime: new Date(at), cron });
  await worker.scheduled(controller, { ...env, ...vars }, context);
  await waitOnExecutionContext(context);
}

describe("the logs", () => {
  const days = (...ages: number[]) => ages.map((age) => ({ at: NOW - age * DAY_MS }));

  beforeEach(async () => {
    await db.delete(letterLog);
    await db.delete(integrationLog);
  });

  it("forget what is older than seven years, and nothing younger", async () => {
    await addLetterLines(...days(3_000, 2_556, 2_555, 2_554, 1));
    for (const { at } of days(2_556, 10)) await addChange(at);
    await cron(NOW);
    expect(await letterAges()).toEqual([2_555, 2_554, 1]);
    expect(await db.select().from(integrationLog)).toMatchObject([{ at: NOW - 10 * DAY_MS }]);
  });

  it("each by its own setting, once an hour", async () => {
    await addLetterLines(...days(401, 399));
    for (const { at } of days(401, 399)) await addChange(at);
    const vars = { LETTER_LOG_DAYS: "400", INTEGRATION_LOG_DAYS: "5000" };
    await cron(NOW, vars, "*/5 * * * *");
    expect(await letterAges()).toEqual([401, 399]);
    await cron(NOW, vars);
    expect(await letterAges()).toEqual([399]);
    expect(await db.select().from(integrationLog)).toHaveLength(2);
  });

  it("forget more than one slice at a time", async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
      INSERT INTO letter_log (link, at, portal, viewer, role, student, site, report, outcome)
      SELECT 'many-' || i, 1, 'p', 'v', 'staff', 's', 'd', 'r', 'opened' FROM n`,
    ).run();
    await addLetterLines(...days(1));
    await cron(NOW);
    expect(await letterAges()).toEqual([1]);
  });

  it.each([
    ["7", false],
    ["364", false],
    ["365", true],
    ["36500", true],
    ["36501", false],
    ["2555.5", false],
    ["seven years", false],
  ])("may not be set to %s days by a slip: %s", (days, ok) => {
    const config = readConfig({ ...env, LETTER_LOG_DAYS: days });
    expect(config.ok).toBe(ok);
    if (!config.ok) expect(config.problems).toEqual(["LETTER_LOG_DAYS must be days, from 365 to 36500"]);
  });

  it("take the days as a number too, as wrangler.toml may hold them", () => {
    const vars = { INTEGRATION_LOG_DAYS: 400 } as unknown as Bindings;
    expect(readConfig({ ...env, ...vars })).toMatchObject({
      config: { logDays: { letters: 2_555, integrations: 400 } },
    });
  });
});

describe("a student's record", () => {
  const record = (id = "S-1") => admin("GET", `/students/${id}/record`);
  const erase = (id = "S-1") => admin("DELETE", `/students/${id}/record`);

  beforeAll(async () => {
    await addSchool("101", "Sample Creek");
    await admin("PUT", "/sites/101", { name: "Sample Creek", kind: "school" });
  });

  beforeEach(async () => {
    for (const table of [...Object.values(tables), letterLog, integrationLog])
      if (table !== tables.schools) await db.delete(table);
    await setSettings(null);
    await addStudent({ id: "S-1", firstName: "Ana", lastName: "Ejemplo", school: "101", ssid: SSID });
    await addStudent({ id: "S-2", firstName: "Ben", lastName: "Ejemplo", school: "101" });
    await addContact({ id: "C-both", firstName: "Mother", email: "mother@example.org" });
    await addContact({ id: "C-own", firstName: "Uncle" });
    await db.insert(tables.addresses).values({ contact: "C-own", street: "1 Example St", hash: "h" });
    for (const contact of ["C-own", "C-both"])
      await db.insert(tables.phones).values({ contact, type: "H", phone: "555-0100", hash: "h" });
    await addLink({ student: "S-1", contact: "C-both", type: "G" });
    await addLink({ student: "S-2", contact: "C-both", type: "G" });
    await addLink({ student: "S-1", contact: "C-own", type: "C", webAccess: false, goneAt: NOW });
    await addField("S-1", "Y");
    await admin("PUT", "/blocks/order-7", { student: "S-1", contact: "C-own", reason: "Court order 7" });
    await addLetterLines(
      { report: "report-1" },
      { role: "student", viewer: "ana-1" },
      { student: "S-2", report: "report-2" },
    );
  });

  it("is all that is held, rows that are gone included, without the state id", async () => {
    const answer = await record();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.text).not.toContain(SSID);
    const { student, contacts, userFields, blocks, letters, hasMoreLetters } = answer.body;
    expect(student).toMatchObject({ firstName: "Ana", school: "101", hasStateId: true, goneSince: null });
    expect(contacts).toMatchObject([
      { id: "C-both", email: "mother@example.org", links: [{ type: "G", webAccess: true, goneSince: null }] },
      {
        ...{ id: "C-own", firstName: "Uncle", phones: [{ type: "H", phone: "555-0100" }] },
        ...{
          address: { street: "1 Example St" },
          links: [{ type: "C", goneSince: "2026-11-22T09:00:00.000Z" }],
        },
      },
    ]);
    expect(userFields).toMatchObject([{ screen: "7", field: "3", value: "Y" }]);
    expect(blocks).toMatchObject([{ id: "order-7", reason: "Court order 7" }]);
    expect(letters.map(({ viewer }: Record<string, string>) => viewer)).toEqual(["ana-1", "parent-1"]);
    expect(hasMoreLetters).toBe(false);
  });

  it("is there for a student whom the roster does not know, and not there where nothing is held", async () => {
    await addLetterLines({ student: "S-by-token" });
    expect((await record("S-by-token")).body).toMatchObject({ student: null, contacts: [], letters: [{}] });
    expect((await record("S-nobody")).status).toBe(404);
    expect((await erase("S-nobody")).status).toBe(404);
  });

  it("is erased with whoever is linked to nobody else; brothers, sisters and their parents stay", async () => {
    const answer = await erase();
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({
        ...{ erased: { students: 1, contacts: 1, links: 2, userFields: 1 }, letterLines: 2 },
        ...{ blocksKept: ["order-7"], mayReturn: false },
      }),
    ]);
    expect(await db.select().from(tables.students)).toMatchObject([{ id: "S-2" }]);
    expect(await db.select().from(tables.links)).toMatchObject([{ student: "S-2", contact: "C-both" }]);
    expect(await db.select().from(tables.contacts)).toMatchObject([{ id: "C-both" }]);
    expect(await db.select().from(tables.phones)).toMatchObject([{ contact: "C-both" }]);
    for (const table of [tables.addresses, tables.userFields])
      expect(await db.select().from(table)).toEqual([]);
    const words = await db.select().from(tables.studentWords);
    expect([...new Set(words.map(({ student }) => student))]).toEqual(["S-2"]);
    expect((await admin("GET", "/students?q=ana")).body.items).toEqual([]);
  });

  it("leaves the lines that say who was given a letter, tied together by a reference and to nobody", async () => {
    const { reference } = (await erase()).body;
    expect(reference).toMatch(/^erased-[\w-]{22}$/);
    expect(await db.select().from(letterLog).orderBy(letterLog.id)).toMatchObject([
      {
        student: reference,
        viewer: "parent-1",
        role: "guardian",
        report: "erased",
        at: NOW,
        outcome: "opened",
      },
      { student: reference, viewer: reference, role: "student", report: "erased" },
      { student: "S-2", viewer: "parent-1", report: "report-2" },
    ]);
    const log = (await admin("GET", "/integrations/log?limit=1")).body.items;
    expect(log).toMatchObject([
      { actor: "admin-token", kind: "student", site: reference, action: "erased", outcome: "ok" },
    ]);
    const left = await Promise.all(
      ["letter_log", "integration_log"].map(async (table) =>
        JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results),
      ),
    );
    expect(left.join()).not.toMatch(/"S-1"|ana-1/);
  });

  it("keeps what a court has ordered in force for the day on which a pull brings the student back", async () => {
    await setSettings({});
    const { mayReturn, detail } = (await erase()).body;
    expect([mayReturn, detail]).toEqual([
      true,
      expect.stringContaining("The next pull brings the student back"),
    ]);
    expect((await record()).body).toMatchObject({ student: null, letters: [], blocks: [{ id: "order-7" }] });
    expect((await admin("DELETE", "/blocks/order-7")).status).toBe(204);
    expect((await record()).status).toBe(404);
  });

  it.each(["running", "held"] as const)("waits while a pull is %s, with nothing changed", async (status) => {
    await db.insert(tables.runs).values({
      ...{
        id: "pull-1",
        trigger: "manual",
        startedBy: "x",
        status,
        phase: "reading",
        rowsRead: 0,
        counts: {},
      },
      ...{ settingsVersion: "v1", cursor: {}, step: 0, attempts: 1, heartbeatAt: NOW, startedAt: NOW },
    });
    const before = (await record()).body;
    const answer = await erase();
    expect([answer.status, answer.body.code]).toEqual([409, "run_in_progress"]);
    expect({ ...(await record()).body, madeAt: before.madeAt }).toEqual(before);
    expect(await db.select().from(tables.students)).toHaveLength(2);
    expect((await db.select().from(integrationLog)).filter(({ kind }) => kind === "student")).toEqual([]);
  });

  it("is found by an index, however long the log", async () => {
    const plans = await Promise.all(
      [
        "SELECT * FROM letter_log WHERE student = 'x'",
        "UPDATE letter_log SET report = '' WHERE student = 'x'",
      ].map(
        async (sql) => (await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>()).results,
      ),
    );
    for (const plan of plans.flat()) expect(plan.detail).toContain("letter_log_student");
  });

  it("is offered on the student's page, and not to somebody without an administrator's way in", async () => {
    const page = await call("/admin/students/S-1", {
      headers: { authorization: `Bearer ${env.ADMIN_TOKEN}`, accept: "text/html" },
    });
    expect(page.text).toContain('href="/admin/api/students/S-1/record"');
    expect((await call("/admin/api/students/S-1/record")).status).toBe(401);
  });
});
