/** What the students' pages call things, and where they are. */
import type { Block } from "../../roster/block-queries.ts";
import { isGuardian, isGuardianWithAccess, type StudentContact } from "../../roster/contact-queries.ts";
import type { RosterStudent } from "../../roster/queries.ts";
import type { StudentSituation } from "../student-preview.ts";
import type { StateWords, Tone } from "./words.ts";

const DONE = {
  withheld: "Letters are withheld",
  lifted: "Letters are no longer withheld by that",
} as const;

export type Done = keyof typeof DONE;

export function isDone(text: string | undefined): text is Done {
  return text !== undefined && text in DONE;
}

export function doneWords(done: Done): string {
  return DONE[done];
}

/** The page of a student. @param done what has just been done, to be told there */
export function studentPath(id: string, done?: Done): string {
  return `/admin/students/${encodeURIComponent(id)}${done === undefined ? "" : `?done=${done}`}`;
}

/** A page below a student's, about one block or contact. */
export function studentSubpath(id: string, page: "withhold" | "lift", query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return `${studentPath(id)}/${page}${search === "" ? "" : `?${search}`}`;
}

const STATUS: Record<string, string> = { A: "Active", I: "Inactive", G: "Graduated", P: "Pre-registered" };

export function statusWord(status: string | null): string {
  return status === null ? "Status not known" : (STATUS[status] ?? `Status ${status}`);
}

/** "Grade 4, Sample Creek Elementary School". */
export function placeWords({ grade, siteName, site }: RosterStudent): string {
  return [grade === null ? "" : `Grade ${grade}`, siteName ?? site].filter((part) => part !== "").join(", ");
}

/** CONTACT_TYPE (contracts/eschoolplus-360.md). */
const TYPES: Record<string, string> = {
  G: "Legal guardian",
  P: "Student's physical address",
  M: "Student's mailing address",
  C: "Emergency contact",
  O: "Other contact",
};

/** "Legal guardian (Mother), emergency contact": every way in which they are linked. */
export function linkWords({ links }: StudentContact): string {
  const words = links.map(({ type, relation }) => {
    const word = TYPES[type] ?? `Contact of type ${type}`;
    return relation ? `${word} (${relation})` : word;
  });
  return words.map((word, at) => (at === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1))).join(", ");
}

/** The contact's name, else their id. */
export function contactName({ id, name }: Pick<StudentContact, "id" | "name">): string {
  return name === "" ? `Contact ${id}` : name;
}

/** From whom a block withholds. */
export function blockedWords({ contact }: Block, contacts: StudentContact[]): string {
  if (contact === null) return "From everybody";
  return `From ${contactName(contacts.find(({ id }) => id === contact) ?? { id: contact, name: "" })}`;
}

/** Whether a contact sees the letters that a portal shows, and why not. */
export function accessWords(contact: StudentContact, situation: StudentSituation): StateWords {
  const { blocks, guardiansOutgrown, why } = situation;
  const no = (tone: Tone, sentence: string) => ({ tone, word: "Sees no letters", sentence });
  if (!isGuardian(contact)) return no("off", "Letters are for legal guardians.");
  if (!isGuardianWithAccess(contact)) return no("off", "Has no web access in eSchoolPLUS.");
  if (blocks.some((block) => block.contact === contact.id)) return no("bad", "Withheld from this contact.");
  if (why === "blocked" || why === "withheld_by_field") return no("bad", "Withheld from everybody.");
  if (guardiansOutgrown) return no("off", "The student is 18.");
  return why === null
    ? { tone: "good", word: "Sees letters", sentence: "" }
    : { tone: "warn", word: "May see letters", sentence: "There are none to show, for the reason above." };
}
