/** Student rows: who the students are, where they go to school, and what of them must not be stored. */

import { CANARY, type Row } from "../resources.ts";
import type { StudentEntry } from "./block.ts";
import { ssidOf, studentIdOf } from "./ids.ts";
import {
  familyAt,
  nothing,
  type Plan,
  padNowAndThen,
  rowOf,
  studentAt,
  surnameOf,
  tongueOf,
} from "./plan.ts";
import { CONTINUATION_SCHOOL, type Level, SCHOOL_ELSEWHERE } from "./schools.ts";

export const GRADES = ["TK", "KN", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

const DAY_MS = 86_400_000;
const AGE_IN_TK = 4;
/** Students of a block, by index. */
const TURNS_EIGHTEEN = 7;
const GOES_ELSEWHERE = 13;

export function studentRow(plan: Plan, block: number, index: number, entry: StudentEntry): Row {
  const { dice } = plan;
  const student = studentAt(block, index);
  const family = familyAt(block, entry.family);
  const grade = gradeOf(plan, student, index);
  const nickname =
    dice.share("has-nickname", student) < 0.15 ? `Nick${dice.below("nickname", student, 90)}` : null;
  const building = index === GOES_ELSEWHERE ? SCHOOL_ELSEWHERE : buildingOf(plan, student, family, grade);
  return rowOf({
    StudentId: padNowAndThen(plan, "student-id", student, studentIdOf(student)),
    FirstName: firstNameOf(plan, student, family),
    MiddleName: dice.share("has-middle", student) < 0.6 ? "Q." : nothing(plan, "middle", student),
    LastName: surnameOf(plan, family),
    Generation: dice.share("generation", student) < 0.03 ? "Jr" : nothing(plan, "generation", student),
    Nickname: isChanged(plan, "student", student) ? `Changed${nickname ?? ""}` : nickname,
    Building: padNowAndThen(plan, "building", student, building),
    Grade: grade.padEnd(2),
    CurrentStatus: statusOf(dice.share("status", student)),
    Birthdate: birthdateOf(plan, student, index, block, grade),
    Language: tongueOf(plan, family).language,
    StateReportId: dice.share("ssid", student) < 0.02 ? nothing(plan, "ssid", student) : ssidOf(student),
    Ssn: `${CANARY}ssn-000-00-${String(student % 10_000).padStart(4, "0")}`,
    MealStatus: `${CANARY}meal`,
    MedicalAlert: `${CANARY}medical`,
  });
}

export function firstNameOf(plan: Plan, student: number, family: number): string {
  const { women, men } = tongueOf(plan, family);
  return plan.dice.pick("first-name", student, plan.dice.share("girl", student) < 0.5 ? women : men);
}

export function isChanged({ dice, changedShare }: Plan, what: string, index: number): boolean {
  return changedShare > 0 && dice.share(`changed-${what}`, index) < changedShare;
}

/** A active, I inactive, G graduated, P pre-registered, W an invented one that nobody knows. */
function statusOf(share: number): string {
  if (share < 0.92) return "A";
  if (share < 0.95) return "I";
  if (share < 0.97) return "G";
  return share < 0.995 ? "P" : "W";
}

function gradeOf({ dice }: Plan, student: number, index: number): string {
  return index === TURNS_EIGHTEEN ? "12" : dice.pick("grade", student, GRADES);
}

export function levelOf(grade: string): Level {
  const number = Number.parseInt(grade, 10) || 0;
  if (number < 6) return "elementary";
  return number < 9 ? "middle" : "high";
}

/** Siblings go to the schools of one neighborhood. */
function buildingOf({ dice, schools }: Plan, student: number, family: number, grade: string): string {
  if (dice.share("continuation", student) < 0.01) return CONTINUATION_SCHOOL;
  return dice.pick("neighborhood", family, schools.idsOf[levelOf(grade)]);
}

/** One student of each block turns 18 yesterday, today or tomorrow. */
function birthdateOf(plan: Plan, student: number, index: number, block: number, grade: string): string {
  const today = new Date(plan.today);
  if (index === TURNS_EIGHTEEN) {
    const eighteen = Date.UTC(today.getUTCFullYear() - 18, today.getUTCMonth(), today.getUTCDate());
    return new Date(eighteen + ((block % 3) - 1) * DAY_MS).toISOString().slice(0, 10);
  }
  const age = AGE_IN_TK + GRADES.indexOf(grade);
  const youngest = Date.UTC(today.getUTCFullYear() - age, 8, 1);
  return new Date(youngest - plan.dice.below("birthday", student, 365) * DAY_MS).toISOString().slice(0, 10);
}
