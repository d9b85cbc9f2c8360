/** The order of things: what every request passes, where the fronts are mounted, how a request ends badly. */
import type { Context } from "hono";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { enterRoutes } from "./admin/enter.ts";
import { referencePages } from "./admin/pages/reference-routes.tsx";
import { adminPages } from "./admin/pages/routes.tsx";
import { adminApiRoutes } from "./admin/routes.ts";
import { readConfig } from "./env.ts";
import { preferredLanguage } from "./language.ts";
import { createLog } from "./log.ts";
import { apiDocument, createApi, describeApi } from "./openapi.ts";
import { portalRoutes } from "./portal/routes.ts";
import { isStorageFailure, PROBLEMS, type ProblemCode, Refusal } from "./problem.ts";
import { problemBody } from "./problem-body.ts";
import { type AppEnv, createRuntime } from "./runtime.ts";
import { schemaVersion } from "./schema-queries.ts";

const CSP = "content-security-policy";

export const app = createApi();

app.use(requestId({ limitLength: 0 })); // always our own: a caller's would be a way to write into the log
app.use(
  secureHeaders({
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
    strictTransportSecurity: "max-age=31536000; includeSubDomains",
  }),
);
app.use(async (c, next) => {
  await next();
  // A page that needs more, and a letter that a browser's PDF viewer shows, bring a policy of their own.
  if (!c.res.headers.has(CSP)) c.header(CSP, "default-src 'none'; frame-ancestors 'none'");
});
app.use(async (c, next) => {
  // hono takes what is not percent-encoded for itself; an id like `%ZZ` is a slip that must not become a row.
  if (!isPercentEncoded(new URL(c.req.url).pathname)) throw new Refusal("invalid_request");
  await next();
});
app.use(async (c, next) => {
  const checked = readConfig(c.env);
  if (!checked.ok) throw new Refusal("misconfigured", { reason: checked.problems.join("; ") });
  c.set("runtime", createRuntime(c.env, checked.config, c.executionCtx, { request: c.get("requestId") }));
  await next();
});

/** For uptime checks: the Worker runs, its configuration holds, its database answers. */
app.get("/healthz", async (c) => c.json({ ok: true, schema: await schemaVersion(c.var.runtime.db) }));
app.route("/v1", portalRoutes());
app.route("/admin/api", adminApiRoutes());
app.route("/admin", adminPages()); // first: a hand-off that fails is told as a page as well
app.route("/admin", enterRoutes());
app.route(
  "/reference",
  referencePages((publicOrigin) => apiDocument(app, publicOrigin)),
);
describeApi(app);

app.onError((error, c) => {
  if (error instanceof Refusal) {
    const { reason, headers = {}, detail } = error.options;
    if (reason !== undefined) logOf(c).warn("refused", { code: error.code, reason });
    return problem(c, error.code, headers, detail);
  }
  // hono's own refusals, such as a body that is not JSON. Known by their form: hono itself does not use instanceof.
  if ("getResponse" in error && "status" in error && Number(error.status) < 500)
    return problem(c, "invalid_request");
  const code = isStorageFailure(error) ? "storage_unavailable" : "internal";
  logOf(c).error("failed", { code, error: error.name, trace: traceOf(error, code) });
  return problem(c, code);
});
app.notFound((c) => problem(c, "not_found"));

function problem(
  c: Context<AppEnv>,
  code: ProblemCode,
  headers: Record<string, string> = {},
  detail?: string,
) {
  const body = problemBody(code, preferredLanguage(c.req.header("accept-language")), detail);
  return c.body(JSON.stringify(body), PROBLEMS[code].status, {
    ...headers,
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
}

function isPercentEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The request's log; one of its own where the request failed before there was a runtime. */
function logOf(c: Context<AppEnv>) {
  return c.get("runtime")?.log ?? createLog({ request: c.get("requestId") });
}

/**
 * Where an unforeseen error came from, without its message: that may quote what it choked on. D1's own messages
 * name tables and columns only; drizzle's wrapper, which holds the parameters, is left out.
 */
function traceOf(error: Error, code: ProblemCode): string {
  if (code !== "storage_unavailable") return /^\s+at .*$/m.exec(error.stack ?? "")?.[0].trim() ?? "";
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message.split("\n")[0]?.slice(0, 200) ?? "";
}
