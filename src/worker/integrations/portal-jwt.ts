/**
 * Verifies what a portal's server signed: viewer tokens, and the hand-off of an administrator. The algorithm is fixed
 * by the registered key, never by the token's header; each refusal has its reason, for the log.
 */
import {
  createLocalJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import { remoteKeys } from "../net/remote-keys.ts";
import type { Runtime } from "../runtime.ts";
import { type RegisteredPortal, registeredPortal } from "./portals.ts";

/** Clocks of school servers; the contract's figure. */
export const CLOCK_SKEW_SECONDS = 60;

/** What a JWKS may hold. HS256 is not among them: a published key must never become a shared secret. */
const JWKS_ALGORITHMS = ["RS256", "ES256", "EdDSA"];

export interface WantedJwt {
  audience: string;
  maxLifetimeSeconds: number;
  /** The header's `typ`, where it must be a certain one. */
  typ?: string;
}

export interface JwtRefusal {
  ok: false;
  code: "token_invalid" | "token_expired";
  reason: string;
  /** For the portal's developer, and given only once the portal's own signature has been verified. */
  hint?: string;
  /** Not a failed authentication of whoever asks. */
  isPortalsFault?: boolean;
}

export type PortalJwt =
  | { ok: true; registration: RegisteredPortal; payload: JWTPayload; keyId: string | null }
  | JwtRefusal;

/** Signature, issuer, audience and times of a JWT; its other claims are not looked at yet. */
export async function verifyPortalJwt(jwt: string, wanted: WantedJwt, runtime: Runtime): Promise<PortalJwt> {
  const issuer = unverifiedIssuer(jwt);
  if (issuer === undefined) return invalid("not a JWT with an issuer");
  const registration = await registeredPortal(issuer, runtime);
  if (registration === undefined) return invalid("unknown issuer");

  let refusal: JwtRefusal = invalid("no key fits");
  for await (const candidate of verificationKeys(registration, runtime)) {
    if (candidate === "unreachable") {
      refusal = { ...invalid("the portal's keys cannot be reached"), isPortalsFault: true };
      continue;
    }
    const result = await verifyWith(candidate, jwt, registration, wanted, runtime);
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
    yield {
      keyId: null,
      key: createLocalJWKSet({ keys: portal.jwks.keys.map((one) => ({ ...one, kty: String(one["kty"]) })) }),
      algorithms,
    };
  }
  if (portal.jwksUrl === null) return;
  const known = await remoteKeys("jwks", portal.jwksUrl, runtime);
  if (known === null) return yield "unreachable";
  yield { keyId: null, key: known, algorithms };
  // Asked for again only if none of the known ones fits: the portal may have made a new key.
  const newer = await remoteKeys("jwks", portal.jwksUrl, runtime, known);
  if (newer !== null && newer !== known) yield { keyId: null, key: newer, algorithms };
}

async function verifyWith(
  { keyId, key, algorithms }: VerificationKey,
  jwt: string,
  registration: RegisteredPortal,
  wanted: WantedJwt,
  runtime: Runtime,
): Promise<PortalJwt> {
  const options: JWTVerifyOptions = {
    algorithms,
    issuer: registration.id,
    audience: wanted.audience,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: new Date(runtime.now()),
    requiredClaims: ["iat", "exp", "sub"],
    ...(wanted.typ === undefined ? {} : { typ: wanted.typ }),
  };
  try {
    const { payload } = await verifySignature(jwt, key, options);
    const { iat = 0, exp = 0 } = payload;
    if (iat > runtime.now() / 1000 + CLOCK_SKEW_SECONDS) return invalid("iat", "`iat` lies in the future.");
    if (exp <= iat || exp - iat > wanted.maxLifetimeSeconds) {
      return invalid(
        "lifetime",
        `\`exp\` must lie at most ${wanted.maxLifetimeSeconds} seconds after \`iat\`.`,
      );
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
function refusalOf(error: unknown): JwtRefusal {
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

function invalid(reason: string, hint?: string): JwtRefusal {
  return { ok: false, code: "token_invalid", reason, ...(hint === undefined ? {} : { hint }) };
}
