/**
 * A pull, piece by piece: read everything, compare, judge, apply, clear away. All that it knows stands in its row in D1,
 * so whoever goes on with it, this Workflow or another after a crash, goes on where it stands. Each piece is one atomic
 * batch that moves the row on; two that work on one run do not harm each other.
 */
import type { EschoolConnection } from "../eschoolplus/client.ts";
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import type { Resource } from "../eschoolplus/rows.ts";
import { eschoolConnectionOf } from "../integrations/eschoolplus-connection.ts";
import { type EschoolplusSettings, findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import type { Runtime } from "../runtime.ts";
import { ALL_MOVES, movesWrites, REVOKING_MOVES, resourceOf } from "./apply.ts";
import { type CursorAt, cursorOf } from "./cursor.ts";
import { endOrWait } from "./end-badly.ts";
import { doubtsAbout, mayRevokeNow, type ResourceFacts } from "./guard.ts";
import { changesOf, gatherFacts } from "./guard-queries.ts";
import { type PieceOfWork, readOn, type Trouble } from "./read-resources.ts";
import { deleteOldRuns, findRun, moveOn, type Run, type Standing } from "./run-queries.ts";
import { clearingWrite, endOfSlice, purgeWrites } from "./stage-queries.ts";
import type { RunCounts } from "./tables.ts";

/** How much is done at once. */
export interface Portions {
  piecesPerStep: number;
  stepMs: number;
  rowsPerSlice: number;
}

/**
 * A Workflow step does 25 pages, or what takes 20 seconds, before it is written down as done. A batch applies so many
 * staged rows: a tenth of a second of D1's time, far below its 30 seconds.
 */
const PORTIONS: Portions = { piecesPerStep: 25, stepMs: 20_000, rowsPerSlice: 4_000 };

/** A staged row is forgotten in a fraction of the time in which it was applied. */
const CLEARED_PER_APPLIED = 5;

export interface Progress {
  /** What the next step does, as its name says it; null when there is nothing left to do. */
  next: string | null;
  /** How long to wait before it. */
  waitMs: number;
}

const OVER: Progress = { next: null, waitMs: 0 };

/** Does a step's worth of a run's work. */
export async function advance(
  runId: string,
  runtime: Runtime,
  portions: Portions = PORTIONS,
): Promise<Progress> {
  const until = runtime.now() + portions.stepMs;
  const surroundings = await surroundingsOf(runtime);
  let run = await findRun(runtime.db, runId);
  for (let pieces = 0; run?.status === "running"; pieces++) {
    if (pieces >= portions.piecesPerStep || runtime.now() >= until) return { next: nameOf(run), waitMs: 0 };
    const work = await doPiece(run, surroundings, portions, runtime);
    if ("trouble" in work) {
      const waitMs = await endOrWait(work.run, work.trouble, runtime);
      return waitMs === null ? OVER : { next: nameOf(work.run), waitMs };
    }
    run = work.run ?? undefined; // overtaken: somebody else goes on with it
  }
  return OVER;
}

function nameOf(run: Run): string {
  const cursor = cursorOf(run);
  switch (cursor.at) {
    case "reading":
      return `read-${cursor.resource}`;
    case "applying":
      return `apply-${cursor.moves[0] ?? "end"}`;
    default:
      return cursor.at;
  }
}

/** What a step works with: asked for once, as each page would cost a query and an opened secret otherwise. */
interface Surroundings {
  settings: EschoolplusSettings | undefined;
  /** Null when its secret cannot be read. */
  connection: EschoolConnection | null;
}

async function surroundingsOf(runtime: Runtime): Promise<Surroundings> {
  const settings = await findEschoolplusSettings(runtime.db);
  const connection = settings === undefined ? null : await eschoolConnectionOf(settings, runtime);
  return { settings, connection };
}

async function doPiece(
  run: Run,
  { settings, connection }: Surroundings,
  { rowsPerSlice }: Portions,
  runtime: Runtime,
): Promise<PieceOfWork> {
  const cursor = cursorOf(run);
  const meanings = settings?.userFields ?? [];
  switch (cursor.at) {
    case "reading":
      if (settings === undefined) return { run, trouble: REMOVED };
      // Other settings may be another server: what each of them sent is not mixed.
      if (settings.version !== run.settingsVersion) return { run, trouble: SETTINGS_CHANGED };
      return connection === null
        ? { run, trouble: SECRET_UNREADABLE }
        : readOn(run, cursor, connection, settings, runtime);
    case "comparing":
      return compare(run, cursor, meanings, runtime);
    case "applying": // half of it would be a roster that never was: from here on nothing stops it
      return applySlice(run, cursor, meanings, rowsPerSlice, runtime);
    case "clearing":
      return clear(run, cursor, settings?.userFields ?? null, rowsPerSlice * CLEARED_PER_APPLIED, runtime);
    case "done":
      return { run: null };
  }
}

type Meanings = EschoolplusSettings["userFields"];

/** Everything has been read: what would change, and is it plausible? */
async function compare(
  run: Run,
  { seen }: CursorAt<"comparing">,
  meanings: Meanings,
  { db, now, log }: Runtime,
): Promise<PieceOfWork> {
  const changes = await Promise.all(
    RESOURCE_NAMES.map(async (resource): Promise<[Resource, ResourceFacts]> => {
      return [resource, { read: seen[resource] ?? 0, ...(await changesOf(db, run.id, resource)) }];
    }),
  );
  const resources = Object.fromEntries(changes) as Record<Resource, ResourceFacts>;
  const facts = await gatherFacts(db, run.id, resources, meanings);
  const held = doubtsAbout(facts);
  const counts: RunCounts = Object.fromEntries(
    changes.map(([resource, { read, added, updated, removed }]) => [
      resource,
      { read, added, updated, removed },
    ]),
  );
  const rows = changes.reduce((sum, [, { read }]) => sum + read, 0);
  const base = { phase: "applying" as const, resource: null, rowsRead: rows, rowsTotal: rows, counts };
  if (held.length === 0)
    return { run: await moveOn(db, run, applying(base, ALL_MOVES, "succeeded"), [], now()) };
  log.warn("roster_pull_held", { run: run.id, reasons: held.map(({ reason }) => reason).join(" ") });
  const moves = mayRevokeNow(facts) ? REVOKING_MOVES : [];
  return { run: await moveOn(db, run, { ...applying(base, moves, "held"), held }, [], now()) };
}

function applying(
  base: Omit<Standing, "cursor">,
  moves: readonly (typeof ALL_MOVES)[number][],
  ending: "succeeded" | "held",
): Standing {
  return { ...base, phase: "applying", cursor: { at: "applying", moves: [...moves], after: "", ending } };
}

/** What an administrator approved goes on from here. */
export function approved(run: Run): Standing {
  return {
    ...applying({ ...run }, ALL_MOVES, "succeeded"),
    status: "running",
    finishedAt: null,
    attempts: run.attempts,
  };
}

async function applySlice(
  run: Run,
  cursor: CursorAt<"applying">,
  meanings: Meanings,
  rowsPerSlice: number,
  { db, now }: Runtime,
): Promise<PieceOfWork> {
  const [move, ...rest] = cursor.moves;
  if (move === undefined) {
    const standing: Standing =
      cursor.ending === "succeeded"
        ? { ...run, cursor: { at: "clearing", resources: [...RESOURCE_NAMES] } }
        : { ...run, status: "held", phase: "done", finishedAt: now(), cursor: { at: "done" } };
    return { run: await moveOn(db, run, standing, [], now()) };
  }
  const resource = resourceOf(move);
  const upTo = await endOfSlice(db, run.id, resource, cursor.after, rowsPerSlice);
  const next = upTo === null ? { ...cursor, moves: rest, after: "" } : { ...cursor, after: upTo };
  const writes =
    upTo === null ? [] : movesWrites(move, { run: run.id, after: cursor.after, upTo }, meanings, now());
  return { run: await moveOn(db, run, { ...run, resource, cursor: next }, writes, now()) };
}

/** What was staged is not needed any more, and what has been gone for long enough is forgotten. */
async function clear(
  run: Run,
  { resources }: CursorAt<"clearing">,
  meanings: Meanings | null,
  rowsPerSlice: number,
  { db, now }: Runtime,
): Promise<PieceOfWork> {
  const [resource, ...rest] = resources;
  if (resource !== undefined) {
    // A first load has staged half a million rows of one resource: they go in slices too.
    const upTo = await endOfSlice(db, run.id, resource, "", rowsPerSlice);
    const writes =
      upTo === null ? purgeWrites(resource, meanings, now()) : [clearingWrite(run.id, resource, upTo)];
    const left = upTo === null ? rest : resources;
    return {
      run: await moveOn(db, run, { ...run, cursor: { at: "clearing", resources: left } }, writes, now()),
    };
  }
  await deleteOldRuns(db, now());
  const done: Standing = {
    ...run,
    status: "succeeded",
    phase: "done",
    resource: null,
    held: null,
    cursor: { at: "done" },
  };
  return { run: await moveOn(db, run, { ...done, finishedAt: now() }, [], now()) };
}

const SECRET_UNREADABLE: Trouble = {
  code: "secret_unreadable",
  detail: "The saved consumer secret can no longer be read. Enter it again on the eSchoolPLUS page.",
  passes: false,
};

const REMOVED: Trouble = {
  code: "not_configured",
  detail: "The eSchoolPLUS integration was removed while the pull was running. The roster stays as it was.",
  passes: false,
};

const SETTINGS_CHANGED: Trouble = {
  code: "settings_changed",
  detail: "The eSchoolPLUS settings were changed while the pull was running. Run it again with the new ones.",
  passes: false,
};
