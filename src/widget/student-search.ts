/**
 * Staff look for a student by name or id: after a pause in typing, one search at a time, the newest wins.
 */
import type { ViewerStudent } from "../worker/portal/api-types.ts";
import type { ViewerApi } from "./api.ts";
import { asFailure, type Failure } from "./failure.ts";

export type SearchState =
  | { kind: "idle" }
  | { kind: "searching" }
  | { kind: "found"; students: ViewerStudent[] }
  | { kind: "failed"; failure: Failure };

/** The server refuses shorter ones. */
const MIN_QUERY_LENGTH = 2;
/** A pause in typing that means "search now". */
const TYPING_PAUSE_MS = 300;

export class StudentSearch {
  #typing: ReturnType<typeof setTimeout> | undefined;
  #call = new AbortController();
  #query = "";
  readonly #api: ViewerApi;
  readonly #onChange: (state: SearchState) => void;

  constructor(api: ViewerApi, onChange: (state: SearchState) => void) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** Searches once typing has paused, or at once. */
  search(typed: string, { atOnce = false } = {}): void {
    this.stop();
    this.#query = typed.trim();
    if (this.#query.length < MIN_QUERY_LENGTH) this.#onChange({ kind: "idle" });
    else this.#typing = setTimeout(() => this.again(), atOnce ? 0 : TYPING_PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#typing);
    this.#call.abort();
  }

  /** The last search once more. */
  async again(): Promise<void> {
    this.#call = new AbortController();
    const { signal } = this.#call;
    this.#onChange({ kind: "searching" });
    try {
      const { items } = await this.#api.search(this.#query, signal);
      if (!signal.aborted) this.#onChange({ kind: "found", students: items });
    } catch (error) {
      if (!signal.aborted) this.#onChange({ kind: "failed", failure: asFailure(error) });
    }
  }
}
