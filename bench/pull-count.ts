/** What bench/worker/ counts while pulls run, and bench/pull.ts asks it for. */

export interface StatementCount {
  calls: number;
  rowsRead: number;
  rowsWritten: number;
  /** Time in SQLite, of all calls and of the longest. */
  sqlMs: number;
  maxSqlMs: number;
  /** The longest text bound. */
  maxBoundBytes: number;
}

export interface D1Count extends StatementCount {
  /** Round trips: a batch is one. */
  trips: number;
  /** By the statement's beginning. */
  statements: Record<string, StatementCount>;
}

export interface PullCount {
  d1: D1Count;
  /** Of the last run: each moved its row in D1 on by one. */
  pieces: number;
  workflowSteps: number;
  maxStepMs: number;
  /** Round trips to D1 in one step. */
  maxStepTrips: number;
}

/** A plain way of keeping the roster. `drizzle`: upserts of as many rows as a statement takes, a page in one batch. `json`: a page in one `json_each`. */
export type Way = "drizzle" | "json";

/** A request that bears it is counted as a pull is. */
export const COUNT_HEADER = "x-bench-count";
