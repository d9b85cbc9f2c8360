/**
 * Who may see whose letters. One place decides it, for the list and again for each opened link; what it does not
 * allow, nobody sees. A student whom the viewer may not see and one who does not exist are the same answer.
 */
import { sitesWithin } from "../integrations/site-queries.ts";
import { isBlocked } from "../roster/block-queries.ts";
import type { Runtime } from "../runtime.ts";
import type { Viewer, VouchedStudent } from "./viewer.ts";

/** A student as the house works with them; the SSID goes to ETS alone. */
export type Student = VouchedStudent;

/** At most this many rows of a search (contract). */
export const SEARCH_LIMIT = 25;

/** The students whom a viewer may see, in the portal's order. */
export async function visibleStudents(viewer: Viewer, runtime: Runtime): Promise<Student[]> {
  switch (viewer.registration.trust) {
    case "token":
      return withinSites(viewer, viewer.students ?? [], runtime);
    case "roster":
      // The roster alone decides, and none has been pulled: nobody is linked to anybody.
      return [];
  }
}

/** The one student, if the viewer may see them. */
export async function findVisibleStudent(
  viewer: Viewer,
  id: string,
  runtime: Runtime,
): Promise<Student | undefined> {
  return (await visibleStudents(viewer, runtime)).find((student) => student.id === id);
}

/** True when the district has withheld the student's letters from this viewer; in force from the next request on. */
export async function isWithheld(viewer: Viewer, student: Student, { db }: Runtime): Promise<boolean> {
  // A portal that vouches does not say which contact a guardian is: it might be the one who is blocked.
  const isUnknownContact = viewer.registration.trust === "token" && viewer.role === "guardian";
  return isBlocked(db, student.id, isUnknownContact ? "unknown" : viewer.contacts);
}

/** Staff: students by a part of the name or of the id, compared without case and accents. */
export async function searchStudents(viewer: Viewer, query: string, runtime: Runtime): Promise<Student[]> {
  const wanted = searchable(query);
  const students = await visibleStudents(viewer, runtime);
  return students
    .filter(({ id, name }) => searchable(name).includes(wanted) || searchable(id).includes(wanted))
    .slice(0, SEARCH_LIMIT);
}

function searchable(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** Cut to the sites that the portal is registered for and, for staff, to those that the token claims. */
async function withinSites(viewer: Viewer, students: Student[], runtime: Runtime): Promise<Student[]> {
  let allowed = students;
  for (const roots of [viewer.registration.sites, viewer.role === "staff" ? viewer.sites : ["*"]]) {
    if (roots.includes("*") || allowed.length === 0) continue;
    const sites = await sitesWithin(runtime.db, roots, [...new Set(allowed.map((student) => student.site))]);
    allowed = allowed.filter((student) => sites.has(student.site));
  }
  return allowed;
}
