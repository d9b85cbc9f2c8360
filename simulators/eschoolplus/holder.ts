/**
 * The district that the simulator serves now: in arrays that can be edited while it is small, made on demand when it
 * is large. Views of it that take work are kept until it or the faults change.
 */

import * as z from "zod";
import { DEFAULT_TODAY, makeDistrict } from "./district/district.ts";
import { districtView } from "./district-views.ts";
import type { DistrictFault } from "./fault-kinds.ts";
import { copyToArrays, type RowArrays, type RowSource } from "./row-source.ts";

/** Above, arrays would take more memory than a development machine has to spare. */
export const MAX_EDITABLE_STUDENTS = 5_000;

export const districtSchema = z.strictObject({
  seed: z.int().default(1),
  /** The cast included, which is always there. */
  students: z.int().min(0).max(1_000_000).default(200),
  changedShare: z.number().min(0).max(1).default(0),
  today: z.iso.date().default(DEFAULT_TODAY),
});

export type DistrictSettings = z.infer<typeof districtSchema>;

export interface DistrictHolder {
  settings(): DistrictSettings;
  /** As it is, without faults. */
  rows(): RowSource;
  isEditable(): boolean;
  /** Throws when the district is too large. */
  edit<T>(change: (arrays: RowArrays) => T): T;
  replace(settings: DistrictSettings): void;
  viewWith(faults: DistrictFault[]): RowSource;
}

export function createDistrictHolder(initial: DistrictSettings): DistrictHolder {
  let settings = initial;
  let arrays: RowArrays | null = null;
  let source: RowSource;
  let view: { faults: DistrictFault[]; rows: RowSource } | null = null;

  function replace(next: DistrictSettings): void {
    const made = makeDistrict(next);
    settings = next;
    arrays = next.students <= MAX_EDITABLE_STUDENTS ? copyToArrays(made) : null;
    source = arrays ?? made;
    view = null;
  }
  replace(initial);

  return {
    settings: () => settings,
    rows: () => source,
    isEditable: () => arrays !== null,
    edit(change) {
      if (!arrays) throw new Error("This district is too large to be edited.");
      view = null;
      return change(arrays);
    },
    replace,
    viewWith(faults) {
      const isKept =
        view?.faults.length === faults.length && faults.every((each, at) => each === view?.faults[at]);
      if (!view || !isKept) view = { faults, rows: faults.reduce(districtView, source) };
      return view.rows;
    },
  };
}
