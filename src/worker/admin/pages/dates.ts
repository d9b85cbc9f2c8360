/**
 * Dates and moments as administrators read them: "Aug 14, 2026 (in 61 days)". Everything is UTC, as in the log, its
 * CSV and the API, and the columns say so where the hour is shown; pulls alone go by the district's clock.
 */
import { daysUntil } from "../../integrations/ets-state.ts";

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

/** "Aug 14, 2026 (in 61 days)". @param date YYYY-MM-DD @param now milliseconds since the epoch */
export function dateWithDistance(date: string, now: number): string {
  return `${plainDate(date)} (${distance(daysUntil(date, now) ?? 0)})`;
}

/** "Aug 14, 2026". @param date YYYY-MM-DD */
export function plainDate(date: string): string {
  return dayOf(Date.parse(`${date}T00:00:00Z`));
}

/** "Aug 14, 2026", the day of a moment. @param at milliseconds since the epoch */
export function dayOf(at: number): string {
  return DAY.format(at);
}

/** "Aug 14, 2026, 16:05". @param at milliseconds since the epoch */
export function minuteOf(at: number): string {
  return `${DAY.format(at)}, ${new Date(at).toISOString().slice(11, 16)}`;
}

/**
 * "Nov 21, 2:04 am", by the district's clock, as the hour of the nightly pull is; the year where it is another one.
 *
 * @param at milliseconds since the epoch
 */
export function districtMinute(
  at: number,
  { timeZone, now }: { timeZone: string | null; now: number },
): string {
  const zone = { timeZone: timeZone ?? "UTC" };
  const year = new Intl.DateTimeFormat("en-US", { ...zone, year: "numeric" });
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ ...zone, month: "short", day: "numeric", hour: "numeric", minute: "2-digit", hour12: true },
    ...(year.format(at) === year.format(now) ? {} : { year: "numeric" as const }),
  });
  // Some engines part the hour from "AM" by a narrow space of its own.
  const words = format.format(at).replace(/\s([AP]M)$/u, (_, half: string) => ` ${half.toLowerCase()}`);
  return timeZone === null ? `${words} UTC` : words;
}

function distance(days: number): string {
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
