/**
 * The whole widget for one state: whose letters, then the letters; before that, the search or the message that
 * stands in their place. What changes is said in one live region, which is always there.
 */
import type { ReportItem } from "../worker/portal/api-types.ts";
import { Filters } from "./filters.tsx";
import { LetterList } from "./letter-list.tsx";
import { groupLetters } from "./letters.ts";
import type { WidgetState } from "./session.ts";
import { Skeleton } from "./skeleton.tsx";
import { fill } from "./strings/strings.ts";
import { StudentHeading } from "./student-heading.tsx";
import { errorText, Trouble } from "./trouble.tsx";
import type { View } from "./view.ts";

export function App({ state, view }: { state: WidgetState; view: View }) {
  const { strings, more, session, preferred } = view;
  const { role, students, student, reports, instructions, failure, retrying, offline } = state;
  const all = groupLetters(reports ?? [], preferred);
  const years = groupLetters(
    (reports ?? []).filter((report) => isChosen(report, state)),
    preferred,
  );
  const waiting = !failure && (role ? student && !reports : true);
  return (
    <section part="root" lang={strings.language} dir={strings.direction} aria-label={strings.title}>
      <div class="column" aria-busy={waiting || retrying}>
        {role === "staff" && view.finder?.(state, view)}
        {students.length > 1 && (
          <fieldset class="children" aria-label={strings.chooseChild}>
            {students.map((child) => (
              <button
                key={child.id}
                type="button"
                part="child"
                aria-pressed={child.id === student?.id}
                onClick={() => session.chooseStudent(child)}
              >
                {child.name}
              </button>
            ))}
          </fieldset>
        )}
        {student && <StudentHeading student={student} withId={role === "staff"} view={view} />}
        {instructions && <p part="instructions">{instructions}</p>}
        {waiting && <Skeleton loading={strings.loading} slow={more.slow} />}
        {failure && <Trouble failure={failure} retrying={retrying} again={session.retry} view={view} />}
        {student && reports && !failure && (
          <>
            <Filters all={all} state={state} view={view} />
            {years.length > 0 ? (
              <LetterList student={student} years={years} state={state} view={view} />
            ) : (
              <p part="message">{noLetters()}</p>
            )}
          </>
        )}
      </div>
      <div class="dock">
        <output class={offline ? "note" : "unseen"}>{offline ? strings.offline : statusText()}</output>
      </div>
    </section>
  );

  /** What a screen reader is told when the state changes: one short sentence, or nothing. */
  function statusText(): string {
    if (waiting || retrying) return strings.loading;
    if (failure) return errorText(failure, view)[0];
    if (!student) return "";
    const count = years.reduce((sum, { letters }) => sum + letters.length, 0);
    return count ? fill(strings.lettersFor, student.name, count) : noLetters();
  }

  /** Why there is nothing; a count of none, should the words be out of reach. */
  function noLetters(): string {
    const why = all.length > 0 ? more.noneChosen : more.noLetters;
    return why ?? fill(strings.lettersFor, student?.name ?? "", 0);
  }
}

function isChosen({ year, assessment }: ReportItem, chosen: WidgetState): boolean {
  return (!chosen.year || chosen.year === `${year}`) && (!chosen.test || chosen.test === assessment.code);
}
