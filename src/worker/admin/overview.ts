/** The overview's figures as one administrator may see them, for the API and the page alike. */

import { californianDay } from "../california.ts";
import { listSettings } from "../integrations/ets-queries.ts";
import { daysUntil } from "../integrations/ets-state.ts";
import { siteInScope } from "../integrations/scope-queries.ts";
import { type LetterDay, listLetterDays, OPENED } from "../letters/day-queries.ts";
import { isEverywhere, type SiteScope } from "../permission.ts";
import { findLastRun } from "../roster/last-run-queries.ts";
import type { Run } from "../roster/run-queries.ts";
import type { Runtime } from "../runtime.ts";

/** What a plot on a phone can show, and a season of letters fills. */
const DAYS_SHOWN = 30;
const DAYS_OF_A_WEEK = 7;
const DAY_MS = 86_400_000;

export interface OverviewDay {
  /** YYYY-MM-DD, a day of California. */
  day: string;
  opened: number;
  /** Lists and letters that could not be shown, by code. */
  refused: Record<string, number>;
}

export interface Overview {
  /** Oldest first, today last; days on which nothing happened too. */
  days: OverviewDay[];
  /** The next to expire first. */
  keys: { site: string; expiresOn: string; days: number }[];
  /** Null before the first, and for those who do not see the whole district. */
  lastPull: Run | null;
}

export async function overviewOf(view: SiteScope, runtime: Runtime): Promise<Overview> {
  const { db } = runtime;
  const now = runtime.now();
  const days = lastDays(californianDay(now), DAYS_SHOWN);
  const [from = "", to = ""] = [days.at(0), days.at(-1)];
  const [counted, settings, lastPull] = await Promise.all([
    listLetterDays(db, (site) => siteInScope(site, view), from, to),
    listSettings(db, view),
    isEverywhere(view) ? findLastRun(db) : undefined,
  ]);
  const keys = settings.flatMap(({ site, disabled, expiresOn }) => {
    const left = daysUntil(expiresOn, now);
    return disabled || expiresOn === null || left === null ? [] : [{ site, expiresOn, days: left }];
  });
  return {
    days: days.map((day) => figuresOf(day, counted)),
    keys: keys.toSorted((a, b) => a.days - b.days),
    lastPull: lastPull ?? null,
  };
}

/** Letters opened today and on the six days before. */
export function openedThisWeek(days: OverviewDay[]): number {
  return sum(days.slice(-DAYS_OF_A_WEEK).map(({ opened }) => opened));
}

/** What a pull added, updated and removed, all resources together. */
export function changesOf({ counts }: Run): { added: number; updated: number; removed: number } {
  const all = Object.values(counts);
  return {
    added: sum(all.map(({ added }) => added)),
    updated: sum(all.map(({ updated }) => updated)),
    removed: sum(all.map(({ removed }) => removed)),
  };
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function figuresOf(day: string, counted: LetterDay[]): OverviewDay {
  const own = counted.filter((line) => line.day === day);
  const refused = own
    .filter(({ outcome }) => outcome !== OPENED)
    .map(({ outcome, count }) => [outcome, count]);
  const opened = own.find(({ outcome }) => outcome === OPENED)?.count ?? 0;
  return { day, opened, refused: Object.fromEntries(refused) };
}

/** Some calendar days up to one, oldest first. Counted at noon in UTC, where no clock is ever changed. */
function lastDays(today: string, count: number): string[] {
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: count }, (_, at) =>
    new Date(noon - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  );
}
