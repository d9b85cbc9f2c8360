/** `/admin/api/blocks`: withhold a student's letters at once. A court order cannot wait for the night. */
import { lastOneWins } from "../integrations/last-one-wins.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { type Block, deleteBlock, findBlock, listBlocks, writeBlock } from "../roster/block-queries.ts";
import * as api from "./api/blocks.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";

export function blockRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listBlocks, async (c) => {
    requireEverywhere(c, "view_students");
    const { cursor, limit } = c.req.valid("query");
    const blocks = await listBlocks(c.var.runtime.db, cursor ?? null, limit + 1);
    const nextCursor = blocks.length > limit ? (blocks[limit - 1]?.id ?? null) : null;
    return c.json({ items: blocks.slice(0, limit).map(shown), nextCursor }, 200);
  });

  routes.openapi(api.putBlock, async (c) => {
    requireEverywhere(c, "view_students");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    const { student, contact, reason } = c.req.valid("json");
    const ifMatch = c.req.valid("header")["if-match"];
    const at = runtime.now();
    const block = {
      ...{ id, student, contact, reason },
      ...{ version: runtime.randomId(), updatedAt: at, updatedBy: administrator.actor },
    };
    const saved = await lastOneWins(
      ifMatch ?? null,
      async () => {
        const existing = await findBlock(runtime.db, id);
        expectedVersion(ifMatch, existing?.version);
        const action = existing === undefined ? ("added" as const) : ("changed" as const);
        const line = lineOf(id, action, administrator.actor, at);
        return { action, written: await writeBlock(runtime.db, block, existing?.version, line) };
      },
      (result) => !result.written,
    );
    if (!saved.written) throw new Refusal("changed_meanwhile");
    c.header("etag", etagOf(block.version));
    return c.json(shown(block), saved.action === "added" ? 201 : 200);
  });

  routes.openapi(api.deleteBlock, async (c) => {
    requireEverywhere(c, "view_students");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    const existing = await findBlock(runtime.db, id);
    expectedVersion(c.req.valid("header")["if-match"], existing?.version);
    if (existing === undefined) throw new Refusal("not_found");
    const line = lineOf(id, "removed", administrator.actor, runtime.now());
    if (!(await deleteBlock(runtime.db, existing, line))) throw new Refusal("changed_meanwhile");
    return c.body(null, 204);
  });

  return routes;
}

function shown({ id, student, contact, reason, updatedAt, updatedBy }: Block) {
  return { id, student, contact, reason, updatedAt: new Date(updatedAt).toISOString(), updatedBy };
}

function lineOf(id: string, action: "added" | "changed" | "removed", actor: string, at: number) {
  return { at, actor, kind: "block" as const, site: id, action, outcome: "ok" };
}
