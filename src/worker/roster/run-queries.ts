/**
 * SQL of the pulls themselves. Each piece of work is one batch that begins by counting itself: whoever finds another
 * count than they read has been overtaken, and the whole batch comes to nothing.
 */
import { and, desc, eq, lt, ne, sql } from "drizzle-orm";
import { insertLogLineIf, type NewLogLine } from "../integrations/log-queries.ts";
import type { Database } from "../runtime.ts";
import { runs } from "./tables.ts";

export type Run = typeof runs.$inferSelect;

/** Where a running pull stands: what a piece of work leaves behind it. */
export type Standing = Pick<Run, "phase" | "resource" | "rowsRead" | "rowsTotal" | "counts" | "cursor"> &
  Partial<Pick<Run, "status" | "held" | "errorCode" | "errorDetail" | "finishedAt" | "attempts">>;

/**
 * @param line for the log, where an administrator starts it
 * @returns true when the run was begun; false when another one is running
 */
export async function beginRun(db: Database, run: Run, line: NewLogLine | null): Promise<boolean> {
  const begun = sql`SELECT 1 FROM roster_runs WHERE id = ${run.id}`;
  const [written] = await db.batch([
    // A newer pull takes the place of what was held back.
    db.insert(runs).values(run).onConflictDoNothing().returning({ id: runs.id }),
    db
      .update(runs)
      .set({ status: "discarded", finishedAt: run.startedAt })
      .where(and(eq(runs.status, "held"), sql`EXISTS (${begun})`)),
    ...(line === null ? [] : [insertLogLineIf(db, line, begun)]),
  ]);
  return written.length === 1;
}

export async function findRun(db: Database, id: string): Promise<Run | undefined> {
  return db.select().from(runs).where(eq(runs.id, id)).get();
}

export async function findRunningRun(db: Database): Promise<Run | undefined> {
  return db.select().from(runs).where(eq(runs.status, "running")).get();
}

/** Newest first, from before a moment. */
export async function listRuns(db: Database, before: number | null, limit: number): Promise<Run[]> {
  return db
    .select()
    .from(runs)
    .where(before === null ? undefined : lt(runs.startedAt, before))
    .orderBy(desc(runs.startedAt))
    .limit(limit);
}

export async function nightHasRun(db: Database, night: string): Promise<boolean> {
  return (
    (await db.select({ id: runs.id }).from(runs).where(eq(runs.night, night)).limit(1).get()) !== undefined
  );
}

/** What is written beside the standing, in the same batch. */
export interface Write {
  sql: string;
  bind: (string | number | null)[];
}

/** A line of the log of changes, as a write. */
export function logLineWrite({ at, actor, kind, site, action, outcome }: NewLogLine): Write {
  return {
    sql: `INSERT INTO integration_log (at, actor, kind, site, action, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
    bind: [at, actor, kind, site, action, outcome],
  };
}

/** What somebody who has been overtaken meets: no other statement here can overflow. */
const OVERTAKEN = "integer overflow";

/**
 * Does a piece of a running pull's work and moves its standing on, all or nothing.
 *
 * @returns the run as it then stands, or null when somebody else has done this piece
 */
export async function moveOn(
  db: Database,
  run: Run,
  standing: Standing,
  writes: Write[],
  now: number,
): Promise<Run | null> {
  const client = db.$client;
  const next: Run = { ...run, ...standing, step: run.step + 1, heartbeatAt: now };
  const { status, phase, resource, rowsRead, rowsTotal, errorCode, errorDetail, finishedAt, attempts } = next;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  try {
    await client.batch([
      client
        .prepare(
          `UPDATE roster_runs SET status = ?3, phase = ?4, resource = ?5, rows_read = ?6, rows_total = ?7, counts = ?8,
            held = ?9, error_code = ?10, error_detail = ?11, cursor = ?12, attempts = ?13, heartbeat_at = ?14,
            finished_at = ?15, step = step + 1
          WHERE id = ?1 AND step = ?2 AND status = ?16`,
        )
        .bind(
          ...[run.id, run.step, status, phase, resource, rowsRead, rowsTotal, json(next.counts)],
          ...[
            json(next.held),
            errorCode,
            errorDetail,
            json(next.cursor),
            attempts,
            now,
            finishedAt,
            run.status,
          ],
        ),
      client.prepare("SELECT CASE changes() WHEN 1 THEN 1 ELSE abs(-9223372036854775808) END"),
      ...writes.map((write) => client.prepare(write.sql).bind(...write.bind)),
    ]);
  } catch (error) {
    if (error instanceof Error && error.message.includes(OVERTAKEN)) return null;
    throw error;
  }
  return next;
}

/** Runs older than this leave the history, the newest one aside. */
const HISTORY_DAYS = 400;

export async function deleteOldRuns(db: Database, now: number): Promise<void> {
  await db
    .delete(runs)
    .where(and(lt(runs.startedAt, now - HISTORY_DAYS * 86_400_000), ne(runs.status, "running")));
}
