/**
 * How things stand at one site with regard to ETS, as one administrator may see it: the site's own settings, what it
 * inherits or would inherit, and where that comes from.
 */
import type { Context } from "hono";
import { type EtsSettings, findSettings, findSettingsInForce } from "../../integrations/ets-queries.ts";
import { siteIsInScope } from "../../integrations/scope-queries.ts";
import { DISTRICT, findSite, listSites, type Site } from "../../integrations/site-queries.ts";
import { Refusal } from "../../problem.ts";
import { type AdminEnv, requireAt, requireSomewhere } from "../identity.ts";
import { inTreeOrder, MAX_SITES, type PlacedSite } from "./site-tree.ts";

export interface EtsSituation {
  /** Those the administrator may view, to choose from. */
  sites: PlacedSite[];
  site: Site;
  own: EtsSettings | undefined;
  /** What is in force above the site: in force here as well unless the site has its own. */
  inherited: EtsSettings | undefined;
  /** The name of the site that `inherited` comes from. */
  inheritedFrom: string;
  /** A user name, and who typed it, are shown only to those who see the site they come from. */
  seesInherited: boolean;
  mayManage: boolean;
}

/** @param siteId undefined: the district, or the topmost site that the administrator may view */
export async function situationAt(c: Context<AdminEnv>, siteId: string | undefined): Promise<EtsSituation> {
  const { db } = c.var.runtime;
  const { view, manage_integrations: manage } = c.var.administrator.reach;
  requireSomewhere(c, "view");
  const sites = inTreeOrder(await listSites(db, view, null, MAX_SITES));
  const chosen = siteId || (sites.find(({ site }) => site.id === DISTRICT) ?? sites[0])?.site.id;
  if (chosen === undefined) throw new Refusal("not_found", { reason: "no site to view" });
  await requireAt(c, "view", chosen);
  const site = await findSite(db, chosen);
  if (site === undefined) throw new Refusal("not_found", { reason: "no such site" });

  const own = await findSettings(db, site.id);
  const inherited = site.parent === null ? undefined : await findSettingsInForce(db, site.parent);
  const source = inherited && (await findSite(db, inherited.site));
  return {
    sites,
    site,
    own,
    inherited,
    inheritedFrom: source?.name ?? inherited?.site ?? "",
    seesInherited: inherited !== undefined && (await siteIsInScope(db, view, inherited.site)),
    mayManage: await siteIsInScope(db, manage, site.id),
  };
}

/** The page of a site's ETS settings. @param done what has just been done, to be told there */
export function etsPath(siteId: string, done?: "saved" | "removed" | "switched-off"): string {
  const query = new URLSearchParams({ site: siteId, ...(done === undefined ? {} : { done }) });
  return `/admin/integrations/ets?${query}`;
}
