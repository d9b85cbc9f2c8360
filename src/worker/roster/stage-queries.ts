/**
 * SQL of what a pull has read: which rows differ from the roster, what each page held, what has vanished. Rows travel as
 * one JSON parameter and `json_each`, some ten times faster than rows of parameters.
 */
import type { Resource } from "../eschoolplus/rows.ts";
import type { Database } from "../runtime.ts";
import type { Write } from "./run-queries.ts";
import { IS_GONE, keyColumns, keyOfTable, stagedBeside } from "./shape-queries.ts";
import { SHAPES, type StagedRow } from "./shapes.ts";

/**
 * A list as JSON, in parts that D1 takes: a bound value or a row has at most 2 MB, and a page of 5,000 rows with long
 * values, or of a server that sends more than it was asked for, has more than that.
 */
const PART_MAX_CHARACTERS = 600_000; // of at most three bytes each

function jsonParts(values: readonly unknown[]): { json: string; first: number }[] {
  const whole = JSON.stringify(values);
  if (whole.length <= PART_MAX_CHARACTERS || values.length < 2) return [{ json: whole, first: 0 }];
  const middle = Math.ceil(values.length / 2);
  const right = jsonParts(values.slice(middle)).map(({ json, first }) => ({ json, first: first + middle }));
  return [...jsonParts(values.slice(0, middle)), ...right];
}

/** The rows among these that the roster does not hold as they are. */
export async function changedAmong(
  db: Database,
  resource: Resource,
  rows: StagedRow[],
): Promise<StagedRow[]> {
  const { table, keys } = SHAPES[resource];
  const sameKey = keyColumns(resource, "t").map((column, index) => `${column} = j.value->>${index + 1}`);
  const changed: StagedRow[] = [];
  for (const { json, first } of jsonParts(rows.map(({ hash, cells }) => [hash, ...cells.slice(0, keys)]))) {
    const { results } = await db.$client
      .prepare(
        `SELECT j.key AS i FROM json_each(?1) j LEFT JOIN ${table} t ON ${sameKey.join(" AND ")}
        WHERE t.hash IS NULL OR t.hash <> j.value->>0 OR t.gone_at IS NOT NULL`,
      )
      .bind(json)
      .all<{ i: number }>();
    for (const { i } of results) changed.push(...rows.slice(first + i, first + i + 1));
  }
  return changed;
}

/** Remembers a page: its changed rows in place of what an earlier pass has staged for them, and all of its keys. */
export function pageWrites(
  run: string,
  resource: Resource,
  page: { pass: number; number: number; keys: string[]; changed: StagedRow[] },
): Write[] {
  const keys = jsonParts(page.keys);
  const writes: Write[] = keys.map(({ json }, part) => ({
    sql: "INSERT OR REPLACE INTO roster_run_pages (run, resource, pass, page, keys) VALUES (?1, ?2, ?3, ?4, ?5)",
    bind: [run, resource, page.pass, page.number * PARTS_PER_PAGE + part, json],
  }));
  if (page.pass > 1) {
    // What an earlier pass found changed may have been changed back.
    writes.push(
      ...keys.map(({ json }) => ({
        sql: "DELETE FROM roster_staged WHERE run = ?1 AND resource = ?2 AND key IN (SELECT value FROM json_each(?3))",
        bind: [run, resource, json],
      })),
    );
  }
  if (page.changed.length > 0) {
    const parts = jsonParts(page.changed.map(({ key, hash, cells }) => [key, hash, cells]));
    writes.push(
      ...parts.map(({ json }) => ({
        sql: `INSERT INTO roster_staged (run, resource, key, hash, body)
          SELECT ?1, ?2, value->>0, value->>1, value->2 FROM json_each(?3) WHERE true
          ON CONFLICT (run, resource, key) DO UPDATE SET hash = excluded.hash, body = excluded.body`,
        bind: [run, resource, json],
      })),
    );
  }
  return writes;
}

/** The longest page has 16 MB: its keys never fill so many parts. */
const PARTS_PER_PAGE = 1_000;

const SEEN = `SELECT k.value FROM roster_run_pages p, json_each(p.keys) k WHERE p.run = ?1 AND p.resource = ?2`;

/** How many different rows the passes from one on have seen together. */
export async function countSeen(
  db: Database,
  run: string,
  resource: Resource,
  fromPass: number,
): Promise<number> {
  const { results } = await db.$client
    .prepare(`SELECT count(DISTINCT value) AS seen FROM (${SEEN} AND p.pass >= ?3)`)
    .bind(run, resource, fromPass)
    .all<{ seen: number }>();
  return results[0]?.seen ?? 0;
}

/**
 * The roster's living rows of a resource, and how many of them no pass has seen.
 *
 * @param seen different rows that all passes have seen
 */
