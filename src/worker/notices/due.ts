/** Which notices are due, from the state of the settings and of the pulls alone. */
import type { EtsSettings } from "../integrations/ets-queries.ts";
import { daysUntil } from "../integrations/ets-state.ts";
import { DISTRICT } from "../integrations/site-queries.ts";
import type { PullFacts } from "../roster/last-run-queries.ts";
import type { NOTICE_KINDS } from "./tables.ts";

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface DueNotice {
  key: string;
  kind: NoticeKind;
  site: string;
  expiresOn: string | null;
  code: string | null;
}

/** Days ahead at which TOMS reminds, and so do we; nearest first. */
const REMINDER_DAYS = [1, 3, 7, 14];

/**
 * Each reminder has a key of its own occasion: these credentials, this end, this many days. A day on which nothing ran
 * loses none: what was due yesterday is still due today.
 *
 * @param now milliseconds since the epoch
 */
export function dueNotices(settings: EtsSettings[], now: number): DueNotice[] {
  return settings.flatMap((one) => {
    if (one.disabled) return [];
    const { site, version, expiresOn, lastTestCode, failingSince } = one;
    const due: DueNotice[] = [];
    if (lastTestCode !== null) {
      const key = `failing ${site} ${version} ${failingSince}`;
      due.push({ key, kind: "credentials_failing", site, expiresOn: null, code: lastTestCode });
    }
    const days = daysUntil(expiresOn, now);
    if (days === null) return due;
    if (days < 0) {
      due.push({ key: `expired ${site} ${expiresOn}`, kind: "key_expired", site, expiresOn, code: null });
      return due;
    }
    const ahead = REMINDER_DAYS.find((reminder) => days <= reminder);
    if (ahead !== undefined) {
      const key = `expires ${site} ${expiresOn} ${ahead}`;
      due.push({ key, kind: "key_expires", site, expiresOn, code: null });
    }
    return due;
  });
}

/**
 * A pull that waits for a decision, and pulls that do not succeed: each is told once, until the next success.
 *
 * @param overdueSince as `roster/overdue.ts` has it
 */
export function duePullNotices(
  { outcome }: Pick<PullFacts, "outcome">,
  overdueSince: number | null,
): DueNotice[] {
  const due: DueNotice[] = [];
  const common = { site: DISTRICT, expiresOn: null };
  if (outcome?.status === "held") {
    const code = outcome.held?.[0]?.reason ?? null;
    due.push({ ...common, key: `held ${outcome.id}`, kind: "pull_held", code });
  }
  if (overdueSince !== null) {
    const code = outcome?.status === "failed" ? outcome.errorCode : null;
    due.push({ ...common, key: `overdue ${overdueSince}`, kind: "pull_overdue", code });
  }
  return due;
}
