/**
 * Every sentence of the widget, as one type: a language is one file of plain data that fills it, and a missing
 * sentence does not compile. `{}` stands for what `fill` puts in, in order. Say what happened, what it means for
 * this person, what to do; the same word for the same thing.
 *
 * A new language: copy `en.ts`, translate, and add it to `LANGUAGES` in `languages.ts`.
 */

/** Codes a viewer can meet (public-api.md §3), and `network`: nobody answered. */
export type ErrorCode =
  | "token_missing"
  | "token_invalid"
  | "token_expired"
  | "origin_not_allowed"
  | "portal_disabled"
  | "student_not_found"
  | "letters_withheld"
  | "not_configured"
  | "ETS001"
  | "ETS002"
  | "ETS003"
  | "letter_not_found"
  | "letter_link_invalid"
  | "letter_link_expired"
  | "rate_limited"
  | "storage_unavailable"
  | "misconfigured"
  | "internal"
  | "network";

export interface ErrorText {
  /** What happened, in one sentence. For ETS001 to ETS003 the exact sentence of ets-ssr.md. */
  what: string;
  /** What it means for this person, and what to do. */
  help: string;
}

/** By the count: exactly one, or another number. */
export interface Counted {
  one: string;
  other: string;
}

export interface Strings {
  /** BCP 47. */
  language: string;
  direction: "ltr" | "rtl";

  /** Names the whole widget for those who do not see it. */
  title: string;
  loading: string;
  /** {} the student's name. */
  loadingFor: string;
  /** Shown when an answer takes long. */
  slow: string;
  /** {} how many, {} the student's name. */
  lettersFor: Counted;

  chooseChild: string;
  /** {} a number. */
  grade: string;
  /** The grades that eSchoolPLUS writes in letters, by their code. */
  grades: Record<"PK" | "TK" | "KN", string>;
  /** {} is "2025–26". */
  schoolYear: string;
  noLetters: string;
  noStudents: ErrorText;

  chooseLanguage: string;
  view: string;
  download: string;
  readPage: string;
  watchVideo: string;
  opensNewTab: string;

  search: string;
  searchHint: string;
  searching: string;
  /** {} how many. */
  found: Counted;
  /** The server answers 25 at most. */
  foundMany: string;
  foundNone: string;
  backToResults: string;

  tryAgain: string;
  tryingAgain: string;
  /** {} the code. */
  codeForSchool: string;
  errors: Record<ErrorCode, ErrorText>;
}

/** A portal's own words in place of ours, as few as it likes. */
export type StringOverrides = Partial<Omit<Strings, "errors">> & {
  errors?: Partial<Record<ErrorCode, ErrorText>>;
};

/** Puts the values in place of the `{}`, one after the other. */
export function fill(text: string, ...values: (string | number)[]): string {
  let next = 0;
  return text.replaceAll("{}", () => String(values[next++]));
}

export function fillCounted(texts: Counted, count: number, ...values: string[]): string {
  return fill(count === 1 ? texts.one : texts.other, count, ...values);
}
