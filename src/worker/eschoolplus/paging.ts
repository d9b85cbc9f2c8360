/**
 * Reading all of one resource, page by page, while trusting nothing: a server may send fewer rows than asked, repeat
 * a page, move rows between pages, gain and lose some meanwhile, and announce totals that are none. Reading goes over
 * the whole resource in passes, until one is certain.
 *
 * The state is small and plain JSON, so that a Workflow can keep it between its steps: counts and digests, no people.
 * Nothing here calls or remembers anything; the caller reads the pages, keeps the rows and counts the distinct keys.
 */
import { sha256Text } from "./digest.ts";

/** After so many passes over a resource something is wrong that another pass does not mend. */
export const PASSES_MAX = 4;

/** A county of a hundred thousand students has a million links and user fields; more than this is no roster. */
export const ROWS_MAX = 5_000_000;

/** Why a pass does not count, and in the end why reading was given up. */
export type ReadingCode =
  /** The same page came twice: the server does not look at the offset. */
  | "pages_repeat"
  /** The server contradicts its own number of rows. */
  | "total_changes"
  /** The rows ended before the number that was announced. */
  | "short_of_total"
  /** Passes differ from each other, or rows came twice while others must be missing. */
  | "order_moves"
  /** There are more rows than there can be. */
  | "never_ends";

export interface ReadingState {
  /** From 1. */
  pass: number;
  /** Where the next page begins: the rows received in this pass. */
  offset: number;
  /** What this pass was told; null as long as it was told nothing. */
  total: number | null;
  /** What all passes were told, as long as it was the same. */
  steadyTotal: number | null | "changed";
  /** Of the page before, in this pass. */
  lastDigest: string | null;
  /** All digests of this pass in one. */
  chain: string;
  /** The chain of the pass before, if that pass came to its end. */
  previousChain: string | null;
}

export interface PageSeen {
  offset: number;
  /** Rows as sent. */
  received: number;
  /** Rows asked for. */
  asked: number;
  total: number | null;
  digest: string;
}

/** `to_confirm`: nothing is wrong, but without a total only a second pass like the first one is certain. */
type Again = { next: "again"; state: ReadingState; reason: ReadingCode | "to_confirm" };
type Fail = { next: "fail"; code: ReadingCode };

export type AfterPage = { next: "page" | "end_of_pass"; state: ReadingState } | Again | Fail;
export type EndOfPass = { next: "settled" } | Again | Fail;

export function startReading(): ReadingState {
  return {
    pass: 1,
    offset: 0,
    total: null,
    steadyTotal: null,
    lastDigest: null,
    chain: "",
    previousChain: null,
  };
}

/**
 * What to do after a page has been read and its rows kept.
 *
 * @param page the one that `state.offset` asked for
 */
export async function afterPage(before: ReadingState, page: PageSeen): Promise<AfterPage> {
  if (page.offset !== before.offset) throw new Error(`not the page at ${before.offset}`);
  const contradicts = page.total !== null && before.total !== null && page.total !== before.total;
  const state = withTotal(before, page.total);
  if (contradicts) return again(state, "total_changes");

  const { total } = state;
  if (page.received === 0)
    return total !== null && state.offset < total
      ? again(state, "short_of_total")
      : { next: "end_of_pass", state };
  if (page.digest === state.lastDigest) return again(state, "pages_repeat");

  const offset = state.offset + page.received;
  // Beyond the total by more than a page: this server has no end, and a further pass would not find one.
  if (offset > ROWS_MAX || (total !== null && offset > total + page.asked))
    return { next: "fail", code: "never_ends" };
  const advanced: ReadingState = {
    ...state,
    offset,
    lastDigest: page.digest,
    chain: await sha256Text(state.chain + page.digest),
  };
  if (total === null || offset < total) return { next: "page", state: advanced };
  // A "total" that equals the very first page may be that page's own count: an empty page after it proves the end.
  if (offset === total && before.offset === 0) return { next: "page", state: advanced };
  return { next: "end_of_pass", state: advanced };
}

/**
 * Whether a pass that came to its end is certain.
 *
 * @param distinctKeys of the rows of all passes together
 */
export function endOfPass(state: ReadingState, distinctKeys: number): EndOfPass {
  if (state.steadyTotal === distinctKeys) return { next: "settled" };
  if (state.total !== null && state.offset !== state.total) return again(state, "total_changes");
  if (state.chain === state.previousChain) return { next: "settled" };
  const next = again(state, "order_moves", state.chain);
  const isFirst = state.total === null && state.previousChain === null;
  return isFirst && next.next === "again" ? { ...next, reason: "to_confirm" } : next;
}

function withTotal(state: ReadingState, total: number | null): ReadingState {
  if (total === null) return state;
  return {
    ...state,
    total: state.total ?? total,
    steadyTotal: state.steadyTotal === null || state.steadyTotal === total ? total : "changed",
  };
}

/** @param chain of the pass that ends here, if it came to its end */
function again(state: ReadingState, reason: ReadingCode, chain: string | null = null): Again | Fail {
  if (state.pass >= PASSES_MAX) return { next: "fail", code: reason };
  return {
    next: "again",
    reason,
    state: {
      ...startReading(),
      pass: state.pass + 1,
      steadyTotal: state.steadyTotal,
      previousChain: chain,
    },
  };
}
