/**
 * Whether a request is signed by a consumer we know: two-legged OAuth 1.0, every parameter required and checked.
 * Refusals are named as in OAuth's problem reporting extension, and hold nothing of the request.
 */

import { timingSafeEqual } from "node:crypto";
import type { ConsumerBook } from "../consumers.ts";
import { readAuthorization } from "./authorization.ts";
import type { NonceBook } from "./nonces.ts";
import { SIGNATURE_METHODS, sign } from "./signature.ts";

/** How far a timestamp may lie from the clock. */
export const TIMESTAMP_WINDOW_SECONDS = 300;
/** eSchoolPLUS keeps nonces in a column of 50 characters. */
export const MAX_NONCE_CHARACTERS = 50;

const REQUIRED = [
  "oauth_consumer_key",
  "oauth_nonce",
  "oauth_signature",
  "oauth_signature_method",
  "oauth_timestamp",
  "oauth_version",
];

export type OauthProblem =
  | "parameter_absent"
  | "parameter_rejected"
  | "version_rejected"
  | "signature_method_rejected"
  | "consumer_key_unknown"
  | "timestamp_refused"
  | "nonce_used"
  | "nonce_too_long"
  | "token_rejected"
  | "signature_invalid";

export type Verdict = { ok: true; consumerKey: string } | { ok: false; problem: OauthProblem };

export interface IncomingRequest {
  method: string;
  /** As the caller wrote it: scheme, host, path and query. */
  url: string;
  authorization: string | undefined;
}

export interface Verifier {
  consumers: ConsumerBook;
  nonces: NonceBook;
  /** Those that the API profile allows. */
  signatureMethods: readonly string[];
  nowSeconds: number;
}

export function verify({ method, url, authorization }: IncomingRequest, by: Verifier): Verdict {
  if (authorization === undefined) return refuse("parameter_absent");
  const read = readAuthorization(authorization);
  if (read === null) return refuse("parameter_rejected");
  const given = new Map(read);
  if (REQUIRED.some((name) => !given.get(name))) return refuse("parameter_absent");
  const text = (name: string) => given.get(name) ?? "";

  if (text("oauth_version") !== "1.0") return refuse("version_rejected");
  const signatureMethod = SIGNATURE_METHODS.find((each) => each === text("oauth_signature_method"));
  if (!signatureMethod || !by.signatureMethods.includes(signatureMethod))
    return refuse("signature_method_rejected");
  if (text("oauth_token") !== "") return refuse("token_rejected");
  const nonce = text("oauth_nonce");
  if (nonce.length > MAX_NONCE_CHARACTERS) return refuse("nonce_too_long");
  if (!isTimely(text("oauth_timestamp"), by.nowSeconds)) return refuse("timestamp_refused");
  const consumerKey = text("oauth_consumer_key");
  const consumer = by.consumers.secretOf(consumerKey);
  if (consumer === undefined) return refuse("consumer_key_unknown");

  const parameters = read.filter(([name]) => name !== "oauth_signature");
  const expected = sign({ method, url, parameters }, signatureMethod, { consumer });
  if (!isSame(expected, text("oauth_signature"))) return refuse("signature_invalid");
  // Last, so that nobody without the secret can use up a nonce.
  if (!by.nonces.use(nonce, by.nowSeconds)) return refuse("nonce_used");
  return { ok: true, consumerKey };
}

function refuse(problem: OauthProblem): Verdict {
  return { ok: false, problem };
}

function isTimely(timestamp: string, nowSeconds: number): boolean {
  if (!/^[1-9]\d{0,11}$/.test(timestamp)) return false;
  return Math.abs(Number(timestamp) - nowSeconds) <= TIMESTAMP_WINDOW_SECONDS;
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
