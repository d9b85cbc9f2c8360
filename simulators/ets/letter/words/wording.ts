/**
 * What a letter says, to be filled in once per language. A language that lacks a phrase does not compile.
 * Sentences are whole sentences: languages disagree about order, gender and counting words.
 */

import type { AreaId, LevelSetId, SubjectId, TestId, Yardstick } from "../tests.ts";

export interface Wording {
  /** BCP 47. */
  tag: string;
  scoreReport: string;
  /** Stands on the line above the student's name. */
  addressee: string;
  school: string;
  grade: string;
  /** 0 is kindergarten. */
  gradeName(grade: number): string;
  schoolYear: string;
  tested: string;
  spring(year: number): string;
  fall(year: number): string;
  intro: Record<Yardstick, string>;
  /** `other` is empty: a test nobody described stands under its own name. */
  tests: Record<TestId, string>;
  subjects: Record<SubjectId, string>;
  overallScore: string;
  levelOf(level: number, levels: number): string;
  levels: Record<LevelSetId, string[]>;
  meaning: Record<Yardstick, { high: string; middle: string; low: string }>;
  areasHeading: string;
  areas: Record<AreaId, string>;
  strengths: Record<Yardstick, [string, string, string]>;
  meaningHeading: string;
  stepsHeading: string;
  steps: string[];
  questionsHeading: string;
  questions: string[];
  simulated: string;
  page(number: number, of: number): string;
  video: string;
}
