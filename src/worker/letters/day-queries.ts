/** SQL of the figures per day: how many letters were opened, and how often and why not. They name nobody. */
import { and, asc, between, lt, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { letterDays } from "./tables.ts";

/** What is counted for a letter that was opened; every other outcome is a code of `problem.ts`. */
export const OPENED = "opened";

export type LetterDay = Pick<typeof letterDays.$inferSelect, "day" | "outcome" | "count">;

/** Counts one letter opened, or one list or letter refused. @param counted.day YYYY-MM-DD, a day of California */
export async function countOutcome(
  db: Database,
  counted: { day: string; site: string; outcome: string },
): Promise<void> {
  await db
    .insert(letterDays)
    .values({ ...counted, count: 1 })
    .onConflictDoUpdate({
      target: [letterDays.day, letterDays.site, letterDays.outcome],
      set: { count: sql`${letterDays.count} + 1` },
    });
}

/** The figures of some days, both ends included, all sites taken together; `inScope` says which sites' are wanted. */
export async function listLetterDays(
  db: Database,
  inScope: (site: SQLWrapper) => SQL | undefined,
  from: string,
  to: string,
): Promise<LetterDay[]> {
  return db
    .select({
      day: letterDays.day,
      outcome: letterDays.outcome,
      count: sql<number>`sum(${letterDays.count})`,
    })
    .from(letterDays)
    .where(and(between(letterDays.day, from, to), inScope(letterDays.site)))
    .groupBy(letterDays.day, letterDays.outcome)
    .orderBy(asc(letterDays.day));
}

/** Forgets the days before one. @param day YYYY-MM-DD */
export async function deleteDaysBefore(db: Database, day: string): Promise<void> {
  await db.delete(letterDays).where(lt(letterDays.day, day));
}
