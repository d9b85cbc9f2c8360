/**
 * What callers did, counted. Refused and faulty answers count too. No request is remembered: a count cannot leak
 * an SSID.
 */

const ZERO = {
  tokenCalls: 0,
  reportCalls: 0,
  letterCalls: 0,
  rangeCalls: 0,
  /** A bearer token or a key that leaked to the object store. Must stay 0. */
  authorizationSentToLetters: 0,
  /** Letters being sent right now. */
  openLetters: 0,
  /** Letters whose reader went away before the end. */
  abandonedLetters: 0,
};

export type Stats = typeof ZERO;

export function createStats(): Stats {
  return { ...ZERO };
}

/** All back to zero, except what is open: that goes down by itself. */
export function clearStats(stats: Stats): void {
  Object.assign(stats, ZERO, { openLetters: stats.openLetters });
}
