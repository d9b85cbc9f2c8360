/** A portal as its pages need it, and where those pages are. An id may hold any character: it stands in the query. */
import type { Context } from "hono";
import { findPortalWithAllKeys, type PortalWithKeys } from "../../integrations/portal-queries.ts";
import { listSites } from "../../integrations/site-queries.ts";
import { EVERYWHERE, isEverywhere } from "../../permission.ts";
import { Refusal } from "../../problem.ts";
import { type AdminEnv, requireEverywhere } from "../identity.ts";
import { inTreeOrder, MAX_SITES, type PlacedSite } from "./site-tree.ts";

export const PORTALS_PATH = "/admin/integrations/portals";

type PortalPage = "portal" | "edit" | "embed" | "keys" | "retire" | "remove";

export function portalPath(
  id: string,
  page: PortalPage = "portal",
  more: Record<string, string> = {},
): string {
  return `${PORTALS_PATH}/${page}?${new URLSearchParams({ id, ...more })}`;
}

/** The portal that the query names, for those who may see all. */
export async function portalAt(c: Context<AdminEnv>, id: string | undefined): Promise<PortalWithKeys> {
  requireEverywhere(c, "view");
  const found = await findPortalWithAllKeys(c.var.runtime.db, id ?? "");
  if (found === undefined) throw new Refusal("not_found", { reason: "no such portal" });
  return found;
}

/** Whoever sees portals sees every site. */
export async function allSites(c: Context<AdminEnv>): Promise<PlacedSite[]> {
  return inTreeOrder(await listSites(c.var.runtime.db, EVERYWHERE, null, MAX_SITES));
}

export function namesOf(sites: PlacedSite[]): Map<string, string> {
  return new Map(sites.map(({ site }) => [site.id, site.name]));
}

export function mayManageAll(c: Context<AdminEnv>): boolean {
  return isEverywhere(c.var.administrator.reach.manage_integrations);
}
