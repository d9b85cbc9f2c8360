/** For staff, who see no list of children: a search box and what it finds; later the way back to it. */
import type { ViewerStudent } from "../worker/portal/api-types.ts";
import type { OpenState } from "./session.ts";
import { fillCounted } from "./strings/strings.ts";
import { aboutStudent } from "./student-heading.tsx";
import { Trouble } from "./trouble.tsx";
import type { View } from "./view.ts";

/** As many as the server gives (public-api.md §3): there may be more. */
const MOST_STUDENTS = 25;

export function StudentFinder({ state, view }: { state: OpenState; view: View }) {
  const { strings, session, focus } = view;
  const { student } = state;

  function goBack(): void {
    const left = CSS.escape(student?.id ?? "");
    session.leaveStudent();
    focus(`[part~=result][value="${left}"]`, "[part~=search]");
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const box = event.currentTarget instanceof HTMLFormElement && event.currentTarget.querySelector("input");
    if (box) session.search(box.value, { atOnce: true });
  }

  return (
    <>
      {student && (
        <button type="button" class="quiet" part="back" onClick={goBack}>
          {strings.backToResults}
        </button>
      )}
      <form hidden={student !== null} onSubmit={submit}>
        <label class="label" for="search">
          {strings.search}
        </label>
        <p class="small" id="search-hint">
          {strings.searchHint}
        </p>
        <input
          id="search"
          class="search"
          part="search"
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="search-hint"
          onInput={(event) => session.search(event.currentTarget.value)}
        />
        <Results state={state} view={view} />
      </form>
    </>
  );
}

function Results({ state: { search }, view }: { state: OpenState; view: View }) {
  const { strings } = view;
  switch (search.kind) {
    case "idle":
      return null;
    case "searching":
      return <p class="small">{strings.searching}</p>;
    case "failed":
      return <Trouble failure={search.failure} view={view} />;
    case "found":
      return (
        <>
          <p class="small">{foundText(search.students.length, view)}</p>
          <ul class="list">
            {search.students.map((student) => (
              <Result key={student.id} student={student} view={view} />
            ))}
          </ul>
        </>
      );
  }
}

function foundText(count: number, { strings }: View): string {
  if (count === 0) return strings.foundNone;
  return count < MOST_STUDENTS ? fillCounted(strings.found, count) : strings.foundMany;
}

function Result({ student, view }: { student: ViewerStudent; view: View }) {
  function choose(): void {
    void view.session.chooseStudent(student);
    view.focus("[part~=student]");
  }
  return (
    <li>
      <button type="button" class="result" part="result" value={student.id} onClick={choose}>
        <span class="result-name">{student.name}</span>{" "}
        <span class="small">{aboutStudent(student, view.strings, true)}</span>
      </button>
    </li>
  );
}
