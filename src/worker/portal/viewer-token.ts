/**
 * The viewer token (`../shared/contracts/public-api.md` §2): a JWT that the portal's server signed, or the sealed
 * token that we gave that server in exchange for one, or the pass of an administrator's preview. The algorithm is fixed
 * by the registered key, never by the token's header; each refusal has its reason, for the log.
 */
import * as z from "zod";
import { openPreviewPass, PREVIEW_PORTAL, PREVIEW_PREFIX } from "../administrators/preview.ts";
import {
  CLOCK_SKEW_SECONDS,
  type JwtRefusal,
  type PortalJwt,
  verifyPortalJwt,
} from "../integrations/portal-jwt.ts";
import type { Runtime } from "../runtime.ts";
import { claimsOf } from "./token-claims.ts";
import { revalidate, type Viewer, type ViewerClaims, viewerClaims } from "./viewer.ts";

export type TokenRefusal =
  | JwtRefusal
  | { ok: false; code: "token_missing" | "portal_disabled"; reason: string };

export type VerifiedViewer = { ok: true; viewer: Viewer } | TokenRefusal;

/** A viewer token is a few hundred bytes, with 20 vouched students some 12,000; headers end at 16 KB anyway. */
export const MAX_TOKEN_LENGTH = 16_000;

/** The contract's figure: a stolen token is of little use. */
const MAX_LIFETIME_SECONDS = 15 * 60;

const SEALED_PREFIX = "sealed.";

const sealedContent = z.object({
  /** Unix seconds: when the JWT that it came from ends. */
  expiresAt: z.number(),
  claims: viewerClaims,
});

/** Verifies any kind of token, then holds it against the portal's registration. */
export async function verifyViewerToken(token: string, runtime: Runtime): Promise<VerifiedViewer> {
  if (token.length > MAX_TOKEN_LENGTH) return invalid("too long");
  if (token.startsWith(SEALED_PREFIX)) return openSealedToken(token.slice(SEALED_PREFIX.length), runtime);
  if (token.startsWith(PREVIEW_PREFIX)) return openPreview(token, runtime);

  const verified = await verifyJwt(token, runtime);
  if (!verified.ok) return verified;
  if (verified.payload["students"] !== undefined) {
    return invalid(
      "students outside an exchange",
      "A token with `students` must be exchanged at /v1/viewer-tokens.",
    );
  }
  const claims = claimsOf(verified.payload, verified.registration, verified.keyId);
  if (!claims.ok) return invalid(claims.reason, claims.hint);
  const { registration } = verified;
  if (!registration.widgetEnabled) return { ok: false, code: "portal_disabled", reason: "portal_disabled" };
  return { ok: true, viewer: { ...claims.claims, registration } };
}

/** Seals a viewer's claims, students included, until the JWT they came from would have ended. */
export async function sealViewerToken(viewer: Viewer, expiresAt: number, runtime: Runtime): Promise<string> {
  const claims = viewerClaims.parse(viewer); // without the registration
  return (
    SEALED_PREFIX + (await runtime.vault.seal("viewer-tokens", [], JSON.stringify({ expiresAt, claims })))
  );
}

async function openSealedToken(sealed: string, runtime: Runtime): Promise<VerifiedViewer> {
  const opened = await runtime.vault.open("viewer-tokens", [], sealed);
  if (!opened.ok) return invalid(`sealed: ${opened.reason}`);
  // Sealed by us, but perhaps by a deployment before or after this one.
  const content = sealedContent.safeParse(JSON.parse(opened.text));
  if (!content.success) return invalid("sealed: of another version");
  const { expiresAt, claims } = content.data;
  return stillGood(claims, expiresAt, runtime);
}

async function openPreview(token: string, runtime: Runtime): Promise<VerifiedViewer> {
  const pass = await openPreviewPass(token, runtime);
  if (pass === undefined) return invalid("preview: not ours");
  const { expiresAt, actor, preview } = pass;
  const nobody = { keyId: null, contacts: [], self: null, sites: [], students: null };
  const claims: ViewerClaims = { ...nobody, portal: PREVIEW_PORTAL, sub: actor, role: "staff", preview };
  return stillGood(claims, expiresAt, runtime);
}

/** What was sealed earlier, held against the clock and against how things are at this moment. */
async function stillGood(claims: ViewerClaims, expiresAt: number, runtime: Runtime): Promise<VerifiedViewer> {
  if (runtime.now() / 1000 >= expiresAt + CLOCK_SKEW_SECONDS) {
    return { ok: false, code: "token_expired", reason: "sealed: expired" };
  }
  const valid = await revalidate(claims, runtime);
  if (valid.ok) return valid;
  return valid.reason === "portal_disabled"
    ? { ok: false, code: "portal_disabled", reason: valid.reason }
    : invalid(valid.reason);
}

/** A viewer JWT's signature, issuer, audience and times; its other claims are not looked at yet. */
export function verifyJwt(jwt: string, runtime: Runtime): Promise<PortalJwt> {
  const audience = runtime.config.publicOrigin;
  return verifyPortalJwt(jwt, { audience, maxLifetimeSeconds: MAX_LIFETIME_SECONDS }, runtime);
}

export function invalid(reason: string, hint?: string): JwtRefusal {
  return { ok: false, code: "token_invalid", reason, ...(hint === undefined ? {} : { hint }) };
}
