/**
 * SQL of what a pull would change, counted: the facts that `guard.ts` judges. "Before" is the roster as it stands; what
 * is staged differs from it by construction.
 */
import type { Resource } from "../eschoolplus/rows.ts";
import type { Database } from "../runtime.ts";
import type { Facts, ResourceFacts } from "./guard.ts";
import {
  cellOf,
  IS_GONE,
  OPENS_AFTER,
  OPENS_BEFORE,
  REVOKES_EXPLICITLY,
  stagedBeside,
  withholdsAfter,
  withholdsBefore,
} from "./shape-queries.ts";
import { SHAPES } from "./shapes.ts";

/** The changes of one resource, without the number of rows read. */
export async function changesOf(
  db: Database,
  run: string,
  resource: Resource,
): Promise<Omit<ResourceFacts, "read">> {
  const [row] = await rows<Omit<ResourceFacts, "read">>(
    db,
    run,
    `SELECT (SELECT count(*) FROM ${SHAPES[resource].table} WHERE gone_at IS NULL) AS living,
      total(${IS_GONE}) AS removed,
      total(NOT ${IS_GONE} AND (t.hash IS NULL OR t.gone_at IS NOT NULL)) AS added,
      total(NOT ${IS_GONE} AND t.hash IS NOT NULL AND t.gone_at IS NULL) AS updated
    FROM ${stagedBeside(resource)}`,
  );
  return row ?? { living: 0, removed: 0, added: 0, updated: 0 };
}

/**
 * @param resources the changes of each resource
 * @param meanings `userFields` of the settings
 */
export async function gatherFacts(
  db: Database,
  run: string,
  resources: Record<Resource, ResourceFacts>,
  meanings: readonly unknown[],
): Promise<Facts> {
  const [studentsLost, linksLost, opening, revokedAtSchools, ...others] = await Promise.all([
    rows<{ school: string; lost: number }>(
      db,
      run,
      `SELECT t.school, count(*) AS lost FROM ${stagedBeside("Student")} AND ${IS_GONE} AND t.school IS NOT NULL
        GROUP BY t.school`,
    ),
    rows<{ school: string; lost: number }>(
      db,
      run,
      `SELECT (SELECT school FROM roster_students WHERE id = t.student) AS school, count(*) AS lost
        FROM ${stagedBeside("StudentContact")} AND ${IS_GONE} GROUP BY 1 HAVING school IS NOT NULL`,
    ),
    rows<Facts["opening"]>(
      db,
      run,
      `SELECT (SELECT count(*) FROM roster_links t WHERE ${OPENS_BEFORE}) AS before,
          total(${OPENS_AFTER} AND NOT ${OPENS_BEFORE}) AS gained,
          total(${OPENS_BEFORE} AND NOT ${OPENS_AFTER}) AS lost, total(${REVOKES_EXPLICITLY}) AS revoked
        FROM ${stagedBeside("StudentContact")}`,
    ),
    rows<{ school: string; revoked: number }>(
      db,
      run,
      `SELECT (SELECT school FROM roster_students WHERE id = t.student) AS school, count(*) AS revoked
        FROM ${stagedBeside("StudentContact")} AND ${REVOKES_EXPLICITLY} GROUP BY 1 HAVING school IS NOT NULL`,
    ),
    rows<{ count: number }>(
      db,
      run,
      `SELECT count(*) AS count FROM ${stagedBeside("Student")} AND NOT ${IS_GONE} AND t.gone_at IS NULL
        AND t.ssid IS NOT NULL AND t.ssid IS NOT ${cellOf("Student", "ssid")}`,
    ),
    rows<{ count: number }>(db, run, SHARED_SSIDS),
    rows<{ most: number }>(
      db,
      run,
      `SELECT max(gained) AS most FROM (SELECT count(DISTINCT ${cellOf("StudentContact", "student")}) AS gained
          FROM ${stagedBeside("StudentContact")} AND ${OPENS_AFTER} AND NOT ${OPENS_BEFORE}
          GROUP BY ${cellOf("StudentContact", "contact")})`,
    ),
    rows<{ count: number }>(
      db,
      run,
      `SELECT count(*) AS count FROM ${stagedBeside("Student")} AND NOT ${IS_GONE} AND t.gone_at IS NULL
        AND t.status IN ('A', 'P') AND ${cellOf("Student", "status")} NOT IN ('A', 'P')`,
    ),
    rows<Facts["withheld"]>(
      db,
      run,
      `SELECT (SELECT count(*) FROM roster_user_fields t WHERE ${withholdsBefore("?2")}) AS before,
          total(${withholdsAfter("?2")} AND NOT ${withholdsBefore("?2")}) AS gained,
          total(${withholdsBefore("?2")} AND NOT ${withholdsAfter("?2")}) AS lost
        FROM ${stagedBeside("UDRegUser")}`,
      JSON.stringify(meanings),
    ),
  ]);
  const [ssidsChanged, ssidsShared, mostGained, leftActive, withheld] = others;
  return {
    resources,
    schools: await schoolsBefore(db, studentsLost, linksLost),
    opening: opening[0] ?? { before: 0, gained: 0, lost: 0, revoked: 0 },
    withheld: withheld[0] ?? { before: 0, gained: 0, lost: 0 },
    studentsLeftActive: leftActive[0]?.count ?? 0,
    revokedAtSchools: await openingAt(db, revokedAtSchools),
    ssidsChanged: ssidsChanged[0]?.count ?? 0,
    ssidsShared: ssidsShared[0]?.count ?? 0,
    mostGainedByOneContact: mostGained[0]?.most ?? 0,
  };
}

