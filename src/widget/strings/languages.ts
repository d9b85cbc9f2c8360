/** The languages the widget speaks, and the choice among them. */
import { sameLanguage } from "../language-tags.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { Strings } from "./strings.ts";

const LANGUAGES: readonly Strings[] = [en, es];

/** The first of `wanted` (BCP 47 tags, best first, blanks skipped) that we speak; else English. */
export function chooseStrings(wanted: readonly string[]): Strings {
  for (const tag of wanted) {
    const strings = LANGUAGES.find(({ language }) => sameLanguage(language, tag));
    if (strings) return strings;
  }
  return en;
}
