/**
 * Compares BCP 47 tags as far as families need it: by their primary subtag. ETS writes Chinese in Traditional
 * characters only, so `zh-TW` and `zh-Hant` are the same; browsers say both `tl` and `fil` for Filipino.
 */

export function sameLanguage(one: string, other: string): boolean {
  return primary(one) === primary(other);
}

function primary(tag: string): string {
  const first = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  return first === "tl" ? "fil" : first;
}
