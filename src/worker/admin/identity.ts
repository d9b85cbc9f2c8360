/**
 * Lets an administrator in, by whichever way they come, and asks whether they may do what they are about to do. Out
 * of one's sites nothing exists (404); within them a missing permission is said to be missing (403).
 */
import type { Context, HonoRequest } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import {
  type Administrator,
  type Identified,
  identifyBearer,
  identifyByAccess,
  identifySession,
} from "../administrators/identify.ts";
import { sha256Text } from "../administrators/sha256.ts";
import type { Config } from "../env.ts";
import { siteIsInScope } from "../integrations/scope-queries.ts";
import { isEverywhere, type Permission } from "../permission.ts";
import { Refusal } from "../problem.ts";
import { countFailure } from "../rates.ts";
import type { AppEnv } from "../runtime.ts";

/** `__Host-`: from this very origin, over https alone, for all its paths (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = "__Host-scoreletter-admin";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

export type AdminEnv = AppEnv & { Variables: { administrator: Administrator } };

export const requireAdministrator = createMiddleware<AdminEnv>(async (c, next) => {
  const { runtime } = c.var;
  const identified = await identify(c);
  if (!identified.ok) {
    await countFailure(c.req, "admin", runtime);
    throw new Refusal("not_authenticated", {
      reason: identified.reason,
      headers: { "www-authenticate": "Bearer" },
    });
  }
  const { administrator } = identified;
  if (administrator.by !== "bearer") refuseCrossSite(c.req, runtime.config);
  else runtime.log.info("admin_token_used", { method: c.req.method, call: callOf(c.req.path) });
  c.set("administrator", administrator);
  await next();
});

/** The kind of call, such as `/admin/api/administrators`: what follows may name a person. */
function callOf(path: string): string {
  return path.split("/").slice(0, 4).join("/");
}

async function identify(c: Context<AdminEnv>): Promise<Identified> {
  const { runtime } = c.var;
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return bearer === undefined ? { ok: false, reason: "not a bearer" } : identifyBearer(bearer, runtime);
  }
  const cookie = getCookie(c, SESSION_COOKIE);
  const session =
    cookie === undefined
      ? ({ ok: false, reason: "nobody" } as const)
      : await identifySession(await sha256Text(cookie), runtime);
  const assertion = c.req.header("cf-access-jwt-assertion");
  // A session that has ended leaves its cookie behind: it must not keep out whom Access lets in.
  return session.ok || assertion === undefined ? session : identifyByAccess(assertion, runtime);
}

/** What a browser sends along by itself proves nothing about who meant it: a change must come from our own pages. */
export function refuseCrossSite(request: HonoRequest, { publicOrigin }: Config): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const isOurs =
    request.header("sec-fetch-site") === "same-origin" || request.header("origin") === publicOrigin;
  if (!isOurs) throw new Refusal("forbidden", { reason: "cross-site" });
}

/** Ends the request unless the administrator holds the permission at the site. */
export async function requireAt(c: Context<AdminEnv>, permission: Permission, site: string): Promise<void> {
  const { runtime, administrator } = c.var;
  if (await siteIsInScope(runtime.db, administrator.reach[permission], site)) return;
  const isTheirs = await siteIsInScope(runtime.db, Object.values(administrator.reach).flat(), site);
  throw new Refusal(isTheirs ? "forbidden" : "not_found", { reason: `needs ${permission} at the site` });
}

/** Ends the request unless the administrator holds the permission for everything. */
export function requireEverywhere(c: Context<AdminEnv>, permission: Permission): void {
  if (isEverywhere(c.var.administrator.reach[permission])) return;
  throw new Refusal("forbidden", { reason: `needs ${permission} everywhere` });
}

/** Ends the request unless the administrator holds the permission for some site; what is shown is cut to those. */
export function requireSomewhere(c: Context<AdminEnv>, permission: Permission): void {
  if (c.var.administrator.reach[permission].length > 0) return;
  throw new Refusal("forbidden", { reason: `needs ${permission} somewhere` });
}
