/**
 * Sets one letter as a PDF: the same student, report type, year and language give the same bytes on every run,
 * so that an ETag stays true across restarts.
 */

import PDFDocument from "pdfkit";
import { DISTRICT, type Letter, type Student } from "../../people.ts";
import {
  drawAddress,
  drawAreas,
  drawFooter,
  drawIntroduction,
  drawList,
  drawResult,
  drawRunningHead,
  type LetterFacts,
  RESULT_HEIGHT,
  type Sheet,
  schoolYearOf,
} from "./blocks.ts";
import { BODY_BOTTOM, PAGE } from "./look.ts";
import { createPen } from "./pen.ts";
import { resultOf } from "./scores.ts";
import { testOf } from "./tests.ts";
import { WORDING } from "./words/by-language.ts";

/** The school year's end in which the cast's grades are given; older letters show the grade of their time. */
const YEAR_OF_GRADES = 2026;

export function factsOf(student: Student, letter: Letter): LetterFacts {
  const year = Number.parseInt(letter.year, 10);
  const gradeNow = Number.parseInt(student.grade, 10) || 0;
  const grade = Math.max(0, gradeNow - (YEAR_OF_GRADES - year));
  const test = testOf(letter.reportType);
  const results = test.subjects.map((subject) =>
    resultOf(student.id, letter.reportType, letter.year, grade, subject),
  );
  return { student, grade, year, test, results, words: WORDING[letter.language] };
}

export function renderLetter(student: Student, letter: Letter): Promise<Buffer> {
  const facts = factsOf(student, letter);
  const { words, test, year } = facts;
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    // No default font: Helvetica would be named in every letter and used in none.
    font: "",
    bufferPages: true,
    lang: words.tag,
    displayTitle: true,
    info: {
      Title: `${words.tests[test.id] || test.brand}, ${schoolYearOf(year)}: ${student.name}`,
      Author: "Scoreletter’s ETS simulator",
      Subject: words.simulated,
      CreationDate: new Date(Date.UTC(year, 4, 22)),
    },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.on("error", reject);
  });
  drawLetter({ document, pen: createPen(document) }, facts);
  document.end();
  return finished;
}

/** Page one answers "how did my child do", page two "in what, and what now". */
function drawLetter(sheet: Sheet, facts: LetterFacts): void {
  const { words, student, year, results } = facts;
  const nextPage = () => {
    sheet.document.addPage();
    return drawRunningHead(sheet, words, `${student.name} · ${schoolYearOf(year)}`);
  };
  let y = drawRunningHead(sheet, words, DISTRICT.name);
  y = drawAddress(sheet, facts, y);
  y = drawIntroduction(sheet, facts, y + 20);
  for (const index of results.keys()) {
    if (y + 26 + RESULT_HEIGHT > BODY_BOTTOM) y = nextPage();
    y = drawResult(sheet, facts, index, y + 26);
  }
  y = drawAreas(sheet, facts, nextPage() + 24);
  y = drawList(sheet, words.stepsHeading, words.steps, y + 28);
  drawList(sheet, words.questionsHeading, words.questions, y + 26);

  const { count } = sheet.document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    sheet.document.switchToPage(page);
    drawFooter(sheet, words, page + 1, count);
  }
}
