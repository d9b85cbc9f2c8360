/**
 * Counts for the administrators' overview what became of a list or a letter. Nobody waits for it, and a count that
 * is lost costs nobody a letter.
 */

import { californianDay } from "../california.ts";
import { countOutcome } from "../letters/day-queries.ts";
import type { Runtime } from "../runtime.ts";

/** @param outcome `opened`, or the code of the refusal */
export function count(site: string, outcome: string, runtime: Runtime): void {
  const counted = { day: californianDay(runtime.now()), site, outcome };
  const written = countOutcome(runtime.db, counted).catch(() =>
    runtime.log.error("not_counted", { site, outcome }),
  );
  runtime.waitUntil(written);
}
