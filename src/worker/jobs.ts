/** What the cron does every five minutes, each job by itself: one that fails must not take the others with it. */
import { deleteExpired } from "./administrators/queries.ts";
import { californianDay } from "./california.ts";
import { deleteExpiredTokens } from "./integrations/ets-queries.ts";
import { watchCredentials } from "./integrations/watch.ts";
import { deleteDaysBefore } from "./letters/day-queries.ts";
import { sendNotices } from "./notices/send.ts";
import { forgetOldLines } from "./retention.ts";
import { reviveSilent, startNightly } from "./roster/runs.ts";
import type { Runtime } from "./runtime.ts";

/** 400 days: enough to hold a season of letters against the one before. */
const FIGURES_KEPT_MS = 400 * 86_400_000;

/** The cron comes every five minutes; what can wait is done by the first of each hour. */
const CRON_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/** @param at when the cron was due, milliseconds since the epoch */
export async function doJobs(at: number, runtime: Runtime): Promise<void> {
  const { db } = runtime;
  const jobs = {
    silent_pull: () => reviveSilent(runtime),
    nightly_pull: () => startNightly(at, runtime),
    expired_tokens: () => deleteExpiredTokens(db, Math.floor(at / 1000)),
    expired_sessions: () => deleteExpired(db, at),
    old_figures: () => deleteDaysBefore(db, californianDay(at - FIGURES_KEPT_MS)),
    old_log_lines: async () => {
      if (at % HOUR_MS < CRON_MS) await forgetOldLines(at, runtime);
    },
    watch: () => watchCredentials(at, runtime),
    notices: () => sendNotices(runtime),
  };
  for (const [job, run] of Object.entries(jobs)) {
    // It is tried again in five minutes.
    await run().catch((error) => runtime.log.error("job_failed", { job, error: String(error?.name) }));
  }
}
