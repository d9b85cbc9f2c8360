/**
 * The viewer token (`../shared/contracts/public-api.md` §2): a JWT that the portal's server signed, or the sealed
 * token that we gave that server in exchange for one. The algorithm is fixed by the registered key, never by the
 * token's header; each refusal has its reason, for the log.
 */
import {
  createLocalJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import * as z from "zod";
import { type RegisteredPortal, registeredPortal } from "../integrations/portals.ts";
import type { Runtime } from "../runtime.ts";
import { remoteKeys } from "./jwks.ts";
import { claimsOf } from "./token-claims.ts";
import { revalidate, type Viewer, viewerClaims } from "./viewer.ts";

export type TokenRefusal =
  | { ok: false; code: "token_missing" | "token_expired" | "portal_disabled"; reason: string }
  /**
   * `hint` is for the portal's developer, and given only once the portal's own signature has been verified. What is
   * the portal's fault does not count as a failed authentication of whoever asks.
   */
  | { ok: false; code: "token_invalid"; reason: string; hint?: string; isPortalsFault?: boolean };

export type VerifiedViewer = { ok: true; viewer: Viewer } | TokenRefusal;

export type VerifiedJwt =
  | { ok: true; registration: RegisteredPortal; payload: JWTPayload; keyId: string | null }
  | TokenRefusal;

/** A viewer token is a few hundred bytes, with 20 vouched students some 12,000; headers end at 16 KB anyway. */
export const MAX_TOKEN_LENGTH = 16_000;

/** Clocks of school servers; the contract's figure. */
const CLOCK_SKEW_SECONDS = 60;

/** The contract's figure: a stolen token is of little use. */
const MAX_LIFETIME_SECONDS = 15 * 60;

/** What a JWKS may hold. HS256 is not among them: a published key must never become a shared secret. */
const JWKS_ALGORITHMS = ["RS256", "ES256", "EdDSA"];

const SEALED_PREFIX = "sealed.";

const sealedContent = z.object({
  /** Unix seconds: when the JWT that it came from ends. */
  expiresAt: z.number(),
  claims: viewerClaims,
});

/** Verifies either kind of token, then holds it against the portal's registration. */
export async function verifyViewerToken(token: string, runtime: Runtime): Promise<VerifiedViewer> {
  if (token.length > MAX_TOKEN_LENGTH) return invalid("too long");
  if (token.startsWith(SEALED_PREFIX)) return openSealedToken(token.slice(SEALED_PREFIX.length), runtime);

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
  if (runtime.now() / 1000 >= expiresAt + CLOCK_SKEW_SECONDS) {
    return { ok: false, code: "token_expired", reason: "sealed: expired" };
  }
  const valid = await revalidate(claims, runtime);
  if (valid.ok) return valid;
  return valid.reason === "portal_disabled"
    ? { ok: false, code: "portal_disabled", reason: valid.reason }
    : invalid(valid.reason);
}

/** Signature, issuer, audience and times of a JWT; its other claims are not looked at yet. */
export async function verifyJwt(jwt: string, runtime: Runtime): Promise<VerifiedJwt> {
  const issuer = unverifiedIssuer(jwt);
  if (issuer === undefined) return invalid("not a JWT with an issuer");
  const registration = await registeredPortal(issuer, runtime);
  if (registration === undefined) return invalid("unknown issuer");

  let refusal: TokenRefusal = invalid("no key fits");
  for await (const candidate of verificationKeys(registration, runtime)) {
    if (candidate === "unreachable") {
      refusal = { ...invalid("the portal's keys cannot be reached"), isPortalsFault: true };
      continue;
    }
    const { keyId, key, algorithms } = candidate;
    const result = await verifyWith(key, jwt, registration, keyId, algorithms, runtime);
    if (result.ok) return result;
    refusal = result;
    if (result.reason !== "signature") break; // the key fits: what is wrong is in the claims
  }
  return refusal;
}

interface VerificationKey {
  keyId: string | null;
  key: Uint8Array | JWTVerifyGetKey;
  algorithms: string[];
}

/** Every live key of a portal with the algorithms it is registered for, the cheap ones first. */
async function* verificationKeys(
  portal: RegisteredPortal,
  runtime: Runtime,
): AsyncGenerator<VerificationKey | "unreachable"> {
  for (const { keyId, secret } of await portal.liveKeys()) {
    yield { keyId, key: new TextEncoder().encode(secret), algorithms: ["HS256"] };
  }
  const algorithms = JWKS_ALGORITHMS;
  if (portal.jwks !== null) {
    yield { keyId: null, key: createLocalJWKSet(portal.jwks as unknown as JSONWebKeySet), algorithms };
  }
  if (portal.jwksUrl === null) return;
  const known = await remoteKeys(portal.jwksUrl, runtime);
  if (known === null) return yield "unreachable";
  yield { keyId: null, key: known, algorithms };
  // Asked for again only if none of the known ones fits: the portal may have made a new key.
  const newer = await remoteKeys(portal.jwksUrl, runtime, known);
  if (newer !== null && newer !== known) yield { keyId: null, key: newer, algorithms };
}

async function verifyWith(
  key: VerificationKey["key"],
  jwt: string,
  registration: RegisteredPortal,
  keyId: string | null,
  algorithms: string[],
  runtime: Runtime,
): Promise<VerifiedJwt> {
  const options: JWTVerifyOptions = {
    algorithms,
    issuer: registration.id,
    audience: runtime.config.publicOrigin,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: new Date(runtime.now()),
    requiredClaims: ["iat", "exp", "sub"],
  };
  try {
    const { payload } = await verifySignature(jwt, key, options);
    const { iat = 0, exp = 0 } = payload;
    if (iat > runtime.now() / 1000 + CLOCK_SKEW_SECONDS) return invalid("iat", "`iat` lies in the future.");
    if (exp <= iat || exp - iat > MAX_LIFETIME_SECONDS) {
      return invalid("lifetime", "`exp` must lie at most 15 minutes after `iat`.");
    }
    return { ok: true, registration, payload, keyId };
  } catch (error) {
    return refusalOf(error);
  }
}

async function verifySignature(jwt: string, key: VerificationKey["key"], options: JWTVerifyOptions) {
  if (typeof key !== "function") return jwtVerify(jwt, key, options);
  try {
    return await jwtVerify(jwt, key, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // A token without `kid` and a set with several keys of its kind: each is tried.
    for await (const candidate of error) {
      try {
        return await jwtVerify(jwt, candidate, options);
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** jose checks the signature first: what it says of claims is said to whoever holds the portal's key. */
function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return { ok: false, code: "token_expired", reason: "expired" };
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalid(`claim ${error.claim}`, `The claim \`${error.claim}\` is missing or not as expected.`);
  }
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWKSNoMatchingKey
  ) {
    return invalid("signature");
  }
  return invalid(error instanceof errors.JOSEError ? error.code : "not verifiable");
}

function unverifiedIssuer(jwt: string): string | undefined {
  try {
    const { iss } = decodeJwt(jwt);
    return typeof iss === "string" && iss.length <= 64 ? iss : undefined;
  } catch {
    return undefined;
  }
}

export function invalid(reason: string, hint?: string): Extract<TokenRefusal, { code: "token_invalid" }> {
  return { ok: false, code: "token_invalid", reason, ...(hint === undefined ? {} : { hint }) };
}
