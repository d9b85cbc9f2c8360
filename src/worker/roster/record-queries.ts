/**
 * SQL of a student's record: all that the roster holds about one student, rows that are gone from eSchoolPLUS included,
 * and its erasure. Each statement finds its rows by an index.
 */
import { asc, eq, inArray } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import type { Write } from "./run-queries.ts";
import { addresses, contacts, links, phones, students, userFields } from "./tables.ts";

export interface RosterRecord {
  /** Undefined for a student whom the roster does not know. */
  student: typeof students.$inferSelect | undefined;
  links: (typeof links.$inferSelect)[];
  contacts: (typeof contacts.$inferSelect)[];
  addresses: (typeof addresses.$inferSelect)[];
  phones: (typeof phones.$inferSelect)[];
  userFields: (typeof userFields.$inferSelect)[];
}

export async function readRosterRecord(db: Database, id: string): Promise<RosterRecord> {
  const linked = db.select({ contact: links.contact }).from(links).where(eq(links.student, id));
  const [student, ofLinks, ofContacts, ofAddresses, ofPhones, ofFields] = await Promise.all([
    db.select().from(students).where(eq(students.id, id)).get(),
    db.select().from(links).where(eq(links.student, id)).orderBy(asc(links.contact), asc(links.type)),
    db.select().from(contacts).where(inArray(contacts.id, linked)).orderBy(asc(contacts.id)),
    db.select().from(addresses).where(inArray(addresses.contact, linked)),
    db.select().from(phones).where(inArray(phones.contact, linked)).orderBy(asc(phones.priority)),
    db.select().from(userFields).where(eq(userFields.student, id)),
  ]);
  return {
    student,
    links: ofLinks,
    contacts: ofContacts,
    addresses: ofAddresses,
    phones: ofPhones,
    userFields: ofFields,
  };
}

/** Contacts of the student alone (?1): who is linked to a brother or sister stays. */
const THEIRS_ALONE = `SELECT own.contact FROM roster_links own WHERE own.student = ?1
  AND NOT EXISTS (SELECT 1 FROM roster_links other WHERE other.contact = own.contact AND other.student <> ?1)`;

/** In the order of what they count on: links last but for the student, since contacts are found by them. */
const ERASURES = {
  phones: `DELETE FROM roster_phones WHERE contact IN (${THEIRS_ALONE})`,
  addresses: `DELETE FROM roster_addresses WHERE contact IN (${THEIRS_ALONE})`,
  contacts: `DELETE FROM roster_contacts WHERE id IN (${THEIRS_ALONE})`,
  links: "DELETE FROM roster_links WHERE student = ?1",
  userFields: "DELETE FROM roster_user_fields WHERE student = ?1",
  words: `DELETE FROM roster_student_words WHERE (school, word, student) IN (
    SELECT coalesce(s.school, ''), w.value, s.id FROM roster_students s JOIN json_each(s.words) w WHERE s.id = ?1)`,
  students: "DELETE FROM roster_students WHERE id = ?1",
} as const;

type Erased = Record<keyof typeof ERASURES | "alongside", number>;

/** Ends the whole batch while a pull is under way or waits: it counts on the roster staying as it compared it. */
const UNLESS_PULLING = `SELECT CASE WHEN EXISTS (SELECT 1 FROM roster_runs WHERE status IN ('running', 'held'))
  THEN abs(-9223372036854775808) ELSE 1 END`;
const PULLING = "integer overflow";

/**
 * Erases a student from the roster, all or nothing.
 *
 * @param alongside what else is written in the same batch; the first of it is counted
 * @returns how many rows, or null, with nothing changed, while a pull is running or held back
 */
export async function eraseFromRoster(
  db: Database,
  student: string,
  alongside: [Write, ...Write[]],
): Promise<Erased | null> {
  const client = db.$client;
  const names = Object.keys(ERASURES);
  try {
    const [, ...results] = await client.batch([
      client.prepare(UNLESS_PULLING),
      ...Object.values(ERASURES).map((sql) => client.prepare(sql).bind(student)),
      ...alongside.map(({ sql, bind }) => client.prepare(sql).bind(...bind)),
    ]);
    const count = (name: string) => results[[...names, "alongside"].indexOf(name)]?.meta.changes ?? 0;
    return {
      ...{ phones: count("phones"), addresses: count("addresses"), contacts: count("contacts") },
      ...{ links: count("links"), userFields: count("userFields"), words: count("words") },
      ...{ students: count("students"), alongside: count("alongside") },
    };
  } catch (error) {
    if (error instanceof Error && error.message.includes(PULLING)) return null;
    throw error;
  }
}
