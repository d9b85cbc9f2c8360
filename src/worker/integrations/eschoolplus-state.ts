/** How the eSchoolPLUS integration is doing: what its last test and its last pull say, whichever is newer. */
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
  | { state: "failing"; by: "test" | "pull"; at: number };

/** @param pull the last one that is over; one with other settings than these says nothing of them */
export function eschoolplusState(
  settings: EschoolplusSettings | undefined,
  pull: PullOutcome | undefined,
): EschoolplusState {
  if (settings === undefined) return { state: "not_set_up" };
  const { lastTestAt, lastTestCode, version } = settings;
  const pulledAt =
    pull?.settingsVersion === version ? (pull.finishedAt ?? pull.startedAt) : Number.NEGATIVE_INFINITY;
  if (pull !== undefined && pulledAt > (lastTestAt ?? Number.NEGATIVE_INFINITY)) {
    return { state: pull.status === "failed" ? "failing" : "ok", by: "pull", at: pulledAt };
  }
  if (lastTestAt === null) return { state: "ok", by: null, at: null };
  return { state: lastTestCode === null ? "ok" : "failing", by: "test", at: lastTestAt };
}
