/** The clock that the state's schools live by: parents look at letters after work, administrators before. */

export const CALIFORNIA = "America/Los_Angeles";

/** Written as 2026-11-22. Made at the first use, as making one takes longer than everything else that is done with it. */
let calendar: Intl.DateTimeFormat | undefined;

/** The calendar day in California, YYYY-MM-DD. @param at milliseconds since the epoch */
export function californianDay(at: number): string {
  calendar ??= new Intl.DateTimeFormat("en-US", {
    timeZone: CALIFORNIA,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = new Map(calendar.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}
