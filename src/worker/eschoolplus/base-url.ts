/** The base URL of a district's API, `https://<host>/plus360api/v1/<abc>/`, as an administrator types it. */
import { isLoopbackOrigin } from "../net/allowed-hosts.ts";

/**
 * The base URL with one slash at its end and without query and fragment.
 *
 * @returns null for what is no https URL. A loopback origin may be plain http: net/ decides whether it is allowed
 */
export function normalBaseUrl(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const { origin, pathname, protocol, username, password } = new URL(text.trim());
  if (username !== "" || password !== "") return null;
  if (protocol !== "https:" && !isLoopbackOrigin(origin)) return null;
  return `${origin}${pathname.replace(/\/+$/, "")}/`;
}

/**
 * A sentence for the administrator when the base URL and the consumer key seem to belong to different profiles: the
 * URL's last part is the middle part of the key, so `OneRoster_ABC_123` goes with `…/abc/`.
 */
export function baseUrlProblem(baseUrl: string, consumerKey: string): string | null {
  const expected = consumerKey.trim().split("_").slice(1, -1).join("_").toLowerCase();
  const normal = normalBaseUrl(baseUrl);
  if (expected === "" || normal === null) return null;
  const last = new URL(normal).pathname.split("/").at(-2) ?? "";
  if (last.toLowerCase() === expected) return null;
  return `The base URL usually ends in the middle part of the consumer key, here “${expected}”. Check that both come from the same API Profile.`;
}
