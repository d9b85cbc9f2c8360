/**
 * A pull whose every step is done again, whose every trip to D1 fails once, and whose Workflow is retried at every step:
 * it ends as the undisturbed one does, row for row.
 */
import {
  createExecutionContext,
  createScheduledController,
  introspectWorkflow,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env, type WorkflowStep } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, expect, it, vi } from "vitest";
import { ESCHOOLPLUS_CREDENTIALS } from "../../simulators/people.ts";
import { readConfig } from "../../src/worker/env.ts";
import worker from "../../src/worker/index.ts";
import { carryPull } from "../../src/worker/roster/carry.ts";
import { findRun, type Run } from "../../src/worker/roster/run-queries.ts";
import { startRun } from "../../src/worker/roster/runs.ts";
import { createRuntime, type Runtime } from "../../src/worker/runtime.ts";
import { type District, everyRow, runtimeOf, setUpEschoolplus, smallDistrict } from "../worker/pull-world.ts";
import { admin, eschoolplusSimulator } from "../worker/world.ts";
import { faultyD1, type Mishap } from "./faulty-d1.ts";

const sis = eschoolplusSimulator("faults");

/** On two busy cores. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const STUDENTS = 12;

/** More trips than a pull of so small a district makes. */
const MAX_ATTEMPTS = 2_000;
/** Longer than the watchdog lets a run be silent. */
const SILENCE_MS = 10 * 60_000;

/** The steps are made by the test itself. */
const NO_WORKFLOW = Object.assign(Object.create(env.ROSTER_PULL), { create: async () => ({}) });

/** By the clock of the pulls whose rows are compared. */
const AT = Date.parse("2026-11-20T10:00:00Z");

const ROSTER = [
  ...["schools", "students", "student_words", "contacts", "addresses", "phones", "links", "user_fields"],
  ...["runs", "run_pages", "staged"],
];

async function clearAll(): Promise<void> {
  await env.DB.batch(ROSTER.map((table) => env.DB.prepare(`DELETE FROM roster_${table}`)));
  await env.DB.prepare("DELETE FROM sites WHERE id <> 'district'").run();
}

beforeEach(clearAll);

/** The district after a summer: some have left, some are new, one may not be shown any more. */
function changed(district: District): District {
  const next = structuredClone(district);
  next.Student.splice(2, 1);
  for (const row of next.StudentContact.slice(0, 3)) row["WebAccess"] = "N";
  for (const row of next.Student.slice(5, 8)) row["LastName"] = "Muster";
  next.ContactPhone.splice(0, 2);
  return next;
}

/** Does a step; what disturbs a pull does it in its own way. */
type DoStep = (work: () => Promise<unknown>) => Promise<unknown>;

/** Carries a pull as the Workflow does, its steps done by `doStep`. @returns the run and the names of its steps */
async function carried(runtime: Runtime, doStep: DoStep): Promise<{ run: Run; steps: string[] }> {
  const started = await startRun("manual", "test", runtime);
  if (!started.ok) throw new Error(started.code);
  const steps: string[] = [];
  const step = {
    do: (name: string, _options: unknown, work: () => Promise<unknown>) => {
      steps.push(name);
      return doStep(work);
    },
    sleep: async () => {},
  };
  await carryPull({ run: started.id }, step as unknown as WorkflowStep, runtime);
  const run = await findRun(drizzle(env.DB), started.id);
  if (run === undefined) throw new Error("no such run");
  return { run, steps };
}

const once: DoStep = (work) => work();

/** A night's first pull and one after the changes, by a clock that stands still, so that rows can be compared whole. */
async function twoNights(
  disturbed: (runtime: Runtime) => Runtime,
  doStep: DoStep,
): Promise<{ rows: string[]; steps: string[]; counts: unknown[] }> {
  await clearAll();
  let district = smallDistrict(STUDENTS);
  const result: { rows: string[]; steps: string[]; counts: unknown[] } = { rows: [], steps: [], counts: [] };
  for (const night of [0, 1]) {
    if (night === 1) district = changed(district);
    const plain: Runtime = { ...runtimeOf(() => district), now: () => AT + night * 86_400_000 };
    const { run, steps } = await carried(disturbed(plain), doStep);
    expect([night, run.status, run.errorCode]).toEqual([night, "succeeded", null]);
    result.rows.push(await everyRow());
    result.steps.push(...steps);
    result.counts.push(run.counts);
  }
  const left = await env.DB.prepare(
    "SELECT (SELECT count(*) FROM roster_staged) + (SELECT count(*) FROM roster_run_pages) AS n",
  ).first("n");
  expect(left).toBe(0);
  return result;
}

it("ends the same when each step's result is lost and the step done again", async () => {
  await setUpEschoolplus({ pageSize: 4 });
  const plain = await twoNights((runtime) => runtime, once);
  expect(plain.steps.length).toBeGreaterThan(3);
  const twice = await twoNights(
    (runtime) => runtime,
    async (work) => {
      await work();
      return work();
    },
  );
  expect(twice.rows).toEqual(plain.rows);
  expect(twice.counts).toEqual(plain.counts);
});