/** State ids, new to a student by this pull, that another student has too once all is applied. */
const SHARED_SSIDS = `WITH staged(id, ssid, fresh) AS MATERIALIZED (
    SELECT s.key, ${cellOf("Student", "ssid")},
      t.id IS NULL OR t.gone_at IS NOT NULL OR t.ssid IS NOT ${cellOf("Student", "ssid")}
    FROM ${stagedBeside("Student")} AND NOT ${IS_GONE}
  ) SELECT count(DISTINCT f.ssid) AS count FROM staged f WHERE f.fresh AND f.ssid IS NOT NULL AND (
    f.ssid IN (SELECT ssid FROM staged GROUP BY ssid HAVING count(*) > 1)
    OR EXISTS (SELECT 1 FROM roster_students t WHERE t.ssid = f.ssid AND t.id <> f.id AND t.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM roster_staged o WHERE o.run = ?1 AND o.resource = 'Student' AND o.key = t.id)))`;

/** What the schools that lose something had before. */
async function schoolsBefore(
  db: Database,
  studentsLost: { school: string; lost: number }[],
  linksLost: { school: string; lost: number }[],
): Promise<Facts["schools"]> {
  const lost = new Map<string, { studentsLost: number; linksLost: number }>();
  const at = (school: string) => {
    const known = lost.get(school) ?? { studentsLost: 0, linksLost: 0 };
    lost.set(school, known);
    return known;
  };
  for (const row of studentsLost) at(row.school).studentsLost = row.lost;
  for (const row of linksLost) at(row.school).linksLost = row.lost;
  const before = await countAtSchools(db, [...lost.keys()]);
  return before.map((row) => ({ ...row, ...at(row.school) }));
}

async function openingAt(
  db: Database,
  revoked: { school: string; revoked: number }[],
): Promise<Facts["revokedAtSchools"]> {
  const before = await countAtSchools(
    db,
    revoked.map(({ school }) => school),
  );
  return revoked.map((row) => ({
    ...row,
    before: before.find(({ school }) => school === row.school)?.opening ?? 0,
  }));
}

/** Living students and links of some schools. */
async function countAtSchools(db: Database, schools: string[]) {
  if (schools.length === 0) return [];
  return rows<{ school: string; students: number; links: number; opening: number }>(
    db,
    JSON.stringify(schools),
    `SELECT p.school, count(DISTINCT p.id) AS students, count(t.student) AS links, total(${OPENS_BEFORE}) AS opening
    FROM roster_students p LEFT JOIN roster_links t ON t.student = p.id AND t.gone_at IS NULL
    WHERE p.gone_at IS NULL AND p.school IN (SELECT value FROM json_each(?1)) GROUP BY p.school`,
  );
}

async function rows<T>(db: Database, first: string, sql: string, ...more: string[]): Promise<T[]> {
  const { results } = await db.$client
    .prepare(sql)
    .bind(first, ...more)
    .all<T>();
  return results;
}
