/**
 * What the crons do, each job by itself: one that fails must not take the others with it. Every five minutes a pull that is
 * due starts and one that fell silent is taken up; once an hour the rest.
 */
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

/** The trigger of wrangler.toml that looks after pulls alone; every other one does everything. */
const PULLS_ONLY = "*/5 * * * *";

/** @param at when the cron was due, milliseconds since the epoch */
export async function doJobs(cron: string, at: number, runtime: Runtime): Promise<void> {
  const { db } = runtime;
  const pulls = {
    silent_pull: () => reviveSilent(runtime),
    nightly_pull: () => startNightly(at, runtime),
  };
  const hourly = {
    expired_tokens: () => deleteExpiredTokens(db, Math.floor(at / 1000)),
    expired_sessions: () => deleteExpired(db, at),
    old_figures: () => deleteDaysBefore(db, californianDay(at - FIGURES_KEPT_MS)),
    old_log_lines: () => forgetOldLines(at, runtime),
    watch: () => watchCredentials(at, runtime),
    notices: () => sendNotices(runtime),
  };
  const jobs = cron === PULLS_ONLY ? pulls : { ...pulls, ...hourly };
  for (const [job, run] of Object.entries(jobs)) {
    // It is tried again the next time.
    await run().catch((error) => runtime.log.error("job_failed", { job, error: String(error?.name) }));
  }
}
