/** StudentContact and UDRegUser rows: who is what to whom, and what the district has noted about a student. */

import { LETTERS_WITHHELD_FIELD } from "../../people.ts";
import type { Row } from "../resources.ts";
import type { Block, LinkEntry, UserFieldEntry } from "./block.ts";
import { contactIdAt } from "./contact-rows.ts";
import type { Role } from "./families.ts";
import { studentIdOf } from "./ids.ts";
import { type Plan, padNowAndThen, studentAt } from "./plan.ts";
import { isChanged } from "./student-rows.ts";

const RELATIONS: Record<Role, string> = {
  mother: "MO",
  father: "FA",
  grandmother: "GM",
  neighbor: "NB",
  doctor: "DR",
  household: "HH",
  self: "SE",
  sibling: "SI",
};

export function linkRow(plan: Plan, blockNumber: number, block: Block, index: number, entry: LinkEntry): Row {
  const contact = block.contacts[entry.contact];
  if (!contact) throw new Error("A link of the pattern leads nowhere.");
  const link = blockNumber * plan.whole.links.length + index;
  const contactId = contactIdAt(plan, blockNumber, entry.contact, contact);
  const flag = (isSo: boolean) => (isSo ? "Y" : "N");
  return {
    StudentId: padNowAndThen(plan, "link-student", link, studentIdOf(studentAt(blockNumber, entry.student))),
    ContactId: padNowAndThen(plan, "link-contact", link, contactId),
    ContactType: entry.type,
    ContactPriority: entry.priority,
    RelationCode: isChanged(plan, "link", link) ? "XX" : RELATIONS[contact.role].padEnd(4),
    LivingWith: flag(contact.household === 0 && contact.role !== "household"),
    WebAccess: flag(entry.web),
    LegalGuard: flag(entry.type === "G"),
    CustGuard: entry.type === "G" ? flag(contact.household === 0) : null,
  };
}

export function userFieldRow(plan: Plan, block: number, entry: UserFieldEntry): Row {
  const student = studentAt(block, entry.student);
  return {
    StudentId: studentIdOf(student),
    ScreenNumber: entry.screen,
    FieldNumber: entry.field,
    ListSequence: 0,
    FieldValue: contentOf(plan, student, entry.content),
  };
}

function contentOf({ dice }: Plan, student: number, content: UserFieldEntry["content"]): string | null {
  switch (content) {
    case "bus":
      return `Route ${dice.below("bus", student, 60)}`;
    case "note":
      return dice.share("note", student) < 0.3 ? "Año escolar: sample note" : null;
    case "withheld":
      return LETTERS_WITHHELD_FIELD.value.padEnd(3);
    case "not-withheld":
      return "N";
  }
}
