/** A student's record and its erasure as the API answers them. The state id is in neither: that there is one is said. */
import type { RosterRecord } from "../roster/record-queries.ts";
import { shownBlock } from "./block-routes.ts";
import { letterLine } from "./log-routes.ts";
import type { Erasure, StudentRecord } from "./student-record.ts";

export function shownRecord({ id, roster, blocks, letters, hasMoreLetters }: StudentRecord, now: number) {
  return {
    madeAt: time(now),
    id,
    student: shownStudent(roster),
    contacts: shownContacts(roster),
    userFields: roster.userFields.map(({ screen, field, sequence, value, goneAt }) => {
      return { screen, field, sequence, value, goneSince: goneSince(goneAt) };
    }),
    blocks: blocks.map(shownBlock),
    letters: letters.map(letterLine),
    hasMoreLetters,
  };
}

function shownStudent({ student }: RosterRecord) {
  if (student === undefined) return null;
  const { id: _id, hash: _hash, words: _words, ssid, goneAt, ...known } = student;
  return { ...known, hasStateId: ssid !== null, goneSince: goneSince(goneAt) };
}

/** Somebody may be linked whom eSchoolPLUS does not describe, or no longer does: the link alone names them then. */
function shownContacts({ links, contacts, addresses, phones }: RosterRecord) {
  const person = new Map(contacts.map((row) => [row.id, row]));
  return [...Map.groupBy(links, ({ contact }) => contact)].map(([id, own]) => {
    const { title = null, firstName = null, middleName = null, lastName = null } = person.get(id) ?? {};
    const { language = null, email = null, loginId = null } = person.get(id) ?? {};
    const address = addresses.find(({ contact }) => contact === id);
    return {
      ...{ id, title, firstName, middleName, lastName, language, email, loginId },
      links: own.map(({ student: _student, ...link }) => withoutKeys(link)),
      address: address === undefined ? null : withoutKeys(address),
      phones: phones.filter(({ contact }) => contact === id).map(withoutKeys),
    };
  });
}

interface PulledRow {
  contact: string;
  hash: string;
  goneAt: number | null;
}

/** The row as eSchoolPLUS sent it, without what says whose it is. */
function withoutKeys<Row extends PulledRow>(row: Row) {
  const { contact: _contact, hash: _hash, goneAt, ...rest } = row;
  return { ...rest, goneSince: goneSince(goneAt) };
}

export function shownErasure(erasure: Erasure) {
  return { ...erasure, detail: erasure.mayReturn ? RETURNS : STAYS_AWAY };
}

const RETURNS =
  "The next pull brings the student back if eSchoolPLUS still has them. To end that, change the record in eSchoolPLUS first, then erase again. Keep the reference with the request.";
const STAYS_AWAY =
  "No eSchoolPLUS is set up, so no pull brings the student back. A portal that vouches for its own students still can. Keep the reference with the request.";

function goneSince(goneAt: number | null): string | null {
  return goneAt === null ? null : time(goneAt);
}

function time(at: number): string {
  return new Date(at).toISOString();
}
