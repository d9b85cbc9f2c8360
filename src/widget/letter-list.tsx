/** A student's letters: years, newest first, and under each year one row per test. */
import type { ReportItem, ViewerStudent } from "../worker/portal/api-types.ts";
import { Heading } from "./heading.tsx";
import { LetterRow } from "./letter-row.tsx";
import { groupLetters, schoolYear } from "./letters.ts";
import { fill } from "./strings/strings.ts";
import type { View } from "./view.ts";

interface LetterListProps {
  student: ViewerStudent;
  reports: readonly ReportItem[];
  view: View;
}

export function LetterList({ student, reports, view }: LetterListProps) {
  const { strings, preferred, headingLevel } = view;
  if (reports.length === 0) {
    return (
      <p class="message" part="message">
        {strings.noLetters}
      </p>
    );
  }
  return groupLetters(reports, preferred).map(({ year, letters }) => (
    <div key={year} class="year-group">
      <Heading level={headingLevel + 1} class="year" part="year">
        {fill(strings.schoolYear, schoolYear(year))}
      </Heading>
      <ul class="list">
        {letters.map((letter) => (
          <LetterRow
            key={`${student.id} ${letter.key}`}
            letter={letter}
            student={student}
            years={schoolYear(year)}
            view={view}
          />
        ))}
      </ul>
    </div>
  ));
}
