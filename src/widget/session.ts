/**
 * What the widget knows and does, without its looks: opens the session, loads letters, switches between
 * children, keeps links fresh. Each step makes a new `WidgetState` and tells `onChange`; the page is drawn from
 * the state alone (`app.tsx`). An answer that has become stale is dropped.
 */
import type {
  ReportItem,
  ReportsAnswer,
  SessionAnswer,
  ViewerRole,
  ViewerStudent,
} from "../worker/portal/api-types.ts";
import type { Call } from "./api.ts";
import { asFailure, Failure, mayPass } from "./failure.ts";
import { linksGoodFor } from "./letters.ts";

export interface WidgetState {
  /** Null until the session is open. */
  role: ViewerRole | null;
  students: readonly ViewerStudent[];
  instructions: string | null;
  /** Whose letters are shown; null for staff who are still searching, and where there is no student. */
  student: ViewerStudent | null;
  /** The student's letters; null while they are under way. */
  reports: readonly ReportItem[] | null;
  /** Stands in place of the letters, or of everything while there is no session. */
  failure: Failure | null;
  /** Tried again at this moment: what is shown stays until the answer is there. */
  retrying: boolean;
  /** What the viewer has chosen to see: a year, an assessment's code; empty for all. */
  year: string;
  test: string;
  /** The language chosen for a letter, by the letter's key. */
  languages: Readonly<Record<string, string>>;
  offline: boolean;
}

export interface SessionHooks {
  onChange: (state: WidgetState) => void;
  onReady: () => void;
  onError: (code: string) => void;
  /** Called before a state that needs more than a list does, and waited for. */
  prepare: (role: ViewerRole | null) => Promise<unknown>;
  now: () => number;
}

export interface Session {
  state: () => WidgetState;
  start: () => Promise<void>;
  stop: () => void;
  retry: () => Promise<void>;
  chooseStudent: (student: ViewerStudent) => Promise<void>;
  /** Staff: back from a student to the search. */
  leaveStudent: () => void;
  /** A choice of what to see, which asks nobody. */
  choose: (choice: Partial<Pick<WidgetState, "year" | "test" | "languages" | "offline">>) => void;
  /** To be called often while the page can be seen, and when it is seen again. */
  renewLinksIfDue: () => Promise<void>;
  linksAreGood: () => boolean;
  /** The same letter with a link that is good now; undefined if there is none, and then the state says why. */
  renewed: (reportId: string) => Promise<ReportItem | undefined>;
  call: Call;
}

interface KnownLetters {
  reports: readonly ReportItem[];
  /** Until when the links work, by this device's clock. */
  goodUntil: number;
}

/** Links are renewed this long before they end, so that a click seldom meets one that has. */
const RENEW_BEFORE_END_MS = 90_000;
/** When to try again after a renewal that failed quietly. */
const RENEW_AGAIN_AFTER_MS = 60_000;

const NEVER = Number.POSITIVE_INFINITY;

const STARTING: WidgetState = {
  role: null,
  students: [],
  instructions: null,
  student: null,
  reports: null,
  failure: null,
  retrying: false,
  year: "",
  test: "",
  languages: {},
  offline: false,
};

export function createSession(call: Call, hooks: SessionHooks): Session {
  const { now } = hooks;
  const known = new Map<string, KnownLetters>();
  let state = STARTING;
  let calls = new AbortController();
  let goodUntil = 0;
  let renewAt = NEVER;

  function set(change: Partial<WidgetState>): void {
    state = { ...state, ...change };
    hooks.onChange(state);
  }

  /** One call at a time: a newer one makes the older one's answer stale. */
  async function ask<T>(
    path: string,
    list: keyof T,
    take: (answer: T, signal: AbortSignal) => unknown,
    quietly = false,
  ) {
    calls.abort();
    calls = new AbortController();
    const { signal } = calls;
    try {
      const answer = await call<T>(path, list, signal);
      if (!signal.aborted) await take(answer, signal);
    } catch (error) {
      const failure = asFailure(error);
      if (signal.aborted || (quietly && mayPass(failure.code))) return;
      await hooks.prepare(null);
      if (!signal.aborted) fail(failure);
    }
  }

  function fail(failure: Failure): void {
    renewAt = NEVER;
    set({ failure, retrying: false });
    hooks.onError(failure.code);
  }

  function start(): Promise<void> {
    return ask<SessionAnswer>("/v1/session?include=reports", "students", async (answer, signal) => {
      const { viewer, students, instructions, reports } = answer;
      const { role } = viewer;
      const student = students.find(({ id }) => id === reports?.studentId) ?? students[0] ?? null;
      // Words for "nobody is linked to you", or the search.
      if (!student) await hooks.prepare(role);
      if (signal.aborted) return;
      // Nobody to show is no failure, but stands where one would.
      const failure = student || role === "staff" ? null : new Failure("no_students");
      const session = { role, students, instructions, student, failure, retrying: false };
      if (student && reports && "items" in reports) await show(student, received(reports.items), session);
      else set(session);
      hooks.onReady();
      if (!student || state.reports) return;
      if (reports && "error" in reports) throw new Failure(reports.error.code, reports.error.detail);
      await load();
    });
  }

  async function load(quietly = false): Promise<void> {
    const { student } = state;
    if (!student) return;
    renewAt = now() + RENEW_AGAIN_AFTER_MS;
    await ask<ReportsAnswer>(
      `/v1/students/${encodeURIComponent(student.id)}/reports`,
      "reports",
      ({ reports }) => show(student, received(reports)),
      quietly,
    );
  }

  function received(reports: readonly ReportItem[]): KnownLetters {
    return { reports, goodUntil: now() + linksGoodFor(reports, now()) };
  }

  async function show(
    student: ViewerStudent,
    letters: KnownLetters,
    session: Partial<WidgetState> = {},
  ): Promise<void> {
    // An empty list says when letters usually come.
    const { signal } = calls;
    if (letters.reports.length === 0) await hooks.prepare(null);
    if (signal.aborted) return;
    known.set(student.id, letters);
    goodUntil = letters.goodUntil;
    renewAt = goodUntil - RENEW_BEFORE_END_MS;
    set({ ...session, student, reports: letters.reports, failure: null, retrying: false });
  }

  return {
    call,
    start,
    state: () => state,
    choose: set,
    stop: () => calls.abort(),
    retry: async () => {
      if (!state.failure || state.retrying) return;
      set({ retrying: true });
      await (state.student ? load() : start());
    },
    chooseStudent: async (student) => {
      const letters = known.get(student.id);
      calls.abort();
      set({ student, reports: null, failure: null, year: "", test: "" });
      calls = new AbortController();
      if (letters && now() < letters.goodUntil - RENEW_BEFORE_END_MS) await show(student, letters);
      else await load();
    },
    leaveStudent: () => {
      calls.abort();
      renewAt = NEVER;
      set({ student: null, reports: null, failure: null });
    },
    renewLinksIfDue: async () => {
      if (now() >= renewAt) await load(true);
    },
    linksAreGood: () => now() < goodUntil,
    renewed: async (reportId) => {
      await load();
      const report = state.reports?.find(({ id }) => id === reportId);
      if (!report && !state.failure) {
        await hooks.prepare(null);
        fail(new Failure("letter_not_found"));
      }
      return state.failure ? undefined : report;
    },
  };
}
