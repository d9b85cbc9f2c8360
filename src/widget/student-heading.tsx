/** Whose letters these are; staff also see the student id, because two students may share a name. */
import type { ViewerRole, ViewerStudent } from "../worker/portal/api-types.ts";
import { Heading } from "./heading.tsx";
import { fill, type Strings } from "./strings/strings.ts";
import type { View } from "./view.ts";

export function StudentHeading(props: { student: ViewerStudent; role: ViewerRole; view: View }) {
  const { student, role, view } = props;
  return (
    <header>
      <Heading level={view.headingLevel} class="student" part="student" tabIndex={-1}>
        {student.name}
      </Heading>
      <p class="small">{aboutStudent(student, view.strings, role === "staff")}</p>
    </header>
  );
}

/** "Grade 4 · Sample Creek Elementary School" */
export function aboutStudent(student: ViewerStudent, strings: Strings, withId: boolean): string {
  const parts = [withId && student.id, student.grade && gradeText(student.grade, strings), student.school];
  return parts.filter(Boolean).join(" · ");
}

/** "Grade 4" for "04", "Kindergarten" for "KN"; a code we do not know as the district wrote it. */
function gradeText(grade: string, { grade: numbered, grades }: Strings): string {
  if (/^\d+$/.test(grade)) return fill(numbered, Number(grade));
  return Object.hasOwn(grades, grade) ? grades[grade as keyof typeof grades] : grade;
}
