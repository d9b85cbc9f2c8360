/** What all row makers of one generated district share: its numbers, its dice, its schools, its pattern. */

import { LETTERS_WITHHELD_FIELD } from "../../people.ts";
import type { Row, Value } from "../resources.ts";
import { type Block, FAMILIES_PER_BLOCK, layOut, STUDENTS_PER_BLOCK } from "./block.ts";
import { createDice, type Dice } from "./dice.ts";
import { type Tongue, tongueAt } from "./names.ts";
import { makeSchools, type Schools } from "./schools.ts";

export interface PlanOptions {
  seed: number;
  /** Students that are generated, apart from the cast. */
  generated: number;
  /** 0 to 1: how many students, links and phones differ harmlessly from the same district without it. */
  changedShare: number;
  /** YYYY-MM-DD: some students turn 18 about this day. */
  today: string;
}

export interface Plan extends PlanOptions {
  dice: Dice;
  schools: Schools;
  wholeBlocks: number;
  whole: Block;
  /** What stands after the whole blocks; empty when the number of students divides. */
  rest: Block;
}

export function makePlan(options: PlanOptions): Plan {
  return {
    ...options,
    dice: createDice(options.seed),
    schools: makeSchools(options.generated),
    wholeBlocks: Math.floor(options.generated / STUDENTS_PER_BLOCK),
    whole: layOut(STUDENTS_PER_BLOCK, LETTERS_WITHHELD_FIELD),
    rest: layOut(options.generated % STUDENTS_PER_BLOCK, LETTERS_WITHHELD_FIELD),
  };
}

/** Index in the whole district of something that is counted within its block. */
export function studentAt(block: number, student: number): number {
  return block * STUDENTS_PER_BLOCK + student;
}

export function contactAt({ whole }: Plan, block: number, contact: number): number {
  return block * whole.contacts.length + contact;
}

export function familyAt(block: number, family: number): number {
  return block * FAMILIES_PER_BLOCK + family;
}

export function tongueOf({ dice }: Plan, family: number): Tongue {
  return tongueAt(dice.share("tongue", family));
}

export function surnameOf(plan: Plan, family: number): string {
  return plan.dice.pick("surname", family, tongueOf(plan, family).surnames);
}

/** As char columns come, now and then. */
export function padNowAndThen(plan: Plan, question: string, index: number, text: string): string {
  return plan.dice.share(`padded-${question}`, index) < 0.06 ? text.padEnd(text.length + 4) : text;
}

/** A field without a value is null, empty, blank, or (undefined) not there at all. */
export function nothing(plan: Plan, question: string, index: number): Value | undefined {
  return plan.dice.pick(`nothing-${question}`, index, [null, null, "", "   ", undefined]);
}

/** Leaves out the fields that are undefined: rows of a district do not all have the same fields. */
export function rowOf(fields: Record<string, Value | undefined>): Row {
  const row: Row = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) row[name] = value;
  }
  return row;
}
