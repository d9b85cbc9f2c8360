/** SQL of the access log. */
import { and, asc, desc, eq, inArray, lt, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { letterLog } from "./tables.ts";

export type LetterLogLine = typeof letterLog.$inferSelect;

type NewLine = Omit<LetterLogLine, "id" | "reopened">;

/**
 * Notes that a link is being opened. A link leaves one line, whatever its ranges: the second request on it is noted
 * in the same line, a third writes nothing. One that failed earlier is noted as opened when it is tried again.
 *
 * @returns true for the request that the line speaks of so far; it alone may correct it
 */
export async function noteOpening(db: Database, line: Omit<NewLine, "outcome">): Promise<boolean> {
  const wasOpened = sql`${letterLog.outcome} = 'opened'`;
  const written = await db
    .insert(letterLog)
    .values({ ...line, outcome: "opened" })
    .onConflictDoUpdate({
      target: letterLog.link,
      set: { outcome: "opened", reopened: wasOpened },
      setWhere: sql`NOT ${wasOpened} OR NOT ${letterLog.reopened}`,
    })
    .returning({ reopened: letterLog.reopened });
  return written[0]?.reopened === false;
}

/** Notes that a link could not be opened, and why. A letter that was opened before stays noted as opened. */
export async function noteRefusal(db: Database, line: NewLine): Promise<void> {
  await db
    .insert(letterLog)
    .values(line)
    .onConflictDoUpdate({
      target: letterLog.link,
      set: { outcome: line.outcome },
      setWhere: ne(letterLog.outcome, "opened"),
    });
}

/** Corrects the line of an opening that failed after it was noted, unless another request has opened the link too. */
export async function correctOutcome(db: Database, link: string, outcome: string): Promise<void> {
  await db
    .update(letterLog)
    .set({ outcome })
    .where(and(eq(letterLog.link, link), eq(letterLog.reopened, false)));
}

/** Newest first, from below `beforeId`; `inScope` says which sites' lines are wanted. */
export async function listLetterLog(
  db: Database,
  inScope: (site: SQLWrapper) => SQL | undefined,
  beforeId: number | null,
  limit: number,
): Promise<LetterLogLine[]> {
  return db
    .select()
    .from(letterLog)
    .where(and(inScope(letterLog.site), beforeId === null ? undefined : lt(letterLog.id, beforeId)))
    .orderBy(desc(letterLog.id))
    .limit(limit);
}

/**
 * Forgets the lines from before a moment among the oldest ones. Ids grow with time, so the log needs no index on it.
 *
 * @param before milliseconds since the epoch
 * @param slice lines that one statement looks at
 * @returns how many it forgot; fewer than `slice` once none are left
 */
export async function deleteOldestLetterLines(db: Database, before: number, slice: number): Promise<number> {
  const { id, at } = letterLog;
  const oldest = db.select({ id, at }).from(letterLog).orderBy(asc(id)).limit(slice).as("oldest");
  const past = db.select({ id: oldest.id }).from(oldest).where(lt(oldest.at, before));
  const { meta } = await db.delete(letterLog).where(inArray(id, past));
  return meta.changes;
}

/** The newest lines of one student, of the sites that are wanted. */
export async function listLetterLinesOf(
  db: Database,
  student: string,
  inScope: (site: SQLWrapper) => SQL | undefined,
  limit: number,
): Promise<LetterLogLine[]> {
  return db
    .select()
    .from(letterLog)
    .where(and(eq(letterLog.student, student), inScope(letterLog.site)))
    .orderBy(desc(letterLog.id))
    .limit(limit);
}

/**
 * Takes a student out of the log and leaves the lines: that somebody was given a letter stays on record. The student's own
 * user id and the letters' ids, which are made from the student, go as well.
 *
 * @param reference what stands in their place, the same in all lines
 */
export function forgetStudentWrite(student: string, reference: string) {
  return {
    sql: `UPDATE letter_log SET student = ?2, report = 'erased',
      viewer = CASE role WHEN 'student' THEN ?2 ELSE viewer END WHERE student = ?1`,
    bind: [student, reference],
  };
}
