/**
 * Everything that can be made to go wrong, per target, and the board on which it is switched on and off.
 * A change is merged into what is on: a field set to null is off again, and so is a target set to null.
 * What each fault does is in fault-answers.ts, letters-route.ts and reports-route.ts.
 */

import * as z from "zod";
import { sentenceOf } from "../http.ts";

/** No spaces, no line ends: it goes into a header or a link as it is. */
const printable = z.string().regex(/^[\x21-\x7e]+$/, "Must be printable ASCII without spaces");

const common = {
  /** Headers come this much later. */
  delayMs: z.int().min(0).max(600_000),
  status: z.int().min(400).max(599),
  /** "bomb": some kilobytes that unpack to 64 MB; "drip": ten bytes a second, for ever. */
  body: z.enum(["html", "not-json", "wrong-shape", "huge", "deep", "empty", "bomb", "drip"]),
  /** A 302 whose Location is this. */
  redirect: printable,
  /** Accepted and never answered. */
  hang: z.boolean(),
  /** The connection is reset. */
  reset: z.boolean(),
  /** For the next n calls only; then all of the target's faults are off. */
  times: z.int().min(1),
};

const token = z.strictObject({
  ...common,
  /** The contract's other names: "access-token" {access_token, expires_in}, "jwt" {id_token} with its own exp. */
  aliases: z.enum(["access-token", "jwt"]),
});

const reports = z.strictObject({
  ...common,
  aliases: z.array(
    z.enum([
      "envelope",
      "envelope-reports",
      "envelope-data",
      "alternate-names",
      "short-names",
      "year-ranges",
      "language-names",
      "iso-languages",
      "unknown-fields",
    ]),
  ),
  /** Links lead to this origin instead of the simulator's, to see them refused. */
  linkOrigin: printable,
  /** Links of HTML and VIDEO reports carry the SSID, which a caller must then not show. */
  linkContainsSsid: z.boolean(),
});

const letters = z.strictObject({
  ...common,
  /** The right Content-Length, then this many bytes of the body, then the connection is closed. */
  cutAfterBytes: z.int().min(0),
  /** No Content-Length. */
  chunked: z.boolean(),
  contentType: printable,
  /** Says application/pdf, sends HTML. */
  notPdf: z.boolean(),
  /** Every link answers as an old one does. */
  expired: z.boolean(),
  /** The next n calls answer as an old link does. */
  expireNext: z.int().min(1),
  gzip: z.boolean(),
  bytesPerSecond: z.int().min(1),
  /** A PDF padded to this size. Smaller than the letter: the letter. */
  sizeBytes: z.int().min(1).max(1_073_741_824),
});

const faultsSchema = z.strictObject({
  token: token.partial().default({}),
  reports: reports.partial().default({}),
  letters: letters.partial().default({}),
});

export type Faults = z.infer<typeof faultsSchema>;
export type Target = keyof Faults;
export type CommonFaults = Faults["token"] | Faults["reports"] | Faults["letters"];

type Change<T> = { [K in keyof T]?: T[K] | null };
export type FaultChange = { [K in Target]?: Change<Faults[K]> | null };

export interface FaultBoard {
  get(): Faults;
  /** Throws a FaultMistake whose message says what is wrong. */
  set(change: FaultChange): Faults;
  clear(): void;
  /** What applies to the call that is being answered; counts it. */
  take<T extends Target>(target: T): Faults[T];
}

export class FaultMistake extends Error {
  readonly code = "fault_mistake";
}

const changeSchema = z.record(z.string(), z.record(z.string(), z.unknown()).nullable());

/** Any JSON: mistakes are the schema's to name. */
export function mergeFaults(current: Faults, change: unknown): Faults {
  const read = changeSchema.safeParse(change);
  if (!read.success) throw new FaultMistake(sentenceOf(read.error));
  const merged: Record<string, unknown> = { ...current };
  for (const [target, fields] of Object.entries(read.data)) {
    if (fields === null) {
      delete merged[target];
      continue;
    }
    const before = current[target as Target] ?? {};
    merged[target] = Object.fromEntries(
      Object.entries({ ...before, ...fields }).filter(([, value]) => value !== null),
    );
  }
  const result = faultsSchema.safeParse(merged);
  if (!result.success) throw new FaultMistake(sentenceOf(result.error));
  return result.data;
}

export function createFaultBoard(): FaultBoard {
  let faults = faultsSchema.parse({});

  /** After the last of `times` calls the whole target is off. */
  function count(target: Target): void {
    const { times } = faults[target];
    if (times === undefined) return;
    faults = mergeFaults(faults, { [target]: times > 1 ? { times: times - 1 } : null });
  }

  return {
    get: () => structuredClone(faults),
    set(change) {
      faults = mergeFaults(faults, change);
      return structuredClone(faults);
    },
    clear() {
      faults = faultsSchema.parse({});
    },
    take(target) {
      const taken = faults[target];
      if (target === "letters") {
        const { expireNext } = faults.letters;
        if (expireNext !== undefined)
          faults = mergeFaults(faults, { letters: { expireNext: expireNext > 1 ? expireNext - 1 : null } });
      }
      count(target);
      return taken;
    },
  };
}
