/** The board on which faults are switched on and off, and which knows how often each has applied. */

import * as z from "zod";
import { sentenceOf } from "../http.ts";
import { type Fault, type FaultInput, faultSchema } from "./fault-kinds.ts";
import type { Resource } from "./resources.ts";

export interface Ask {
  resource: Resource;
  offset: number;
  limit: number;
}

export interface ActiveFault<F extends Fault = Fault> {
  fault: F;
  /** How often it has applied to this resource before, since it was switched on. */
  before: number;
}

export interface FaultBoard {
  get(): Fault[];
  /** In place of all that are on. Throws a FaultMistake whose message says what is wrong. */
  set(faults: FaultInput[]): void;
  /** Beside those that are on. Throws as `set` does. */
  add(...faults: FaultInput[]): void;
  clear(): void;
  /** What applies to the request that is being answered, in the order of switching on; counts it. */
  take(ask: Ask): ActiveFault[];
}

export class FaultMistake extends Error {
  readonly code = "fault_mistake";
}

interface Switched {
  fault: Fault;
  applied: Map<Resource, number>;
}

export function createFaultBoard(): FaultBoard {
  let switched: Switched[] = [];

  const read = (faults: unknown): Switched[] =>
    readFaults(faults).map((fault) => ({ fault, applied: new Map() }));

  return {
    get: () => switched.map(({ fault }) => structuredClone(fault)),
    set(faults) {
      switched = read(faults);
    },
    add(...faults) {
      switched = [...switched, ...read(faults)];
    },
    clear() {
      switched = [];
    },
    take(ask) {
      const taken = switched.filter(({ fault }) => isMeant(fault, ask));
      const active = taken.map(({ fault, applied }) => ({ fault, before: applied.get(ask.resource) ?? 0 }));
      for (const { applied } of taken) applied.set(ask.resource, (applied.get(ask.resource) ?? 0) + 1);
      switched = switched.filter(({ fault, applied }) => {
        const sum = [...applied.values()].reduce((all, one) => all + one, 0);
        return fault.times === undefined || sum < fault.times;
      });
      return active;
    },
  };
}

/** Any JSON: mistakes are the schema's to name. */
function readFaults(faults: unknown): Fault[] {
  const result = z.array(faultSchema).safeParse(faults);
  if (!result.success) throw new FaultMistake(sentenceOf(result.error));
  return result.data;
}

function isMeant({ resource, page, offset }: Fault, ask: Ask): boolean {
  if (resource !== undefined && resource !== ask.resource) return false;
  if (page !== undefined && page !== Math.floor(ask.offset / Math.max(1, ask.limit))) return false;
  return offset === undefined || offset === ask.offset;
}
