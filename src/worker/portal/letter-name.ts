/** The file name that a parent finds in their downloads: `ELPAC-2026-Spanish.pdf`. ASCII, so that it survives any disk. */
import type { Report } from "../ets/report.ts";

export function fileName({ assessment, year, language, ordinal }: Report): string {
  const parts = [
    assessment.code,
    String(year),
    language.english,
    ...(ordinal > 0 ? [String(ordinal + 1)] : []),
  ];
  return `${parts.map((part) => part.replace(/[^A-Za-z0-9-]+/g, "-")).join("-")}.pdf`;
}
