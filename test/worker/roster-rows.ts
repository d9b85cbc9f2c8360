/** Puts rows into the roster as a pull would, with no eSchoolPLUS behind them. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { eschoolplusSettings } from "../../src/worker/integrations/tables.ts";
import { searchWords } from "../../src/worker/roster/search-words.ts";
import * as tables from "../../src/worker/roster/tables.ts";

const db = drizzle(env.DB);

export type NewStudent = Partial<typeof tables.students.$inferSelect> & { id: string };
export type LinkRow = typeof tables.links.$inferInsert;
export type Settings = typeof eschoolplusSettings.$inferSelect;

const NOBODY: Omit<typeof tables.students.$inferSelect, "id" | "words"> = {
  ...{ firstName: null, middleName: null, lastName: null, generation: null, nickname: null, school: null },
  ...{ grade: null, status: "A", birthdate: null, language: null, ssid: null, hash: "h", goneAt: null },
};

/** A student with the words that a search finds them by. */
export async function addStudent(row: NewStudent): Promise<void> {
  const named = { ...NOBODY, ...row };
  const { id, firstName, middleName, lastName, nickname } = named;
  const words = searchWords([firstName, middleName, lastName, nickname, id]);
  await db.insert(tables.students).values({ ...named, words });
  const school = named.school ?? "";
  await db.insert(tables.studentWords).values(words.map((word) => ({ school, word, student: row.id })));
}

export async function addSchool(id: string, name: string, outOfDistrict = false): Promise<void> {
  await db.insert(tables.schools).values({ id, name, outOfDistrict, hash: "h" });
}

export async function addLink(
  row: Partial<LinkRow> & Pick<LinkRow, "student" | "contact" | "type">,
): Promise<void> {
  await db.insert(tables.links).values({ webAccess: true, hash: "h", ...row });
}

export async function addContact(
  row: Partial<typeof tables.contacts.$inferInsert> & { id: string },
): Promise<void> {
  await db.insert(tables.contacts).values({ hash: "h", ...row });
}

export async function addField(student: string, value: string, goneAt: number | null = null): Promise<void> {
  const place = { screen: "7", field: "3", sequence: goneAt === null ? "1" : "2" };
  await db.insert(tables.userFields).values({ student, ...place, value, hash: "h", goneAt });
}

/** The district's switches as they are where nobody has touched them. */
export const USUAL: Settings = {
  ...{ site: "district", version: "v1", baseUrl: "https://sis.example.org/", consumerKey: "A_example_B" },
  ...{ sealedSecret: null, secretFrom: "UPSTREAM_SIS", signatureMethod: "HMAC-SHA1", pageSize: 1000 },
  ...{ nightlyAt: "02:00", timeZone: "America/Los_Angeles", pausedUntil: null, includeInactive: false },
  ...{ includePreRegistered: true, includeOutOfDistrict: true, guardianAccessEndsAt18: false },
  ...{ userFields: [], updatedAt: 0, updatedBy: "test", lastTestAt: null, lastTestCode: null },
};

/** In place of whatever settings there are; null: no eSchoolPLUS is set up. */
export async function setSettings(change: Partial<Settings> | null): Promise<void> {
  await db.delete(eschoolplusSettings);
  if (change !== null) await db.insert(eschoolplusSettings).values({ ...USUAL, ...change });
}
