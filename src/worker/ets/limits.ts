/** The limits of `../shared/contracts/ets-ssr.md`, with the reason for each. */

/** A viewer waits no longer than this in all, whatever is retried on the way. */
export const VIEWER_WAIT_MS = 25_000;

/** For a token or for a report list, to the last byte. */
export const CALL_TIMEOUT_MS = 10_000;

/** A report list is a few kilobytes; more than this is not one. */
export const ANSWER_MAX_BYTES = 1_000_000;

/** To the first byte of a letter; ETS may have to render it. */
export const LETTER_FIRST_BYTE_MS = 20_000;

/** Real letters are below 1 MB; this is where we stop believing that it is one. */
export const LETTER_MAX_BYTES = 50 * 1024 * 1024;

/** When a waiter stops waiting for another request's token call and asks ETS itself: that request may be gone. */
export const SHARED_CALL_PATIENCE_MS = 4_000;

/** A token is given up this long before it ends, so that it does not end on the way. */
export const TOKEN_MARGIN_SECONDS = 60;

/** A token older than this is not believed when ETS says 403: it may be the token, not the student. */
export const TOKEN_FRESH_SECONDS = 10;

/**
 * Calls of one isolate under way with one set of credentials: at ETS's usual third of a second some 150 lists a second,
 * more than the evening after the letters come out brings. A slow ETS is not buried under more.
 */
export const CALLS_AT_ONCE = 50;

/** Requests that wait for a place: as many as those places serve while the first of them still waits. */
export const WAITING_AT_ONCE = 300;

/** A parent who waits for a place, or for the next trial, is told ETS001 after this; a token's waiters wait longer. */
export const GATE_PATIENCE_MS = 3_500;

/** How often who waits looks whether it is their turn. */
export const GATE_LOOK_MS = 25;

/** Outages in a row after which ETS is taken to be down. Fewer are one family's bad luck. */
export const FAILURES_THAT_CLOSE = 5;

/** Between two trials while ETS is down; less than the patience of who waits, so that whoever comes next may be the one. */
export const TRIAL_EVERY_MS = 2_000;

/** Outages so long apart are no outage. */
export const FAILURES_FORGOTTEN_MS = 60_000;

/** A call that had less time than this says nothing about ETS by not being answered. */
export const FAIR_TRY_MS = 5_000;
