/**
 * How long the two logs remember (`LETTER_LOG_DAYS`, `INTEGRATION_LOG_DAYS`): what is older goes, slice by slice, so that
 * no statement comes near D1's 30 seconds whatever has gathered.
 */
import { deleteOldestLogLines } from "./integrations/log-queries.ts";
import { deleteOldestLetterLines } from "./letters/queries.ts";
import type { Runtime } from "./runtime.ts";

const DAY_MS = 86_400_000;

/** Lines that one statement looks at. */
const SLICE_LINES = 5_000;

/** Statements for each log in one hour: where many lines are old at once, the next hours go on. */
const MAX_SLICES = 40;

/** @param at milliseconds since the epoch */
export async function forgetOldLines(at: number, { db, config, log }: Runtime): Promise<void> {
  const { letters, integrations } = config.logDays;
  const forgotten = {
    letters: await inSlices((slice) => deleteOldestLetterLines(db, at - letters * DAY_MS, slice)),
    integrations: await inSlices((slice) => deleteOldestLogLines(db, at - integrations * DAY_MS, slice)),
  };
  if (forgotten.letters + forgotten.integrations > 0) log.info("log_lines_forgotten", forgotten);
}

async function inSlices(forget: (slice: number) => Promise<number>): Promise<number> {
  let forgotten = 0;
  for (let slices = 0; slices < MAX_SLICES; slices++) {
    const last = await forget(SLICE_LINES);
    forgotten += last;
    if (last < SLICE_LINES) break;
  }
  return forgotten;
}
