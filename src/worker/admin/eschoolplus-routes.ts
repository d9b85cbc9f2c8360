/** `/admin/api/integrations/eschoolplus`: the district's one student information system. Its secret is never answered. */
import { type EschoolplusSettings, findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import { hasConsumerSecret } from "../integrations/eschoolplus-secret.ts";
import {
  type EschoolplusRefusal,
  removeEschoolplus,
  saveEschoolplus,
  testEschoolplus,
} from "../integrations/eschoolplus-settings.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import * as api from "./api/eschoolplus.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";

/** The same codes as for ETS, in the words of this form. */
export const ESCHOOLPLUS_SENTENCES: Record<EschoolplusRefusal, string> = {
  url_not_a_url:
    "The base URL needs to be a whole address such as https://hac.example.org/plus360api/v1/abc/.",
  url_unavailable:
    "This base URL cannot be asked: it needs https and the name of a public host that this installation allows.",
  secret_required: "Enter the consumer secret: none is saved for this base URL.",
};

export function eschoolplusRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.getEschoolplus, async (c) => {
    requireEverywhere(c, "view");
    const { runtime } = c.var;
    const settings = await findEschoolplusSettings(runtime.db);
    if (settings === undefined) throw new Refusal("not_found", { detail: "eSchoolPLUS is not set up." });
    c.header("etag", etagOf(settings.version));
    return c.json(shown(settings, runtime), 200);
  });

  routes.openapi(api.putEschoolplus, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const current = await findEschoolplusSettings(runtime.db);
    const expected = expectedVersion(c.req.valid("header")["if-match"], current?.version);
    const { updatedAt: _at, updatedBy: _by, lastTest: _test, ...given } = c.req.valid("json");
    const saved = await saveEschoolplus(given, expected, administrator.actor, runtime);
    if (!saved.ok) throw refusal(saved.reason);
    c.header("etag", etagOf(saved.settings.version));
    return c.json(shown(saved.settings, runtime), saved.created ? 201 : 200);
  });

  routes.openapi(api.deleteEschoolplus, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const current = await findEschoolplusSettings(runtime.db);
    const expected = expectedVersion(c.req.valid("header")["if-match"], current?.version);
    const outcome = await removeEschoolplus(expected, administrator.actor, runtime);
    if (outcome !== "removed") throw new Refusal(outcome);
    return c.body(null, 204);
  });

  routes.openapi(api.testEschoolplus, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const body = c.req.valid("json");
    const credentials = "baseUrl" in body ? body : await findEschoolplusSettings(runtime.db);
    if (credentials === undefined) throw new Refusal("not_found", { detail: "eSchoolPLUS is not set up." });
    const { baseUrl, consumerKey, signatureMethod } = credentials;
    const typed = { baseUrl, consumerKey, signatureMethod };
    const secret =
      "baseUrl" in body
        ? { consumerSecret: body.consumerSecret, consumerSecretFrom: body.consumerSecretFrom }
        : {};
    const tested = await testEschoolplus({ ...typed, ...secret }, administrator.actor, runtime);
    if (!tested.ok) throw refusal(tested.reason);
    return c.json(tested.test, 200);
  });

  return routes;
}

function refusal(reason: EschoolplusRefusal | "changed_meanwhile"): Refusal {
  return reason === "changed_meanwhile"
    ? new Refusal(reason)
    : new Refusal(reason, { detail: ESCHOOLPLUS_SENTENCES[reason] });
}

function shown(settings: EschoolplusSettings, runtime: Runtime) {
  const {
    site: _one,
    version: _etag,
    sealedSecret,
    secretFrom,
    lastTestAt,
    lastTestCode,
    ...rest
  } = settings;
  return {
    ...rest,
    consumerSecret: { set: hasConsumerSecret({ sealedSecret, secretFrom }, runtime) },
    updatedAt: new Date(settings.updatedAt).toISOString(),
    lastTest:
      lastTestAt === null
        ? null
        : { at: new Date(lastTestAt).toISOString(), ok: lastTestCode === null, code: lastTestCode },
  };
}
