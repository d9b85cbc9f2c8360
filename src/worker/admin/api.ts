/** The admin API's routes as descriptions: path, input, answers. The handlers are in the `*-routes.ts` files. */
import { createRoute, type z } from "@hono/zod-openapi";
import { problems } from "../openapi.ts";
import * as s from "./schemas.ts";

const security = [{ adminToken: [] }];

function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { "application/json": { schema } } };
}

const csv = {
  description: "Everything, newest first",
  content: { "text/csv": { schema: { type: "string" as const } } },
};
const always = problems("invalid_request", "not_authenticated", "forbidden", "rate_limited");
const one = problems("invalid_request", "not_authenticated", "forbidden", "rate_limited", "not_found");
const change = problems(
  "invalid_request",
  "not_authenticated",
  "forbidden",
  "rate_limited",
  "not_found",
  "changed_meanwhile",
  "too_large",
);
const testing = problems(
  "invalid_request",
  "not_authenticated",
  "forbidden",
  "rate_limited",
  "not_found",
  "changed_meanwhile",
  "too_large",
  "url_not_a_url",
  "url_unavailable",
  "credentials_refused",
  "secret_required",
);
const removed = { description: "Removed" };

export const listSites = createRoute({
  method: "get",
  path: "/sites",
  tags: ["Sites"],
  security,
  summary: "The district and its sites",
  request: { query: s.pageQuery },
  responses: { 200: json(s.pageOf(s.site), "Sites by id"), ...always },
});
export const getSite = createRoute({
  method: "get",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "One site",
  request: { params: s.siteParams },
  responses: { 200: json(s.site, "The site"), ...one },
});
export const putSite = createRoute({
  method: "put",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "Add or change a site",
  request: { params: s.siteParams, headers: s.ifMatch, body: body(s.siteBody) },
  responses: { 200: json(s.site, "Changed"), 201: json(s.site, "Added"), ...change },
});
export const deleteSite = createRoute({
  method: "delete",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "Remove a site that nothing depends on",
  request: { params: s.siteParams, headers: s.ifMatch },
  responses: { 204: removed, ...change },
});

export const getEts = createRoute({
  method: "get",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "The ETS settings in force at a site, and where they come from",
  request: { params: s.etsParams },
  responses: { 200: json(s.etsSettings, "The settings; never the secret"), ...one },
});
export const testEts = createRoute({
  method: "post",
  path: "/integrations/ets/{site}/test",
  tags: ["ETS"],
  security,
  summary: "Test Integration: ask ETS for a token with these credentials",
  request: { params: s.etsParams, body: body(s.etsTestBody) },
  responses: { 200: json(s.etsTestAnswer, "ETS accepts them"), ...testing },
});
export const putEts = createRoute({
  method: "put",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "Save Integration: a site's own settings, or no letters at this site",
  request: { params: s.etsParams, headers: s.ifMatch, body: body(s.etsBody) },
  responses: { 200: json(s.etsSettings, "Changed"), 201: json(s.etsSettings, "Added"), ...testing },
});
export const deleteEts = createRoute({
  method: "delete",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "Remove Integration: what the site inherits is then in force",
  request: { params: s.etsParams, headers: s.ifMatch },
  responses: { 204: removed, ...change },
});

export const listPortals = createRoute({
  method: "get",
  path: "/portals",
  tags: ["Portals"],
  security,
  summary: "The registered portals",
  request: { query: s.pageQuery },
  responses: { 200: json(s.pageOf(s.portal), "Portals by id"), ...always },
});
export const getPortal = createRoute({
  method: "get",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "One portal",
  request: { params: s.portalParams },
  responses: { 200: json(s.portal, "The portal"), ...one },
});
export const putPortal = createRoute({
  method: "put",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "Register or change a portal",
  request: { params: s.portalParams, headers: s.ifMatch, body: body(s.portalBody) },
  responses: { 200: json(s.portal, "Changed"), 201: json(s.portal, "Registered"), ...change },
});
export const deletePortal = createRoute({
  method: "delete",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "Remove a portal and its keys",
  request: { params: s.portalParams, headers: s.ifMatch },
  responses: { 204: removed, ...change },
});
export const addPortalKey = createRoute({
  method: "post",
  path: "/portals/{id}/keys",
  tags: ["Portals"],
  security,
  summary: "Make a shared secret for a portal; older ones stay good until retired",
  request: { params: s.portalParams },
  responses: { 201: json(s.newPortalKey, "The secret, shown this once"), ...one },
});
export const retirePortalKey = createRoute({
  method: "delete",
  path: "/portals/{id}/keys/{keyId}",
  tags: ["Portals"],
  security,
  summary: "Retire a shared secret: tokens signed with it end at once",
  request: { params: s.portalKeyParams },
  responses: { 204: removed, ...one },
});

