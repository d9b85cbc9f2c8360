/**
 * What somebody needs to find out why nothing arrived last night, put together to be sent by mail: settings without
 * secrets, the clock, the last pulls, counts. No names of people, administrators included, and no ids of theirs.
 */
import { type EschoolplusSettings, findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import { hasConsumerSecret } from "../integrations/eschoolplus-secret.ts";
import { countRows } from "../roster/count-queries.ts";
import { findPullFacts } from "../roster/last-run-queries.ts";
import { isPaused, localClock, nightOf } from "../roster/nightly.ts";
import { overdueSince } from "../roster/overdue.ts";
import { phaseOf } from "../roster/progress.ts";
import { listRuns, nightHasRun, type Run } from "../roster/run-queries.ts";
import type { Runtime } from "../runtime.ts";
import { schemaVersion } from "../schema-queries.ts";
import { VERSION } from "../version.ts";

/** Two weeks of nights, and some by hand. */
const RUNS = 20;

export async function supportBundle(runtime: Runtime) {
  const { db } = runtime;
  const now = runtime.now();
  const [schema, settings, runs, rows] = await Promise.all([
    schemaVersion(db),
    findEschoolplusSettings(db),
    listRuns(db, null, RUNS),
    countRows(db),
  ]);
  return {
    madeAt: time(now),
    version: VERSION,
    schema,
    settings: settings === undefined ? null : shownSettings(settings, runtime),
    lastTest: settings === undefined ? null : lastTestOf(settings),
    clock: settings === undefined ? null : await clockOf(settings, runtime),
    runs: runs.map((run) => shownRun(run, settings?.version, now)),
    rows,
  };
}

function shownSettings(settings: EschoolplusSettings, runtime: Runtime) {
  const { signatureMethod, pageSize, nightlyAt, timeZone, pausedUntil } = settings;
  const { includeInactive, includePreRegistered, includeOutOfDistrict, guardianAccessEndsAt18 } = settings;
  const url = new URL(settings.baseUrl);
  return {
    host: url.host,
    lastPathPart: url.pathname.split("/").filter(Boolean).at(-1) ?? null,
    // It names the API Profile, as the last part of the base URL does; the whole key is half of the credential.
    consumerKeyMiddle: middleOf(settings.consumerKey),
    consumerSecret: { set: hasConsumerSecret(settings, runtime) },
    ...{ signatureMethod, pageSize, nightlyAt, timeZone, pausedUntil },
    ...{ includeInactive, includePreRegistered, includeOutOfDistrict, guardianAccessEndsAt18 },
    userFields: settings.userFields.length,
    savedAt: time(settings.updatedAt),
  };
}

/** "DEMO" of "OneRoster_DEMO_4711"; null for a key that is not made that way. */
function middleOf(consumerKey: string): string | null {
  const parts = consumerKey.split("_");
  return parts.length === 3 ? (parts[1] ?? null) : null;
}

function lastTestOf({ lastTestAt, lastTestCode }: EschoolplusSettings) {
  return lastTestAt === null ? null : { at: time(lastTestAt), ok: lastTestCode === null, code: lastTestCode };
}

async function clockOf(settings: EschoolplusSettings, { db, now }: Runtime) {
  const { day, time: localTime } = localClock(now(), settings.timeZone);
  const nightDue = nightOf(now(), settings);
  const since = overdueSince(settings, await findPullFacts(db), now());
  return {
    localDay: day,
    localTime,
    isPaused: isPaused(now(), settings),
    nightDue,
    nightHasRun: nightDue !== null && (await nightHasRun(db, nightDue)),
    overdueSince: since === null ? null : time(since),
  };
}

/** Who started it is left out: that may be somebody's address. */
function shownRun(run: Run, settingsVersion: string | undefined, now: number) {
  const { id, night, status, trigger, resource, rowsRead, rowsTotal, counts, held } = run;
  const { errorCode, errorDetail, step, attempts, finishedAt } = run;
  return {
    ...{ id, night, status, trigger, phase: phaseOf(run, now), resource, rowsRead, rowsTotal, counts, held },
    error: errorCode === null ? null : { code: errorCode, detail: errorDetail ?? "" },
    ...{ steps: step, attempts, usesTheseSettings: run.settingsVersion === settingsVersion },
    startedAt: time(run.startedAt),
    heartbeatAt: time(run.heartbeatAt),
    finishedAt: finishedAt === null ? null : time(finishedAt),
  };
}

function time(at: number): string {
  return new Date(at).toISOString();
}
