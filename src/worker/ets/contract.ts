/**
 * All that is ASSUMED of the ETS Student Score Report API, in one place: paths, header style, field names and
 * their aliases, lifetimes, languages. A vendor with the specification in hand corrects it here and nowhere else.
 *
 * Source: `../shared/contracts/ets-ssr.md`. Answers are read tolerantly: unknown fields are ignored, aliases are
 * accepted; a missing required field is an error that names the field and never echoes the payload.
 */
import type { LetterFormat, Report, ReportLanguage } from "./report.ts";

/** Offered to administrators as the usual value. */
export const USUAL_API_URL = "https://caaspp-aws.ets.org/api/v1/token";

/** Where ETS states no lifetime and the token is no JWT either. */
const DEFAULT_TOKEN_LIFETIME_SECONDS = 600;

const TOKEN_FIELDS = ["token", "access_token", "id_token"];
const LIFETIME_FIELDS = ["expires_in"];
const LIST_ENVELOPES = ["scoreReports", "reports", "data"];
const TYPE_FIELDS = ["reportType", "scoreReportType", "type", "assessment"];
const YEAR_FIELDS = ["year", "administrationYear", "testYear"];
const LANGUAGE_FIELDS = ["language", "lang", "languageCode"];
const LINK_FIELDS = ["url", "link", "pdfUrl", "reportUrl"];
const FORMAT_FIELDS = ["format", "contentType"];

/** An SSID as California issues them: ten digits. Anything else is never sent. */
export const SSID_PATTERN = /^\d{10}$/;

/** Three years of a dozen assessments in six languages and three formats stay far below. */
const MAX_REPORTS = 1_000;

/** A pre-signed link is about 2,000 characters; one of this length still fits into a sealed link of ours. */
const MAX_LINK_LENGTH = 8_000;

/** Longest word for an assessment or a language that is shown. */
const MAX_WORD_LENGTH = 80;

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

export interface TokenAnswer {
  token: string;
  lifetimeSeconds: number;
}

