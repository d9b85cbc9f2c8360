/** ETag and If-Match of the admin API's resources (RFC 9110 §8.8.3, §13.1.1). */
import { Refusal } from "../problem.ts";

export function etagOf(version: string): string {
  return `"${version}"`;
}

/**
 * The version that a change expects, or null when it does not say.
 *
 * @param current the version at this moment; undefined when there is none, which no If-Match fits
 */
export function expectedVersion(ifMatch: string | undefined, current: string | undefined): string | null {
  if (ifMatch === undefined) return null;
  if (current === undefined) throw new Refusal("changed_meanwhile");
  if (ifMatch.trim() === "*") return current;
  const tags = ifMatch.split(",").map((tag) => tag.trim());
  if (!tags.includes(etagOf(current))) throw new Refusal("changed_meanwhile");
  return current;
}
