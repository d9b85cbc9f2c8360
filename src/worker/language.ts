/**
 * The six languages in which ETS writes letters and in which we speak to families, and the choice among them
 * from an `Accept-Language` header.
 */

export const LANGUAGES = ["en", "es", "vi", "fil", "zh-Hant", "ko"] as const;

/** BCP 47. */
export type Language = (typeof LANGUAGES)[number];

/** Longest header looked at; a browser's own is far shorter, and parsing must stay cheap. */
const MAX_HEADER_LENGTH = 500;

/** The best of our languages for an `Accept-Language` value (RFC 9110 §12.5.4); English when none fits. */
export function preferredLanguage(acceptLanguage: string | null | undefined): Language {
  const ranked = (acceptLanguage ?? "")
    .slice(0, MAX_HEADER_LENGTH)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number.parseFloat(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of ranked) {
    const language = languageOfTag(tag);
    if (language) return language;
  }
  return "en";
}

/** One of our languages for a BCP 47 tag, by its primary subtag. We write Chinese in Traditional characters. */
export function languageOfTag(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split("-")[0];
  if (primary === "tl") return "fil"; // browsers say "tl" for Filipino as well
  if (primary === "zh") return "zh-Hant";
  return LANGUAGES.find((language) => language === primary);
}
