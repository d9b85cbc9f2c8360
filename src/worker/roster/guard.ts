/**
 * Whether a pull may be applied by itself. Pure: it is given counts and answers with what is doubtful. What eSchoolPLUS
 * sent may be whole and still be wrong: half a file imported at the district, a filter in the API profile, a column
 * mixed up. A family must not lose its letters by that, and nobody must gain another child's.
 */
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import type { Resource } from "../eschoolplus/rows.ts";
import type { HeldReason } from "./tables.ts";

/** What a pull would change, in counts. */
export interface Facts {
  resources: Record<Resource, ResourceFacts>;
  /** Per school, by the student's school before the pull. */
  schools: { school: string; students: number; studentsLost: number; links: number; linksLost: number }[];
  /** Links that open letters: before, newly opening, no longer opening, and of these because eSchoolPLUS said so. */
  opening: { before: number; gained: number; lost: number; revoked: number };
  /** The most that one school loses by revocations that were sent explicitly, and what it had. */
  revokedAtSchools: { school: string; before: number; revoked: number }[];
  /** Students whose letters a user-defined field withholds: before, newly, and no longer. */
  withheld: { before: number; gained: number; lost: number };
  /** Students who were active or pre-registered and are something else now. */
  studentsLeftActive: number;
  /** Students who had a state id and get another one, or none. */
  ssidsChanged: number;
  /** State ids that two students would share, at least one of them by this pull. */
  ssidsShared: number;
  /** The most students that one contact would newly see. */
  mostGainedByOneContact: number;
}

export interface ResourceFacts {
  /** Rows seen in this pull. */
  read: number;
  /** The roster's living rows before. */
  living: number;
  added: number;
  updated: number;
  removed: number;
}

/** A tenth, a quarter, one in a hundred: what no ordinary night reaches. */
const MAX_RESOURCE_LOSS = 1 / 10;
const MAX_SCHOOL_LOSS = 1 / 4;
const MAX_OPENING_GAIN = 1 / 10;
const MAX_SSIDS_CHANGED = 1 / 100;

/** So few rows are ordinary in a small district, whatever share of it they are. */
const FLOOR_ROWS = 5;
/** Schools are few: even a small district loses no second one overnight. */
const FLOOR_SCHOOLS = 1;
const FLOOR_SSIDS = 2;

/** No guardian has more children than this join the district overnight. */
const MAX_STUDENTS_GAINED_BY_ONE_CONTACT = 15;

/** A "changed since" answer has a fraction of what there is; no night loses half of a resource. */
const DELTA_SHARE = 1 / 2;

function exceeds(count: number, of: number, share: number, floor: number): boolean {
  return count > Math.max(floor, of * share);
}

/** Everything doubtful about a pull, for an administrator to judge; empty when it may be applied. */
export function doubtsAbout(facts: Facts): HeldReason[] {
  // On the first load there is nothing to lose and nobody to compare with.
  if (facts.resources.Student.living === 0 && facts.resources.StudentContact.living === 0) return [];
  return [
    ...RESOURCE_NAMES.flatMap((resource) => lossesOf(resource, facts.resources[resource])),
    ...facts.schools.flatMap(lossesAtSchool),
    ...closings(facts),
    ...gains(facts),
  ];
}

function lossesOf(resource: Resource, { read, living, removed }: ResourceFacts): HeldReason[] {
  if (removed > 1 && read < living * DELTA_SHARE)
    return [{ resource, reason: "looks_like_delta", count: removed }];
  const floor = resource === "School" ? FLOOR_SCHOOLS : FLOOR_ROWS;
  return exceeds(removed, living, MAX_RESOURCE_LOSS, floor)
    ? [{ resource, reason: "many_removed", count: removed }]
    : [];
}

