/**
 * How names and ids become the words that a search compares: without case and accents, split at whatever is neither a
 * letter nor a digit. `O'Brien` is also found as `obrien`, and an id as it is written. Pure; the pull keeps these words.
 */

/** What somebody typed, ready to be looked for. */
export interface WantedWords {
  /** All of it as one word: an id as it is written. */
  whole: string;
  /** Each must be the beginning of one of the student's words; the longest, which narrows most, first. */
  words: string[];
}

/** @param parts names and the id. Each word once, in order, so that the same student always gives the same list */
export function searchWords(parts: readonly (string | null)[]): string[] {
  const words = parts.flatMap((part) => wordsOf(folded(part ?? "")));
  return [...new Set(words)].filter((word) => word !== "").toSorted();
}

export function wantedWords(query: string): WantedWords {
  const words = [...new Set(splitWords(folded(query)))];
  return { whole: folded(query), words: words.toSorted((a, b) => b.length - a.length) };
}

/** `de la o'brien`: all of it, its words, and what stands between spaces without the marks in it. */
function wordsOf(text: string): string[] {
  const between = text.split(/\s+/);
  return [text, ...between.flatMap((part) => [...splitWords(part), splitWords(part).join("")])];
}

function splitWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Compatibility forms first: a full-width digit is a digit, and a letter with an accent is a letter and a mark. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
