/**
 * Dates for the invented school year. A day is a Date at midnight UTC; "today" is the day in California.
 * Everything is reckoned from the present, so that the demonstration never looks last year's.
 */

import type { Language } from "./words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const SATURDAY = 6;
const SUNDAY = 0;

export function today(now: Date): Date {
  return new Date(`${now.toLocaleDateString("en-CA", { timeZone: "America/Los_Angeles" })}T00:00:00Z`);
}

export function daysAgo(count: number, now: Date): Date {
  return new Date(today(now).getTime() - count * DAY_MS);
}

/** The school day that lies `count` school days back; summers and weekends have none. */
export function schoolDaysAgo(count: number, now: Date): Date {
  let day = today(now);
  for (let left = count; left > 0 || !isSchoolDay(day); ) {
    if (isSchoolDay(day)) left -= 1;
    day = new Date(day.getTime() - DAY_MS);
  }
  return day;
}

function isSchoolDay(day: Date): boolean {
  if (day.getUTCDay() === SATURDAY || day.getUTCDay() === SUNDAY) return false;
  const monthAndDay = (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
  return monthAndDay < 611 || monthAndDay > 819;
}

export interface YearlyDay {
  /** 1 to 12. */
  month: number;
  /** 0 is Sunday. */
  weekday: number;
  /** 1 is the first such weekday of the month; -1 the last. */
  nth: number;
}

/** The next time this day of the year comes round, today included. */
export function nextOccurrence(rule: YearlyDay, now: Date): Date {
  const day = today(now);
  const thisYear = occurrence(rule, day.getUTCFullYear());
  return thisYear >= day ? thisYear : occurrence(rule, day.getUTCFullYear() + 1);
}

function occurrence({ month, weekday, nth }: YearlyDay, year: number): Date {
  if (nth < 0) {
    const last = new Date(Date.UTC(year, month, 0));
    return new Date(last.getTime() - ((last.getUTCDay() - weekday + 7) % 7) * DAY_MS);
  }
  const first = new Date(Date.UTC(year, month - 1, 1));
  const offset = ((weekday - first.getUTCDay() + 7) % 7) + (nth - 1) * 7;
  return new Date(first.getTime() + offset * DAY_MS);
}

export function longDate(day: Date, language: Language): string {
  const text = day.toLocaleDateString(language === "es" ? "es-US" : "en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function isoDate(day: Date): string {
  return day.toISOString().slice(0, 10);
}
