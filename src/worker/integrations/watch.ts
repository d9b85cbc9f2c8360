/**
 * Each morning every saved ETS credential is tried, so that a key which another vendor of the district has made
 * invalid is found before parents find it. What came of it stands beside the settings and in the log of changes.
 */
import { EVERYWHERE } from "../permission.ts";
import type { Runtime } from "../runtime.ts";
import { listSettings } from "./ets-queries.ts";
import { testSettings } from "./ets-settings.ts";

/** California's schools; parents look at letters after work, administrators before. */
const TIME_ZONE = "America/Los_Angeles";
const MORNING_HOUR = 6;

/** As the log names it. */
const ACTOR = "morning-watch";

/** Tries all credentials if the hour that begins now is the morning's; the cron fires once an hour. */
export async function watchCredentials(scheduledTime: number, runtime: Runtime): Promise<void> {
  if (hourIn(TIME_ZONE, scheduledTime) !== MORNING_HOUR) return;
  for (const { site, disabled, apiUrl, username } of await listSettings(runtime.db, EVERYWHERE)) {
    if (disabled || apiUrl === null || username === null) continue;
    const refusal = await testSettings(site, { apiUrl, username }, ACTOR, runtime);
    if (refusal !== null) runtime.log.error("ets_credentials_failing", { site, code: refusal });
  }
}

function hourIn(timeZone: string, time: number): number {
  const hour = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", hourCycle: "h23" }).format(time);
  return Number(hour);
}
