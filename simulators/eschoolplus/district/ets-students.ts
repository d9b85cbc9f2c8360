/** The district's students as the ETS simulator takes them, so that generated guardians have letters to open. */

import { type Letter, STUDENTS, type Student } from "../../people.ts";
import { type Row, textOf } from "../resources.ts";
import type { RowSource } from "../row-source.ts";
import { levelOf } from "./student-rows.ts";

const YEAR = "2026";
const TESTED_GRADES = ["3", "4", "5", "6", "7", "8", "11"];
const LANGUAGES: readonly string[] = [
  "ENG",
  "SPA",
  "VIE",
  "FIL",
  "ZHO",
  "KOR",
] satisfies Letter["language"][];

/** The cast keeps its own letters; the others have one of each test that their grade takes. */
export function districtStudentsForEts(district: RowSource): Student[] {
  const cast = new Map(STUDENTS.map((student) => [student.id, student]));
  return district.rows("Student", 0, district.total("Student")).map((row) => {
    return cast.get(textOf(row["StudentId"])) ?? studentOf(row);
  });
}

function studentOf(row: Row): Student {
  const [id, grade] = [textOf(row["StudentId"]), textOf(row["Grade"])];
  const ssid = textOf(row["StateReportId"]) || null;
  const name = `${textOf(row["FirstName"])} ${textOf(row["LastName"])}`;
  const letters = ssid === null ? null : lettersOf(grade, textOf(row["Language"]));
  return { id, ssid, name, grade, site: textOf(row["Building"]), letters };
}

function lettersOf(grade: string, home: string): Letter[] {
  if (!TESTED_GRADES.includes(grade)) return [];
  const letter = (reportType: string, language: Letter["language"]): Letter => {
    return { reportType, year: YEAR, language, format: "PDF" };
  };
  const english = letter("CAASPP", "ENG");
  if (home === "ENG" || !isLanguage(home))
    return levelOf(grade) === "high" ? [english, letter("CAST", "ENG")] : [english];
  return [english, letter("CAASPP", home), letter("ELPAC", "ENG"), letter("ELPAC", home)];
}

function isLanguage(code: string): code is Letter["language"] {
  return LANGUAGES.includes(code);
}
