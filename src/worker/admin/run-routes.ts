/** `/admin/api/roster/runs`: the pulls of the roster: start one, watch it, judge what was held back. */
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { phaseOf } from "../roster/progress.ts";
import { findRun, listRuns, type Run } from "../roster/run-queries.ts";
import { approveRun, discardRun, type Judged, reviveSilent, startRun } from "../roster/runs.ts";
import type { Runtime } from "../runtime.ts";
import * as api from "./api/runs.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";
import { changesOf } from "./overview.ts";
import { supportBundle } from "./support.ts";

export function runRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listRuns, async (c) => {
    requireEverywhere(c, "view");
    const { cursor, limit } = c.req.valid("query");
    const found = await listRuns(c.var.runtime.db, cursor ?? null, limit + 1);
    const nextCursor = found.length > limit ? String(found[limit - 1]?.startedAt) : null;
    return c.json(
      { items: found.slice(0, limit).map((run) => shownRun(run, c.var.runtime.now())), nextCursor },
      200,
    );
  });

  routes.openapi(api.startRun, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const started = await startRun("manual", administrator.actor, runtime);
    if (started.ok) return c.json({ id: started.id }, 202);
    throw new Refusal(started.code, started.code === "not_configured" ? { detail: NOT_SET_UP } : {});
  });

  routes.openapi(api.getRun, async (c) => {
    requireEverywhere(c, "view");
    const { runtime } = c.var;
    // Where no cron fires, on a developer's machine, whoever watches a run keeps it alive.
    runtime.waitUntil(reviveSilent(runtime));
    return c.json(shownRun(await existing(c.req.valid("param").id, runtime), runtime.now()), 200);
  });

  routes.openapi(api.getSupport, async (c) => {
    requireEverywhere(c, "view");
    const bundle = await supportBundle(c.var.runtime);
    const name = `scoreletter-roster-${bundle.madeAt.slice(0, 10)}.json`;
    c.header("content-disposition", `attachment; filename="${name}"`);
    return c.json(bundle, 200);
  });

  routes.openapi(api.approveRun, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    refuseUnless(await approveRun(id, administrator.actor, runtime));
    return c.json(shownRun(await existing(id, runtime), runtime.now()), 202);
  });

  routes.openapi(api.discardRun, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const { id } = c.req.valid("param");
    refuseUnless(await discardRun(id, administrator.actor, runtime));
    return c.json(shownRun(await existing(id, runtime), runtime.now()), 200);
  });

  return routes;
}

const NOT_SET_UP = "Set up eSchoolPLUS first: there is nowhere to pull from.";

function refuseUnless(judged: Judged): void {
  if (judged !== "done") throw new Refusal(judged);
}

async function existing(id: string, { db }: Runtime): Promise<Run> {
  const run = await findRun(db, id);
  if (run === undefined) throw new Refusal("not_found");
  return run;
}

export function shownRun(run: Run, now: number) {
  const { id, status, trigger, resource, rowsRead, rowsTotal, counts, held } = run;
  const phase = phaseOf(run, now);
  const { errorCode, errorDetail, startedBy, startedAt, finishedAt } = run;
  return {
    ...{ id, status, trigger, phase, resource, rowsRead, rowsTotal, changes: changesOf(run), counts },
    ...(held === null ? {} : { held }),
    ...(errorCode === null ? {} : { error: { code: errorCode, detail: errorDetail ?? "" } }),
    startedBy,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}
