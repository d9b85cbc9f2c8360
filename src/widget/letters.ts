/**
 * Orders a student's reports as a family reads them: by school year, newest first; in a year one row per test;
 * in a row the languages, the viewer's own first. Also says how long the links of a list are good.
 * Pure: no clock, no page.
 */
import type { LetterFormat, ReportItem } from "../worker/portal/api-types.ts";
import { sameLanguage } from "./language-tags.ts";

export interface LetterYear {
  /** The calendar year in which the school year ends. */
  year: number;
  letters: Letter[];
}

/** One test of one year, in every language in which there is a letter. */
export interface Letter {
  /** Unique in the list and stable from one list to the next. */
  key: string;
  /** The assessment's. */
  code: string;
  name: string;
  /** Never empty. */
  versions: LetterVersion[];
}

export interface LetterVersion {
  language: ReportItem["language"];
  /** What View opens: the PDF, else the web page, else the video. */
  main: ReportItem;
  others: OtherForm[];
}

export interface OtherForm {
  report: ReportItem;
  /** 1 for the first of its format in this language, 2 for the second, … */
  nth: number;
}

/** Links are good for 15 minutes (public-api.md §3). */
const LINK_LIFETIME_MS = 15 * 60_000;

/** No fresh link ends this soon: then it is the device's clock that is wrong. */
const SHORTEST_BELIEVED_MS = 2 * 60_000;

const FORMATS: LetterFormat[] = ["pdf", "html", "video"];

/** `preferred` are BCP 47 tags, the viewer's first choice first. The order of tests in a year is the server's. */
export function groupLetters(reports: readonly ReportItem[], preferred: readonly string[]): LetterYear[] {
  const years = groupBy(reports, (report) => report.year).map((group) => ({
    year: group[0].year,
    letters: groupBy(group, (report) => report.assessment.code).map((test) => letterOf(test, preferred)),
  }));
  return years.sort((a, b) => b.year - a.year);
}

function letterOf(reports: NonEmpty<ReportItem>, preferred: readonly string[]): Letter {
  const [{ year, assessment }] = reports;
  // Languages that ETS names and we do not know all have the code `und`: the name keeps them apart.
  const versions = groupBy(reports, ({ language }) => `${language.code} ${language.name}`).map(versionOf);
  return {
    key: `${year} ${assessment.code}`,
    code: assessment.code,
    name: assessment.name,
    versions: sortBy(versions, ({ language }) => languageRank(language.code, preferred)),
  };
}

function versionOf(reports: NonEmpty<ReportItem>): LetterVersion {
  const sorted = sortBy(reports, ({ format }) => FORMATS.indexOf(format));
  const [main = reports[0], ...others] = sorted;
  return {
    language: main.language,
    main,
    others: others.map((report) => ({
      report,
      nth: sorted.filter(({ format }) => format === report.format).indexOf(report) + 1,
    })),
  };
}

/** Lower comes first: the viewer's languages in their order, then English, then the rest as the server has them. */
export function languageRank(code: string, preferred: readonly string[]): number {
  const ranking = [...preferred, "en"];
  const index = ranking.findIndex((tag) => sameLanguage(tag, code));
  return index < 0 ? ranking.length : index;
}

/** 2026 is "2025–26". */
export function schoolYear(year: number): string {
  return `${year - 1}–${String(year % 100).padStart(2, "0")}`;
}

/**
 * For how many milliseconds from now the links of a list just received are good: until the first one ends, but
 * a device whose clock is wrong must neither ask all the time nor too late.
 */
export function linksGoodFor(reports: readonly ReportItem[], receivedAt: number): number {
  const left = Math.min(...reports.map((report) => Date.parse(report.expiresAt))) - receivedAt;
  return left >= SHORTEST_BELIEVED_MS && left < LINK_LIFETIME_MS ? left : LINK_LIFETIME_MS;
}

type NonEmpty<T> = [T, ...T[]];

/** Groups in order of first appearance. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | number): NonEmpty<T>[] {
  const groups = new Map<string | number, NonEmpty<T>>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** A sorted copy; equals stay in their order. */
function sortBy<T>(items: readonly T[], rank: (item: T) => number): T[] {
  return [...items].sort((a, b) => rank(a) - rank(b));
}
