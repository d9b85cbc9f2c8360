/**
 * The parts of a letter. Each draws itself at a height and returns the height below it; which stands on which
 * page is the letter's business (letter-pdf.ts).
 */

import { DISTRICT, SCHOOLS, type Student } from "../../people.ts";
import { drawScoreBar, drawStrength, SCORE_BAR_HEIGHT } from "./chart.ts";
import { BODY_BOTTOM, COLOR, CONTENT_WIDTH, MARGIN, PAGE, TYPE } from "./look.ts";
import type { Pen } from "./pen.ts";
import type { SubjectResult } from "./scores.ts";
import type { Test } from "./tests.ts";
import type { Wording } from "./words/wording.ts";

export interface LetterFacts {
  student: Student;
  grade: number;
  /** The year in which the school year ends. */
  year: number;
  test: Test;
  results: SubjectResult[];
  words: Wording;
}

export interface Sheet {
  document: PDFKit.PDFDocument;
  pen: Pen;
}

/** 2026 is printed "2025–26". */
export function schoolYearOf(year: number): string {
  return `${year - 1}–${String(year).slice(-2)}`;
}

function hairline(document: PDFKit.PDFDocument, y: number): void {
  document
    .moveTo(MARGIN.left, y)
    .lineTo(PAGE.width - MARGIN.right, y)
    .lineWidth(0.75)
    .strokeColor(COLOR.hairline)
    .stroke();
}

/** `right` tells a page that has lost its staple where it belongs. */
export function drawRunningHead({ document, pen }: Sheet, words: Wording, right: string): number {
  pen.write(words.scoreReport, MARGIN.left, MARGIN.top, CONTENT_WIDTH, TYPE.runningStrong);
  pen.writeUpTo(right, PAGE.width - MARGIN.right, MARGIN.top, TYPE.running);
  hairline(document, MARGIN.top + 20);
  return MARGIN.top + 20;
}

export function drawAddress({ document, pen }: Sheet, facts: LetterFacts, top: number): number {
  const { words, student, grade, year, test } = facts;
  let y = pen.write(words.addressee, MARGIN.left, top + 22, CONTENT_WIDTH, TYPE.rowQuiet);
  y = pen.write(student.name, MARGIN.left, y + 1, CONTENT_WIDTH, TYPE.name) + 12;

  const school = SCHOOLS.find(({ id }) => id === student.site)?.name ?? DISTRICT.name;
  const season = test.season === "spring" ? words.spring(year) : words.fall(year - 1);
  const columns: [label: string, fact: string, width: number][] = [
    [words.school, school, 210],
    [words.grade, words.gradeName(grade), 80],
    [words.schoolYear, schoolYearOf(year), 85],
    [words.tested, season, 105],
  ];
  let x = MARGIN.left;
  let bottom = y;
  for (const [label, fact, width] of columns) {
    const below = pen.write(label, x, y, width, TYPE.label);
    bottom = Math.max(bottom, pen.write(fact, x, below + 1, width - 10, TYPE.fact));
    x += width;
  }
  hairline(document, bottom + 14);
  return bottom + 14;
}

export function drawIntroduction({ pen }: Sheet, { words, test }: LetterFacts, top: number): number {
  const title = words.tests[test.id];
  let y = pen.write(test.brand, MARGIN.left, top, CONTENT_WIDTH, title ? TYPE.label : TYPE.title);
  if (title) y = pen.write(title, MARGIN.left, y + 1, CONTENT_WIDTH, TYPE.title);
  return pen.write(words.intro[test.yardstick], MARGIN.left, y + 6, CONTENT_WIDTH, TYPE.body);
}

/** What `drawResult` needs at most, with a meaning of two lines. */
export const RESULT_HEIGHT = 178;

export function drawResult({ document, pen }: Sheet, facts: LetterFacts, index: number, top: number): number {
  const { words } = facts;
  const result = facts.results[index];
  if (!result) return top;
  const names = words.levels[result.subject.levels];
  let y = pen.write(words.subjects[result.subject.id], MARGIN.left, top, CONTENT_WIDTH, TYPE.heading) + 4;

  const score = String(result.score);
  pen.write(score, MARGIN.left, y, CONTENT_WIDTH, TYPE.score);
  const beside = MARGIN.left + pen.widthOf(score, TYPE.score) + 18;
  const room = PAGE.width - MARGIN.right - beside;
  const below = pen.write(names[result.level - 1] ?? "", beside, y + 4, room, TYPE.level);
  const standing = `${words.overallScore} · ${words.levelOf(result.level, result.levels)}`;
  pen.write(standing, beside, below + 1, room, TYPE.small);
  y += TYPE.score.leading + 8;

  drawScoreBar(document, pen, y, result, names);
  y = pen.write(words.meaningHeading, MARGIN.left, y + SCORE_BAR_HEIGHT + 6, CONTENT_WIDTH, TYPE.smallStrong);
  return pen.write(meaningOf(facts, result), MARGIN.left, y + 2, CONTENT_WIDTH, TYPE.body);
}

function meaningOf({ words, test }: LetterFacts, result: SubjectResult): string {
  const meaning = words.meaning[test.yardstick];
  if (result.level === 1) return meaning.low;
  return result.level === 2 ? meaning.middle : meaning.high;
}

export function drawAreas({ document, pen }: Sheet, facts: LetterFacts, top: number): number {
  const { words, test, results } = facts;
  let y = pen.write(words.areasHeading, MARGIN.left, top, CONTENT_WIDTH, TYPE.heading) + 6;
  for (const result of results) {
    if (results.length > 1) {
      y = pen.write(words.subjects[result.subject.id], MARGIN.left, y + 8, CONTENT_WIDTH, TYPE.label) + 4;
    }
    for (const area of result.areas) {
      hairline(document, y);
      pen.write(words.areas[area.id], MARGIN.left, y + 5, 260, TYPE.row);
      drawStrength(document, MARGIN.left + 280, y + 12.5, area.strength);
      const strength = words.strengths[test.yardstick][area.strength];
      pen.write(strength, MARGIN.left + 322, y + 5, CONTENT_WIDTH - 322, TYPE.rowQuiet);
      y += 25;
    }
    hairline(document, y);
  }
  return y;
}

export function drawList({ document, pen }: Sheet, heading: string, items: string[], top: number): number {
  let y = pen.write(heading, MARGIN.left, top, CONTENT_WIDTH, TYPE.heading) + 5;
  for (const item of items) {
    document
      .circle(MARGIN.left + 2.5, y + TYPE.body.leading / 2, 1.6)
      .fillColor(COLOR.accent)
      .fill();
    y = pen.write(item, MARGIN.left + 14, y, CONTENT_WIDTH - 14, TYPE.body) + 3;
  }
  return y - 3;
}

export function drawFooter({ document, pen }: Sheet, words: Wording, page: number, pages: number): void {
  const y = BODY_BOTTOM + 12;
  hairline(document, y);
  pen.write(words.simulated, MARGIN.left, y + 9, CONTENT_WIDTH - 90, TYPE.footer);
  pen.writeUpTo(words.page(page, pages), PAGE.width - MARGIN.right, y + 9, TYPE.running);
}
