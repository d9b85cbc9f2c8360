/**
 * The families laid flat: for each resource, one entry per row of a block of students. All whole blocks have the
 * same number of rows, so that the row at any offset is found by division alone.
 */

import { FAMILIES, type LinkRecipe, type Role } from "./families.ts";

export interface StudentEntry {
  /** Index of the family within the block. */
  family: number;
  /** Index within the family. */
  member: number;
}

export interface ContactEntry {
  family: number;
  role: Role;
  household: 0 | 1;
  /** The contact of the block whose name, e-mail and phone this one has; mostly itself. */
  person: number;
  /** The student of the block who this contact is. */
  isStudent: number | null;
  /** A student's own contact, too, is named after the student. */
  namedAfter: number | null;
}

export interface LinkEntry extends Pick<LinkRecipe, "type" | "web"> {
  /** Indexes within the block. */
  student: number;
  contact: number;
  priority: number;
}

export interface PhoneEntry {
  contact: number;
  /** 1 is the first to call. */
  priority: number;
}

export interface UserFieldEntry {
  student: number;
  screen: number;
  field: number;
  content: "bus" | "note" | "withheld" | "not-withheld";
}

export interface Block {
  students: StudentEntry[];
  contacts: ContactEntry[];
  links: LinkEntry[];
  phones: PhoneEntry[];
  userFields: UserFieldEntry[];
}

export const STUDENTS_PER_BLOCK = FAMILIES.reduce((sum, family) => sum + family.students, 0);
export const FAMILIES_PER_BLOCK = FAMILIES.length;

/** Students of a block whose letters are withheld, and one for whom the field says no. */
const WITHHELD_STUDENT = 22;
const NOT_WITHHELD_STUDENT = 31;

/** The first `count` students of a block, with their families. */
export function layOut(count: number, withheldField: { screen: number; field: number }): Block {
  const block: Block = { students: [], contacts: [], links: [], phones: [], userFields: [] };
  for (const [family, recipe] of FAMILIES.entries()) {
    const first = block.students.length;
    const present = Math.min(recipe.students, count - first);
    if (present <= 0) break;
    for (let member = 0; member < present; member++) block.students.push({ family, member });
    const firstContact = block.contacts.length;
    for (const each of recipe.contacts) {
      const links = each.links.filter(({ student }) => student < present);
      if (links.length === 0) continue;
      const contact = block.contacts.length;
      const self = each.role === "self" ? links[0]?.student : each.isStudent;
      block.contacts.push({
        family,
        role: each.role,
        household: each.household,
        person: each.sameAs === undefined ? contact : firstContact + each.sameAs,
        isStudent: each.isStudent === undefined ? null : first + each.isStudent,
        namedAfter: self === undefined ? null : first + self,
      });
      const priority = contact - firstContact + 1;
      for (const { student, type, web } of links)
        block.links.push({ student: first + student, contact, type, web, priority });
      for (let nth = 1; nth <= each.phones; nth++) block.phones.push({ contact, priority: nth });
    }
  }
  for (const student of block.students.keys()) {
    block.userFields.push({ student, screen: 100, field: 1, content: "bus" });
    block.userFields.push({ student, screen: 100, field: 2, content: "note" });
    if (student === WITHHELD_STUDENT)
      block.userFields.push({ student, ...withheldField, content: "withheld" });
    if (student === NOT_WITHHELD_STUDENT)
      block.userFields.push({ student, ...withheldField, content: "not-withheld" });
  }
  return block;
}
