/**
 * What the widget knows and does, without its looks: opens the session, loads letters, switches between
 * children, keeps links fresh. Each step makes a new `WidgetState` and tells `onChange`; the page is drawn from
 * the state alone (`app.tsx`). An answer that has become stale is dropped.
 */
import type { ReportItem, SessionAnswer, ViewerRole, ViewerStudent } from "../worker/portal/api-types.ts";
import type { ViewerApi } from "./api.ts";
import { asFailure, Failure, mayPass } from "./failure.ts";
import { linksGoodFor } from "./letters.ts";
import { type SearchState, StudentSearch } from "./student-search.ts";

export type WidgetState = { kind: "starting" } | FailedState | OpenState;

export interface FailedState {
  kind: "failed";
  failure: Failure;
  /** Tried again at this moment: what is shown stays until the answer is there. */
  retrying: boolean;
}

export interface OpenState {
  kind: "open";
  role: ViewerRole;
  students: ViewerStudent[];
  instructions: string | null;
  /** Whose letters are shown; null for staff who are still searching, and where there is no student. */
  student: ViewerStudent | null;
  letters: LettersState;
  search: SearchState;
}

export type LettersState = { kind: "loading" } | FailedState | ReadyLetters;

export interface ReadyLetters {
  kind: "ready";
  reports: readonly ReportItem[];
  /** Until when the links work, by this device's clock. */
  goodUntil: number;
}

export interface SessionHooks {
  onChange: (state: WidgetState) => void;
  onReady: () => void;
  onError: (code: string) => void;
  now: () => number;
}

/** Links are renewed this long before they end, so that a click seldom meets one that has. */
const RENEW_BEFORE_END_MS = 90_000;
/** When to try again after a renewal that failed quietly. */
const RENEW_AGAIN_AFTER_MS = 60_000;

export class WidgetSession {
  readonly #api: ViewerApi;
  readonly #hooks: SessionHooks;
  readonly #search: StudentSearch;
  readonly #life = new AbortController();
  readonly #known = new Map<string, ReadyLetters>();
  #state: WidgetState = { kind: "starting" };
  #lettersCall = new AbortController();
  #renewAt = Number.POSITIVE_INFINITY;

  constructor(api: ViewerApi, hooks: SessionHooks) {
    this.#api = api;
    this.#hooks = hooks;
    this.#search = new StudentSearch(api, (search) => this.#found(search));
  }

  get state(): WidgetState {
    return this.#state;
  }

  async start(): Promise<void> {
    const { signal } = this.#life;
    try {
      const answer = await this.#api.session(signal);
      if (!signal.aborted) await this.#open(answer);
    } catch (error) {
      if (!signal.aborted) this.#set(this.#failed(error));
    }
  }

  stop(): void {
    this.#life.abort();
    this.#lettersCall.abort();
    this.#search.stop();
  }

  async retry(): Promise<void> {
    const state = this.#state;
    if (state.kind === "failed") {
      this.#set({ ...state, retrying: true });
      await this.start();
    } else if (state.kind === "open" && state.letters.kind === "failed") {
      this.#update({ letters: { ...state.letters, retrying: true } });
      await this.#load();
    } else if (state.kind === "open" && state.search.kind === "failed") {
      await this.#search.again();
    }
  }

  async chooseStudent(student: ViewerStudent): Promise<void> {
    const known = this.#known.get(student.id);
    this.#lettersCall.abort();
    if (known && this.#hooks.now() < known.goodUntil - RENEW_BEFORE_END_MS) {
      this.#show(student, known);
    } else {
      this.#update({ student, letters: { kind: "loading" } });
      await this.#load();
    }
  }

  /** Staff: back from a student to the search. */
  leaveStudent(): void {
    this.#lettersCall.abort();
    this.#renewAt = Number.POSITIVE_INFINITY;
    this.#update({ student: null });
  }

  search(typed: string, options?: { atOnce: boolean }): void {
    this.#search.search(typed, options);
  }

  /** To be called often while the page can be seen, and when it is seen again. */
  async renewLinksIfDue(): Promise<void> {
    if (this.#hooks.now() >= this.#renewAt) await this.#load({ quietly: true });
  }

  linksAreGood(): boolean {
    const letters = this.#ready();
    return letters !== undefined && this.#hooks.now() < letters.goodUntil;
  }

  /** The same letter with a link that is good now; undefined if there is none, and then the state says why. */
  async renewed(reportId: string): Promise<ReportItem | undefined> {
    await this.#load();
    const letters = this.#ready();
    const report = letters?.reports.find(({ id }) => id === reportId);
    if (letters && !report) this.#update({ letters: this.#failed(new Failure("letter_not_found")) });
    return report;
  }

  async #open({ viewer, students, instructions, reports }: SessionAnswer): Promise<void> {
    const student = students.find(({ id }) => id === reports?.studentId) ?? students[0] ?? null;
    this.#set({
      kind: "open",
      role: viewer.role,
      students,
      instructions,
      student,
      letters: { kind: "loading" },
      search: { kind: "idle" },
    });
    this.#hooks.onReady();
    if (!student) return;
    if (!reports) await this.#load();
    else if ("items" in reports) this.#show(student, this.#received(reports.items));
    else this.#update({ letters: this.#failed(new Failure(reports.error.code, reports.error.detail)) });
  }

  async #load({ quietly = false } = {}): Promise<void> {
    const student = this.#state.kind === "open" ? this.#state.student : null;
    if (!student) return;
    this.#lettersCall.abort();
    this.#lettersCall = new AbortController();
    const { signal } = this.#lettersCall;
    this.#renewAt = this.#hooks.now() + RENEW_AGAIN_AFTER_MS;
    try {
      const { reports } = await this.#api.reports(student.id, signal);
      if (!signal.aborted) this.#show(student, this.#received(reports));
    } catch (error) {
      if (signal.aborted || (quietly && mayPass(asFailure(error).code))) return;
      this.#renewAt = Number.POSITIVE_INFINITY;
      this.#update({ letters: this.#failed(error) });
    }
  }

  #received(reports: readonly ReportItem[]): ReadyLetters {
    const now = this.#hooks.now();
    return { kind: "ready", reports, goodUntil: now + linksGoodFor(reports, now) };
  }

  #show(student: ViewerStudent, letters: ReadyLetters): void {
    this.#known.set(student.id, letters);
    this.#renewAt = letters.goodUntil - RENEW_BEFORE_END_MS;
    this.#update({ student, letters });
  }

  #ready(): ReadyLetters | undefined {
    const state = this.#state;
    return state.kind === "open" && state.letters.kind === "ready" ? state.letters : undefined;
  }

  #found(search: SearchState): void {
    this.#update({ search });
    if (search.kind === "failed") this.#hooks.onError(search.failure.code);
  }

  #failed(error: unknown): FailedState {
    const failure = asFailure(error);
    this.#hooks.onError(failure.code);
    return { kind: "failed", failure, retrying: false };
  }

  #update(change: Partial<OpenState>): void {
    if (this.#state.kind === "open") this.#set({ ...this.#state, ...change });
  }

  #set(state: WidgetState): void {
    this.#state = state;
    this.#hooks.onChange(state);
  }
}
