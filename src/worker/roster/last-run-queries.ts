/** SQL of how the roster's pulls have gone of late, for those who look at the whole. */
import { desc, ne } from "drizzle-orm";
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
