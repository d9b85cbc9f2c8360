/**
 * What a server says when it refuses a signature, kept for the administrator, who has little else to go by. It is
 * somebody else's text about our credentials: short, on one line, without anything that looks like one.
 */
import { CLOCK_TOLERANCE_MINUTES, REFUSAL_MAX_CHARACTERS } from "./limits.ts";

/** OAuth Problem Reporting: in the challenge, or in a body written like a form. */
const OAUTH_PROBLEM = /oauth_problem=\s*"?([a-z0-9_]{1,60})/i;

/** Where a JSON body puts its sentence; ASP.NET says `Message`. */
const SENTENCE_NAMES = ["message", "error_description", "error", "detail", "title"];

/** URLs, base strings, signatures and keys: words that are longer than words. */
const LONG_WORDS = /\S{25,}/g;

/** @param secrets never repeated, however the server wrote them */
export function whatWasSaid(headers: Headers, text: string, secrets: readonly string[]): string | null {
  const problem = OAUTH_PROBLEM.exec(headers.get("www-authenticate") ?? "") ?? OAUTH_PROBLEM.exec(text);
  const sentence = problem?.[1] ?? (/^\s*</.test(text) ? "" : (jsonSentence(text) ?? text));
  const withoutSecrets = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .reduce((clean, secret) => clean.replaceAll(secret, "…"), sentence);
  const clean = withoutSecrets
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(LONG_WORDS, "…")
    .slice(0, REFUSAL_MAX_CHARACTERS)
    .trim()
    .toWellFormed();
  return clean === "" ? null : clean;
}

/** By how many minutes the server's clock is ahead of ours; null when it is right, or not told. */
export function clockOffMinutes(dateHeader: string | null, now: number): number | null {
  const minutes = Math.round((Date.parse(dateHeader ?? "") - now) / 60_000);
  return Math.abs(minutes) >= CLOCK_TOLERANCE_MINUTES ? minutes : null;
}

function jsonSentence(text: string): string | null {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "string") return json;
    if (typeof json !== "object" || json === null) return "";
    const fields = Object.entries(json);
    for (const wanted of SENTENCE_NAMES) {
      const found = fields.find(
        ([name, value]) => name.toLowerCase() === wanted && typeof value === "string",
      );
      if (found) return String(found[1]);
    }
    return "";
  } catch {
    return null;
  }
}
