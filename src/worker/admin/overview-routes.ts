/**
 * `/admin/api/integrations`, `/admin/api/overview` and `/admin/api/vault/reseal`: the state of all at a glance, how the
 * last weeks went, and the keys' renewal.
 */
import { findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import { eschoolplusState } from "../integrations/eschoolplus-state.ts";
import { listSettings } from "../integrations/ets-queries.ts";
import { etsState } from "../integrations/ets-state.ts";
import { listPortals } from "../integrations/portal-queries.ts";
import { resealIntegrations } from "../integrations/reseal.ts";
import { DISTRICT } from "../integrations/site-queries.ts";
import { resealNoticeSettings } from "../notices/send.ts";
import { createApi } from "../openapi.ts";
import { isEverywhere } from "../permission.ts";
import { findLastOutcome } from "../roster/last-run-queries.ts";
import { resealDeploymentSecrets } from "../vault/deployment-secret.ts";
import * as api from "./api/overview.ts";
import { type AdminEnv, requireEverywhere, requireSomewhere } from "./identity.ts";
import { overviewOf } from "./overview.ts";
import { shownRun } from "./run-routes.ts";

/** More portals than any county has. */
const MAX_PORTALS = 1_000;

export function overviewRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listIntegrations, async (c) => {
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    const { view } = administrator.reach;
    const settings = await listSettings(runtime.db, view);
    const ets = settings.map((one) => ({
      kind: "ets" as const,
      site: one.site,
      state: etsState(one, runtime.now()),
      expiresOn: one.expiresOn,
      lastTest: lastTestOf(one),
    }));
    if (!isEverywhere(view)) return c.json({ items: ets, nextCursor: null }, 200);

    const unset = { state: "not_set_up" as const, expiresOn: null, lastTest: null };
    const district = settings.some(({ site }) => site === DISTRICT)
      ? []
      : [{ kind: "ets" as const, site: DISTRICT, ...unset }];
    const portals = (await listPortals(runtime.db, null, MAX_PORTALS)).map(({ portal, keys }) => {
      const hasKey =
        portal.jwks !== null || portal.jwksUrl !== null || keys.some(({ retiredAt }) => retiredAt === null);
      const state = hasKey ? ("ok" as const) : ("not_set_up" as const);
      return { kind: "portal" as const, site: portal.id, state, expiresOn: null, lastTest: null };
    });
    const sis = await findEschoolplusSettings(runtime.db);
    const { state } = eschoolplusState(sis, await findLastOutcome(runtime.db));
    const eschoolplus = {
      ...unset,
      kind: "eschoolplus" as const,
      site: DISTRICT,
      state,
      lastTest: lastTestOf(sis),
    };
    return c.json({ items: [...district, ...ets, eschoolplus, ...portals], nextCursor: null }, 200);
  });

  routes.openapi(api.getOverview, async (c) => {
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    const { days, keys, lastPull } = await overviewOf(administrator.reach.view, runtime);
    return c.json({ days, keys, lastPull: lastPull && shownRun(lastPull) }, 200);
  });

  routes.openapi(api.reseal, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime } = c.var;
    const own = await resealDeploymentSecrets(runtime);
    const { resealed, unreadable } = await resealIntegrations(runtime);
    const notices = await resealNoticeSettings(runtime);
    const all = { resealed: own.resealed + notices + resealed, unreadable: own.unreadable + unreadable };
    return c.json(all, 200);
  });

  return routes;
}

function lastTestOf(tested: { lastTestAt: number | null; lastTestCode: string | null } | undefined) {
  if (tested === undefined || tested.lastTestAt === null) return null;
  const { lastTestAt, lastTestCode } = tested;
  return { at: new Date(lastTestAt).toISOString(), ok: lastTestCode === null, code: lastTestCode };
}
