/**
 * OAuth 1.0 signatures by the letter of RFC 5849, on node:crypto alone: the product signs with a library, and a
 * verifier that used the same one would share its mistakes. Section numbers are the RFC's.
 */

import { createHmac } from "node:crypto";

export type Parameter = [name: string, value: string];

export const SIGNATURE_METHODS = ["HMAC-SHA1", "HMAC-SHA256"] as const;

export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

export interface SignedRequest {
  method: string;
  /** Absolute; its query counts, its fragment does not. */
  url: string;
  /** The protocol parameters without realm and oauth_signature, and those of a form body. Decoded. */
  parameters: Parameter[];
}

export interface Secrets {
  consumer: string;
  /** Two-legged requests have none. */
  token?: string;
}

/** §3.6: everything but the unreserved characters, in upper case. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** §3.4.1 */
export function signatureBaseString({ method, url, parameters }: SignedRequest): string {
  const all = [...queryOf(url), ...parameters];
  return [method.toUpperCase(), baseStringUri(url), normalize(all)].map(percentEncode).join("&");
}

/** §3.4.2; HMAC-SHA256 is the same with another hash. */
export function sign(request: SignedRequest, signatureMethod: SignatureMethod, secrets: Secrets): string {
  const key = `${percentEncode(secrets.consumer)}&${percentEncode(secrets.token ?? "")}`;
  return createHmac(signatureMethod === "HMAC-SHA256" ? "sha256" : "sha1", key)
    .update(signatureBaseString(request))
    .digest("base64");
}

/** §3.4.1.2: scheme and host in lower case, no default port, no query. */
function baseStringUri(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** §3.4.1.3.1: read as a form, in which a plus is a space. */
function queryOf(url: string): Parameter[] {
  return [...new URL(url).searchParams];
}

/** §3.4.1.3.2: encoded first, sorted by bytes after. */
function normalize(parameters: Parameter[]): string {
  return parameters
    .map(([name, value]): Parameter => [percentEncode(name), percentEncode(value)])
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** Encoded text is ASCII: code units are bytes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
