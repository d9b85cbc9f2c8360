/**
 * The list of reports as the contract's v1 writes it, and in each of the other shapes that the contract tells a
 * reader to accept.
 */

import type { Letter } from "../people.ts";
import type { Faults } from "./faults.ts";

type Alias = NonNullable<Faults["reports"]["aliases"]>[number];
type Language = Letter["language"];

export interface Report extends Letter {
  url: string;
}

const NAMES: Record<Language, string> = {
  ENG: "English",
  SPA: "Spanish",
  VIE: "Vietnamese",
  FIL: "Filipino",
  ZHO: "Traditional Chinese",
  KOR: "Korean",
};
const ISO: Record<Language, string> = { ENG: "en", SPA: "es", VIE: "vi", FIL: "tl", ZHO: "zh", KOR: "ko" };

export function shapeReports(reports: Report[], aliases: Alias[]): unknown {
  const rows = reports.map((report, index) => shapeRow(report, index, aliases));
  if (aliases.includes("envelope")) return { scoreReports: rows };
  if (aliases.includes("envelope-reports")) return { reports: rows };
  if (aliases.includes("envelope-data")) return { data: rows };
  return rows;
}

function shapeRow(report: Report, index: number, aliases: Alias[]): Record<string, unknown> {
  const { reportType, format, url } = report;
  const year = aliases.includes("year-ranges") ? yearRange(report.year, index) : report.year;
  const language = languageAs(report.language, aliases);
  const more = aliases.includes("unknown-fields")
    ? { reportId: index, status: "FINAL", lexile: { measure: "700L" } }
    : {};
  if (aliases.includes("alternate-names")) {
    return {
      scoreReportType: reportType,
      administrationYear: year,
      languageCode: language,
      contentType: format,
      link: url,
      ...more,
    };
  }
  if (aliases.includes("short-names")) {
    // No format: the contract reads that as PDF, so only the PDF's rows may go without.
    const kind = format === "PDF" ? {} : { format };
    return { type: reportType, testYear: year, lang: language, ...kind, pdfUrl: url, ...more };
  }
  return { reportType, year, language, format, url, ...more };
}

/** Both ways to write one, in turn: "2025-26" and "2025–2026". */
function yearRange(year: string, index: number): string {
  const start = Number.parseInt(year, 10) - 1;
  return index % 2 === 0 ? `${start}-${year.slice(-2)}` : `${start}–${year}`;
}

function languageAs(language: Language, aliases: Alias[]): string {
  if (aliases.includes("language-names")) return NAMES[language];
  return aliases.includes("iso-languages") ? ISO[language] : language;
}
