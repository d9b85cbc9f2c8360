/**
 * Starting, approving and discarding pulls, and seeing that one which has begun comes to its end. A Workflow carries a
 * run, but the run does not hang on it: if it falls silent, another one takes over where it stands.
 */
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import { findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import type { NewLogLine } from "../integrations/log-queries.ts";
import { DISTRICT } from "../integrations/site-queries.ts";
import type { Runtime } from "../runtime.ts";
import { type Cursor, cursorOf, startOf } from "./cursor.ts";
import { endFailed } from "./end-badly.ts";
import { isPaused, nightOf } from "./nightly.ts";
import { approved } from "./pull.ts";
import {
  beginRun,
  findRun,
  findRunningRun,
  logLineWrite,
  moveOn,
  nightHasRun,
  type Run,
} from "./run-queries.ts";
import { clearingWrites, forgetEnded } from "./stage-queries.ts";

/**
 * A run that has written nothing for so long has lost its Workflow: four attempts at a page, of a minute each, and the
 * three pauses of a minute that a server may ask for between them take less.
 */
const SILENT_MS = 9 * 60_000;

/** Workflows that one reading may wear out; what is being applied is carried to its end whatever it takes. */
const MAX_ATTEMPTS = 5;

export type Started = { ok: true; id: string } | { ok: false; code: "run_in_progress" | "not_configured" };

export async function startRun(
  trigger: Run["trigger"],
  startedBy: string,
  runtime: Runtime,
  at = runtime.now(),
): Promise<Started> {
  const { db, now, randomId, log } = runtime;
  const settings = await findEschoolplusSettings(db);
  if (settings === undefined) return { ok: false, code: "not_configured" };
  const run: Run = {
    id: `pull-${new Date(at).toISOString().slice(0, 10)}-${randomId(9)}`,
    trigger,
    startedBy,
    night: nightOf(at, settings),
    ...{ status: "running", phase: "reading", resource: "School", rowsRead: 0, rowsTotal: null, counts: {} },
    ...{ held: null, errorCode: null, errorDetail: null, settingsVersion: settings.version },
    ...{ cursor: startOf("School", {}), step: 0, attempts: 1 },
    ...{ heartbeatAt: now(), startedAt: at, finishedAt: null },
  };
  const line = trigger === "manual" ? lineOf("pull_started", startedBy, at) : null;
  const begun = await beginRun(db, run, line).catch(async (error) => {
    // D1 may have begun it and lost its answer alone; a Workflow that finds no such run ends at once.
    await carry(run, runtime);
    throw error;
  });
  if (!begun) return { ok: false, code: "run_in_progress" };
  await carry(run, runtime);
  // What could not be forgotten waits for the next pull: this one has begun, and must not be said to have failed.
  await forgetEnded(db).catch(() => log.warn("roster_leftovers_kept", { run: run.id }));
  return { ok: true, id: run.id };
}

/** Hands the run to a Workflow. Where that fails, the watchdog finds it silent. */
async function carry(run: Run, { rosterPull, log }: Runtime): Promise<void> {
  await rosterPull
    .create({ id: `${run.id}-${run.attempts}`, params: { run: run.id } })
    .catch(() => log.error("roster_pull_not_carried", { run: run.id }));
}

export type Judged = "done" | "not_found" | "run_not_held";

/** Applies a pull that was held back, as it was read. Only the newest can be held: a newer one takes its place. */
export async function approveRun(id: string, actor: string, runtime: Runtime): Promise<Judged> {
  const { db, now } = runtime;
  const run = await findRun(db, id);
  if (run === undefined) return "not_found";
  if (run.status !== "held" || (await findRunningRun(db)) !== undefined) return "run_not_held";
  const standing = { ...approved(run), attempts: run.attempts + 1 };
  const line = logLineWrite(lineOf("pull_approved", actor, now()));
  const moved = await moveOn(db, run, standing, [line], now());
  if (moved === null) return "run_not_held";
  await carry(moved, runtime);
  return "done";
}

/** Drops a pull that was held back; the roster stays as it is. */
export async function discardRun(id: string, actor: string, { db, now }: Runtime): Promise<Judged> {
  const run = await findRun(db, id);
  if (run === undefined) return "not_found";
  if (run.status !== "held") return "run_not_held";
  const writes = RESOURCE_NAMES.flatMap((resource) => clearingWrites(id, resource));
  const line = logLineWrite(lineOf("pull_discarded", actor, now()));
  const moved = await moveOn(db, run, { ...run, status: "discarded" }, [...writes, line], now());
  return moved === null ? "run_not_held" : "done";
}

function lineOf(
  action: "pull_started" | "pull_approved" | "pull_discarded",
  actor: string,
  at: number,
): NewLogLine {
  return { at, actor, kind: "eschoolplus", site: DISTRICT, action, outcome: "ok" };
}

/**
 * Starts the night's pull once its hour has come, unless one has been made since.
 *
 * @param at when the cron was due, milliseconds since the epoch
 */
export async function startNightly(at: number, runtime: Runtime): Promise<void> {
  const { db } = runtime;
  const settings = await findEschoolplusSettings(db);
  if (settings === undefined || isPaused(at, settings)) return;
  const night = nightOf(at, settings);
  if (night === null || (await nightHasRun(db, night))) return;
  await startRun("nightly", "nightly", runtime, at);
}

/** Gives a run that has fallen silent a new Workflow, or gives it up when several have not helped. */
export async function reviveSilent(runtime: Runtime): Promise<void> {
  const { db, now, log } = runtime;
  const run = await findRunningRun(db);
  if (run === undefined || now() - run.heartbeatAt < SILENT_MS) return;
  const at = placeOf(run);
  if (at === null) {
    // Nobody can go on with it, and while it runs no other pull begins. The next one finds what this one left undone.
    log.error("roster_pull_unreadable", { run: run.id });
    await endFailed(run, UNREADABLE, runtime);
    return;
  }
  const mayEnd = at === "reading" || at === "comparing";
  if (mayEnd && run.attempts >= MAX_ATTEMPTS) {
    log.error("roster_pull_given_up", { run: run.id });
    await endFailed(run, INTERRUPTED, runtime);
    return;
  }
  const moved = await moveOn(db, run, { ...run, attempts: run.attempts + 1 }, [], now());
  if (moved === null) return; // not silent after all
  log.warn("roster_pull_revived", { run: run.id, attempts: moved.attempts });
  await carry(moved, runtime);
}

/** Gives a run that is under way another Workflow: one instance may make so many steps and no more. */
export async function handOver(id: string, runtime: Runtime): Promise<void> {
  const { db, now } = runtime;
  const run = await findRun(db, id);
  if (run?.status !== "running") return;
  const moved = await moveOn(db, run, { ...run, attempts: run.attempts + 1 }, [], now());
  if (moved !== null) await carry(moved, runtime);
}

/** Null where another version of this Worker has written it in its own way. */
function placeOf(run: Run): Cursor["at"] | null {
  try {
    return cursorOf(run).at;
  } catch {
    return null;
  }
}

const UNREADABLE = {
  code: "interrupted",
  detail: "The pull was begun by another version of this program, which left it unfinished. Run it again.",
};

const INTERRUPTED = {
  code: "interrupted",
  detail:
    "The pull was interrupted again and again and has been given up. The roster stays as it was. Run it again.",
};
