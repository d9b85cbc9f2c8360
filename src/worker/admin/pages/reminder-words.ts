/** What is due to be told at this moment, in words for a page, each with the page that mends it. */
import { siteNamesQuery } from "../../integrations/site-queries.ts";
import type { DueNotice } from "../../notices/due.ts";
import { allDueNotices } from "../../notices/due-now.ts";
import type { Runtime } from "../../runtime.ts";
import { dateWithDistance } from "./dates.ts";
import { etsPath } from "./ets-situation.ts";
import { ROSTER_PATH } from "./roster-words.ts";
import type { Tone } from "./words.ts";

export interface Reminder {
  tone: Tone;
  sentence: string;
  /** What families see meanwhile. */
  meaning: string;
  href: string;
}

/** From the state of the settings alone, as the mails and the webhook have it; the worst first. */
export async function currentReminders(runtime: Runtime): Promise<Reminder[]> {
  const now = runtime.now();
  const due = await allDueNotices(runtime);
  if (due.length === 0) return [];
  const names = await siteNames(
    due.map(({ site }) => site),
    runtime,
  );
  const reminders = due.map((notice) => reminderOf(notice, names.get(notice.site) ?? notice.site, now));
  return reminders.toSorted((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
}

/** D1 takes 100 parameters at once. */
const NAMES_AT_ONCE = 100;

export async function siteNames(ids: string[], { db }: Runtime): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  const names = new Map<string, string>();
  for (let next = 0; next < wanted.length; next += NAMES_AT_ONCE) {
    for (const { id, name } of await siteNamesQuery(db, wanted.slice(next, next + NAMES_AT_ONCE)))
      names.set(id, name);
  }
  return names;
}

type Told = Pick<DueNotice, "kind" | "site" | "expiresOn" | "code">;

/** @param now milliseconds since the epoch */
export function reminderOf({ kind, site, expiresOn, code }: Told, siteName: string, now: number): Reminder {
  const href = etsPath(site);
  const on = expiresOn === null ? "" : dateWithDistance(expiresOn, now);
  switch (kind) {
    case "key_expires":
      return {
        ...{ tone: "warn", href, sentence: `The ETS key of ${siteName} expires ${on}.` },
        meaning:
          "After that day families read ETS002 instead of their letters. Make a new key in TOMS before.",
      };
    case "key_expired":
      return {
        ...{ tone: "bad", href, sentence: `The ETS key of ${siteName} expired ${on}.` },
        meaning: "Families may read ETS002 instead of their letters. Make a new key in TOMS.",
      };
    case "credentials_failing":
      return code === "credentials_refused"
        ? {
            ...{ tone: "bad", href, sentence: `ETS refuses the key of ${siteName}.` },
            meaning:
              "Families read ETS002. Another vendor of the district may have made a new key in TOMS, which ends the old one for everybody.",
          }
        : {
            ...{ tone: "bad", href, sentence: `ETS could not be reached for ${siteName}.` },
            meaning: "Families read ETS001 while that lasts. If it stays so until noon, check the API URL.",
          };
    case "pull_held":
      return {
        ...{
          tone: "warn",
          href: ROSTER_PATH,
          sentence: "A roster pull is held back and waits for a decision.",
        },
        meaning: "Families keep the access they had; what changed since then does not arrive.",
      };
    case "pull_overdue":
      return {
        ...{ tone: "bad", href: ROSTER_PATH, sentence: "No roster pull has succeeded for two nights." },
        meaning:
          "Families keep the access they had; new students, parents and changes of custody do not arrive.",
      };
  }
}