it.each<Mishap>(["not_sent", "answer_lost"])(
  "ends the same when each trip to D1 fails once (%s)",
  async (mishap) => {
    await setUpEschoolplus({ pageSize: 4 });
    const plain = await twoNights((runtime) => runtime, once);
    let failures = 0;
    const failing = (runtime: Runtime): Runtime => {
      const met = new Set<string>();
      let isCarried = false;
      const judge = async (trip: readonly string[]): Promise<Mishap | null> => {
        // Beginning a run is a request of its own; here it is its carrying that fails.
        isCarried ||= /^SELECT|^select/.test(trip[0] ?? "") && (await isRunning());
        if (!isCarried) return null;
        const place = `${await whereItStands()} ${trip.join(";")}`;
        if (met.has(place)) return null;
        met.add(place);
        failures++;
        return mishap;
      };
      const client = faultyD1(env.DB, judge, "D1_ERROR: Network connection lost.");
      return { ...runtime, db: drizzle(client) };
    };
    const stubborn: DoStep = async (work) => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        try {
          return await work();
        } catch (error) {
          expect(String(error) + String(error instanceof Error && error.cause)).toContain("D1_ERROR");
        }
      }
      throw new Error("never done");
    };
    const disturbed = await twoNights(failing, stubborn);
    expect(failures).toBeGreaterThan(100);
    expect(disturbed.rows).toEqual(plain.rows);
    expect(disturbed.counts).toEqual(plain.counts);
  },
);

/** The resource, the pass, the moves that are left: what a piece done again does not change. */
async function whereItStands(): Promise<unknown> {
  return env.DB.prepare(
    "SELECT json_remove(cursor, '$.reading', '$.page', '$.seen') AS place FROM roster_runs ORDER BY started_at DESC LIMIT 1",
  ).first("place");
}

async function isRunning(): Promise<boolean> {
  return (await env.DB.prepare("SELECT 1 FROM roster_runs WHERE status = 'running'").first()) !== null;
}

async function ended(id: string): Promise<{ status: string }> {
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await scheduler.wait(25)) {
    const { body } = await admin("GET", `/roster/runs/${id}`);
    if (body.status !== "running") return body;
  }
  throw new Error("the run did not end");
}

/** Pulls the simulator's district through the real Workflow. */
async function throughWorkflow(): Promise<{ status: string }> {
  const started = await admin("POST", "/roster/runs");
  if (started.status !== 202) throw new Error(started.text);
  return ended(started.body.id);
}

/** The steps of a pull of the simulator's district, and the rows it ends with. */
async function undisturbed(): Promise<{ steps: string[]; rows: string }> {
  await sis.reset();
  await sis.district({ seed: 1, students: 30 });
  const settings = { baseUrl: sis.baseUrl, ...ESCHOOLPLUS_CREDENTIALS, pageSize: 5 };
  expect([200, 201]).toContain((await admin("PUT", "/integrations/eschoolplus", settings)).status);
  const checked = readConfig(env);
  if (!checked.ok) throw new Error(checked.problems.join());
  const runtime = createRuntime(env, checked.config, createExecutionContext(), { request: "test" });
  const { run, steps } = await carried({ ...runtime, rosterPull: NO_WORKFLOW }, once);
  expect(run.status).toBe("succeeded");
  const rows = await everyRow();
  await clearAll();
  return { steps, rows };
}

it("ends the same when its Workflow is retried at every step", async () => {
  const { steps, rows } = await undisturbed();
  expect(steps.length).toBeGreaterThan(3);
  await using watched = await introspectWorkflow(env.ROSTER_PULL);
  await watched.modifyAll(async (pull) => {
    await pull.disableRetryDelays();
    for (const name of steps) await pull.mockStepError({ name }, new Error("the machine went away"), 1);
  });
  expect((await throughWorkflow()).status).toBe("succeeded");
  const [instance] = await watched.get();
  await instance?.waitForStatus("complete");
  expect(await everyRow()).toBe(rows);
});

it("is taken up by another Workflow where the first has died for good, and ends the same", async () => {
  const { steps, rows } = await undisturbed();
  const started = await (async () => {
    await using watched = await introspectWorkflow(env.ROSTER_PULL);
    await watched.modifyAll(async (pull) => {
      await pull.disableRetryDelays();
      await pull.mockStepError({ name: steps[2] ?? "" }, new Error("the machine went away"));
    });
    const answer = await admin("POST", "/roster/runs");
    const [instance] = await watched.get();
    await instance?.waitForStatus("errored");
    return answer;
  })();
  expect((await admin("POST", "/roster/runs")).body.code).toBe("run_in_progress");
  await env.DB.prepare("UPDATE roster_runs SET heartbeat_at = heartbeat_at - ?").bind(SILENCE_MS).run();
  const context = createExecutionContext();
  const cron = createScheduledController({ scheduledTime: new Date(), cron: "*/5 * * * *" });
  await worker.scheduled(cron, env, context);
  await waitOnExecutionContext(context);
  expect(await ended(started.body.id)).toMatchObject({ status: "succeeded" });
  expect(await everyRow()).toBe(rows);
});
