/**
 * Links to ETS's own pages (html and video reports): the one upstream link that a browser gets to see. It is shown
 * only to an allowed host, and only without the student's SSID in it, however that is spelled.
 */

import type { Report } from "../ets/report.ts";
import type { Runtime } from "../runtime.ts";

/** The link to show, spelled as it was judged; null where it may not be shown. */
export function pageLink(
  { url, format }: Report,
  { ssid }: { ssid: string | null },
  { outgoing, log }: Runtime,
): string | null {
  const verdict = outgoing.judge("letter", url);
  if (!verdict.ok) {
    log.warn("page_link_refused", { reason: verdict.reason, format });
    return null;
  }
  const { href } = verdict.url;
  if (ssid !== null && revealsSsid(href, ssid)) {
    log.warn("page_link_refused", { reason: "reveals the SSID", format });
    return null;
  }
  return href;
}

/** How often a link may have been percent-encoded before we stop unwrapping it. */
const MAX_DECODINGS = 3;

/** True when the link holds the SSID: plain, percent-encoded, in other digits, with separators, or in base64. */
export function revealsSsid(link: string, ssid: string): boolean {
  const forms = [link];
  for (let round = 0; round < MAX_DECODINGS; round++) forms.push(decoded(forms.at(-1) ?? ""));
  return forms.some((form) => {
    const plain = form.normalize("NFKC"); // full-width digits become plain ones
    return (
      plain.replace(/[\s._~+-]/g, "").includes(ssid) ||
      base64Forms(ssid).some((base64) => plain.includes(base64))
    );
  });
}

/** Percent-decoded as far as it can be: a sequence that is not UTF-8 stays as it is. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** The characters that a text always has in base64, at each of the three places where it may begin in a longer one. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = btoa("\0".repeat(offset) + text).replace(/=+$/, "");
    const first = Math.ceil((offset * 4) / 3);
    const complete = Math.floor(((offset + text.length) * 8) / 6);
    return encoded.slice(first, complete);
  });
}
