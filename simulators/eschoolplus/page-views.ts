/**
 * Rows as a server that pages badly gives them: each fault is a view on the rows below it, so that several can be on
 * at once. Nothing is copied: the view of a row is worked out from its place.
 */

import type { PagingFault } from "./fault-kinds.ts";
import type { ActiveFault } from "./faults.ts";
import { KEYS, type Resource, type Row, textOf } from "./resources.ts";
import type { RowSource } from "./row-source.ts";

export function pageView(below: RowSource, { fault, before }: ActiveFault<PagingFault>): RowSource {
  switch (fault.kind) {
    case "repeat-page":
      return { ...below, rows: (resource, _offset, limit) => below.rows(resource, 0, limit) };
    case "shuffle":
      return shuffled(below, fault.seed ?? before + 1);
    case "total-drift":
      return withTotal(below, (total) => Math.max(0, total + fault.by * before));
    case "total-too-high":
      return withTotal(below, (total) => total + fault.by);
    case "duplicates":
      return duplicated(below, fault.every, fault.counted);
    case "rows-dropped":
      return before < fault.afterPages ? below : dropped(below, fault.rows);
    case "rows-gained":
      return before < fault.afterPages ? below : gained(below, fault.rows);
    case "empty":
      return { total: () => 0, rows: () => [] };
    case "missing-key":
      return withoutKeys(below, fault.every);
    case "delta":
      return delta(below, fault.rows);
  }
}

function withTotal(below: RowSource, change: (total: number) => number): RowSource {
  return { ...below, total: (resource) => change(below.total(resource)) };
}

/** A view of `count(total)` rows, each of which is one of those below. */
function picked(
  below: RowSource,
  count: (total: number) => number,
  placeBelow: (index: number, total: number) => number,
): RowSource {
  const total = (resource: Resource) => count(below.total(resource));
  return {
    total,
    rows(resource, offset, limit) {
      const length = Math.max(0, Math.min(limit, total(resource) - offset));
      const all = below.total(resource);
      return Array.from({ length }, (_, index) => {
        return below.rows(resource, placeBelow(offset + index, all), 1);
      }).flat();
    },
  };
}

/** A step that shares no factor with the total visits each place once. */
function shuffled(below: RowSource, seed: number): RowSource {
  return picked(
    below,
    (total) => total,
    (index, total) => {
      let step = (Math.abs(seed) * 7_919 + 104_729) % total || 1;
      while (greatestCommonDivisor(step, total) > 1) step++;
      return (index * step + Math.abs(seed)) % total;
    },
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function duplicated(below: RowSource, every: number, counted: boolean): RowSource {
  const view = picked(
    below,
    (total) => total + Math.floor(total / every),
    (index) => {
      const [group, place] = [Math.floor(index / (every + 1)), index % (every + 1)];
      return group * every + (place === every ? 0 : place);
    },
  );
  return counted ? view : { ...view, total: below.total };
}

function dropped(below: RowSource, rows: number): RowSource {
  return {
    total: (resource) => Math.max(0, below.total(resource) - rows),
    rows: (resource, offset, limit) => below.rows(resource, offset + rows, limit),
  };
}

/** The new rows are copies of the first ones under ids of their own. */
function gained(below: RowSource, rows: number): RowSource {
  return {
    total: (resource) => below.total(resource) + rows,
    rows(resource, offset, limit) {
      const [idColumn] = KEYS[resource];
      const fresh = below.rows(resource, offset, Math.max(0, Math.min(rows - offset, limit)));
      const renamed = fresh.map((row) => ({ ...row, [idColumn]: `NEW-${textOf(row[idColumn])}` }));
      const rest = below.rows(resource, Math.max(0, offset - rows), limit - renamed.length);
      return [...renamed, ...rest];
    },
  };
}

function withoutKeys(below: RowSource, every: number): RowSource {
  return {
    ...below,
    rows(resource, offset, limit) {
      const [idColumn] = KEYS[resource];
      return below.rows(resource, offset, limit).map((row, index): Row => {
        if ((offset + index) % every !== every - 1) return row;
        const { [idColumn]: _id, ...rest } = row;
        return rest;
      });
    },
  };
}

/** From all over the list. */
function delta(below: RowSource, rows: number): RowSource {
  const count = (total: number) => Math.min(rows, total);
  return picked(below, count, (index, total) => Math.floor((index * total) / count(total)));
}
