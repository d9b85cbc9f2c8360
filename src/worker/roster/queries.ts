/**
 * SQL of the roster's students: those whom contacts guard, one by id, and a search. Each reads by keys alone, so that
 * what it costs does not grow with the district (`test/worker/access.test.ts` holds the plans against that). A row with
 * `gone_at` set opens nothing.
 */
import { and, type SQL, sql } from "drizzle-orm";
import { siteInScope } from "../integrations/scope-queries.ts";
import { DISTRICT } from "../integrations/site-queries.ts";
import type { eschoolplusSettings } from "../integrations/tables.ts";
import type { SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
import type { WantedWords } from "./search-words.ts";
import { type AccessRules, DEFAULT_RULES, type FieldValue } from "./visibility.ts";

/** Why a student is shown to nobody in a portal, by the district's switches. */
export type HiddenBy = "inactive" | "pre_registered" | "out_of_district";

export interface RosterStudent {
  id: string;
  name: string;
  firstName: string | null;
  lastName: string | null;
  grade: string | null;
  /** The school's, or the district's where there is none. */
  site: string;
  /** As the site is registered, else as the roster calls the school. */
  siteName: string | null;
  status: string | null;
  /** YYYY-MM-DD. */
  birthdate: string | null;
  /** Null too while another student has the same: whose letters they are is then not known. */
  ssid: string | null;
  /** Another student has the same state id. */
  sharesSsid: boolean;
  hiddenBy: HiddenBy | null;
  /** Those user-defined fields to which the settings give a meaning. */
  fields: FieldValue[];
  rules: AccessRules;
}

type Settings = typeof eschoolplusSettings.$inferSelect;

interface StudentRow {
  id: string;
  firstName: string | null;
  lastName: string | null;
  generation: string | null;
  grade: string | null;
  site: string;
  siteName: string | null;
  status: string | null;
  birthdate: string | null;
  ssid: string | null;
  sharesSsid: 0 | 1;
  hiddenBy: HiddenBy | null;
  /** `[[screen, field, value], …]` */
  fields: string;
  /** Null: no eSchoolPLUS is set up. */
  timeZone: string | null;
  endsAt18: 0 | 1 | null;
  mappedFields: string | null;
}

/** A student of no school is the district's. */
const SITE = sql`coalesce(s.school, ${DISTRICT})`;

/** The contract's defaults stand beside each switch: the row of settings may be missing. */
const HIDDEN_BY = sql`CASE
    WHEN s.status = 'P' AND NOT coalesce(e.include_pre_registered, 1) THEN 'pre_registered'
    WHEN s.status NOT IN ('A', 'P') AND NOT coalesce(e.include_inactive, 0) THEN 'inactive'
    WHEN coalesce(school.out_of_district, 0) AND NOT coalesce(e.include_out_of_district, 1) THEN 'out_of_district'
  END`;

const COLUMNS = sql`s.id, s.first_name AS firstName, s.last_name AS lastName, s.generation, s.grade, ${SITE} AS site,
  coalesce(place.name, school.name) AS siteName,
  s.status, s.birthdate, s.ssid, EXISTS (SELECT 1 FROM roster_students o
    WHERE o.ssid = s.ssid AND o.id <> s.id AND o.gone_at IS NULL) AS sharesSsid, ${HIDDEN_BY} AS hiddenBy,
  (SELECT json_group_array(json_array(u.screen, u.field, u.value))
    FROM roster_user_fields u WHERE u.student = s.id AND u.gone_at IS NULL) AS fields,
  e.time_zone AS timeZone, e.guardian_access_ends_at_18 AS endsAt18, e.user_fields AS mappedFields`;

/** A school that is gone from eSchoolPLUS goes on being out of the district: a row that is gone must not open anything. */
const JOINS = sql`LEFT JOIN roster_schools school ON school.id = s.school
  LEFT JOIN sites place ON place.id = ${SITE}
  LEFT JOIN eschoolplus_settings e ON e.site = ${DISTRICT}`;

/** CROSS JOIN keeps SQLite to the order written: from the contacts to their links to the students. */
const GUARDED = (contacts: readonly string[]) => sql`SELECT link.student
  FROM json_each(${JSON.stringify(contacts)}) AS contact
  CROSS JOIN roster_links AS link ON link.contact = contact.value
  WHERE link.type = 'G' AND link.web_access AND link.gone_at IS NULL`;

/** The students of whom one of the contacts is a legal guardian with web access. */
export function guardedStudentsQuery(contacts: readonly string[], scope: SiteScope, id?: string): SQL {
  const conditions = and(
    sql`s.id IN (${GUARDED(contacts)})`,
    id === undefined ? undefined : sql`s.id = ${id}`,
    sql`s.gone_at IS NULL`,
    siteInScope(SITE, scope),
  );
  return sql`SELECT ${COLUMNS} FROM roster_students s ${JOINS} WHERE ${conditions}`;
}

export function studentQuery(id: string, scope: SiteScope): SQL {
  const conditions = and(sql`s.id = ${id}`, sql`s.gone_at IS NULL`, siteInScope(SITE, scope));
  return sql`SELECT ${COLUMNS} FROM roster_students s ${JOINS} WHERE ${conditions}`;
}

/**
 * Students of a scope by the beginnings of their words. Reads, school by school, the stretch of the index in which the
 * longest wanted word lies; what is typed as it is written (a short name, an id) comes before what only begins so.
 *
 * @param hiddenToo administrators find also whom no portal shows
 */
export function searchQuery(wanted: WantedWords, scope: SiteScope, hiddenToo: boolean, limit: number): SQL {
  const [first = "", ...others] = wanted.words;
  const found = (range: SQL, more: SQL | undefined) => sql`SELECT DISTINCT s.id
    FROM reached CROSS JOIN roster_student_words AS w ON w.school = reached.school AND ${range}
    CROSS JOIN roster_students AS s ON s.id = w.student ${JOINS}
    WHERE ${and(sql`s.gone_at IS NULL`, sql`coalesce(s.school, '') = w.school`, hiddenToo ? undefined : sql`${HIDDEN_BY} IS NULL`, more)}
    LIMIT ${limit}`;
  const hasOthers = sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(others)}) AS other WHERE NOT EXISTS (
    SELECT 1 FROM json_each(s.words) AS own WHERE substr(own.value, 1, length(other.value)) = other.value))`;
  const begins = sql`w.word >= ${first} AND w.word < ${`${first}\u{10FFFF}`}`;
  // The schools there are words of, found by one step of the index each.
  return sql`WITH RECURSIVE held(school) AS (
      SELECT min(school) FROM roster_student_words
      UNION ALL
      SELECT (SELECT min(w.school) FROM roster_student_words w WHERE w.school > held.school)
      FROM held WHERE held.school IS NOT NULL
    ), reached(school) AS (
      SELECT school FROM held WHERE ${and(sql`school IS NOT NULL`, siteInScope(sql`coalesce(nullif(school, ''), ${DISTRICT})`, scope))}
    ), found(id, place) AS (
      SELECT id, 0 FROM (${found(sql`w.word = ${wanted.whole}`, undefined)})
      UNION ALL SELECT id, 1 FROM (${found(begins, others.length === 0 ? undefined : hasOthers)})
    ), chosen(id) AS (
      SELECT id FROM found GROUP BY id ORDER BY min(place) LIMIT ${limit}
    )
    SELECT ${COLUMNS} FROM chosen CROSS JOIN roster_students AS s ON s.id = chosen.id ${JOINS}`;
}

/** @param id one of them alone */
export async function findGuardedStudents(
  db: Database,
  contacts: readonly string[],
  scope: SiteScope,
  id?: string,
): Promise<RosterStudent[]> {
  const rows = await db.all<StudentRow>(guardedStudentsQuery(contacts, scope, id));
  return rows.map(asStudent).toSorted(byName);
}

/** The student, if they are in the roster and at a site of the scope. */
export async function findStudent(
  db: Database,
  id: string,
  scope: SiteScope,
): Promise<RosterStudent | undefined> {
  const [row] = await db.all<StudentRow>(studentQuery(id, scope));
  return row && asStudent(row);
}

export async function searchRoster(
  db: Database,
  wanted: WantedWords,
  scope: SiteScope,
  { hiddenToo, limit }: { hiddenToo: boolean; limit: number },
): Promise<RosterStudent[]> {
  if (wanted.words.length === 0) return [];
  const rows = await db.all<StudentRow>(searchQuery(wanted, scope, hiddenToo, limit));
  return rows.map(asStudent).toSorted(byName);
}

/** True once students have been pulled. */
export async function hasRoster(db: Database): Promise<boolean> {
  const row = await db.get<{ any: number }>(sql`SELECT EXISTS (SELECT 1 FROM roster_students) AS any`);
  return row?.any === 1;
}

function asStudent(row: StudentRow): RosterStudent {
  const { generation, fields, timeZone, endsAt18, mappedFields, ...student } = row;
  const sharesSsid = row.sharesSsid === 1;
  const parts = [row.firstName, row.lastName, generation].map((part) => part?.trim() ?? "");
  const own: [string, string, string | null][] = JSON.parse(fields);
  return {
    ...student,
    ...{ sharesSsid, ssid: sharesSsid ? null : row.ssid },
    name: parts.filter((part) => part !== "").join(" ") || row.id,
    fields: own.map(([screen, field, value]) => ({ screen, field, value })),
    rules: timeZone === null ? DEFAULT_RULES : rulesOf(timeZone, endsAt18 === 1, mappedFields ?? "[]"),
  };
}

function rulesOf(timeZone: string, guardianAccessEndsAt18: boolean, mappedFields: string): AccessRules {
  const mapped: Settings["userFields"] = JSON.parse(mappedFields);
  return {
    timeZone,
    guardianAccessEndsAt18,
    withholding: mapped.filter(({ means }) => means === "letters_withheld"),
  };
}

/** By last name, first name and id, so that the order never jumps. */
function byName(a: RosterStudent, b: RosterStudent): number {
  return (
    compare(a.lastName ?? "", b.lastName ?? "") ||
    compare(a.firstName ?? "", b.firstName ?? "") ||
    compare(a.id, b.id)
  );
}

/** As a class list has them: accents and case decide only between names that are otherwise the same. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, "en");
}
