/** SQL of how the roster's pulls have gone of late, for those who look at the whole. */
import { desc, eq, ne } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import type { Run } from "./run-queries.ts";
import { runs } from "./tables.ts";

/** The pull that was started last, running or not. */
export async function findLastRun(db: Database): Promise<Run | undefined> {
  return db.select().from(runs).orderBy(desc(runs.startedAt)).limit(1).get();
}

/** The pull that ended last, or waits for an administrator: what is known of how pulls go. */
export async function findLastOutcome(db: Database): Promise<Run | undefined> {
  return db
    .select()
    .from(runs)
    .where(ne(runs.status, "running"))
    .orderBy(desc(runs.startedAt))
    .limit(1)
    .get();
}

/** What the pages, the reminders and the integration's state go by. */
export interface PullFacts {
  running: Run | undefined;
  /** The pull that ended last, or waits for an administrator. */
  outcome: Run | undefined;
  /** When a pull last put its changes in place, milliseconds since the epoch; null where none has. */
  lastSuccessAt: number | null;
}

export async function findPullFacts(db: Database): Promise<PullFacts> {
  const [running, outcome, succeeded] = await Promise.all([
    db.select().from(runs).where(eq(runs.status, "running")).get(),
    findLastOutcome(db),
    db
      .select({ finishedAt: runs.finishedAt, startedAt: runs.startedAt })
      .from(runs)
      .where(eq(runs.status, "succeeded"))
      .orderBy(desc(runs.startedAt))
      .limit(1)
      .get(),
  ]);
  const lastSuccessAt = succeeded === undefined ? null : (succeeded.finishedAt ?? succeeded.startedAt);
  return { running, outcome, lastSuccessAt };
}
