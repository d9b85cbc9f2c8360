/** SQL of the administrators, their sessions and the hand-offs used up. */
import { and, asc, eq, gt, lt } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { administrators, adminSessions, usedHandoffs } from "./tables.ts";

export type AdministratorRow = typeof administrators.$inferSelect;
export type SessionRow = typeof adminSessions.$inferSelect;

export async function findAdministrator(db: Database, email: string): Promise<AdministratorRow | undefined> {
  return db.select().from(administrators).where(eq(administrators.email, email)).get();
}

export async function listAdministrators(
  db: Database,
  after: string | null,
  limit: number,
): Promise<AdministratorRow[]> {
  const query = db.select().from(administrators).orderBy(asc(administrators.email)).limit(limit);
  return after === null ? query : query.where(gt(administrators.email, after));
}

/**
 * Inserts or replaces.
 *
 * @param expectedVersion the version that is to be replaced; null for whichever there is
 * @returns false when that version is no longer there
 */
export async function writeAdministrator(
  db: Database,
  row: AdministratorRow,
  expectedVersion: string | null,
): Promise<boolean> {
  const written =
    expectedVersion === null
      ? await db
          .insert(administrators)
          .values(row)
          .onConflictDoUpdate({ target: administrators.email, set: row })
          .returning({ email: administrators.email })
      : await db
          .update(administrators)
          .set(row)
          .where(and(eq(administrators.email, row.email), eq(administrators.version, expectedVersion)))
          .returning({ email: administrators.email });
  return written.length === 1;
}

export async function deleteAdministrator(db: Database, email: string): Promise<boolean> {
  const removed = await db
    .delete(administrators)
    .where(eq(administrators.email, email))
    .returning({ email: administrators.email });
  return removed.length === 1;
}

/** Marks a hand-off as used; false when it was used before. */
export async function useHandoff(
  db: Database,
  handoff: { portal: string; jti: string; expiresAt: number },
): Promise<boolean> {
  const written = await db
    .insert(usedHandoffs)
    .values(handoff)
    .onConflictDoNothing()
    .returning({ jti: usedHandoffs.jti });
  return written.length === 1;
}

export async function insertSession(db: Database, session: SessionRow): Promise<void> {
  await db.insert(adminSessions).values(session);
}

/** @param now milliseconds since the epoch */
export async function findSession(
  db: Database,
  cookieHash: string,
  now: number,
): Promise<SessionRow | undefined> {
  return db
    .select()
    .from(adminSessions)
    .where(and(eq(adminSessions.cookieHash, cookieHash), gt(adminSessions.expiresAt, now)))
    .get();
}

export async function deleteSession(db: Database, cookieHash: string): Promise<void> {
  await db.delete(adminSessions).where(eq(adminSessions.cookieHash, cookieHash));
}

/** @param now milliseconds since the epoch */
export async function deleteExpired(db: Database, now: number): Promise<void> {
  await db.batch([
    db.delete(adminSessions).where(lt(adminSessions.expiresAt, now)),
    db.delete(usedHandoffs).where(lt(usedHandoffs.expiresAt, now)),
  ]);
}
