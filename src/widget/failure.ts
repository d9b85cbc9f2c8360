/**
 * The one kind of error that the widget shows: a stable code (public-api.md §3, and `network` for no answer at
 * all) and, where the server gave one, its sentence in the viewer's language. Also the limit on how long
 * anything may take, because nobody should look at a loading page for ever.
 */

/** The server answers within 25 s or not at all (ets-ssr.md); the rest is the way there and back. */
export const CALL_LIMIT_MS = 30_000;

export class Failure extends Error {
  readonly code: string;
  /** The server's sentence; empty when the failure arose here. */
  readonly detail: string;

  constructor(code: string, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** What is not a `Failure` is a mistake of ours; it is shown as one. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure("internal");
}

/** Whether it may go away without anybody doing something: then letters on the page stay there meanwhile. */
export function mayPass(code: string): boolean {
  return /^(ETS001|net|int|sto|rate|tok)/.test(code);
}

/** Settles as `work` does, or fails as `network` once the limit is over. */
export function withinLimit<T>(work: Promise<T>, limitMs: number = CALL_LIMIT_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Failure("network")), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
