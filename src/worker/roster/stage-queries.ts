/**
 * SQL of what a pull has read: which rows differ from the roster, what each page held, what has vanished. Rows travel as
 * one JSON parameter and `json_each`, some ten times faster than rows of parameters.
 */
import type { Resource } from "../eschoolplus/rows.ts";
import type { Database } from "../runtime.ts";
import type { Write } from "./run-queries.ts";
import { keyColumns, keyOfTable } from "./shape-queries.ts";
import { SHAPES, type StagedRow } from "./shapes.ts";

/** The rows among these that the roster does not hold as they are. */
export async function changedAmong(
  db: Database,
  resource: Resource,
  rows: StagedRow[],
): Promise<StagedRow[]> {
  const { table, keys } = SHAPES[resource];
  const sameKey = keyColumns(resource, "t").map((column, index) => `${column} = j.value->>${index + 1}`);
  const { results } = await db.$client
    .prepare(
      `SELECT j.key AS i FROM json_each(?1) j LEFT JOIN ${table} t ON ${sameKey.join(" AND ")}
      WHERE t.hash IS NULL OR t.hash <> j.value->>0 OR t.gone_at IS NOT NULL`,
    )
    .bind(JSON.stringify(rows.map(({ hash, cells }) => [hash, ...cells.slice(0, keys)])))
    .all<{ i: number }>();
  return results.flatMap(({ i }) => rows[i] ?? []);
}

/** Remembers a page: its changed rows in place of what an earlier pass has staged for them, and all of its keys. */
export function pageWrites(
  run: string,
  resource: Resource,
  page: { pass: number; number: number; keys: string[]; changed: StagedRow[] },
): Write[] {
  const writes: Write[] = [
    {
      sql: "INSERT OR REPLACE INTO roster_run_pages (run, resource, pass, page, keys) VALUES (?1, ?2, ?3, ?4, ?5)",
      bind: [run, resource, page.pass, page.number, JSON.stringify(page.keys)],
    },
  ];
  if (page.pass > 1) {
    // What an earlier pass found changed may have been changed back.
    writes.push({
      sql: "DELETE FROM roster_staged WHERE run = ?1 AND resource = ?2 AND key IN (SELECT value FROM json_each(?3))",
      bind: [run, resource, JSON.stringify(page.keys)],
    });
  }
  if (page.changed.length > 0) {
    writes.push({
      sql: `INSERT INTO roster_staged (run, resource, key, hash, body)
        SELECT ?1, ?2, value->>0, value->>1, value->2 FROM json_each(?3) WHERE true
        ON CONFLICT (run, resource, key) DO UPDATE SET hash = excluded.hash, body = excluded.body`,
      bind: [run, resource, JSON.stringify(page.changed.map(({ key, hash, cells }) => [key, hash, cells]))],
    });
  }
  return writes;
}

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

/** The roster's living rows of a resource, and how many of them no pass has seen. */
export async function countVanished(
  db: Database,
  run: string,
  resource: Resource,
): Promise<{ living: number; vanished: number }> {
  const { results } = await db.$client
    .prepare(
      `SELECT count(*) AS living, total(${keyOfTable(resource, "t")} NOT IN (${SEEN})) AS vanished
      FROM ${SHAPES[resource].table} t WHERE t.gone_at IS NULL`,
    )
    .bind(run, resource)
    .all<{ living: number; vanished: number }>();
  return results[0] ?? { living: 0, vanished: 0 };
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

/** Forgets what all runs but a held or running one have left behind. */
export async function forgetEnded(db: Database): Promise<void> {
  const ended = "run NOT IN (SELECT id FROM roster_runs WHERE status IN ('running', 'held'))";
  const client = db.$client;
  await client.batch([
    client.prepare(`DELETE FROM roster_run_pages WHERE ${ended}`),
    client.prepare(`DELETE FROM roster_staged WHERE ${ended}`),
  ]);
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

/** A row that has been gone for a summer and some weeks does not come back. */
const TOMBSTONE_DAYS = 120;

/** Forgets rows that have been gone for long, and user-defined fields that the settings give no meaning any more. */
export function purgeWrites(
  resource: Resource,
  meanings: { screen: string; field: string }[],
  now: number,
): Write[] {
  const { table } = SHAPES[resource];
  const purge: Write = {
    sql: `DELETE FROM ${table} WHERE gone_at < ?1`,
    bind: [now - TOMBSTONE_DAYS * 86_400_000],
  };
  if (resource !== "UDRegUser") return [purge];
  return [
    purge,
    {
      sql: `DELETE FROM ${table} WHERE (screen, field) NOT IN (
        SELECT value->>'screen', value->>'field' FROM json_each(?1))`,
      bind: [JSON.stringify(meanings)],
    },
  ];
}
