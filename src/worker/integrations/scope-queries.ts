/** SQL of an administrator's reach: which sites a scope names, children included. */
import { and, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { isEverywhere, type SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";

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
