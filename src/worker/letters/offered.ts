/**
 * What ETS offers for a student, as parents and administrators are told of it: asked with the credentials in force at the
 * student's site, sorted, named in the reader's language. Links are the portal front's affair.
 */
import { listReports } from "../ets/client.ts";
import type { EtsFailure } from "../ets/failure.ts";
import type { LetterFormat, Report } from "../ets/report.ts";
import { connectionOf } from "../integrations/ets-connection.ts";
import type { EtsSettingsInForce } from "../integrations/ets-queries.ts";
import type { Language } from "../language.ts";
import type { Runtime } from "../runtime.ts";
import { deploymentHmacKey } from "../vault/deployment-secret.ts";
import { base64url } from "../vault/encoding.ts";
import { assessmentName } from "./assessment-names.ts";
import { pageLink } from "./page-link.ts";

export type OfferedReports =
  | { ok: true; reports: Report[] }
  | EtsFailure
  | { ok: false; code: "not_configured"; reason: string };

/** A letter as a list names it. */
export interface ListedLetter {
  id: string;
  assessment: { code: string; name: string };
  year: number;
  language: { code: string; name: string };
  format: LetterFormat;
}

/** 128 bits of the HMAC: enough that two letters of a district never share an id. */
const REPORT_ID_BYTES = 16;

/**
 * Newest first; pages that would reveal the SSID are left out.
 *
 * @param settings those in force at the student's site
 * @param deadline milliseconds since the epoch
 */
export async function offeredReports(
  student: { ssid: string | null },
  settings: EtsSettingsInForce | undefined,
  deadline: number,
  runtime: Runtime,
): Promise<OfferedReports> {
  const connected = connectionOf(settings, runtime);
  if (!connected.ok) return { ok: false, code: "not_configured", reason: connected.reason };
  const { outgoing, now, waitUntil } = runtime;
  const deps = { outgoing, now, waitUntil, deadline };
  const answer = await listReports(connected.connection, student.ssid, deps);
  if (!answer.ok) return answer;
  // A letter whose link we refuse stays in the list: opening it says that ETS cannot be reached.
  const offered = answer.reports.filter(
    (report) => report.format === "pdf" || pageLink(report, student, runtime) !== null,
  );
  return { ok: true, reports: offered.toSorted(newestFirst) };
}

export async function listedLetter(
  student: { id: string },
  report: Report,
  language: Language,
  runtime: Runtime,
): Promise<ListedLetter> {
  return {
    id: await reportId(student, report, runtime),
    assessment: { code: report.assessment.code, name: assessmentName(report.assessment, language) },
    year: report.year,
    language: { code: report.language.code, name: report.language.name },
    format: report.format,
  };
}

/** A keyed hash: the same for the same student and letter for ever, and telling nothing to who sees it. */
async function reportId(
  student: { id: string },
  { assessment, year, language, format, ordinal }: Report,
  runtime: Runtime,
) {
  const key = await deploymentHmacKey("report-ids", runtime);
  const text = JSON.stringify([student.id, assessment.code, year, language.code, format, ordinal]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return base64url.encode(new Uint8Array(mac, 0, REPORT_ID_BYTES));
}

const FORMAT_ORDER = ["pdf", "html", "video"];

/** Newest year first; then by assessment, language (English first) and format, so that the order never jumps. */
function newestFirst(a: Report, b: Report): number {
  const english = (report: Report) => (report.language.code === "en" ? 0 : 1);
  return (
    b.year - a.year ||
    compare(a.assessment.code, b.assessment.code) ||
    FORMAT_ORDER.indexOf(a.format) - FORMAT_ORDER.indexOf(b.format) ||
    english(a) - english(b) ||
    compare(a.language.code, b.language.code) ||
    a.ordinal - b.ordinal
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
