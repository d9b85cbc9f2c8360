/**
 * Signs a GET with OAuth 1.0 (RFC 5849), two-legged: a consumer key and its secret, no token.
 *
 * The `oauth-1.0a` package makes the base string, the signing key and the header. It is true to the RFC only for a
 * URL without a query and for decoded parameters, so it is handed exactly these; the HMAC is WebCrypto's. Why not
 * node:crypto: docs/decisions/0008-oauth-without-node-crypto.md.
 */
import OAuth from "oauth-1.0a";

export type SignatureMethod = "HMAC-SHA1" | "HMAC-SHA256";

export interface SignedCall {
  method: "GET";
  /** Must be sent exactly as `new URL(url).href` writes it: that is what is signed. */
  url: string;
  consumerKey: string;
  consumerSecret: string;
  signatureMethod: SignatureMethod;
}

/** New for each attempt, also of the same call: a server refuses a nonce that it has seen. */
export interface Moment {
  nonce: string;
  /** Unix time. */
  timestampSeconds: number;
}

const HASHES: Record<SignatureMethod, string> = { "HMAC-SHA1": "SHA-1", "HMAC-SHA256": "SHA-256" };

/** The value of the `Authorization` header. */
export async function authorizationHeader(call: SignedCall, moment: Moment): Promise<string> {
  const parameters = {
    oauth_consumer_key: call.consumerKey,
    oauth_nonce: moment.nonce,
    oauth_signature_method: call.signatureMethod,
    oauth_timestamp: moment.timestampSeconds,
    oauth_version: "1.0",
  };
  const oauth_signature = await signatureOf(call, parameters);
  return library("", "").toHeader({ ...parameters, oauth_signature }).Authorization;
}

/**
 * The signature of a request (RFC 5849 §3.4).
 *
 * @param parameters those of the header, `oauth_signature` left out
 * @param tokenSecret empty, unless a published example that has a token is computed again
 */
export async function signatureOf(
  request: { method: string; url: string; consumerSecret: string; signatureMethod: SignatureMethod },
  parameters: Readonly<Record<string, string | number>>,
  tokenSecret = "",
): Promise<string> {
  const url = new URL(request.url); // lower-case host, no default port, a path of at least "/"
  const signing = library("", request.consumerSecret);
  const text = signing.getBaseString(
    // The fragment is not part of the request; the query, decoded as a form (§3.4.1.3.1), joins the parameters.
    { method: request.method, url: url.origin + url.pathname, data: allParameters(url, parameters) },
    {} as OAuth.Data, // they stand among the others already
  );
  const utf8 = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    utf8.encode(signing.getSigningKey(tokenSecret)),
    { name: "HMAC", hash: HASHES[request.signatureMethod] },
    false,
    ["sign"],
  );
  const signature = await crypto.subtle.sign("HMAC", key, utf8.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** All parameters, a name that comes more than once as a list: the package sorts such a list by value (§3.4.1.3.2). */
function allParameters(
  url: URL,
  parameters: Readonly<Record<string, string | number>>,
): Record<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [name, value] of [...Object.entries(parameters), ...url.searchParams])
    all.set(name, [...(all.get(name) ?? []), String(value)]);
  return Object.fromEntries(all);
}

function library(key: string, secret: string): OAuth {
  return new OAuth({ consumer: { key, secret }, hash_function: () => "" }); // never asked to hash
}
