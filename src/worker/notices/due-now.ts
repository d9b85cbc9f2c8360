/** All that is due at this moment: what the mails, the webhook and the pages' banner tell alike. */
import { findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import { listSettings } from "../integrations/ets-queries.ts";
import { EVERYWHERE } from "../permission.ts";
import { findPullFacts } from "../roster/last-run-queries.ts";
import { overdueSince } from "../roster/overdue.ts";
import type { Runtime } from "../runtime.ts";
import { type DueNotice, dueNotices, duePullNotices } from "./due.ts";

export async function allDueNotices({ db, now }: Runtime): Promise<DueNotice[]> {
  const [ets, eschoolplus, pulls] = await Promise.all([
    listSettings(db, EVERYWHERE),
    findEschoolplusSettings(db),
    findPullFacts(db),
  ]);
  return [...dueNotices(ets, now()), ...duePullNotices(pulls, overdueSince(eschoolplus, pulls, now()))];
}
