/** `/admin/api/integrations/ets/{site}`: a site's ETS settings, own or inherited. A secret is never answered. */
import { type EtsSettings, findSettings, findSettingsInForce } from "../integrations/ets-queries.ts";
import { hasSecretKey } from "../integrations/ets-secret.ts";
import {
  namesAnotherSecret,
  removeSettings,
  saveSettings,
  testSettings,
} from "../integrations/ets-settings.ts";
import { siteIsInScope } from "../integrations/scope-queries.ts";
import { findSite } from "../integrations/site-queries.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import type { Database, Runtime } from "../runtime.ts";
import * as api from "./api/ets.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireAt, requireEverywhere } from "./identity.ts";

export function etsRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.getEts, async (c) => {
    const { runtime } = c.var;
    const { site } = c.req.valid("param");
    await requireAt(c, "view", site);
    await refuseUnknownSite(runtime.db, site);
    const settings = await findSettingsInForce(runtime.db, site);
    if (settings?.site === site) c.header("etag", etagOf(settings.version));
    const answer = shown(site, settings, runtime);
    // Whose name it is may be seen by those who see the site it comes from.
    const { view } = c.var.administrator.reach;
    const seesSource = settings === undefined || (await siteIsInScope(runtime.db, view, settings.site));
    return c.json(seesSource ? answer : { ...answer, username: null, updatedBy: null }, 200);
  });

  routes.openapi(api.testEts, async (c) => {
    const { runtime, administrator } = c.var;
    const { site } = c.req.valid("param");
    await requireAt(c, "manage_integrations", site);
    await refuseUnknownSite(runtime.db, site);
    if (namesAnotherSecret(c.req.valid("json"), await findSettings(runtime.db, site))) {
      requireEverywhere(c, "manage_integrations");
    }
    const refusal = await testSettings(site, c.req.valid("json"), administrator.actor, runtime);
    if (refusal !== null) throw new Refusal(refusal);
    return c.json({ ok: true as const }, 200);
  });

  routes.openapi(api.putEts, async (c) => {
    const { runtime, administrator } = c.var;
    const { site } = c.req.valid("param");
    await requireAt(c, "manage_integrations", site);
    await refuseUnknownSite(runtime.db, site);
    const current = await findSettings(runtime.db, site);
    const given = c.req.valid("json");
    if (!given.disabled && namesAnotherSecret(given, current)) requireEverywhere(c, "manage_integrations");
    const expected = expectedVersion(c.req.valid("header")["if-match"], current?.version);
    const saved = await saveSettings(site, c.req.valid("json"), expected, administrator.actor, runtime);
    if (!saved.ok) throw new Refusal(saved.reason);
    c.header("etag", etagOf(saved.settings.version));
    return c.json(shown(site, saved.settings, runtime), saved.created ? 201 : 200);
  });

  routes.openapi(api.deleteEts, async (c) => {
    const { runtime, administrator } = c.var;
    const { site } = c.req.valid("param");
    await requireAt(c, "manage_integrations", site);
    const current = await findSettings(runtime.db, site);
    const expected = expectedVersion(c.req.valid("header")["if-match"], current?.version);
    const outcome = await removeSettings(site, expected, administrator.actor, runtime);
    if (outcome !== "removed") throw new Refusal(outcome);
    return c.body(null, 204);
  });

  return routes;
}

async function refuseUnknownSite(db: Database, site: string): Promise<void> {
  if ((await findSite(db, site)) === undefined) throw new Refusal("not_found");
}

function shown(site: string, settings: EtsSettings | undefined, runtime: Runtime) {
  if (settings === undefined) {
    const nothing = {
      apiUrl: null,
      username: null,
      expiresOn: null,
      updatedAt: null,
      updatedBy: null,
      lastTest: null,
    };
    return {
      site,
      source: "none" as const,
      from: null,
      disabled: false,
      secretKey: { set: false },
      ...nothing,
    };
  }
  const { disabled, apiUrl, username, expiresOn, updatedBy, lastTestAt, lastTestCode } = settings;
  return {
    site,
    source: settings.site === site ? ("own" as const) : ("inherited" as const),
    from: settings.site,
    disabled,
    apiUrl,
    username,
    secretKey: { set: hasSecretKey(settings, runtime) },
    expiresOn,
    updatedAt: new Date(settings.updatedAt).toISOString(),
    updatedBy,
    lastTest:
      lastTestAt === null
        ? null
        : { at: new Date(lastTestAt).toISOString(), ok: lastTestCode === null, code: lastTestCode },
  };
}
