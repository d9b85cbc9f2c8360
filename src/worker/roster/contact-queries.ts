/** SQL of the people around a student, as an administrator sees them. A row that is gone from eSchoolPLUS is left out. */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { addresses, contacts, links, phones } from "./tables.ts";

export type ContactLink = Pick<
  typeof links.$inferSelect,
  "type" | "priority" | "relation" | "livingWith" | "webAccess"
>;
export type ContactPhone = Pick<typeof phones.$inferSelect, "type" | "phone" | "extension">;
type Address = typeof addresses.$inferSelect;

export interface StudentContact {
  id: string;
  /** Empty where the roster holds no name. */
  name: string;
  language: string | null;
  email: string | null;
  /** In which ways they are linked to the student: one or more. */
  links: ContactLink[];
  address: Omit<Address, "contact" | "hash" | "goneAt"> | null;
  phones: ContactPhone[];
}

/** Everybody linked to the student, the legal guardians first. */
export async function listStudentContacts(db: Database, student: string): Promise<StudentContact[]> {
  const isLinked = and(eq(links.student, student), isNull(links.goneAt));
  const linked = db.select({ contact: links.contact }).from(links).where(isLinked);
  // Not as a batch: of one, D1 tells columns apart by name alone, and these tables share theirs.
  const [rows, numbers] = await Promise.all([
    db
      .select()
      .from(links)
      .leftJoin(contacts, and(eq(contacts.id, links.contact), isNull(contacts.goneAt)))
      .leftJoin(addresses, and(eq(addresses.contact, links.contact), isNull(addresses.goneAt)))
      .where(isLinked)
      .orderBy(asc(links.priority), asc(links.contact), asc(links.type)),
    db
      .select()
      .from(phones)
      .where(and(inArray(phones.contact, linked), isNull(phones.goneAt)))
      .orderBy(asc(phones.priority), asc(phones.type)),
  ]);
  const numbersOf = Map.groupBy(numbers, ({ contact }) => contact);
  const people = [...Map.groupBy(rows, (row) => row.roster_links.contact)].map(([id, own]) => {
    const person = own[0]?.roster_contacts;
    const parts = [person?.title, person?.firstName, person?.middleName, person?.lastName];
    return {
      id,
      name: parts.filter((part) => part).join(" "),
      language: person?.language ?? null,
      email: person?.email ?? null,
      links: own.map((row) => row.roster_links),
      address: own[0]?.roster_addresses ?? null,
      phones: numbersOf.get(id) ?? [],
    };
  });
  return [...people.filter(isGuardian), ...people.filter((one) => !isGuardian(one))];
}

export function isGuardian({ links: own }: StudentContact): boolean {
  return own.some(({ type }) => type === "G");
}

/** A legal guardian with web access: the link that opens letters (contracts/eschoolplus-360.md). */
export function isGuardianWithAccess({ links: own }: StudentContact): boolean {
  return own.some(({ type, webAccess }) => type === "G" && webAccess);
}
