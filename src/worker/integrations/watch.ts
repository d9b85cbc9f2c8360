/**
 * Each morning every saved ETS credential is tried, so that a key which another vendor of the district has made
 * invalid is found before parents find it. What came of it stands beside the settings and in the log of changes.
 */
import { CALIFORNIA } from "../california.ts";
import { EVERYWHERE } from "../permission.ts";
import type { Runtime } from "../runtime.ts";
import { type EtsSettings, listSettings } from "./ets-queries.ts";
import { testSettings } from "./ets-settings.ts";

const MORNING_HOURS = { first: 6, last: 11 };

/** A credential that was tried since yesterday's noon is not tried again this morning. */
const TRIED_LATELY_MS = 18 * 60 * 60_000;

/** A county has some dozens of credentials; ETS is asked for a few tokens at once. */
const AT_ONCE = 5;

/** As the log names it. */
const ACTOR = "morning-watch";

/**
 * Tries what has not been tried lately, if it is morning at the hour that begins now. The cron fires once an hour: what
 * one run could not do, the next one does.
 */
export async function watchCredentials(scheduledTime: number, runtime: Runtime): Promise<void> {
  const hour = hourIn(CALIFORNIA, scheduledTime);
  if (hour < MORNING_HOURS.first || hour > MORNING_HOURS.last) return;
  const due = (await listSettings(runtime.db, EVERYWHERE))
    .filter(({ disabled, lastTestAt }) => !disabled && scheduledTime - (lastTestAt ?? 0) > TRIED_LATELY_MS)
    .toSorted((a, b) => (a.lastTestAt ?? 0) - (b.lastTestAt ?? 0));
  for (let next = 0; next < due.length; next += AT_ONCE) {
    await Promise.all(due.slice(next, next + AT_ONCE).map((settings) => tryOne(settings, runtime)));
  }
}

async function tryOne({ site, apiUrl, username }: EtsSettings, runtime: Runtime): Promise<void> {
  if (apiUrl === null || username === null) return;
  try {
    const refusal = await testSettings(site, { apiUrl, username }, ACTOR, runtime);
    if (refusal !== null) runtime.log.error("ets_credentials_failing", { site, code: refusal });
  } catch {
    runtime.log.error("ets_credentials_not_tried", { site });
  }
}

function hourIn(timeZone: string, time: number): number {
  const hour = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", hourCycle: "h23" }).format(time);
  return Number(hour);
}
