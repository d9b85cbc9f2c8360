/** How saved ETS settings are doing, at a glance, and the days that their keys live by. */
import type { EtsSettings } from "./ets-queries.ts";

export type IntegrationState = "ok" | "failing" | "expiring" | "not_set_up";

/** TOMS's own first reminder comes this many days ahead. */
export const EXPIRING_DAYS = 14;
const DAY_MS = 86_400_000;

/** @param now milliseconds since the epoch */
export function etsState(settings: EtsSettings | undefined, now: number): IntegrationState {
  if (settings === undefined) return "not_set_up";
  if (settings.disabled) return "ok"; // switched off on purpose
  if (settings.lastTestCode !== null) return "failing";
  const days = daysUntil(settings.expiresOn, now);
  if (days === null) return "ok";
  return days < 0 ? "failing" : days <= EXPIRING_DAYS ? "expiring" : "ok";
}

/**
 * Whole days from today (UTC) to a date; negative once it has passed, null without one.
 *
 * @param date YYYY-MM-DD
 */
export function daysUntil(date: string | null, now: number): number | null {
  if (date === null) return null;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return Math.round((Date.parse(`${date}T00:00:00Z`) - today) / DAY_MS);
}

/** YYYY-MM-DD (UTC), some days after a moment in milliseconds since the epoch. */
export function dateAfter(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}
