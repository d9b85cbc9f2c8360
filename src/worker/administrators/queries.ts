/** SQL of the administrators, their sessions and the hand-offs used up. */
import { and, eq, gt, lt, sql } from "drizzle-orm";
import { insertLogLineIf, type NewLogLine } from "../integrations/log-queries.ts";
import type { Database } from "../runtime.ts";
import { administrators, adminSessions, usedHandoffs } from "./tables.ts";

export type AdministratorRow = typeof administrators.$inferSelect;
export type SessionRow = typeof adminSessions.$inferSelect;

export async function findAdministrator(db: Database, email: string): Promise<AdministratorRow | undefined> {
  return db.select().from(administrators).where(eq(administrators.email, email)).get();
}

/**
 * Writes the administrator and the log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined for somebody new
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeAdministrator(
  db: Database,
  row: AdministratorRow,
  replaced: string | undefined,
  line: NewLogLine,
): Promise<boolean> {
  const { email, version } = row;
  const write =
    replaced === undefined
      ? db
          .insert(administrators)
          .values(row)
          .onConflictDoNothing()
          .returning({ version: administrators.version })
      : db
          .update(administrators)
          .set(row)
          .where(isAtVersion(email, replaced))
          .returning({ version: administrators.version });
  const [written] = await db.batch([
    write,
    insertLogLineIf(
      db,
      line,
      sql`SELECT 1 FROM administrators WHERE email = ${email} AND version = ${version}`,
    ),
  ]);
  return written.length === 1;
}

/** Removes the administrator and adds the log line, all or nothing. */
export async function deleteAdministrator(
  db: Database,
  { email, version }: AdministratorRow,
  line: NewLogLine,
): Promise<boolean> {
  const [, removed] = await db.batch([
    insertLogLineIf(
      db,
      line,
      sql`SELECT 1 FROM administrators WHERE email = ${email} AND version = ${version}`,
    ),
    db.delete(administrators).where(isAtVersion(email, version)).returning({ email: administrators.email }),
  ]);
  return removed.length === 1;
}

function isAtVersion(email: string, version: string) {
  return and(eq(administrators.email, email), eq(administrators.version, version));
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
