/** SQL of the log of changes. A line is only ever written in the same batch as the change it tells of. */
import { and, asc, desc, inArray, lt, type SQL, sql } from "drizzle-orm";
import { isEverywhere, type SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
import { siteInScope } from "./scope-queries.ts";
import { integrationLog } from "./tables.ts";

export type LogLine = typeof integrationLog.$inferSelect;
export type NewLogLine = Omit<LogLine, "id">;

export function insertLogLine(db: Database, line: NewLogLine) {
  return db.insert(integrationLog).values(line);
}

/** The line, only if the rest of its batch did what it tells of: `condition` is a SELECT that then finds a row. */
export function insertLogLineIf(db: Database, line: NewLogLine, condition: SQL) {
  // All columns in the table's order; the id is SQLite's to give. (drizzle cannot batch raw SQL with parameters on D1.)
  return db.insert(integrationLog).select(sql`
    SELECT NULL, ${line.at}, ${line.actor}, ${line.kind}, ${line.site}, ${line.action}, ${line.outcome}
    WHERE EXISTS (${condition})`);
}

/** Newest first, from below `beforeId`; the lines of the sites that the scope reaches. */
export async function listLogLines(
  db: Database,
  scope: SiteScope,
  beforeId: number | null,
  limit: number,
): Promise<LogLine[]> {
  // What is not at a site, such as a portal, is for those who see everything.
  const atSites = isEverywhere(scope) ? undefined : inArray(integrationLog.kind, ["ets", "site"]);
  const before = beforeId === null ? undefined : lt(integrationLog.id, beforeId);
  return db
    .select()
    .from(integrationLog)
    .where(and(atSites, siteInScope(integrationLog.site, scope), before))
    .orderBy(desc(integrationLog.id))
    .limit(limit);
}

/**
 * Forgets the lines from before a moment among the oldest ones. Ids grow with time, so the log needs no index on it.
 *
 * @param before milliseconds since the epoch
 * @param slice lines that one statement looks at
 * @returns how many it forgot; fewer than `slice` once none are left
 */
export async function deleteOldestLogLines(db: Database, before: number, slice: number): Promise<number> {
  const { id, at } = integrationLog;
  const oldest = db.select({ id, at }).from(integrationLog).orderBy(asc(id)).limit(slice).as("oldest");
  const past = db.select({ id: oldest.id }).from(oldest).where(lt(oldest.at, before));
  const { meta } = await db.delete(integrationLog).where(inArray(id, past));
  return meta.changes;
}
