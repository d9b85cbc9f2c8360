/** The RFC 9457 body of a refusal, its sentence in the viewer's language. */
import type { Language } from "./language.ts";
import { PROBLEMS, type ProblemCode } from "./problem.ts";
import { TRANSLATED_DETAILS } from "./problem-translations.ts";

/** The RFC 9457 body of a code. `detail` replaces the standard sentence, for instance to name a field. */
export function problemBody(code: ProblemCode, language: Language, detail?: string) {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:scoreletter:problem:${code}`,
    title,
    status,
    code,
    detail: detail ?? problemDetail(code, language),
  };
}

/** The sentence of a code in a language; English where nobody but staff and developers reads it. */
export function problemDetail(code: ProblemCode, language: Language): string {
  return TRANSLATED_DETAILS[language]?.[code] ?? PROBLEMS[code].detail;
}
