/**
 * Types of the State Assessments widget, for portals in TypeScript: copy this file, or
 * `/// <reference path="…/widget.d.ts" />`. Nothing to import; the widget is one classic script.
 */

/** What `StateAssessments.mount()` and the element's `options` take. Each wins over the attribute of the same name. */
interface StateAssessmentsOptions {
  /** Called again before a token runs out, and once when one is refused. */
  getToken?: (() => string | Promise<string>) | undefined;
  /** An address on the portal's own origin that answers a token, as text or as `{"token"}`. */
  tokenUrl?: string | undefined;
  token?: string | undefined;
  /** BCP 47: en, es, vi, fil, zh-Hant or ko. Without it, the page's language decides, then the browser's. */
  lang?: string | undefined;
  /** Where the Worker answers, if not where the script came from. */
  api?: string | undefined;
  /** 1 to 6: the level of the heading with the student's name. 2 by default. */
  headingLevel?: number | undefined;
  /** Your own words in place of ours; `errors` by code and `about` by assessment. */
  strings?: StateAssessmentsStrings | undefined;
}

interface StateAssessmentsStrings {
  /** BCP 47, of your words: for a language that the widget does not speak. */
  language?: string;
  direction?: "ltr" | "rtl";
  title?: string;
  loading?: string;
  slow?: string;
  lettersFor?: string;
  chooseChild?: string;
  grade?: string;
  grades?: Readonly<Record<string, string>>;
  schoolYear?: string;
  allYears?: string;
  allTests?: string;
  noLetters?: string;
  noneChosen?: string;
  chooseLanguage?: string;
  view?: string;
  download?: string;
  readPage?: string;
  watchVideo?: string;
  opensNewTab?: string;
  whatIsThis?: string;
  offline?: string;
  tryAgain?: string;
  codeForSchool?: string;
  network?: readonly [what: string, help: string];
  statePage?: string;
  statePageUrl?: string;
  search?: string;
  searchHint?: string;
  searching?: string;
  found?: string;
  foundMany?: string;
  foundNone?: string;
  backToResults?: string;
  errors?: Readonly<Record<string, readonly [what: string, help: string]>>;
  about?: Readonly<Record<string, string>>;
}

interface StateAssessmentsHandle {
  unmount(): void;
}

interface StateAssessmentsApi {
  /** Puts a widget into `element`, in place of one that is there; a `<state-assessments>` takes the options. */
  mount(element: Element, options?: StateAssessmentsOptions): StateAssessmentsHandle;
  /** Takes the widget out of `element`, or out of the page if it is the widget. */
  unmount(element: Element): void;
}

/** `<state-assessments token-url token lang api heading-level theme>` */
interface StateAssessmentsElement extends HTMLElement {
  options: StateAssessmentsOptions;
}

/** Fired by the element; they bubble, also out of a shadow root of your own. */
interface StateAssessmentsEventMap {
  /** The session is open: somebody's letters, or the search, are on the page. */
  "state-assessments:ready": CustomEvent<null>;
  /** Something went wrong and is shown; the codes are those of the API, and `network`. */
  "state-assessments:error": CustomEvent<{ code: string }>;
  /** A letter was opened. */
  "state-assessments:letter": CustomEvent<{
    studentId: string;
    reportId: string;
    action: "view" | "download";
  }>;
}

interface ElementEventMap extends StateAssessmentsEventMap {}

interface GlobalEventHandlersEventMap extends StateAssessmentsEventMap {}

interface HTMLElementTagNameMap {
  "state-assessments": StateAssessmentsElement;
}

interface Window {
  StateAssessments?: StateAssessmentsApi;
}

declare const StateAssessments: StateAssessmentsApi;
