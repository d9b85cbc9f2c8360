/**
 * One call for many requests. Requests that need the same thing at the same moment share one call, though each runs
 * in a context of its own: the request that began it may be cancelled at any time, and its I/O with it, so that its
 * promise never settles. Hence a waiter's patience is short; whoever loses it begins a call of their own, which the
 * others then wait for, and which also ends when the first one does.
 */

/** What a request brings to share calls with others. */
export interface SharingRequest {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Lets a call that others wait for outlive the request that began it. */
  waitUntil(promise: Promise<unknown>): void;
  /** Until when this request can wait, in the clock of `now`. */
  deadline: number;
}

interface Call<T> {
  promise: Promise<T>;
  startedAt: number;
}

export interface SharedCalls<T> {
  /**
   * The value of the call that is under way for the key, or of one begun now.
   *
   * @returns undefined when the deadline comes first
   */
  share(key: string, request: SharingRequest, begin: () => Promise<T>): Promise<T | undefined>;
}

/** @param patienceMs how long a waiter believes that the request which began a call is still alive */
export function createSharedCalls<T>(patienceMs: number): SharedCalls<T> {
  const calls = new Map<string, Call<T>>();

  function start(
    key: string,
    request: SharingRequest,
    begin: () => Promise<T>,
    overdue: Call<T> | undefined,
  ): Call<T> {
    const own = begin();
    const call: Call<T> = {
      startedAt: request.now(),
      promise: (overdue === undefined ? own : Promise.race([own, overdue.promise])).finally(() => {
        if (calls.get(key) === call) calls.delete(key);
      }),
    };
    calls.set(key, call);
    request.waitUntil(call.promise.catch(() => {})); // whoever waits hears of a failure
    return call;
  }

  return {
    async share(key, request, begin) {
      while (request.now() < request.deadline) {
        const current = calls.get(key);
        const patience = current === undefined ? 0 : current.startedAt + patienceMs - request.now();
        const joined = current !== undefined && patience > 0 ? current : undefined;
        const call = joined ?? start(key, request, begin, current);
        // A call of one's own is known to be alive.
        const wait =
          (joined === undefined
            ? request.deadline
            : Math.min(call.startedAt + patienceMs, request.deadline)) - request.now();
        const result = await settledWithin(call.promise, wait);
        if (result.settled) return result.value;
      }
      return undefined;
    },
  };
}

async function settledWithin<T>(
  promise: Promise<T>,
  milliseconds: number,
): Promise<{ settled: true; value: T } | { settled: false }> {
  const { promise: patience, resolve } = Promise.withResolvers<{ settled: false }>();
  const timer = setTimeout(() => resolve({ settled: false }), Math.max(milliseconds, 0));
  try {
    return await Promise.race([promise.then((value) => ({ settled: true as const, value })), patience]);
  } finally {
    clearTimeout(timer);
  }
}
