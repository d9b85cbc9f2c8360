/** Whose letters these are; staff also see the student id, because two students may share a name. */
import type { ViewerStudent } from "../worker/portal/api-types.ts";
import { Heading } from "./heading.tsx";
import { fill, type ListStrings } from "./strings/strings.ts";
import type { View } from "./view.ts";

export function StudentHeading(props: { student: ViewerStudent; withId: boolean; view: View }) {
  const { student, withId, view } = props;
  return (
    <>
      <Heading level={view.headingLevel} part="student" tabIndex={-1}>
        {student.name}
      </Heading>
      <p class="small">{aboutStudent(student, view.strings, withId)}</p>
    </>
  );
}

/** "Grade 4 · Sample Creek Elementary School" */
export function aboutStudent(student: ViewerStudent, strings: ListStrings, withId: boolean): string {
  const { id, grade, school } = student;
  return [withId && id, grade && gradeText(grade, strings), school].filter(Boolean).join(" · ");
}

/** "Grade 4" for "04", "Kindergarten" for "KN"; a code we do not know as the district wrote it. */
function gradeText(code: string, { grade, grades }: ListStrings): string {
  return /^\d+$/.test(code) ? fill(grade, Number(code)) : (grades[code] ?? code);
}
