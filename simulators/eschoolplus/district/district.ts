/**
 * A whole district as rows: first the cast of the demonstration, then as many generated students as are wanted, each
 * with about twenty rows. Nothing is held: a page of two million rows is made when it is asked for.
 */

import { STUDENTS } from "../../people.ts";
import type { Resource, Row } from "../resources.ts";
import type { RowSource } from "../row-source.ts";
import type { Block } from "./block.ts";
import { castRows } from "./cast.ts";
import { addressRow, contactRow, phoneRow } from "./contact-rows.ts";
import { linkRow, userFieldRow } from "./link-rows.ts";
import { makePlan, type Plan } from "./plan.ts";
import { studentRow } from "./student-rows.ts";

/** When the demonstration plays. */
export const DEFAULT_TODAY = "2026-11-20";

export interface DistrictOptions {
  seed: number;
  /** The cast included, which is always there. */
  students: number;
  /** 0 to 1: students, links and phones that differ harmlessly from the same district with 0. */
  changedShare?: number;
  /** YYYY-MM-DD: some students turn 18 about this day. */
  today?: string;
}

export function makeDistrict(options: DistrictOptions): RowSource {
  const { seed, students, changedShare = 0, today = DEFAULT_TODAY } = options;
  const generated = Math.max(0, students - STUDENTS.length);
  const plan = makePlan({ seed, generated, changedShare, today });
  const heads = castRows(plan.schools.rows);

  function total(resource: Resource): number {
    const head = heads[resource].length;
    if (resource === "School") return head;
    return head + plan.wholeBlocks * lengthOf(plan.whole, resource) + lengthOf(plan.rest, resource);
  }

  function rowAt(resource: Resource, index: number): Row {
    const head = heads[resource];
    const own = head[index];
    if (own) return own;
    const perBlock = lengthOf(plan.whole, resource);
    const block = Math.min(plan.wholeBlocks, Math.floor((index - head.length) / perBlock));
    const place = index - head.length - block * perBlock;
    return makeRow(plan, block, resource, place);
  }

  return {
    total,
    rows(resource, offset, limit) {
      const count = Math.max(0, Math.min(limit, total(resource) - offset));
      return Array.from({ length: count }, (_, index) => rowAt(resource, offset + index));
    },
  };
}

/** Schools are made with the plan; each contact has one address. */
const LIST_OF = {
  Student: "students",
  Contact: "contacts",
  ContactAddress: "contacts",
  ContactPhone: "phones",
  StudentContact: "links",
  UDRegUser: "userFields",
} as const satisfies Record<Exclude<Resource, "School">, keyof Block>;

function lengthOf(block: Block, resource: Resource): number {
  return resource === "School" ? 0 : block[LIST_OF[resource]].length;
}

function makeRow(plan: Plan, number: number, resource: Resource, place: number): Row {
  const block = number < plan.wholeBlocks ? plan.whole : plan.rest;
  switch (resource) {
    case "Student":
      return studentRow(plan, number, place, entryOf(block.students, place));
    case "Contact":
      return contactRow(plan, number, place, entryOf(block.contacts, place));
    case "ContactAddress":
      return addressRow(plan, number, place, entryOf(block.contacts, place));
    case "ContactPhone": {
      const entry = entryOf(block.phones, place);
      return phoneRow(plan, number, entry, entryOf(block.contacts, entry.contact));
    }
    case "StudentContact":
      return linkRow(plan, number, block, place, entryOf(block.links, place));
    case "UDRegUser":
      return userFieldRow(plan, number, entryOf(block.userFields, place));
    case "School":
      throw new Error("Schools are not made by block.");
  }
}

function entryOf<T>(entries: T[], place: number): T {
  const entry = entries[place];
  if (entry === undefined) throw new Error("There is no such row.");
  return entry;
}
