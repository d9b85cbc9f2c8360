/** `/admin/api/sites`: the district and its sites, by hand; the roster pull adds schools. */
import { lastOneWins } from "../integrations/last-one-wins.ts";
import * as queries from "../integrations/site-queries.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import * as api from "./api/sites.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireAt, requireEverywhere, requireSomewhere } from "./identity.ts";

export function siteRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listSites, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    const sites = await queries.listSites(runtime.db, administrator.reach.view, cursor ?? null, limit + 1);
    const nextCursor = sites.length > limit ? (sites[limit - 1]?.id ?? null) : null;
    return c.json({ items: sites.slice(0, limit).map(shown), nextCursor }, 200);
  });

  routes.openapi(api.getSite, async (c) => {
    await requireAt(c, "view", c.req.valid("param").id);
    const site = await queries.findSite(c.var.runtime.db, c.req.valid("param").id);
    if (site === undefined) throw new Refusal("not_found");
    c.header("etag", etagOf(site.version));
    return c.json(shown(site), 200);
  });

  routes.openapi(api.putSite, async (c) => {
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    await requireAt(c, "manage_integrations", id);
    requireEverywhere(c, "manage_integrations");
    const body = c.req.valid("json");
    const ifMatch = c.req.valid("header")["if-match"];
    const parent =
      body.parent === undefined && id !== queries.DISTRICT ? queries.DISTRICT : (body.parent ?? null);
    await refuseBadPlace({ id, kind: body.kind, parent }, body.id, runtime);
    const site = { id, name: body.name, kind: body.kind, parent, version: runtime.randomId() };
    const saved = await lastOneWins(
      ifMatch ?? null,
      async () => {
        const existing = await queries.findSite(runtime.db, id);
        expectedVersion(ifMatch, existing?.version);
        const action = existing === undefined ? ("added" as const) : ("changed" as const);
        const line = lineOf(id, action, administrator.actor, runtime.now());
        return { action, written: await queries.writeSite(runtime.db, site, existing?.version, line) };
      },
      (result) => !result.written,
    );
    if (!saved.written) throw new Refusal("changed_meanwhile");
    c.header("etag", etagOf(site.version));
    return c.json(shown(site), saved.action === "added" ? 201 : 200);
  });

  routes.openapi(api.deleteSite, async (c) => {
    const { runtime, administrator } = c.var;
    const { db } = runtime;
    const { id } = c.req.valid("param");
    await requireAt(c, "manage_integrations", id);
    requireEverywhere(c, "manage_integrations");
    const existing = await queries.findSite(db, id);
    if (existing === undefined) throw new Refusal("not_found");
    expectedVersion(c.req.valid("header")["if-match"], existing.version);
    if (id === queries.DISTRICT) invalid("The district itself cannot be removed.");
    if (await queries.siteIsInUse(db, id))
      invalid("Remove the sites below it and its own ETS settings first.");
    const line = lineOf(id, "removed", administrator.actor, runtime.now());
    if (!(await queries.deleteSite(db, existing, line))) throw new Refusal("changed_meanwhile");
    return c.body(null, 204);
  });

  return routes;
}

/** A site hangs below an existing one, and never below itself. */
async function refuseBadPlace(
  site: Pick<queries.Site, "id" | "kind" | "parent">,
  statedId: string | undefined,
  { db }: Runtime,
): Promise<void> {
  if (statedId !== undefined && statedId !== site.id) invalid("`id` is not the one in the path.");
  if ((site.id === queries.DISTRICT) !== (site.kind === "district"))
    invalid("`kind`: there is one district, with the id `district`.");
  if ((site.id === queries.DISTRICT) !== (site.parent === null))
    invalid("`parent`: every site but the district has one.");
  if (site.parent === null) return;
  if ((await queries.findSite(db, site.parent)) === undefined) invalid("`parent`: there is no such site.");
  if ((await queries.sitesWithin(db, [site.id], [site.parent])).size > 0)
    invalid("`parent` lies below this very site.");
  if ((await queries.levelsAround(db, site.parent, site.id)) > queries.MAX_DEPTH) {
    invalid(`\`parent\`: sites may lie ${queries.MAX_DEPTH} levels deep at most.`);
  }
}

function lineOf(site: string, action: "added" | "changed" | "removed", actor: string, at: number) {
  return { at, actor, kind: "site" as const, site, action, outcome: "ok" };
}

function invalid(detail: string): never {
  throw new Refusal("invalid_request", { detail });
}

function shown({ id, name, kind, parent }: Omit<queries.Site, "version">) {
  return { id, name, kind, parent };
}
