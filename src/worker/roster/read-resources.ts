/**
 * The reading part of a pull: page by page, each compared with the roster and only what differs staged, until
 * eschoolplus/paging.ts is certain to have seen everything. What seems to have vanished is looked for a second time:
 * a row may have slipped to another page while one before it was deleted.
 */

import { type EschoolConnection, readPage } from "../eschoolplus/client.ts";
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import { type EschoolFailure, failureWords } from "../eschoolplus/failure.ts";
import { afterPage, endOfPass, type ReadingState, startReading } from "../eschoolplus/paging.ts";
import type { Resource, Rows } from "../eschoolplus/rows.ts";
import { callToolsOf } from "../integrations/eschoolplus-connection.ts";
import type { EschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import type { Runtime } from "../runtime.ts";
import { type Cursor, type CursorAt, startOf } from "./cursor.ts";
import { isImplausiblyEmpty } from "./guard.ts";
import { moveOn, type Run, type Standing, type Write } from "./run-queries.ts";
import { stagedRow } from "./shapes.ts";
import {
  changedAmong,
  countSeen,
  countVanished,
  forgetPages,
  pageWrites,
  vanishedWrite,
} from "./stage-queries.ts";

export type Trouble = {
  code: string;
  /** For the administrator. */
  detail: string;
  /** It may be over in some minutes. */
  passes: boolean;
};

/** The run as it then stands, null when somebody else was faster; or the trouble that it met, as it stands. */
export type PieceOfWork = { run: Run | null } | { run: Run; trouble: Trouble };

type Reading = CursorAt<"reading">;

/** Reads one page, and what follows from it: the next page, another pass, the next resource, the end of reading. */
export async function readOn(
  run: Run,
  cursor: Reading,
  connection: EschoolConnection,
  settings: EschoolplusSettings,
  runtime: Runtime,
): Promise<PieceOfWork> {
  const { resource } = cursor;
  const state = cursor.reading ?? startReading();
  const page = await readPage(connection, resource, state.offset, callToolsOf(runtime));
  if (!page.ok) return { run, trouble: troubleOf(page, resource) };

  const { received, total, digest, keys } = page;
  const seen = { offset: state.offset, received, asked: connection.pageSize, total, digest };
  const after = await afterPage(state, seen);
  if (after.next === "fail") return { run, trouble: readingTrouble(after.code, resource) };
  const kept = await Promise.all(
    [...onePerKey(page.rows, keys)]
      .filter(([, row]) => isKept(resource, row, settings))
      .map(([key, row]) => stagedRow(resource, key, row)),
  );
  const { pass, page: number } = cursor;
  const changed = kept.length === 0 ? [] : await changedAmong(runtime.db, resource, kept);
  const writes = pageWrites(run.id, resource, { pass, number, keys, changed });
  const standing = { resource, rowsRead: after.state.offset, rowsTotal: after.state.total };
  if (after.next === "again") {
    const next: Reading = { ...cursor, reading: after.state, pass: pass + 1, page: 0 };
    return written(run, next, { ...standing, rowsRead: 0 }, writes, runtime);
  }
  const next: Reading = { ...cursor, reading: after.state, page: number + 1 };
  const moved = await moveOn(runtime.db, run, standingAt(run, next, standing), writes, runtime.now());
  if (moved === null || after.next === "page") return { run: moved };
  return endPass(moved, next, after.state, runtime);
}

/** A pass came to its end: is it certain, and is everything there? */
async function endPass(
  run: Run,
  cursor: Reading,
  state: ReadingState,
  runtime: Runtime,
): Promise<PieceOfWork> {
  const { db } = runtime;
  const { resource, pass, firstPass } = cursor;
  const seenSinceFirst = await countSeen(db, run.id, resource, firstPass);
  const end = endOfPass(state, seenSinceFirst);
  if (end.next === "fail") return { run, trouble: readingTrouble(end.code, resource) };
  if (end.next === "again")
    return written(
      run,
      { ...cursor, reading: end.state, pass: pass + 1, page: 0 },
      { rowsRead: 0 },
      [],
      runtime,
    );

  const seenRows = firstPass === 1 ? seenSinceFirst : await countSeen(db, run.id, resource, 1);
  const { living, vanished } = await countVanished(db, run.id, resource, seenRows);
  if (isImplausiblyEmpty(resource, seenRows, living)) return { run, trouble: emptyTrouble(resource) };
  if (vanished > 0 && !cursor.isConfirming) {
    const next = {
      ...cursor,
      reading: null,
      pass: pass + 1,
      firstPass: pass + 1,
      page: 0,
      isConfirming: true,
    };
    return written(run, next, { rowsRead: 0 }, [], runtime);
  }
  const writes = [...(vanished > 0 ? [vanishedWrite(run.id, resource)] : []), forgetPages(run.id, resource)];
  const seen = { ...cursor.seen, [resource]: seenRows };
  const following = RESOURCE_NAMES[RESOURCE_NAMES.indexOf(resource) + 1];
  return following === undefined
    ? written(run, { at: "comparing", seen }, { phase: "comparing", resource: null }, writes, runtime)
    : written(
        run,
        startOf(following, seen),
        { resource: following, rowsRead: 0, rowsTotal: null },
        writes,
        runtime,
      );
}

async function written(
  run: Run,
  cursor: Cursor,
  standing: Partial<Standing>,
  writes: Write[],
  { db, now }: Runtime,
): Promise<PieceOfWork> {
  return { run: await moveOn(db, run, standingAt(run, cursor, standing), writes, now()) };
}

function standingAt(run: Run, cursor: Cursor, standing: Partial<Standing>): Standing {
  return { ...run, phase: "reading", ...standing, cursor };
}

/**
 * The rows by their keys. Of two with one key the later counts, except that a link which opens nothing is not opened by
 * its double: else the one that differs from the roster would be staged, each night the other one.
 */
function onePerKey<Row extends Rows[Resource]>(
  rows: readonly Row[],
  keys: readonly string[],
): Map<string, Row> {
  const byKey = new Map<string, Row>();
  for (const [index, row] of rows.entries()) {
    const key = keys[index];
    if (key === undefined) continue;
    const earlier = byKey.get(key);
    const staysShut = earlier !== undefined && "webAccess" in earlier && !earlier.webAccess;
    if (!staysShut) byKey.set(key, row);
  }
  return byKey;
}

/** Of the district's own fields only those are kept that mean something to us: the rest is no business of ours. */
function isKept<R extends Resource>(resource: R, row: Rows[R], { userFields }: EschoolplusSettings): boolean {
  if (resource !== "UDRegUser" || !("screen" in row)) return true;
  return userFields.some(({ screen, field }) => screen === row.screen && field === row.field);
}

function troubleOf(failure: EschoolFailure, resource: Resource): Trouble {
  const passes = failure.code === "busy" || failure.code === "unavailable";
  return { code: failure.code, detail: failureWords(failure, resource), passes };
}

function readingTrouble(code: Parameters<typeof failureWords>[0]["code"], resource: Resource): Trouble {
  return { code, detail: failureWords({ code }, resource), passes: false };
}

function emptyTrouble(resource: Resource): Trouble {
  return {
    code: "resource_empty",
    detail: `eSchoolPLUS sent no row of ${resource}. Nothing was changed. Check the filters of the API Profile, and that ${resource} still holds data.`,
    passes: false,
  };
}
