/**
 * A student's letters as a viewer gets them: what ETS offers, unless it is withheld from this viewer, each letter with a
 * sealed link.
 */
import { VIEWER_WAIT_MS } from "../ets/limits.ts";
import type { Report } from "../ets/report.ts";
import { settingsInForceQuery } from "../integrations/ets-queries.ts";
import type { Language } from "../language.ts";
import { listedLetter, type OfferedReports, offeredReports } from "../letters/offered.ts";
import type { Runtime } from "../runtime.ts";
import { isWithheld, type Student } from "./access.ts";
import type { ReportItem } from "./api-types.ts";
import { LINK_LIFETIME_SECONDS, sealLink } from "./letter-link.ts";
import type { Viewer } from "./viewer.ts";

export type StudentReports = OfferedReports | { ok: false; code: "letters_withheld"; reason: string };

/** What ETS offers for a student at this moment, newest first. */
export async function reportsOf(viewer: Viewer, student: Student, runtime: Runtime): Promise<StudentReports> {
  const deadline = runtime.now() + VIEWER_WAIT_MS;
  const [isBlocked, [settings]] = await Promise.all([
    isWithheld(viewer, student, runtime),
    settingsInForceQuery(runtime.db, student.site),
  ]);
  if (isBlocked) return { ok: false, code: "letters_withheld", reason: "blocked" };
  return offeredReports(student, settings, deadline, runtime);
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
    reports.map(async (report) => {
      const letter = await listedLetter(student, report, language, runtime);
      const sealed = await sealLink(viewer, student, { reportId: letter.id, report }, expiresAt, runtime);
      const link = `${runtime.config.publicOrigin}/v1/letters/${sealed}`;
      return {
        ...letter,
        view: `${link}/view`,
        download: report.format === "pdf" ? `${link}/download` : null,
        expiresAt: new Date(expiresAt * 1000).toISOString(),
      };
    }),
  );
}