export function tokenRequest(apiUrl: string, username: string, secretKey: string) {
  return {
    url: apiUrl,
    method: "POST" as const,
    headers: {
      authorization: `Basic ${base64OfUtf8(`${username}:${secretKey}`)}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify({ username, secretKey }),
  };
}

export function reportsRequest(apiUrl: string, ssid: string, token: string) {
  return {
    url: `${apiBase(apiUrl)}/scorereports/${encodeURIComponent(ssid)}`,
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
  };
}

/** The API URL that administrators type is the token's; the base is that without its last path segment. */
function apiBase(apiUrl: string): string {
  const url = new URL(apiUrl);
  return url.origin + url.pathname.replace(/\/+$/, "").replace(/\/[^/]*$/, "");
}

/** @param nowSeconds Unix time, to read the lifetime from a JWT's `exp` */
export function parseTokenAnswer(text: string, nowSeconds: number): Parsed<TokenAnswer> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const token = isRecord(json.value) ? field(json.value, TOKEN_FIELDS) : undefined;
  // Header-safe text only: the token is sent back in a header.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) return missing("token");
  const stated = isRecord(json.value) ? numberOf(field(json.value, LIFETIME_FIELDS)) : undefined;
  return {
    ok: true,
    value: {
      token,
      lifetimeSeconds: stated ?? jwtLifetime(token, nowSeconds) ?? DEFAULT_TOKEN_LIFETIME_SECONDS,
    },
  };
}

/** The list of report definitions. Formats we do not know are left out: they may be new, and are not an error. */
export function parseReportsAnswer(text: string): Parsed<Report[]> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const rows = Array.isArray(json.value)
    ? json.value
    : isRecord(json.value)
      ? field(json.value, LIST_ENVELOPES)
      : undefined;
  if (!Array.isArray(rows)) return missing("the list of reports");
  if (rows.length > MAX_REPORTS) return { ok: false, problem: `more than ${MAX_REPORTS} reports` };
  const reports: Report[] = [];
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (!isRecord(row)) return { ok: false, problem: `report ${index} is not an object` };
    const format = formatOf(field(row, FORMAT_FIELDS));
    const type = textOf(field(row, TYPE_FIELDS));
    const year = yearOf(field(row, YEAR_FIELDS));
    const language = languageOf(field(row, LANGUAGE_FIELDS));
    const url = textOf(field(row, LINK_FIELDS));
    if (type === undefined) return missing(`reportType of report ${index}`);
    if (year === undefined) return missing(`year of report ${index}`);
    if (language === undefined) return missing(`language of report ${index}`);
    if (url === undefined || url.length > MAX_LINK_LENGTH) return missing(`url of report ${index}`);
    if (format === undefined) continue;
    // ETS gives one HTML link per content area, so the same four can come more than once: number them.
    const key = JSON.stringify([assessmentCode(type), year, language.code, format]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    reports.push({
      assessment: { code: assessmentCode(type), word: type.slice(0, MAX_WORD_LENGTH) },
      year,
      language,
      format,
      ordinal,
      url,
    });
  }
  return { ok: true, value: reports };
}

/** ETS's words for an assessment, brought to one stable code each; an unknown word becomes its own code. */
function assessmentCode(type: string): string {
  const slug = type
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return ASSESSMENT_ALIASES[slug] ?? (slug === "" ? "OTHER" : slug.slice(0, MAX_WORD_LENGTH));
}

const ASSESSMENT_ALIASES: Record<string, string> = {
  SB: "CAASPP",
  SBAC: "CAASPP",
  "SMARTER-BALANCED": "CAASPP",
  "SUMMATIVE-ELPAC": "ELPAC",
  "ELPAC-SUMMATIVE": "ELPAC",
  "ELPAC-INITIAL": "INITIAL-ELPAC",
  "SUMMATIVE-ALTERNATE-ELPAC": "ALTERNATE-ELPAC",
  "ALT-ELPAC": "ALTERNATE-ELPAC",
  "INITIAL-ALT-ELPAC": "INITIAL-ALTERNATE-ELPAC",
  "CAA-FOR-ELA": "CAA-ELA",
  "CAA-FOR-MATH": "CAA-MATH",
  "CAA-FOR-MATHEMATICS": "CAA-MATH",
  "CAA-FOR-SCIENCE": "CAA-SCIENCE",
};

const LANGUAGES: (ReportLanguage & { aliases: string[] })[] = [
  { code: "en", name: "English", english: "English", aliases: ["eng", "en"] },
  { code: "es", name: "Español", english: "Spanish", aliases: ["spa", "es"] },
  { code: "vi", name: "Tiếng Việt", english: "Vietnamese", aliases: ["vie", "vi"] },
  { code: "fil", name: "Filipino", english: "Filipino", aliases: ["fil", "tgl", "tl", "tagalog"] },
  {
    code: "zh-Hant",
    name: "繁體中文",
    english: "Chinese",
    aliases: ["zho", "chi", "zh", "zhhant", "zhtw", "traditionalchinese", "chinesetraditional", "mandarin"],
  },
  { code: "ko", name: "한국어", english: "Korean", aliases: ["kor", "ko"] },
];

function languageOf(value: unknown): ReportLanguage | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const plain = text.toLowerCase().replace(/[^a-z]/g, "");
  const known = LANGUAGES.find(
    ({ english, aliases }) => english.toLowerCase() === plain || aliases.includes(plain),
  );
  if (known) return { code: known.code, name: known.name, english: known.english };
  return {
    code: /^[a-z]{2,3}$/i.test(text) ? text.toLowerCase() : "und",
    name: text.slice(0, MAX_WORD_LENGTH),
    english: text.slice(0, MAX_WORD_LENGTH),
  };
}

/** "2025", 2025, "2024-25" and "2024–2025" all read as 2025, the year in which the school year ends. */
function yearOf(value: unknown): number | undefined {
  const match = /^(\d{4})(?:\s*[-–—/]\s*(\d{2}|\d{4}))?$/.exec(textOf(value) ?? "");
  if (!match?.[1]) return undefined;
  const end = match[2] ?? match[1];
  const year = Number(end.length === 2 ? match[1].slice(0, 2) + end : end);
  return year >= 2000 && year <= 2100 ? year : undefined;
}

/** Undefined for a format that we do not know; a report without one is a PDF. */
function formatOf(value: unknown): LetterFormat | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === undefined || text === "pdf" || text.startsWith("application/pdf")) return "pdf";
  if (text === "html" || text.startsWith("text/html")) return "html";
  return text.startsWith("video") ? "video" : undefined;
}

function jwtLifetime(token: string, nowSeconds: number): number | undefined {
  const payload = token.split(".")[1];
  if (token.split(".").length !== 3 || !payload) return undefined;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const exp = isRecord(claims) ? numberOf(claims["exp"]) : undefined;
    return exp === undefined ? undefined : exp - nowSeconds;
  } catch {
    return undefined;
  }
}

/** A value by any of its names, compared without case, `_` and `-`. */
function field(record: Record<string, unknown>, names: string[]): unknown {
  const wanted = names.map(plainName);
  const entries = Object.entries(record).map(([name, value]) => [plainName(name), value] as const);
  for (const name of wanted) {
    const found = entries.find(([candidate, value]) => candidate === name && value !== null);
    if (found) return found[1];
  }
  return undefined;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function parseJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, problem: "the answer is not JSON" };
  }
}

function missing(name: string): { ok: false; problem: string } {
  return { ok: false, problem: `missing or unreadable: ${name}` };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function base64OfUtf8(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
