/**
 * Compares BCP 47 tags as far as families need it: by their primary subtag. ETS writes Chinese in Traditional
 * characters only, so `zh-TW` and `zh-Hant` are the same; browsers say both `tl` and `fil` for Filipino.
 */

export function sameLanguage(one: string, other: string): boolean {
  return primary(one) === primary(other);
}

/** "es" of "es-MX". */
export function primary(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/[-_].*/, "")
    .replace(/^tl$/, "fil");
}
