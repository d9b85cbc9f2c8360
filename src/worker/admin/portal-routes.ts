/** `/admin/api/portals`: the registered portals and their keys. A secret is answered once, when it is made. */
import { findPortalWithAllKeys, listPortals, type PortalWithKeys } from "../integrations/portal-queries.ts";
import { addPortalKey, removePortal, retireKey, savePortal } from "../integrations/portals.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import * as api from "./api/portals.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";
import { checkedPortal } from "./portal-rules.ts";

export function portalAdminRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listPortals, async (c) => {
    requireEverywhere(c, "view");
    const { cursor, limit } = c.req.valid("query");
    const portals = await listPortals(c.var.runtime.db, cursor ?? null, limit + 1);
    const nextCursor = portals.length > limit ? (portals[limit - 1]?.portal.id ?? null) : null;
    return c.json({ items: portals.slice(0, limit).map(shown), nextCursor }, 200);
  });

  routes.openapi(api.getPortal, async (c) => {
    requireEverywhere(c, "view");
    const found = await findPortalWithAllKeys(c.var.runtime.db, c.req.valid("param").id);
    if (found === undefined) throw new Refusal("not_found");
    c.header("etag", etagOf(found.portal.version));
    return c.json(shown(found), 200);
  });

  routes.openapi(api.putPortal, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    const settings = checkedPortal(id, c.req.valid("json"), runtime);
    const existing = await findPortalWithAllKeys(runtime.db, id);
    const expected = expectedVersion(c.req.valid("header")["if-match"], existing?.portal.version);
    const saved = await savePortal(id, settings, expected, administrator.actor, runtime);
    if (!saved.ok) throw new Refusal(saved.reason);
    c.header("etag", etagOf(saved.saved.portal.version));
    return c.json(shown(saved.saved), saved.created ? 201 : 200);
  });

  routes.openapi(api.deletePortal, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    const existing = await findPortalWithAllKeys(runtime.db, id);
    const expected = expectedVersion(c.req.valid("header")["if-match"], existing?.portal.version);
    const outcome = await removePortal(id, expected, administrator.actor, runtime);
    if (outcome !== "removed") throw new Refusal(outcome);
    return c.body(null, 204);
  });

  routes.openapi(api.addPortalKey, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const key = await addPortalKey(c.req.valid("param").id, null, administrator.actor, runtime);
    if (key === undefined) throw new Refusal("not_found");
    return c.json(key, 201);
  });

  routes.openapi(api.retirePortalKey, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { id, keyId } = c.req.valid("param");
    if (!(await retireKey(id, keyId, administrator.actor, runtime))) throw new Refusal("not_found");
    return c.body(null, 204);
  });

  return routes;
}

function shown({ portal: { version: _version, ...settings }, keys }: PortalWithKeys) {
  return {
    ...settings,
    keys: keys.map(({ keyId, createdAt, retiredAt }) => ({
      keyId,
      createdAt: new Date(createdAt).toISOString(),
      retiredAt: retiredAt === null ? null : new Date(retiredAt).toISOString(),
    })),
  };
}
