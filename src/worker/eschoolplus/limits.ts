/** The limits of a conversation with eSchoolPLUS, with the reason for each. */

/** One page, to its last byte. The server is often a machine in the district, and busy at night. */
export const PAGE_TIMEOUT_MS = 60_000;

/** A page of 1,000 rows is about 1 MB; a server that ignores the limit is stopped here. */
export const PAGE_MAX_BYTES = 16 * 1024 * 1024;

/** One call and three more: a restart of the server's application takes a few seconds. */
export const PAGE_ATTEMPTS = 4;

/** Before the second attempt; doubled before each further one, then shortened by up to half, by chance. */
export const RETRY_BASE_MS = 1_000;

/** No pause is longer, whatever `Retry-After` says: the pull comes back to the page later by itself. */
export const RETRY_PAUSE_MAX_MS = 60_000;

/** An administrator waits for the answer to a test: one call each and one more, with little patience. */
export const TEST_ATTEMPTS = 2;
export const TEST_TIMEOUT_MS = 15_000;
export const TEST_PAUSE_MAX_MS = 2_000;

/** Enough students that one of them has a date of birth, if any are sent. */
export const TEST_ROWS = 25;

/** 24 bytes are 32 characters; eSchoolPLUS keeps nonces in a column of 50. */
export const NONCE_BYTES = 24;

/** What a server says about a refusal is a word or a sentence. */
export const REFUSAL_MAX_CHARACTERS = 160;

/** A server's clock that differs by this much is worth a word: OAuth servers usually allow five minutes. */
export const CLOCK_TOLERANCE_MINUTES = 4;