function lossesAtSchool(school: Facts["schools"][number]): HeldReason[] {
  const reasons: HeldReason[] = [];
  if (exceeds(school.studentsLost, school.students, MAX_SCHOOL_LOSS, FLOOR_ROWS))
    reasons.push({ resource: "Student", reason: "many_removed_at_school", count: school.studentsLost });
  if (exceeds(school.linksLost, school.links, MAX_SCHOOL_LOSS, FLOOR_ROWS))
    reasons.push({ resource: "StudentContact", reason: "many_removed_at_school", count: school.linksLost });
  return reasons;
}

/** Every row may still be there and say something else: a renamed column reads as a No in each of them. */
function closings(facts: Facts): HeldReason[] {
  const { opening, withheld, studentsLeftActive, resources } = facts;
  const students = resources.Student.living;
  const reasons: HeldReason[] = [];
  if (exceeds(opening.lost, opening.before, MAX_RESOURCE_LOSS, FLOOR_ROWS) || !mayRevokeLinksNow(facts))
    reasons.push({ resource: "StudentContact", reason: "many_lose_access", count: opening.lost });
  if (exceeds(studentsLeftActive, students, MAX_RESOURCE_LOSS, FLOOR_ROWS))
    reasons.push({ resource: "Student", reason: "many_inactive", count: studentsLeftActive });
  if (exceeds(withheld.gained, students, MAX_RESOURCE_LOSS, FLOOR_ROWS))
    reasons.push({ resource: "UDRegUser", reason: "many_withheld", count: withheld.gained });
  return reasons;
}

function gains(facts: Facts): HeldReason[] {
  const { opening, withheld, ssidsChanged, ssidsShared, mostGainedByOneContact, resources } = facts;
  const reasons: HeldReason[] = [];
  if (exceeds(withheld.lost, withheld.before, MAX_OPENING_GAIN, FLOOR_ROWS))
    reasons.push({ resource: "UDRegUser", reason: "many_released", count: withheld.lost });
  if (exceeds(opening.gained, opening.before, MAX_OPENING_GAIN, FLOOR_ROWS))
    reasons.push({ resource: "StudentContact", reason: "many_gain_access", count: opening.gained });
  if (exceeds(ssidsChanged, resources.Student.living, MAX_SSIDS_CHANGED, FLOOR_SSIDS))
    reasons.push({ resource: "Student", reason: "many_ssids_changed", count: ssidsChanged });
  if (ssidsShared > 0) reasons.push({ resource: "Student", reason: "ssid_shared", count: ssidsShared });
  if (mostGainedByOneContact > MAX_STUDENTS_GAINED_BY_ONE_CONTACT) {
    const count = mostGainedByOneContact;
    reasons.push({ resource: "StudentContact", reason: "one_contact_gains_many", count });
  }
  return reasons;
}

/**
 * Whether what eSchoolPLUS took away explicitly may be applied although the rest is held back: a custody change must
 * not wait for an administrator, unless there are so many that they are part of what is doubtful.
 */
export function mayRevokeNow(facts: Facts): boolean {
  const { withheld, resources } = facts;
  const manyWithheld = exceeds(withheld.gained, resources.Student.living, MAX_RESOURCE_LOSS, FLOOR_ROWS);
  return !manyWithheld && mayRevokeLinksNow(facts);
}

function mayRevokeLinksNow({ opening, revokedAtSchools }: Facts): boolean {
  if (exceeds(opening.revoked, opening.before, MAX_RESOURCE_LOSS, FLOOR_ROWS)) return false;
  return revokedAtSchools.every(
    ({ before, revoked }) => !exceeds(revoked, before, MAX_SCHOOL_LOSS, FLOOR_ROWS),
  );
}

/** Without these nobody could see anything: an empty answer is a fault, whatever the status said. */
const NEVER_EMPTY: readonly Resource[] = ["School", "Student", "Contact", "StudentContact"];

/** So few rows may have been taken out by hand. */
const SMALL_ROWS = 20;

/** True when a resource came empty and cannot have been meant so. */
export function isImplausiblyEmpty(resource: Resource, read: number, living: number): boolean {
  return read === 0 && (NEVER_EMPTY.includes(resource) || living > SMALL_ROWS);
}
