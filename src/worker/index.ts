/** The door: requests go to the app, the hourly cron to the housekeeping, the morning's watch and the reminders. */
import { deleteExpired } from "./administrators/queries.ts";
import { app } from "./app.ts";
import { californianDay } from "./california.ts";
import { type Bindings, readConfig } from "./env.ts";
import { deleteExpiredTokens } from "./integrations/ets-queries.ts";
import { watchCredentials } from "./integrations/watch.ts";
import { deleteDaysBefore } from "./letters/day-queries.ts";
import { createLog } from "./log.ts";
import { sendNotices } from "./notices/send.ts";
import { createRuntime } from "./runtime.ts";

/** 400 days: enough to hold a season of letters against the one before. */
const FIGURES_KEPT_MS = 400 * 86_400_000;

export default {
  fetch: app.fetch,

  async scheduled(event, env, context) {
    const checked = readConfig(env);
    if (!checked.ok) {
      createLog({ cron: event.cron }).error("misconfigured", { problems: checked.problems.join("; ") });
      return;
    }
    const runtime = createRuntime(env, checked.config, context, { cron: event.cron });
    const jobs = {
      expired_tokens: () => deleteExpiredTokens(runtime.db, Math.floor(event.scheduledTime / 1000)),
      expired_sessions: () => deleteExpired(runtime.db, event.scheduledTime),
      old_figures: () => deleteDaysBefore(runtime.db, californianDay(event.scheduledTime - FIGURES_KEPT_MS)),
      watch: () => watchCredentials(event.scheduledTime, runtime),
      notices: () => sendNotices(runtime),
    };
    for (const [job, run] of Object.entries(jobs)) {
      // One that fails must not take the others with it; it is tried again in an hour.
      await run().catch((error) => runtime.log.error("job_failed", { job, error: String(error?.name) }));
    }
  },
} satisfies ExportedHandler<Bindings>;
