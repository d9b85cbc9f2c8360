/**
 * Which URLs the Worker may call. A URL is judged after WHATWG parsing, so that every odd spelling of an address
 * (decimal, octal, hexadecimal, full-width digits) has already become the plain one; the reason of a refusal goes
 * to the log, never to the caller.
 */

/** Hosts for one purpose: exact names, `*.example.org` for any name below it, or `"public"` for any public name. */
export type HostRule = readonly string[] | "public";

export type UrlRefusal =
  | "not_a_url"
  | "not_https"
  | "userinfo"
  | "port"
  | "ip_literal"
  | "host_not_public"
  | "host_not_allowed";

export type UrlVerdict = { ok: true; url: URL } | { ok: false; reason: UrlRefusal };

/** Longest URL looked at; pre-signed links of object stores are about 2,000 characters. */
const MAX_URL_LENGTH = 8_192;

/** Names that resolve inside a network only (RFC 6761, RFC 8375 and common practice), never to an upstream. */
const PRIVATE_SUFFIXES = [
  ".local",
  ".internal",
  ".localhost",
  ".localdomain",
  ".home.arpa",
  ".lan",
  ".intranet",
];

/**
 * Judges one URL.
 *
 * @param developmentOrigins origins of `DEV_UPSTREAMS`; they pass whatever the rule says
 */
export function judgeUrl(text: string, hosts: HostRule, developmentOrigins: readonly string[]): UrlVerdict {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) return refused("not_a_url");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return refused("userinfo");
  if (developmentOrigins.includes(url.origin)) return { ok: true, url };
  if (url.protocol !== "https:") return refused("not_https");
  if (url.port !== "") return refused("port"); // the parser drops 443 itself
  const host = url.hostname;
  if (isIpLiteral(host)) return refused("ip_literal");
  // A trailing dot names the same host but compares as another one, here and in certificates: refuse it.
  if (!host.includes(".") || host.endsWith(".") || PRIVATE_SUFFIXES.some((suffix) => host.endsWith(suffix))) {
    return refused("host_not_public");
  }
  if (hosts !== "public" && !hosts.some((pattern) => hostMatches(host, pattern)))
    return refused("host_not_allowed");
  return { ok: true, url };
}

function refused(reason: UrlRefusal): UrlVerdict {
  return { ok: false, reason };
}

function isIpLiteral(host: string): boolean {
  return host.startsWith("[") || /^\d+(\.\d+){3}$/.test(host);
}

function hostMatches(host: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/** True for 127.0.0.0/8, ::1 and localhost, with any port. */
export function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname, protocol } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