export const listIntegrationLog = createRoute({
  method: "get",
  path: "/integrations/log",
  tags: ["Logs"],
  security,
  summary: "Each time an integration was added, changed, tested or removed",
  request: { query: s.logQuery },
  responses: { 200: json(s.pageOf(s.integrationLogLine), "Newest first"), ...always },
});
export const integrationLogCsv = createRoute({
  method: "get",
  path: "/integrations/log.csv",
  tags: ["Logs"],
  security,
  summary: "The log of changes as CSV",
  responses: { 200: csv, ...always },
});
export const listLetterLog = createRoute({
  method: "get",
  path: "/letters/log",
  tags: ["Logs"],
  security,
  summary: "Each letter opened",
  request: { query: s.logQuery },
  responses: { 200: json(s.pageOf(s.letterLogLine), "Newest first"), ...always },
});
export const letterLogCsv = createRoute({
  method: "get",
  path: "/letters/log.csv",
  tags: ["Logs"],
  security,
  summary: "The letter log as CSV",
  responses: { 200: csv, ...always },
});

export const listIntegrations = createRoute({
  method: "get",
  path: "/integrations",
  tags: ["Integrations"],
  security,
  summary: "Every integration, each configured scope, and its state",
  responses: { 200: json(s.pageOf(s.integrationState), "The states"), ...always },
});

export const getAdministrator = createRoute({
  method: "get",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "What somebody may do who enters by Cloudflare Access",
  request: { params: s.administratorParams },
  responses: { 200: json(s.administrator, "The administrator"), ...one },
});
export const putAdministrator = createRoute({
  method: "put",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "Register an administrator for Cloudflare Access, or change what they may do",
  request: { params: s.administratorParams, headers: s.ifMatch, body: body(s.administratorBody) },
  responses: { 200: json(s.administrator, "Changed"), 201: json(s.administrator, "Registered"), ...change },
});
export const deleteAdministrator = createRoute({
  method: "delete",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "Remove an administrator",
  request: { params: s.administratorParams, headers: s.ifMatch },
  responses: { 204: removed, ...change },
});

export const reseal = createRoute({
  method: "post",
  path: "/vault/reseal",
  tags: ["Vault"],
  security,
  summary: "Seal everything with the newest key of SEALING_KEYS",
  responses: { 200: json(s.resealAnswer, "How much was sealed anew"), ...always },
});

export const listBlocks = createRoute({
  method: "get",
  path: "/blocks",
  tags: ["Blocks"],
  security,
  summary: "Students whose letters are withheld by hand",
  request: { query: s.pageQuery },
  responses: { 200: json(s.pageOf(s.block), "Blocks by id"), ...always },
});
export const putBlock = createRoute({
  method: "put",
  path: "/blocks/{id}",
  tags: ["Blocks"],
  security,
  summary: "Withhold a student's letters at once, from everybody or from one contact",
  request: { params: s.blockParams, headers: s.ifMatch, body: body(s.blockBody) },
  responses: {
    200: json(s.block, "Changed"),
    201: json(s.block, "In force from the next request on"),
    ...change,
  },
});
export const deleteBlock = createRoute({
  method: "delete",
  path: "/blocks/{id}",
  tags: ["Blocks"],
  security,
  summary: "Lift a block",
  request: { params: s.blockParams, headers: s.ifMatch },
  responses: { 204: removed, ...change },
});

export const listNotices = createRoute({
  method: "get",
  path: "/notices",
  tags: ["Notices"],
  security,
  summary: "What administrators were told, newest first",
  responses: { 200: json(s.pageOf(s.notice), "The newest hundred"), ...always },
});
export const getNoticeSettings = createRoute({
  method: "get",
  path: "/notices/settings",
  tags: ["Notices"],
  security,
  summary: "Where notices go",
  responses: { 200: json(s.noticeSettings, "The settings; never the secret"), ...always },
});
export const putNoticeSettings = createRoute({
  method: "put",
  path: "/notices/settings",
  tags: ["Notices"],
  security,
  summary: "Send notices by e-mail, by webhook, both or neither",
  request: { headers: s.ifMatch, body: body(s.noticeSettingsBody) },
  responses: { 200: json(s.noticeSettings, "Changed"), 201: json(s.noticeSettings, "Set"), ...change },
});
export const makeWebhookSecret = createRoute({
  method: "post",
  path: "/notices/webhook-secret",
  tags: ["Notices"],
  security,
  summary: "Make the secret that signs the webhook's messages; the one before it ends",
  responses: { 201: json(s.newWebhookSecret, "The secret, shown this once"), ...change },
});
