/**
 * Hands somebody who holds "Manage Third Party Integrations" over to the Worker's admin pages (public-api.md §4 (b)): a
 * JWT good for a minute and used once, which the person's own browser posts.
 */

import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Login } from "../people.ts";
import { userIdOf } from "./accounts.ts";
import type { WorkerLink } from "./score-token.ts";

const LIFETIME_SECONDS = 60;
const EVERYWHERE = ["view", "manage_integrations", "view_students"].map((permission) => ({
  permission,
  sites: ["*"],
}));

/** @param now milliseconds since 1970 */
export function signHandoff(login: Login, worker: WorkerLink, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ permissions: EVERYWHERE, jti: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "admin+jwt" })
    .setIssuer(worker.portalId)
    .setAudience(`${worker.workerOrigin}/admin`)
    .setSubject(userIdOf(login))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(new TextEncoder().encode(worker.secret));
}
