/**
 * How the eSchoolPLUS integration is doing: what its last test and its last pull say, whichever is newer. A pull that
 * waits for a decision, or that has not succeeded for two nights, fails the integration whatever a test says: the roster
 * no longer follows the district, and somebody has to do something.
 */
import type { EschoolplusSettings } from "./eschoolplus-queries.ts";

/** How a pull ended, as far as it says something of the connection. */
export interface PullOutcome {
  status: string;
  startedAt: number;
  finishedAt: number | null;
  settingsVersion: string;
}

export type EschoolplusState =
  | { state: "not_set_up" }
  | { state: "ok"; by: "test" | "pull"; at: number }
  /** Saved, and neither tested nor pulled with since. */
  | { state: "ok"; by: null; at: null }
  | { state: "failing"; by: "test" | "pull" | "held" | "overdue"; at: number };

/**
 * @param pull the last one that is over or waits; one that ended with other settings than these says nothing of them
 * @param overdueSince as `roster/overdue.ts` has it
 */
export function eschoolplusState(
  settings: EschoolplusSettings | undefined,
  pull: PullOutcome | undefined,
  overdueSince: number | null,
): EschoolplusState {
  if (settings === undefined) return { state: "not_set_up" };
  if (pull?.status === "held") return { state: "failing", by: "held", at: pull.startedAt };
  if (overdueSince !== null) return { state: "failing", by: "overdue", at: overdueSince };
  const { lastTestAt, lastTestCode, version } = settings;
  const pulledAt =
    pull?.settingsVersion === version ? (pull.finishedAt ?? pull.startedAt) : Number.NEGATIVE_INFINITY;
  if (pull !== undefined && pulledAt > (lastTestAt ?? Number.NEGATIVE_INFINITY)) {
    return { state: pull.status === "failed" ? "failing" : "ok", by: "pull", at: pulledAt };
  }
  if (lastTestAt === null) return { state: "ok", by: null, at: null };
  return { state: lastTestCode === null ? "ok" : "failing", by: "test", at: lastTestAt };
}
