/** Calendar days where people are: in California, whose schools we serve, or where a district says that it is. */

/** Parents look at letters after work, administrators before. */
export const CALIFORNIA = "America/Los_Angeles";

/** Kept, as making one takes longer than everything else that is done with it. A district has one time zone. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day at a moment, YYYY-MM-DD.
 *
 * @param timeZone IANA name that the runtime knows
 * @param at milliseconds since the epoch
 */
export function dayIn(timeZone: string, at: number): string {
  const parts = new Map(
    calendarOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

export function californianDay(at: number): string {
  return dayIn(CALIFORNIA, at);
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  calendars.set(timeZone, made);
  return made;
}
