/** The district's schools: those of the cast, more as the district grows, one with a zero-filled id, one elsewhere. */

import { SCHOOLS } from "../../people.ts";
import type { Row } from "../resources.ts";

export type Level = "elementary" | "middle" | "high";

const LEVELS: { level: Level; hundred: number; word: string }[] = [
  { level: "elementary", hundred: 100, word: "Elementary School" },
  { level: "middle", hundred: 200, word: "Middle School" },
  { level: "high", hundred: 300, word: "High School" },
];

/** Reached by students of all levels. */
export const CONTINUATION_SCHOOL = "007";
export const SCHOOL_ELSEWHERE = "OUT9";

const STUDENTS_PER_SCHOOL = 600;
/** Ids of a level have two digits of their own, and the cast has the first. */
const MAX_SCHOOLS_PER_LEVEL = 98;

export interface Schools {
  rows: Row[];
  idsOf: Record<Level, string[]>;
}

export function makeSchools(students: number): Schools {
  const perLevel = Math.min(
    MAX_SCHOOLS_PER_LEVEL,
    Math.max(1, Math.ceil(students / STUDENTS_PER_SCHOOL / LEVELS.length)),
  );
  const rows = SCHOOLS.map(({ id, name }) => schoolRow(id, name));
  const idsOf: Schools["idsOf"] = { elementary: ["101"], middle: ["201"], high: ["301"] };
  for (const { level, hundred, word } of LEVELS) {
    for (let nth = 2; nth <= perLevel; nth++) {
      const id = String(hundred + nth);
      idsOf[level].push(id);
      rows.push(schoolRow(id, `Specimen Hill No. ${nth} ${word}`));
    }
  }
  rows.push(schoolRow(CONTINUATION_SCHOOL, "Escuela Año Nuevo Continuation School"));
  rows.push({ ...schoolRow(SCHOOL_ELSEWHERE, "Elsewhere Sample Academy"), OutOfDistrict: "Y" });
  return { rows, idsOf };
}

/** Building is a char column of six. */
function schoolRow(id: string, name: string): Row {
  return {
    Building: id.padEnd(6),
    Name: name,
    Abbreviation: name.slice(0, 4).toUpperCase().padEnd(10),
    StateCodeEquiv: `19-00000-${id.padStart(7, "0")}`,
    OutOfDistrict: "N",
  };
}
