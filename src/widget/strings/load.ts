/**
 * Fetches the words that are not inside the script. They are data from the folder of this very version, drawn as
 * text only; when they cannot be had, the widget speaks the language inside it rather than not at all.
 */
import { withinLimit } from "../failure.ts";

/** Nobody waits longer for nicer words. */
const LIMIT_MS = 5_000;

/** `file` such as "es" or "more.es"; null when it does not come. */
export function loadStrings<T>(origin: string, file: string): Promise<T | null> {
  const answer = fetch(`${origin}/widget/__VERSION__/${file}.json`, { credentials: "omit" });
  return withinLimit(
    answer.then((response) => response.json()),
    LIMIT_MS,
  ).catch(() => null);
}
