/**
 * The server-side exchange for trust `token`: a JWT in which the portal vouches for students becomes a sealed
 * token, so that no SSID ever sits in a browser. Contract: `../shared/contracts/public-api.md` §2.
 */
import { countCall } from "../rates.ts";
import type { Runtime } from "../runtime.ts";
import { claimsOf, vouchedStudentsOf } from "./token-claims.ts";
import { invalid, MAX_TOKEN_LENGTH, sealViewerToken, type TokenRefusal, verifyJwt } from "./viewer-token.ts";

export type Exchanged = { ok: true; token: string; expiresAt: number } | TokenRefusal;

export async function exchange(jwt: string, runtime: Runtime): Promise<Exchanged> {
  if (jwt === "") return { ok: false, code: "token_missing", reason: "empty body" };
  const verified = await verifyJwt(jwt, runtime);
  if (!verified.ok) return verified;
  const { registration, payload, keyId } = verified;
  if (registration.trust !== "token") {
    return invalid(
      "exchange with trust roster",
      "This portal is registered with trust `roster`: use the JWT itself.",
    );
  }
  const claims = claimsOf(payload, registration, keyId);
  if (!claims.ok) return invalid(claims.reason, claims.hint);
  const vouched = vouchedStudentsOf(payload);
  if (!vouched.ok) return invalid(vouched.reason, vouched.hint);
  if (!registration.widgetEnabled) return { ok: false, code: "portal_disabled", reason: "portal_disabled" };

  const viewer = { ...claims.claims, students: vouched.students, registration };
  await countCall(viewer, runtime);
  const expiresAt = payload.exp ?? 0; // verifyJwt requires it
  const token = await sealViewerToken(viewer, expiresAt, runtime);
  if (token.length > MAX_TOKEN_LENGTH)
    return invalid("sealed token too long", "The claim `students` is too long in all.");
  return { ok: true, token, expiresAt };
}
