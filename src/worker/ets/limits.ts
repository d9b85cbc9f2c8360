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
