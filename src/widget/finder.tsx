/**
 * For staff, who see no list of children: a search box and what it finds; later the way back to it. A module of
 * its own (`load-finder.ts`), so what it shares with the widget is handed to it.
 */
import type { StudentSearchAnswer, ViewerStudent } from "../worker/portal/api-types.ts";
import { adoptStyles } from "./adopt-styles.ts";
import type { asFailure as AsFailure, Failure } from "./failure.ts";
import { css } from "./finder.css";
import { type Host, useHost } from "./finder-host.ts";
import type { WidgetState } from "./session.ts";
import { fill } from "./strings/strings.ts";
import type { aboutStudent as AboutStudent } from "./student-heading.tsx";
import type { Trouble as TroubleMessage } from "./trouble.tsx";
import type { View } from "./view.ts";

export interface FinderParts extends Host {
  root: ShadowRoot;
  asFailure: typeof AsFailure;
  Trouble: typeof TroubleMessage;
  aboutStudent: typeof AboutStudent;
}

/** The server refuses shorter ones. */
const MIN_QUERY_LENGTH = 2;
/** A pause in typing that means "search now". */
const TYPING_PAUSE_MS = 300;
/** As many as the server gives (public-api.md §3): there may be more. */
const MOST_STUDENTS = 25;

type SearchState =
  | { kind: "idle" | "searching" }
  | { kind: "found"; students: ViewerStudent[] }
  | { kind: "failed"; failure: Failure };

/** One finder per widget: it remembers what was typed and found while a student's letters are looked at. */
export function createFinder({ root, asFailure, Trouble, aboutStudent, ...host }: FinderParts) {
  useHost(host);
  adoptStyles(root, css);
  let search: SearchState = { kind: "idle" };
  let query = "";
  let call = new AbortController();

  /** After a pause in typing, or at once; one search at a time, the newest wins. */
  function find(typed: string, view: View, afterMs: number): void {
    call.abort();
    call = new AbortController();
    const { signal } = call;
    query = typed.trim();
    if (query.length < MIN_QUERY_LENGTH) {
      show({ kind: "idle" }, view);
      return;
    }
    setTimeout(() => {
      if (!signal.aborted) void ask(view, signal);
    }, afterMs);
  }

  async function ask(view: View, signal: AbortSignal): Promise<void> {
    show({ kind: "searching" }, view);
    try {
      const path = `/v1/students?q=${encodeURIComponent(query)}`;
      const { items } = await view.session.call<StudentSearchAnswer>(path, "items", signal);
      if (!signal.aborted) show({ kind: "found", students: items }, view);
    } catch (error) {
      if (signal.aborted) return;
      const failure = asFailure(error);
      show({ kind: "failed", failure }, view);
      view.tell("error", { code: failure.code });
    }
  }

  function show(next: SearchState, { session }: View): void {
    search = next;
    session.choose({});
  }

  return function finder({ student }: WidgetState, view: View) {
    const { more, session, focus } = view;

    function goBack(): void {
      const left = CSS.escape(student?.id ?? "");
      session.leaveStudent();
      focus(`[part=result][value="${left}"]`, "[part=search]");
    }

    function submit(event: SubmitEvent): void {
      event.preventDefault();
      const box =
        event.currentTarget instanceof HTMLFormElement && event.currentTarget.querySelector("input");
      if (box) find(box.value, view, 0);
    }

    return (
      <>
        {student && (
          <button type="button" part="back" onClick={goBack}>
            {more.backToResults}
          </button>
        )}
        <form key="search" hidden={student !== null} onSubmit={submit}>
          <label for="search">{more.search}</label>
          <p class="small" id="search-hint">
            {more.searchHint}
          </p>
          <input
            id="search"
            part="search"
            type="search"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="search-hint"
            onInput={(event) => find(event.currentTarget.value, view, TYPING_PAUSE_MS)}
          />
          {search.kind === "failed" ? (
            <Trouble
              failure={search.failure}
              retrying={false}
              again={async () => find(query, view, 0)}
              view={view}
            />
          ) : (
            <output class="small">{outcome(view)}</output>
          )}
          <ul>{search.kind === "found" && search.students.map((found) => result(found, view))}</ul>
        </form>
      </>
    );
  };

  function outcome({ more }: View): string | undefined {
    if (search.kind === "searching") return more.searching;
    if (search.kind !== "found") return "";
    const { length } = search.students;
    if (length === 0) return more.foundNone;
    return length < MOST_STUDENTS ? fill(more.found ?? "", length) : more.foundMany;
  }

  function result(student: ViewerStudent, view: View) {
    function choose(): void {
      void view.session.chooseStudent(student);
      view.focus("[part=student]");
    }
    return (
      <li key={student.id}>
        <button type="button" part="result" value={student.id} onClick={choose}>
          <strong>{student.name}</strong>{" "}
          <span class="small">{aboutStudent(student, view.strings, true)}</span>
        </button>
      </li>
    );
  }
}
