/** `/admin/api/administrators/{email}`: who may enter by Cloudflare Access, and what they may do. */
import { deleteAdministrator, findAdministrator, writeAdministrator } from "../administrators/queries.ts";
import { lastOneWins } from "../integrations/last-one-wins.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import * as api from "./api/administrators.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";

export function administratorRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.getAdministrator, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const found = await findAdministrator(c.var.runtime.db, c.req.valid("param").email);
    if (found === undefined) throw new Refusal("not_found");
    c.header("etag", etagOf(found.version));
    return c.json({ email: found.email, permissions: found.permissions }, 200);
  });

  routes.openapi(api.putAdministrator, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { email } = c.req.valid("param");
    const { permissions } = c.req.valid("json");
    const ifMatch = c.req.valid("header")["if-match"];
    const row = { email, version: runtime.randomId(), permissions };
    const saved = await lastOneWins(
      ifMatch ?? null,
      async () => {
        const existing = await findAdministrator(runtime.db, email);
        expectedVersion(ifMatch, existing?.version);
        const action = existing === undefined ? ("added" as const) : ("changed" as const);
        const line = lineOf(email, action, administrator.actor, runtime.now());
        return { action, written: await writeAdministrator(runtime.db, row, existing?.version, line) };
      },
      (result) => !result.written,
    );
    if (!saved.written) throw new Refusal("changed_meanwhile");
    c.header("etag", etagOf(row.version));
    return c.json({ email, permissions }, saved.action === "added" ? 201 : 200);
  });

  routes.openapi(api.deleteAdministrator, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { email } = c.req.valid("param");
    const existing = await findAdministrator(runtime.db, email);
    expectedVersion(c.req.valid("header")["if-match"], existing?.version);
    if (existing === undefined) throw new Refusal("not_found");
    const line = lineOf(email, "removed", administrator.actor, runtime.now());
    if (!(await deleteAdministrator(runtime.db, existing, line))) throw new Refusal("changed_meanwhile");
    return c.body(null, 204);
  });

  return routes;
}

function lineOf(email: string, action: "added" | "changed" | "removed", actor: string, at: number) {
  return { at, actor, kind: "administrator" as const, site: email, action, outcome: "ok" };
}
