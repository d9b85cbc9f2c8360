/** `/admin/api/blocks`: withhold a student's letters at once. A court order cannot wait for the night. */
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { type Block, listBlocks } from "../roster/block-queries.ts";
import * as api from "./api/blocks.ts";
import { blockInReach, liftBlock, saveBlock } from "./blocks.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireSomewhere } from "./identity.ts";

export function blockRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listBlocks, async (c) => {
    requireSomewhere(c, "view_students");
    const { runtime, administrator } = c.var;
    const { cursor, limit } = c.req.valid("query");
    const scope = administrator.reach.view_students;
    const blocks = await listBlocks(runtime.db, scope, cursor ?? null, limit + 1);
    const nextCursor = blocks.length > limit ? (blocks[limit - 1]?.id ?? null) : null;
    return c.json({ items: blocks.slice(0, limit).map(shownBlock), nextCursor }, 200);
  });

  routes.openapi(api.putBlock, async (c) => {
    requireSomewhere(c, "view_students");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    const { student, contact, reason } = c.req.valid("json");
    const ifMatch = c.req.valid("header")["if-match"];
    const saved = await saveBlock(
      { id, student, contact, reason },
      administrator,
      ifMatch ?? null,
      (version) => expectedVersion(ifMatch, version),
      runtime,
    );
    if (!saved.ok) throw new Refusal(saved.reason);
    c.header("etag", etagOf(saved.block.version));
    return c.json(shownBlock(saved.block), saved.created ? 201 : 200);
  });

  routes.openapi(api.deleteBlock, async (c) => {
    requireSomewhere(c, "view_students");
    const { runtime, administrator } = c.var;
    const existing = await blockInReach(c.req.valid("param").id, administrator, runtime);
    expectedVersion(c.req.valid("header")["if-match"], existing?.version);
    if (existing === undefined) throw new Refusal("not_found");
    if (!(await liftBlock(existing, administrator, runtime))) throw new Refusal("changed_meanwhile");
    return c.body(null, 204);
  });

  return routes;
}

export function shownBlock({ id, student, contact, reason, updatedAt, updatedBy }: Block) {
  return { id, student, contact, reason, updatedAt: new Date(updatedAt).toISOString(), updatedBy };
}
