/**
 * Writes are held to the version they have read, so that none is lost unseen. An administrator who names no version
 * wants the last one to win: what somebody else overtook is then tried again on what they wrote.
 */

/** Two scripts at once are met; more are a loop somewhere else. */
const MAX_ATTEMPTS = 5;

export async function lastOneWins<T>(
  ifVersion: string | null,
  attempt: () => Promise<T>,
  wasOvertaken: (result: T) => boolean,
): Promise<T> {
  let result = await attempt();
  for (let tries = 1; ifVersion === null && wasOvertaken(result) && tries < MAX_ATTEMPTS; tries++) {
    result = await attempt();
  }
  return result;
}
