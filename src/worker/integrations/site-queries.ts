/** SQL of the sites: the district and what lies below it. */
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
import { insertLogLineIf, type NewLogLine } from "./log-queries.ts";
import { siteInScope } from "./scope-queries.ts";
import { sites } from "./tables.ts";

export type Site = typeof sites.$inferSelect;

/** The root of the tree; always there, made by the first migration. */
export const DISTRICT = "district";

/** District, LEA, school: three levels today. No site may lie further down, and none is looked for there. */
export const MAX_DEPTH = 8;

export async function findSite(db: Database, id: string): Promise<Site | undefined> {
  return db.select().from(sites).where(eq(sites.id, id)).get();
}

/** The sites that a scope reaches, by id. */
export async function listSites(
  db: Database,
  scope: SiteScope,
  after: string | null,
  limit: number,
): Promise<Site[]> {
  return db
    .select()
    .from(sites)
    .where(and(siteInScope(sites.id, scope), after === null ? undefined : gt(sites.id, after)))
    .orderBy(asc(sites.id))
    .limit(limit);
}

export function siteNamesQuery(db: Database, ids: string[]) {
  return db.select({ id: sites.id, name: sites.name }).from(sites).where(inArray(sites.id, ids));
}

/**
 * Writes the site and its log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined for a new site
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeSite(
  db: Database,
  site: Site,
  replaced: string | undefined,
  line: NewLogLine,
): Promise<boolean> {
  const { id, version } = site;
  const write =
    replaced === undefined
      ? db.insert(sites).values(site).onConflictDoNothing().returning({ id: sites.id })
      : db
          .update(sites)
          .set(site)
          .where(and(eq(sites.id, id), eq(sites.version, replaced)))
          .returning({ id: sites.id });
  const [written] = await db.batch([
    write,
    insertLogLineIf(db, line, sql`SELECT 1 FROM sites WHERE id = ${id} AND version = ${version}`),
  ]);
  return written.length === 1;
}

/** True when a site below or settings at this one would be left without it. */
export async function siteIsInUse(db: Database, id: string): Promise<boolean> {
  const row = await db.get<{ used: number }>(
    sql`SELECT EXISTS(SELECT 1 FROM sites WHERE parent = ${id}) OR EXISTS(SELECT 1 FROM ets_settings WHERE site = ${id}) AS used`,
  );
  return row?.used === 1;
}

/**
 * Removes the site and adds the log line, all or nothing.
 *
 * @returns false when it is gone, has changed, or something has come to depend on it
 */
export async function deleteSite(
  db: Database,
  { id, version }: Pick<Site, "id" | "version">,
  line: NewLogLine,
): Promise<boolean> {
  const isFree = sql`SELECT 1 FROM sites WHERE id = ${id} AND version = ${version}
    AND NOT EXISTS (SELECT 1 FROM sites AS below WHERE below.parent = ${id})
    AND NOT EXISTS (SELECT 1 FROM ets_settings WHERE site = ${id})`;
  const [, removed] = await db.batch([
    insertLogLineIf(db, line, isFree),
    db.delete(sites).where(sql`${sites.id} = ${id} AND EXISTS (${isFree})`).returning({ id: sites.id }),
  ]);
  return removed.length === 1;
}

/** How many levels lie above a site, and how many below it. */
export async function levelsAround(db: Database, above: string, below: string): Promise<number> {
  const row = await db.get<{ levels: number }>(sql`
    WITH RECURSIVE up(id, depth) AS (
      SELECT ${above}, 1
      UNION ALL
      SELECT sites.parent, up.depth + 1 FROM up JOIN sites ON sites.id = up.id
      WHERE sites.parent IS NOT NULL AND up.depth <= ${MAX_DEPTH}
    ), down(id, depth) AS (
      SELECT ${below}, 0
      UNION ALL
      SELECT sites.id, down.depth + 1 FROM down JOIN sites ON sites.parent = down.id WHERE down.depth <= ${MAX_DEPTH}
    ) SELECT (SELECT max(depth) FROM up) + (SELECT max(depth) FROM down) AS levels`);
  return row?.levels ?? 0;
}

/** Those of `candidates` that are one of `roots` or lie below one. */
export async function sitesWithin(
  db: Database,
  roots: readonly string[],
  candidates: string[],
): Promise<Set<string>> {
  const rows = await db.all<{ candidate: string }>(sql`
    WITH RECURSIVE chain(candidate, id, depth) AS (
      SELECT value, value, 0 FROM json_each(${JSON.stringify(candidates)})
      UNION ALL
      SELECT chain.candidate, sites.parent, chain.depth + 1 FROM chain JOIN sites ON sites.id = chain.id
      WHERE sites.parent IS NOT NULL AND chain.depth < ${MAX_DEPTH}
    )
    SELECT DISTINCT candidate FROM chain WHERE id IN (SELECT value FROM json_each(${JSON.stringify(roots)}))`);
  return new Set(rows.map((row) => row.candidate));
}

/**
 * The site itself and all above it, nearest first, as a CTE named `chain(id, depth)`; ends at the district. A site that
 * is not registered belongs to the district (docs/decisions/0002); a registered one only by its parents.
 */
export function siteChain(site: string) {
  return sql`WITH RECURSIVE climb(id, depth) AS (
      SELECT ${site}, 0
      UNION ALL
      SELECT sites.parent, climb.depth + 1 FROM climb JOIN sites ON sites.id = climb.id
      WHERE sites.parent IS NOT NULL AND climb.depth < ${MAX_DEPTH}
    ), chain(id, depth) AS (
      SELECT id, depth FROM climb
      UNION ALL SELECT ${DISTRICT}, ${MAX_DEPTH + 1} WHERE NOT EXISTS (SELECT 1 FROM sites WHERE id = ${site})
    )`;
}
