/**
 * A student's letters as a viewer gets them: ETS asked with the credentials in force at the student's site, the
 * answer sorted, named in the viewer's language, each with a sealed link.
 */
import { listReports } from "../ets/client.ts";
import type { EtsFailure } from "../ets/failure.ts";
import { VIEWER_WAIT_MS } from "../ets/limits.ts";
import type { Report } from "../ets/report.ts";
import { connectionOf } from "../integrations/ets-connection.ts";
import { settingsInForceQuery } from "../integrations/ets-queries.ts";
import type { Language } from "../language.ts";
import type { Runtime } from "../runtime.ts";
import { isWithheld, type Student } from "./access.ts";
import type { ReportItem } from "./api-types.ts";
import { assessmentName } from "./assessment-names.ts";
import { LINK_LIFETIME_SECONDS, reportId, sealLink } from "./letter-link.ts";
import { pageLink } from "./page-link.ts";
import type { Viewer } from "./viewer.ts";

export type StudentReports =
  | { ok: true; reports: Report[] }
  | EtsFailure
  | { ok: false; code: "not_configured" | "letters_withheld"; reason: string };

/** What ETS offers for a student at this moment; pages that would reveal the SSID are left out. */
export async function reportsOf(viewer: Viewer, student: Student, runtime: Runtime): Promise<StudentReports> {
  const deadline = runtime.now() + VIEWER_WAIT_MS;
  const [isBlocked, [settings]] = await Promise.all([
    isWithheld(viewer, student, runtime),
    settingsInForceQuery(runtime.db, student.site),
  ]);
  if (isBlocked) return { ok: false, code: "letters_withheld", reason: "blocked" };
  const connected = connectionOf(settings, runtime);
  if (!connected.ok) return { ok: false, code: "not_configured", reason: connected.reason };
  const { outgoing, now, waitUntil } = runtime;
  const answer = await listReports(connected.connection, student.ssid, {
    outgoing,
    now,
    waitUntil,
    deadline,
  });
  if (!answer.ok) return answer;
  // A letter whose link we refuse stays in the list: opening it says that ETS cannot be reached.
  const offered = answer.reports.filter(
    (report) => report.format === "pdf" || pageLink(report, student, runtime) !== null,
  );
  return { ok: true, reports: offered };
}

export async function reportItems(
  viewer: Viewer,
  student: Student,
  reports: Report[],
  language: Language,
  runtime: Runtime,
): Promise<ReportItem[]> {
  const expiresAt = Math.floor(runtime.now() / 1000) + LINK_LIFETIME_SECONDS;
  return Promise.all(
    reports.toSorted(newestFirst).map(async (report) => {
      const id = await reportId(student, report, runtime);
      const sealed = await sealLink(viewer, student, { reportId: id, report }, expiresAt, runtime);
      const link = `${runtime.config.publicOrigin}/v1/letters/${sealed}`;
      return {
        id,
        assessment: { code: report.assessment.code, name: assessmentName(report.assessment, language) },
        year: report.year,
        language: { code: report.language.code, name: report.language.name },
        format: report.format,
        view: `${link}/view`,
        download: report.format === "pdf" ? `${link}/download` : null,
        expiresAt: new Date(expiresAt * 1000).toISOString(),
      };
    }),
  );
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
