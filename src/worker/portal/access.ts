/**
 * Who may see whose letters. One place decides it, for the list, the search and again for each opened link; what it does
 * not allow, nobody sees. A student whom the viewer may not see and one who does not exist are the same answer.
 */
import { sitesWithin } from "../integrations/site-queries.ts";
import type { SiteScope } from "../permission.ts";
import { isBlocked } from "../roster/block-queries.ts";
import { findGuardedStudents, findStudent, type RosterStudent, searchRoster } from "../roster/queries.ts";
import { wantedWords } from "../roster/search-words.ts";
import { hasOutgrownGuardians, isWithheldByField } from "../roster/visibility.ts";
import type { Runtime } from "../runtime.ts";
import type { Viewer, VouchedStudent } from "./viewer.ts";

/** A student as the house works with them; the SSID goes to ETS alone. */
export interface Student extends VouchedStudent {
  /** A field of the student's record says that letters are not to be shown, to anybody. */
  isWithheldByField?: boolean;
}

/** At most this many rows of a search (contract). */
export const SEARCH_LIMIT = 25;

/** The students whom a viewer may see: in the portal's order if it vouches for them, else by name. Staff search instead. */
export async function visibleStudents(viewer: Viewer, runtime: Runtime): Promise<Student[]> {
  return viewer.registration.trust === "token"
    ? withinSites(viewer, viewer.students ?? [], runtime)
    : rosterStudents(viewer, undefined, runtime);
}

/** The one student, if the viewer may see them. */
export async function findVisibleStudent(
  viewer: Viewer,
  id: string,
  runtime: Runtime,
): Promise<Student | undefined> {
  const students =
    viewer.registration.trust === "token"
      ? await visibleStudents(viewer, runtime)
      : await rosterStudents(viewer, id, runtime);
  return students.find((student) => student.id === id);
}

/** True when the district has withheld the student's letters from this viewer; in force from the next request on. */
export async function isWithheld(viewer: Viewer, student: Student, { db }: Runtime): Promise<boolean> {
  if (student.isWithheldByField) return true;
  // A portal that vouches does not say which contact a guardian is: it might be the one who is blocked.
  const isUnknownContact = viewer.registration.trust === "token" && viewer.role === "guardian";
  return isBlocked(db, student.id, isUnknownContact ? "unknown" : viewer.contacts);
}

/** Staff: students by the beginnings of names or of the id; of vouched ones by any part. Without case and accents. */
export async function searchStudents(viewer: Viewer, query: string, runtime: Runtime): Promise<Student[]> {
  if (viewer.registration.trust === "roster") {
    if (viewer.role !== "staff" || viewer.preview !== null) return [];
    const options = { hiddenToo: false, limit: SEARCH_LIMIT };
    const found = await searchRoster(runtime.db, wantedWords(query), scopeOf(viewer), options);
    return allowed(viewer, found, runtime);
  }
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

/**
 * Trust `roster`: the roster alone says who is linked to whom.
 *
 * @param id this student alone; undefined for all, which staff do not get
 */
async function rosterStudents(viewer: Viewer, id: string | undefined, runtime: Runtime): Promise<Student[]> {
  const { db } = runtime;
  const scope = scopeOf(viewer);
  if (viewer.role === "guardian")
    return allowed(viewer, await findGuardedStudents(db, viewer.contacts, scope, id), runtime);
  // A student sees themselves, an administrator's preview its one student, staff whom they name.
  const only = viewer.preview?.student ?? (viewer.role === "student" ? viewer.self : id);
  if (only == null || (id !== undefined && id !== only)) return [];
  const student = await findStudent(db, only, scope);
  return allowed(viewer, student === undefined ? [] : [student], runtime);
}

/** The sites whose students a viewer may see at all: the portal's, for staff those that the token claims as well. */
function scopeOf(viewer: Viewer): SiteScope {
  if (viewer.preview !== null) return viewer.reach ?? [];
  const { sites } = viewer.registration;
  return viewer.role === "staff" ? [[viewer.sites, sites]] : [[sites]];
}

/** What the district's switches leave of the students whom the roster gives. */
function allowed(viewer: Viewer, students: RosterStudent[], { now }: Runtime): Student[] {
  return students
    .filter(({ hiddenBy }) => hiddenBy === null)
    .filter(
      ({ birthdate, rules }) => viewer.role !== "guardian" || !hasOutgrownGuardians(birthdate, rules, now()),
    )
    .map(({ id, ssid, name, site, grade, fields, rules }) => ({
      ...{ id, ssid, name, site, grade },
      isWithheldByField: isWithheldByField(fields, rules),
    }));
}

/** Cut to the sites that the portal is registered for and, for staff, to those that the token claims. */
async function withinSites(viewer: Viewer, students: Student[], runtime: Runtime): Promise<Student[]> {
  let within = students;
  for (const roots of [viewer.registration.sites, viewer.role === "staff" ? viewer.sites : ["*"]]) {
    if (roots.includes("*") || within.length === 0) continue;
    const sites = await sitesWithin(runtime.db, roots, [...new Set(within.map((student) => student.site))]);
    within = within.filter((student) => sites.has(student.site));
  }
  return within;
}
