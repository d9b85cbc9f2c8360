/** The door: requests go to the app, the hourly cron to the housekeeping and the morning's watch. */
import { deleteExpired } from "./administrators/queries.ts";
import { app } from "./app.ts";
import { type Bindings, readConfig } from "./env.ts";
import { deleteExpiredTokens } from "./integrations/ets-queries.ts";
import { watchCredentials } from "./integrations/watch.ts";
import { createLog } from "./log.ts";
import { sendNotices } from "./notices/send.ts";
import { createRuntime } from "./runtime.ts";

export default {
  fetch: app.fetch,

  async scheduled(event, env, context) {
    const checked = readConfig(env);
    if (!checked.ok) {
      createLog({ cron: event.cron }).error("misconfigured", { problems: checked.problems.join("; ") });
      return;
    }
    const runtime = createRuntime(env, checked.config, context, { cron: event.cron });
    await deleteExpiredTokens(runtime.db, Math.floor(event.scheduledTime / 1000));
    await deleteExpired(runtime.db, event.scheduledTime);
    await watchCredentials(event.scheduledTime, runtime);
    await sendNotices(runtime);
  },
} satisfies ExportedHandler<Bindings>;
