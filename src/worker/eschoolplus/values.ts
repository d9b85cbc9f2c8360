/**
 * One value as eSchoolPLUS sends it, read into one of ours. Every reader answers null for what it cannot read; no
 * reader throws. They run for every cell of a night's pull, so their patterns are compiled once and the usual case,
 * clean text, is checked before anything is replaced.
 */

export type Reader<Value> = (sent: unknown) => Value | null;

/** The longest id of the public API; a longer one is none of ours. */
const ID_MAX_CHARACTERS = 64;
/** Codes of a district's own tables: grades, languages, relations. */
const CODE_MAX_CHARACTERS = 64;
/** The longest name is a school's. */
const NAME_MAX_CHARACTERS = 128;
/** RFC 5321: the longest e-mail address; login ids are often one. */
const ADDRESS_MAX_CHARACTERS = 254;
/** A field that a district has defined holds a code or a sentence. */
const VALUE_MAX_CHARACTERS = 1_000;

const CONTROLS = /\p{Cc}/u;
const BREAKS = /[\t\n\r\u0085]+/g;
const ALL_CONTROLS = /\p{Cc}/gu;

const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const US_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/;
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;
/** ASP.NET's old JSON date: milliseconds in UTC, perhaps the zone in which it was written. */
const TICKS_DATE = /^\/Date\((-?\d{1,15})(?:([+-])(\d{2})(\d{2}))?\)\/$/;

/** Nobody in a roster was born before or will be after; .NET's empty date is in the year 1. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** Whole or not at all: an id that is cut, or a number that JSON has rounded, would be somebody else's. */
export const readId = exactText(ID_MAX_CHARACTERS);
export const readAddress = exactText(ADDRESS_MAX_CHARACTERS);
export const readCode = cutText(CODE_MAX_CHARACTERS);
export const readName = cutText(NAME_MAX_CHARACTERS);
export const readValue = cutText(VALUE_MAX_CHARACTERS);

export function readYesNo(sent: unknown): boolean | null {
  if (typeof sent === "boolean") return sent;
  switch (String(plain(sent) ?? "").toLowerCase()) {
    case "y":
    case "true":
    case "1":
      return true;
    case "n":
    case "false":
    case "0":
      return false;
    default:
      return null;
  }
}

/** A code that is a yes or no in some districts: then the same whichever way a profile writes it. */
export function readYesNoOrCode(sent: unknown): string | null {
  const flag = readYesNo(sent);
  return flag === null ? readCode(sent) : flag ? "Y" : "N";
}

export function readWholeNumber(sent: unknown): number | null {
  const text = plain(sent);
  const number = text === null ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) ? number : null;
}

/** The calendar date as written, whatever the time and the zone beside it: YYYY-MM-DD. */
export function readDate(sent: unknown): string | null {
  const text = plain(sent);
  if (text === null) return null;
  const iso = ISO_DATE.exec(text) ?? COMPACT_DATE.exec(text);
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const us = US_DATE.exec(text);
  if (us) return calendarDate(Number(us[3]), Number(us[1]), Number(us[2]));
  const ticks = TICKS_DATE.exec(text);
  if (!ticks) return null;
  const [, milliseconds, sign, hours, minutes] = ticks;
  const zone = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  const date = new Date(Number(milliseconds) + (sign === "-" ? -zone : zone));
  return calendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function calendarDate(year: number, month: number, day: number): string | null {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  // The 31st of February would have become a day in March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

function exactText(max: number): Reader<string> {
  return (sent) => {
    if (typeof sent === "number" && Number.isInteger(sent) && !Number.isSafeInteger(sent)) return null;
    const text = plain(sent);
    return text === null || text.length > max ? null : text;
  };
}

function cutText(max: number): Reader<string> {
  return (sent) => {
    const text = plain(sent);
    return text === null || text.length <= max ? text : text.slice(0, max).trimEnd().toWellFormed();
  };
}

/** Text or a number as trimmed text without control characters; null when nothing is left of it. */
function plain(sent: unknown): string | null {
  if (typeof sent === "number" || typeof sent === "boolean") return String(sent);
  if (typeof sent !== "string") return null;
  // A line break separates words; any other control character stands for nothing.
  const clean = CONTROLS.test(sent) ? sent.replace(BREAKS, " ").replace(ALL_CONTROLS, "") : sent;
  const text = clean.trim();
  return text === "" ? null : text.toWellFormed();
}