export async function countVanished(
  db: Database,
  run: string,
  resource: Resource,
  seen: number,
): Promise<{ living: number; vanished: number }> {
  const { table } = SHAPES[resource];
  const client = db.$client;
  // User-defined fields without a meaning are seen and not staged: there the keys themselves must be looked at.
  if (resource === "UDRegUser") {
    const { results } = await client
      .prepare(
        `SELECT count(*) AS living, total(${keyOfTable(resource, "t")} NOT IN (${SEEN})) AS vanished
        FROM ${table} t WHERE t.gone_at IS NULL`,
      )
      .bind(run, resource)
      .all<{ living: number; vanished: number }>();
    return results[0] ?? { living: 0, vanished: 0 };
  }
  // Whatever was seen and does not live in the roster is staged. The rest of what was seen is what still lives.
  const { results } = await client
    .prepare(
      `SELECT (SELECT count(*) FROM ${table} WHERE gone_at IS NULL) AS living, count(*) AS fresh
      FROM ${stagedBeside(resource)} AND NOT ${IS_GONE} AND (t.hash IS NULL OR t.gone_at IS NOT NULL)`,
    )
    .bind(run)
    .all<{ living: number; fresh: number }>();
  const { living, fresh } = results[0] ?? { living: 0, fresh: 0 };
  return { living, vanished: living - (seen - fresh) };
}

/** Stages the rows that no pass has seen, as vanished. */
export function vanishedWrite(run: string, resource: Resource): Write {
  return {
    sql: `INSERT OR REPLACE INTO roster_staged (run, resource, key, hash, body)
      SELECT ?1, ?2, ${keyOfTable(resource, "t")}, '', json_array(${keyColumns(resource, "t").join(", ")})
      FROM ${SHAPES[resource].table} t
      WHERE t.gone_at IS NULL AND ${keyOfTable(resource, "t")} NOT IN (${SEEN})`,
    bind: [run, resource],
  };
}

/** Forgets the pages of a resource, once nothing is to be found out from them any more. */
export function forgetPages(run: string, resource: Resource): Write {
  return { sql: "DELETE FROM roster_run_pages WHERE run = ?1 AND resource = ?2", bind: [run, resource] };
}

/** Staged rows that one statement forgets: far below D1's 30 seconds, whatever has been left behind. */
const FORGOTTEN_ROWS = 20_000;

/** Forgets what all runs but a held or running one have left behind. */
export async function forgetEnded(db: Database): Promise<void> {
  const ended = "run NOT IN (SELECT id FROM roster_runs WHERE status IN ('running', 'held'))";
  const client = db.$client;
  await client.prepare(`DELETE FROM roster_run_pages WHERE ${ended}`).run();
  for (let forgotten = FORGOTTEN_ROWS; forgotten >= FORGOTTEN_ROWS; ) {
    const { meta } = await client
      .prepare(
        `DELETE FROM roster_staged WHERE (run, resource, key) IN (
          SELECT run, resource, key FROM roster_staged WHERE ${ended} LIMIT ${FORGOTTEN_ROWS})`,
      )
      .run();
    forgotten = meta.changes;
  }
}

/** The key up to which one slice of the staged rows goes, or null where none are left after `after`. */
export async function endOfSlice(
  db: Database,
  run: string,
  resource: Resource,
  after: string,
  rows: number,
): Promise<string | null> {
  const { results } = await db.$client
    .prepare(
      `SELECT max(key) AS upTo FROM (SELECT key FROM roster_staged
        WHERE run = ?1 AND resource = ?2 AND key > ?3 ORDER BY key LIMIT ?4)`,
    )
    .bind(run, resource, after, rows)
    .all<{ upTo: string | null }>();
  return results[0]?.upTo ?? null;
}

/** Forgets what a run has staged and seen of a resource. */
export function clearingWrites(run: string, resource: Resource): Write[] {
  return [
    forgetPages(run, resource),
    { sql: "DELETE FROM roster_staged WHERE run = ?1 AND resource = ?2", bind: [run, resource] },
  ];
}

/** Forgets what a run has staged of a resource, up to a key. */
export function clearingWrite(run: string, resource: Resource, upTo: string): Write {
  return {
    sql: "DELETE FROM roster_staged WHERE run = ?1 AND resource = ?2 AND key <= ?3",
    bind: [run, resource, upTo],
  };
}

/** A row that has been gone for a summer and some weeks does not come back. */
const TOMBSTONE_DAYS = 120;

/** Rows that one night forgets for good, of each resource: a summer's graduates take some nights. */
const PURGED_ROWS = 20_000;

/**
 * Forgets rows that have been gone for long, and user-defined fields that the settings give no meaning any more.
 *
 * @param meanings null where no eSchoolPLUS is set up at this moment: what its fields mean may be asked again
 */
export function purgeWrites(
  resource: Resource,
  meanings: { screen: string; field: string }[] | null,
  now: number,
): Write[] {
  const { table } = SHAPES[resource];
  const keys = keyColumns(resource, table).join(", ");
  const purge = (where: string, bound: string | number): Write => ({
    sql: `DELETE FROM ${table} WHERE (${keys}) IN (SELECT ${keys} FROM ${table} WHERE ${where} LIMIT ${PURGED_ROWS})`,
    bind: [bound],
  });
  const gone = purge("gone_at < ?1", now - TOMBSTONE_DAYS * 86_400_000);
  if (resource !== "UDRegUser" || meanings === null) return [gone];
  const meant = "SELECT value->>'screen', value->>'field' FROM json_each(?1)";
  return [gone, purge(`(screen, field) NOT IN (${meant})`, JSON.stringify(meanings))];
}
