/** When the nightly pull is due, by the district's own clock. Pure. */
import type { EschoolplusSettings } from "../integrations/eschoolplus-queries.ts";

type Schedule = Pick<EschoolplusSettings, "nightlyAt" | "timeZone" | "pausedUntil">;

/**
 * The local day whose nightly pull a pull started now is, or null before that hour. Compared by the clock on the wall: an
 * hour that daylight saving leaves out is over once the clock shows a later one, and one that comes twice is the same day.
 *
 * @param now milliseconds since the epoch
 * @returns YYYY-MM-DD
 */
export function nightOf(now: number, { nightlyAt, timeZone }: Schedule): string | null {
  const { day, time } = localClock(now, timeZone);
  return time >= nightlyAt ? day : null;
}

/** True while nightly pulls rest; they run again on the day that is named. */
export function isPaused(now: number, { timeZone, pausedUntil }: Schedule): boolean {
  return pausedUntil !== null && localClock(now, timeZone).day < pausedUntil;
}

/** @returns the day as YYYY-MM-DD and the time as HH:MM */
export function localClock(now: number, timeZone: string): { day: string; time: string } {
  const format = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone, hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const { year = "", month = "", day = "", hour = "", minute = "" } = parts;
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}
