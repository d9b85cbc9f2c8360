/**
 * Every sentence of the widget, as two types: what the list of letters needs, and what only some see. A language
 * is one file of plain data that fills both, and a missing sentence does not compile. `{}` stands for what `fill`
 * puts in, in order. Say what happened, what it means for this person, what to do; the same word for the same thing.
 *
 * A new language: copy `en.ts`, translate, and add its tag to `LANGUAGES` in `choose.ts`.
 */

/** What is shown in place of letters: what happened, then what it means for this person and what to do. */
export type Message = readonly [what: string, help: string];

/** On the way to the list: inside the script in English, a small file each in the other languages. */
export interface ListStrings {
  /** BCP 47. */
  language: string;
  direction: "ltr" | "rtl";

  /** Names the whole widget for those who do not see it. */
  title: string;
  loading: string;
  /** {} the student's name, {} how many. */
  lettersFor: string;

  chooseChild: string;
  /** {} a number. */
  grade: string;
  /** The grades that eSchoolPLUS writes in letters, by their code. */
  grades: Readonly<Record<string, string>>;
  /** {} is "2025–26". */
  schoolYear: string;
  allYears: string;
  allTests: string;

  chooseLanguage: string;
  view: string;
  download: string;
  readPage: string;
  watchVideo: string;
  opensNewTab: string;
  /** Opens the sentence about the test. */
  whatIsThis: string;

  offline: string;
  tryAgain: string;
  /** Nobody answered: then the other sentences may be out of reach as well. */
  network: Message;
}

/** Codes a viewer can meet (public-api.md §3); `no_students` is no failure, but nobody is linked yet. */
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
  | "rate_limited"
  | "storage_unavailable"
  | "misconfigured"
  | "internal"
  | "no_students";

/** The assessments of `ets/contract.ts` by their codes; `OTHER` for one that is not known yet. */
export type AboutCode =
  | "CAASPP"
  | "CAST"
  | "CAA"
  | "CSA"
  | "ELPAC"
  | "INITIAL-ELPAC"
  | "ALTERNATE-ELPAC"
  | "INITIAL-ALTERNATE-ELPAC"
  | "OTHER";

/** The California Department of Education's guides for parents, for all of its tests, in several languages. */
export const STATE_PAGE_URL = "https://www.cde.ca.gov/ta/tg/ca/parentguidetounderstand.asp";

/** Fetched when first needed, and some seconds after the start: what went wrong, about the tests, for staff. */
export interface MoreStrings {
  /** Shown when an answer takes long. */
  slow: string;
  noLetters: string;
  /** Year and test that have been chosen have no letter together. */
  noneChosen: string;
  /** {} the code. */
  codeForSchool: string;
  /** For ETS001 to ETS003 the exact sentence of ets-ssr.md. */
  errors: Readonly<Record<ErrorCode, Message>>;
  /** One sentence per assessment. */
  about: Readonly<Record<AboutCode, string>>;
  /** Leads to the state's page for parents. */
  statePage: string;
  statePageUrl: string;

  search: string;
  searchHint: string;
  searching: string;
  /** {} how many. */
  found: string;
  /** The server answers 25 at most. */
  foundMany: string;
  foundNone: string;
  backToResults: string;
}

/** Puts the values in place of the `{}`, one after the other. */
export function fill(text: string, ...values: (string | number)[]): string {
  return text.replace(/{}/g, () => String(values.shift()));
}
