/** A student's letters: years, newest first, and under each year one row per test. */
import type { ViewerStudent } from "../worker/portal/api-types.ts";
import { Heading } from "./heading.tsx";
import { LetterRow } from "./letter-row.tsx";
import { type LetterYear, schoolYear } from "./letters.ts";
import type { WidgetState } from "./session.ts";
import { fill } from "./strings/strings.ts";
import type { View } from "./view.ts";

export interface LetterListProps {
  student: ViewerStudent;
  years: LetterYear[];
  state: WidgetState;
  view: View;
}

export function LetterList({ student, years, state, view }: LetterListProps) {
  return years.map(({ year, letters }) => (
    <div key={year}>
      <Heading level={view.headingLevel + 1} part="year">
        {fill(view.strings.schoolYear, schoolYear(year))}
      </Heading>
      <ul>
        {letters.map((letter) => (
          <LetterRow
            key={student.id + letter.key}
            letter={letter}
            student={student}
            years={schoolYear(year)}
            state={state}
            view={view}
          />
        ))}
      </ul>
    </div>
  ));
}
