/**
 * The whole widget for one state: whose letters, then the letters; before that, the search or the message that
 * stands in their place. What changes is said in one live region, which is always there.
 */
import { Heading } from "./heading.tsx";
import { LetterList } from "./letter-list.tsx";
import type { OpenState, WidgetState } from "./session.ts";
import { Skeleton } from "./skeleton.tsx";
import { statusText } from "./status.ts";
import { StudentFinder } from "./student-finder.tsx";
import { StudentHeading } from "./student-heading.tsx";
import { Trouble } from "./trouble.tsx";
import type { View } from "./view.ts";

export function App({ state, view }: { state: WidgetState; view: View }) {
  const { strings } = view;
  return (
    <section
      class="root"
      part="root"
      lang={strings.language}
      dir={strings.direction}
      aria-label={strings.title}
    >
      <div class="column" aria-busy={isBusy(state)}>
        <Content state={state} view={view} />
      </div>
      <output class="unseen">{statusText(state, strings)}</output>
    </section>
  );
}

function Content({ state, view }: { state: WidgetState; view: View }) {
  switch (state.kind) {
    case "starting":
      return <Skeleton strings={view.strings} withHeading />;
    case "failed":
      return <Trouble {...state} view={view} />;
    case "open":
      return <Open state={state} view={view} />;
  }
}

function Open({ state, view }: { state: OpenState; view: View }) {
  const { strings, session } = view;
  const { role, students, student, letters, instructions } = state;
  return (
    <>
      {role === "staff" && <StudentFinder state={state} view={view} />}
      {students.length > 1 && (
        <fieldset class="children">
          <legend class="unseen">{strings.chooseChild}</legend>
          {students.map((child) => (
            <button
              key={child.id}
              type="button"
              class="child"
              part="child"
              aria-pressed={child.id === student?.id}
              onClick={() => session.chooseStudent(child)}
            >
              {child.name}
            </button>
          ))}
        </fieldset>
      )}
      {student && <StudentHeading student={student} role={role} view={view} />}
      {instructions && (
        <p class="instructions" part="instructions">
          {instructions}
        </p>
      )}
      {student && letters.kind === "loading" && <Skeleton strings={strings} />}
      {student && letters.kind === "failed" && <Trouble {...letters} view={view} />}
      {student && letters.kind === "ready" && (
        <LetterList student={student} reports={letters.reports} view={view} />
      )}
      {!student && role !== "staff" && (
        <div class="message" part="message">
          <Heading level={view.headingLevel} class="what">
            {strings.noStudents.what}
          </Heading>
          <p>{strings.noStudents.help}</p>
        </div>
      )}
    </>
  );
}

function isBusy(state: WidgetState): boolean {
  if (state.kind !== "open") return state.kind === "starting" || state.retrying;
  const { student, letters, search } = state;
  if (!student) return search.kind === "searching";
  return letters.kind === "loading" || (letters.kind === "failed" && letters.retrying);
}
