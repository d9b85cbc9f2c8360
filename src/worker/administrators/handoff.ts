/**
 * A portal hands an administrator over: it posts a JWT that its server signed, good for a minute and used once, and
 * gets a session in return. Contract: `../shared/contracts/public-api.md` §4 (b).
 */
import * as z from "zod";
import { verifyPortalJwt } from "../integrations/portal-jwt.ts";
import { permissionGrants } from "../permission.ts";
import { plainText } from "../plain-text.ts";
import type { Runtime } from "../runtime.ts";
import { insertSession, useHandoff } from "./queries.ts";
import { sha256Text } from "./sha256.ts";
import { publicKeysOf } from "./signers.ts";

/** The contract's figures. */
const MAX_LIFETIME_SECONDS = 60;
export const SESSION_SECONDS = 8 * 60 * 60;

/** How long a used hand-off is remembered: longer than any could be used again, skew included. */
const REMEMBERED_MS = 10 * 60_000;

/** 256 bits: a session cannot be guessed. */
const COOKIE_BYTES = 32;

const claims = z.object({
  sub: plainText(255),
  jti: plainText(128),
  permissions: permissionGrants,
});

export type HandoffResult =
  | { ok: true; cookie: string }
  | { ok: false; reason: string; isPortalsFault?: boolean };

/** @param origin the page that posted it, where it says so: a stranger's page must not sign anybody in */
export async function acceptHandoff(
  jwt: string,
  origin: string | null,
  runtime: Runtime,
): Promise<HandoffResult> {
  const audience = `${runtime.config.publicOrigin}/admin`;
  const wanted = { audience, maxLifetimeSeconds: MAX_LIFETIME_SECONDS, typ: "admin+jwt" };
  const verified = await verifyPortalJwt(jwt, wanted, runtime);
  if (!verified.ok) {
    return {
      ok: false,
      reason: verified.reason,
      ...(verified.isPortalsFault ? { isPortalsFault: true } : {}),
    };
  }
  const { registration, payload } = verified;
  if (origin !== null && !registration.origins.includes(origin))
    return { ok: false, reason: "not from its portal" };
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return { ok: false, reason: `claim ${parsed.error.issues[0]?.path.join(".")}` };
  if (registration.adminHandoff.length === 0) return { ok: false, reason: "the portal may hand nobody over" };

  const { sub, jti, permissions } = parsed.data;
  const now = runtime.now();
  const isFirst = await useHandoff(runtime.db, {
    portal: registration.id,
    jti,
    expiresAt: now + REMEMBERED_MS,
  });
  if (!isFirst) return { ok: false, reason: "used before" };
  const cookie = runtime.randomId(COOKIE_BYTES);
  await insertSession(runtime.db, {
    cookieHash: await sha256Text(cookie),
    portal: registration.id,
    sub,
    signedBy: verified.keyId ?? (await publicKeysOf(registration)),
    permissions,
    expiresAt: now + SESSION_SECONDS * 1000,
  });
  runtime.log.info("admin_handed_over", { portal: registration.id });
  return { ok: true, cookie };
}
