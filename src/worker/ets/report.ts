/** One letter as ETS offers it, in our own words; what the rest of the house knows of ETS's answers. */

export type LetterFormat = "pdf" | "html" | "video";

export interface ReportLanguage {
  /** BCP 47; `und` when ETS names a language in a way we do not know. */
  code: string;
  /** The language's name in itself. */
  name: string;
  /** Its English name, for file names. */
  english: string;
}

export interface Report {
  assessment: {
    /** Stable, such as `ELPAC`. */
    code: string;
    /** ETS's own word, shown for an assessment that we have no name for. */
    word: string;
  };
  /** The calendar year in which the school year ends. */
  year: number;
  language: ReportLanguage;
  format: LetterFormat;
  /** Tells apart reports that agree in all of the above, in ETS's order, from 0. */
  ordinal: number;
  /** ETS's pre-signed link, good for about 30 minutes. Never leaves the Worker unsealed, save for pages. */
  url: string;
}

/** True when both are the same letter, whatever link it has at the moment. */
export function isSameReport(a: Omit<Report, "url">, b: Omit<Report, "url">): boolean {
  return (
    a.assessment.code === b.assessment.code &&
    a.year === b.year &&
    a.language.code === b.language.code &&
    a.format === b.format &&
    a.ordinal === b.ordinal
  );
}
