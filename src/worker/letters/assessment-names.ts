/**
 * The assessments in a family's words, by the codes of `ets/contract.ts`. An assessment that we do not know yet is
 * shown in ETS's own word.
 */
import type { Report } from "../ets/report.ts";
import type { Language } from "../language.ts";

type Names = Record<Language, string>;

const NAMES: Record<string, Names> = {
  CAASPP: {
    en: "English, math and science (CAASPP)",
    es: "Inglés, matemáticas y ciencias (CAASPP)",
    vi: "Tiếng Anh, toán và khoa học (CAASPP)",
    fil: "Ingles, matematika at agham (CAASPP)",
    "zh-Hant": "英語、數學與科學（CAASPP）",
    ko: "영어, 수학, 과학 (CAASPP)",
  },
  CAST: {
    en: "Science (CAST)",
    es: "Ciencias (CAST)",
    vi: "Khoa học (CAST)",
    fil: "Agham (CAST)",
    "zh-Hant": "科學（CAST）",
    ko: "과학 (CAST)",
  },
  CAA: {
    en: "California Alternate Assessments (CAA)",
    es: "Evaluaciones Alternativas de California (CAA)",
    vi: "Bài đánh giá thay thế của California (CAA)",
    fil: "Mga Alternatibong Pagtatasa ng California (CAA)",
    "zh-Hant": "加州替代評量（CAA）",
    ko: "캘리포니아 대체 평가 (CAA)",
  },
  "CAA-ELA": {
    en: "Alternate assessment: English (CAA)",
    es: "Evaluación alternativa: inglés (CAA)",
    vi: "Bài đánh giá thay thế: tiếng Anh (CAA)",
    fil: "Alternatibong pagtatasa: Ingles (CAA)",
    "zh-Hant": "替代評量：英語（CAA）",
    ko: "대체 평가: 영어 (CAA)",
  },
  "CAA-MATH": {
    en: "Alternate assessment: math (CAA)",
    es: "Evaluación alternativa: matemáticas (CAA)",
    vi: "Bài đánh giá thay thế: toán (CAA)",
    fil: "Alternatibong pagtatasa: matematika (CAA)",
    "zh-Hant": "替代評量：數學（CAA）",
    ko: "대체 평가: 수학 (CAA)",
  },
  "CAA-SCIENCE": {
    en: "Alternate assessment: science (CAA)",
    es: "Evaluación alternativa: ciencias (CAA)",
    vi: "Bài đánh giá thay thế: khoa học (CAA)",
    fil: "Alternatibong pagtatasa: agham (CAA)",
    "zh-Hant": "替代評量：科學（CAA）",
    ko: "대체 평가: 과학 (CAA)",
  },
  CSA: {
    en: "Spanish reading and writing (CSA)",
    es: "Lectura y escritura en español (CSA)",
    vi: "Đọc và viết tiếng Tây Ban Nha (CSA)",
    fil: "Pagbasa at pagsulat sa Espanyol (CSA)",
    "zh-Hant": "西班牙語讀寫（CSA）",
    ko: "스페인어 읽기와 쓰기 (CSA)",
  },
  ELPAC: {
    en: "English learner test (ELPAC)",
    es: "Examen para estudiantes de inglés (ELPAC)",
    vi: "Bài kiểm tra cho học sinh học tiếng Anh (ELPAC)",
    fil: "Pagsusulit para sa nag-aaral ng Ingles (ELPAC)",
    "zh-Hant": "英語學習者測驗（ELPAC）",
    ko: "영어 학습자 시험 (ELPAC)",
  },
  "INITIAL-ELPAC": {
    en: "First English learner test (Initial ELPAC)",
    es: "Primer examen para estudiantes de inglés (ELPAC inicial)",
    vi: "Bài kiểm tra đầu tiên cho học sinh học tiếng Anh (ELPAC ban đầu)",
    fil: "Unang pagsusulit para sa nag-aaral ng Ingles (Initial ELPAC)",
    "zh-Hant": "英語學習者初次測驗（Initial ELPAC）",
    ko: "영어 학습자 첫 시험 (Initial ELPAC)",
  },
  "ALTERNATE-ELPAC": {
    en: "Alternate English learner test (Alternate ELPAC)",
    es: "Examen alternativo para estudiantes de inglés (ELPAC alternativo)",
    vi: "Bài kiểm tra thay thế cho học sinh học tiếng Anh (ELPAC thay thế)",
    fil: "Alternatibong pagsusulit para sa nag-aaral ng Ingles (Alternate ELPAC)",
    "zh-Hant": "英語學習者替代測驗（Alternate ELPAC）",
    ko: "영어 학습자 대체 시험 (Alternate ELPAC)",
  },
  "INITIAL-ALTERNATE-ELPAC": {
    en: "First alternate English learner test (Initial Alternate ELPAC)",
    es: "Primer examen alternativo para estudiantes de inglés (ELPAC alternativo inicial)",
    vi: "Bài kiểm tra thay thế đầu tiên cho học sinh học tiếng Anh (ELPAC thay thế ban đầu)",
    fil: "Unang alternatibong pagsusulit para sa nag-aaral ng Ingles (Initial Alternate ELPAC)",
    "zh-Hant": "英語學習者初次替代測驗（Initial Alternate ELPAC）",
    ko: "영어 학습자 첫 대체 시험 (Initial Alternate ELPAC)",
  },
};

export function assessmentName(assessment: Report["assessment"], language: Language): string {
  return NAMES[assessment.code]?.[language] ?? assessment.word;
}
