/** SQL of the access log. */
import { desc, eq, lt, ne } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { letterLog } from "./tables.ts";

export type LetterLogLine = typeof letterLog.$inferSelect;

/**
 * Notes that a link is being opened. A link leaves one line, whatever its ranges; one that failed earlier is
 * noted as opened when it is tried again.
 *
 * @returns false when the line already said so: a further range writes nothing
 */
export async function noteOpening(
  db: Database,
  line: Omit<LetterLogLine, "id" | "outcome">,
): Promise<boolean> {
  const written = await db
    .insert(letterLog)
    .values({ ...line, outcome: "opened" })
    .onConflictDoUpdate({
      target: letterLog.link,
      set: { outcome: "opened" },
      setWhere: ne(letterLog.outcome, "opened"),
    })
    .returning({ id: letterLog.id });
  return written.length === 1;
}

/** Notes that a link could not be opened, and why. A letter that was opened before stays noted as opened. */
export async function noteRefusal(db: Database, line: Omit<LetterLogLine, "id">): Promise<void> {
  await db
    .insert(letterLog)
    .values(line)
    .onConflictDoUpdate({
      target: letterLog.link,
      set: { outcome: line.outcome },
      setWhere: ne(letterLog.outcome, "opened"),
    });
}

/** Corrects the line of an opening that failed after it was noted. */
export async function correctOutcome(db: Database, link: string, outcome: string): Promise<void> {
  await db.update(letterLog).set({ outcome }).where(eq(letterLog.link, link));
}

/** Newest first, from below `beforeId`. */
export async function listLetterLog(
  db: Database,
  beforeId: number | null,
  limit: number,
): Promise<LetterLogLine[]> {
  const query = db.select().from(letterLog).orderBy(desc(letterLog.id)).limit(limit);
  return beforeId === null ? query : query.where(lt(letterLog.id, beforeId));
}
