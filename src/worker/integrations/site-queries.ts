/** SQL of the sites: the district and what lies below it. */
import { and, asc, eq, gt, inArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { isEverywhere, type SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
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

/** Inserts or replaces; `null` back means that the site is no longer at `expectedVersion`. */
export async function writeSite(
  db: Database,
  site: Site,
  expectedVersion: string | null,
): Promise<Site | undefined> {
  if (expectedVersion === null) {
    return db
      .insert(sites)
      .values(site)
      .onConflictDoUpdate({ target: sites.id, set: site })
      .returning()
      .get();
  }
  return db
    .update(sites)
    .set(site)
    .where(sql`${sites.id} = ${site.id} AND ${sites.version} = ${expectedVersion}`)
    .returning()
    .get();
}

/** True when a site below or settings at this one would be left without it. */
export async function siteIsInUse(db: Database, id: string): Promise<boolean> {
  const row = await db.get<{ used: number }>(
    sql`SELECT EXISTS(SELECT 1 FROM sites WHERE parent = ${id}) OR EXISTS(SELECT 1 FROM ets_settings WHERE site = ${id}) AS used`,
  );
  return row?.used === 1;
}

/** @returns false when it is gone, has changed, or something has come to depend on it */
export async function deleteSite(
  db: Database,
  { id, version }: Pick<Site, "id" | "version">,
): Promise<boolean> {
  const removed = await db
    .delete(sites)
    .where(
      sql`${sites.id} = ${id} AND ${sites.version} = ${version}
        AND NOT EXISTS (SELECT 1 FROM sites AS below WHERE below.parent = ${id})
        AND NOT EXISTS (SELECT 1 FROM ets_settings WHERE site = ${id})`,
    )
    .returning({ id: sites.id });
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

/** True for rows whose site the scope reaches; undefined where it reaches everything. For a WHERE. */
export function siteInScope(site: SQLWrapper, scope: SiteScope): SQL | undefined {
  if (isEverywhere(scope)) return undefined;
  const reaches = scope.map((lists) =>
    and(...lists.filter((list) => !list.includes("*")).map((list) => sql`${site} IN ${sitesFrom(list)}`)),
  );
  return or(sql`0`, ...reaches);
}

/** Some sites and all below them. */
function sitesFrom(roots: readonly string[]): SQL {
  return sql`(WITH RECURSIVE below(id) AS (
      SELECT value FROM json_each(${JSON.stringify(roots)})
      UNION SELECT sites.id FROM sites JOIN below ON sites.parent = below.id
    ) SELECT id FROM below)`;
}

export async function siteIsInScope(db: Database, scope: SiteScope, site: string): Promise<boolean> {
  const condition = siteInScope(sql`${site}`, scope);
  if (condition === undefined) return true;
  const row = await db.get<{ within: number }>(sql`SELECT (${condition}) AS within`);
  return row?.within === 1;
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
