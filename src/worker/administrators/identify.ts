/**
 * Who is administering: the bearer of `ADMIN_TOKEN`, a session that a portal's hand-off opened, or somebody whom
 * Cloudflare Access let through and who is registered here. Each ends as an `Administrator` with the sites that each
 * permission reaches, or as a reason for the log.
 */
import { jwtVerify } from "jose";
import * as z from "zod";
import { registeredPortal } from "../integrations/portals.ts";
import { remoteKeys } from "../net/remote-keys.ts";
import {
  EVERYWHERE,
  PERMISSIONS,
  type Permission,
  type PermissionGrant,
  type SiteScope,
} from "../permission.ts";
import type { Runtime } from "../runtime.ts";
import { findAdministrator, findSession } from "./queries.ts";
import { sha256 } from "./sha256.ts";
import { mayStillSign } from "./signers.ts";

export interface Administrator {
  /** As the logs name them. */
  actor: string;
  /** How they came in; a cookie travels by itself, so what it does must be shown to be meant. */
  by: "bearer" | "session" | "access";
  reach: Record<Permission, SiteScope>;
  /** What to ask again by whether they still are; null for the bearer, who is no person. */
  known: KnownBy | null;
}

/** How somebody was identified, kept (sealed) in what they were given, to ask again when it is used. */
export const knownBy = z.discriminatedUnion("by", [
  z.object({ by: z.literal("session"), cookieHash: z.string() }),
  z.object({ by: z.literal("access"), email: z.string() }),
]);
export type KnownBy = z.infer<typeof knownBy>;

export type Identified = { ok: true; administrator: Administrator } | { ok: false; reason: string };

/** The bearer for scripts and first set-up: may do everything, and is logged as what it is. */
export async function identifyBearer(given: string, { config }: Runtime): Promise<Identified> {
  if (config.adminToken === null) return { ok: false, reason: "no ADMIN_TOKEN is set" };
  // Hashed first, so that neither content nor length shows in the time a comparison takes.
  const [a, b] = await Promise.all([sha256(given), sha256(config.adminToken)]);
  if (!crypto.subtle.timingSafeEqual(a, b)) return { ok: false, reason: "wrong bearer" };
  const reach = { view: EVERYWHERE, manage_integrations: EVERYWHERE, view_students: EVERYWHERE };
  return { ok: true, administrator: { actor: "admin-token", by: "bearer", reach, known: null } };
}

/** A session's reach is what was handed over, cut to what its portal may hand over at this moment. */
export async function identifySession(cookieHash: string, runtime: Runtime): Promise<Identified> {
  const session = await findSession(runtime.db, cookieHash, runtime.now());
  if (session === undefined) return { ok: false, reason: "no such session, or it has ended" };
  const portal = await registeredPortal(session.portal, runtime);
  if (portal === undefined) return { ok: false, reason: "the session's portal is gone" };
  if (!(await mayStillSign(portal, session.signedBy)))
    return { ok: false, reason: "its signing key is retired" };
  const reach = reachOf((permission) => {
    const handed = sitesOf(session.permissions, permission);
    const ceiling = sitesOf(portal.adminHandoff, permission);
    return handed.length === 0 || ceiling.length === 0 ? [] : [[handed, ceiling]];
  });
  const actor = `${session.portal}:${session.sub}`;
  return { ok: true, administrator: { actor, by: "session", reach, known: { by: "session", cookieHash } } };
}

/** Cloudflare Access: its assertion verified against the team's keys, its e-mail address registered here. */
export async function identifyByAccess(assertion: string, runtime: Runtime): Promise<Identified> {
  const { access } = runtime.config;
  if (access === null) return { ok: false, reason: "Cloudflare Access is not set up" };
  const url = `${access.origin}/cdn-cgi/access/certs`;
  const known = await remoteKeys("access", url, runtime);
  const email =
    known === null
      ? null
      : ((await emailOf(assertion, known, runtime)) ??
        (await emailOfNewer(assertion, await remoteKeys("access", url, runtime, known), known, runtime)));
  if (email === null) return { ok: false, reason: "the Access assertion does not hold" };
  return identifyRegistered(email, runtime);
}

/** Somebody whom Access, or we ourselves when they were here before, have found to be this person. */
async function identifyRegistered(email: string, runtime: Runtime): Promise<Identified> {
  const registered = await findAdministrator(runtime.db, email);
  if (registered === undefined) return { ok: false, reason: "not registered as an administrator" };
  const reach = reachOf((permission) => {
    const sites = sitesOf(registered.permissions, permission);
    return sites.length === 0 ? [] : [[sites]];
  });
  return { ok: true, administrator: { actor: email, by: "access", reach, known: { by: "access", email } } };
}

/** The same person with what they may do at this moment, as long as they may do anything. */
export function identifyAgain(known: KnownBy, runtime: Runtime): Promise<Identified> {
  switch (known.by) {
    case "session":
      return identifySession(known.cookieHash, runtime);
    case "access":
      return identifyRegistered(known.email, runtime);
  }
}

type Keys = NonNullable<Awaited<ReturnType<typeof remoteKeys>>>;

async function emailOfNewer(assertion: string, keys: Keys | null, known: Keys, runtime: Runtime) {
  return keys === null || keys === known ? null : emailOf(assertion, keys, runtime);
}

async function emailOf(assertion: string, keys: Keys, { config, now }: Runtime): Promise<string | null> {
  const { access } = config;
  if (access === null) return null;
  try {
    const { payload } = await jwtVerify(assertion, keys, {
      algorithms: ["RS256"],
      issuer: access.issuer,
      audience: access.audience,
      currentDate: new Date(now()),
      requiredClaims: ["exp", "iat"],
    });
    const { email } = payload;
    return typeof email === "string" && email !== "" ? email.toLowerCase() : null;
  } catch {
    return null; // which of the many ways it did not hold is of no use to anybody but a forger
  }
}

/** All sites for which the permission is granted, however many grants say so. */
function sitesOf(grants: readonly PermissionGrant[], permission: Permission): string[] {
  const granted = grants.filter((grant) => grant.permission === permission);
  return [...new Set(granted.flatMap((grant) => grant.sites))];
}

function reachOf(scopeOf: (permission: Permission) => SiteScope): Record<Permission, SiteScope> {
  const [view, manage, students] = PERMISSIONS;
  return {
    [view]: scopeOf(view),
    [manage]: scopeOf(manage),
    [students]: scopeOf(students),
  };
}
