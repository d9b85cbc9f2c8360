/** When the roster has gone without a pull for too long. Pure. */
import type { EschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import type { PullFacts } from "./last-run-queries.ts";
import { isPaused } from "./nightly.ts";

/** Two nights, and two hours for a pull that takes its time. */
const OVERDUE_HOURS = 50;

type Settings = Pick<EschoolplusSettings, "nightlyAt" | "timeZone" | "pausedUntil" | "updatedAt">;

/**
 * Since when pulls should have come and none has succeeded; null while all is as it should be. Settings that were saved
 * since, and a pause that has ended, are given two nights of their own. While a pull runs, what it brings is awaited, but
 * not for ever: one that does not come to its end keeps others from beginning.
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch
 */
export function overdueSince(
  settings: Settings | undefined,
  { running, lastSuccessAt }: Pick<PullFacts, "running" | "lastSuccessAt">,
  now: number,
): number | null {
  if (settings === undefined || isPaused(now, settings)) return null;
  if (running !== undefined && now - running.startedAt <= OVERDUE_HOURS * 3_600_000) return null;
  const { updatedAt, pausedUntil } = settings;
  // Some hours off the local midnight, which still leaves two nights from Hawaii to Maine.
  const resumedAt = pausedUntil === null ? 0 : Date.parse(`${pausedUntil}T00:00:00Z`);
  const since = Math.max(lastSuccessAt ?? 0, updatedAt, resumedAt);
  return now - since > OVERDUE_HOURS * 3_600_000 ? since : null;
}
