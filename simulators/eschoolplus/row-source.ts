/**
 * Where rows come from: made on demand for a large district, or held in arrays that can be edited. Whatever is
 * asked in pages gives the same rows as asked at once.
 */

import { KEYS, keyOf, RESOURCES, type Resource, type Row, textOf } from "./resources.ts";

export interface RowSource {
  total(resource: Resource): number;
  rows(resource: Resource, offset: number, limit: number): Row[];
}

export interface RowArrays extends RowSource {
  replace(resource: Resource, rows: Row[]): void;
  /** New rows, or new fields for rows with the same key. */
  upsert(resource: Resource, rows: Row[]): void;
  /** Removes the rows that have all fields of any of these. @returns how many */
  remove(resource: Resource, matches: Row[]): number;
}

export function copyToArrays(source: RowSource): RowArrays {
  const arrays = Object.fromEntries(
    RESOURCES.map((resource) => [resource, source.rows(resource, 0, source.total(resource))]),
  ) as Record<Resource, Row[]>;
  return {
    total: (resource) => arrays[resource].length,
    rows: (resource, offset, limit) => arrays[resource].slice(offset, offset + limit),
    replace(resource, rows) {
      arrays[resource] = rows;
    },
    upsert(resource, rows) {
      const held = arrays[resource];
      const places = new Map(held.map((row, index) => [keyOf(resource, row), index]));
      for (const row of rows) {
        const key = keyOf(resource, row);
        const place = places.get(key) ?? held.length;
        places.set(key, place);
        held[place] = { ...held[place], ...row };
      }
    },
    remove(resource, matches) {
      const before = arrays[resource].length;
      arrays[resource] = arrays[resource].filter((row) => !matches.some((match) => isMatch(row, match)));
      return before - arrays[resource].length;
    },
  };
}

/** The key columns that a row to be stored does not have. */
export function missingKeys(resource: Resource, row: Row): string[] {
  return KEYS[resource].filter((column) => textOf(row[column]) === "");
}

function isMatch(row: Row, match: Row): boolean {
  return Object.entries(match).every(([column, value]) => textOf(row[column]) === textOf(value));
}
