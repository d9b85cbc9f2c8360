/** The languages the widget speaks, and the choice among them. */
import { primary } from "../language-tags.ts";

/** Primary subtags; each is a file of this folder. `zh` is written in Traditional characters, as ETS does. */
export const LANGUAGES = ["en", "es", "vi", "fil", "zh", "ko"];

/** The first of `wanted` (BCP 47 tags, best first) that we speak, as its primary subtag. */
export function chooseLanguage(wanted: readonly string[]): string | undefined {
  return wanted.map(primary).find((tag) => LANGUAGES.includes(tag));
}
