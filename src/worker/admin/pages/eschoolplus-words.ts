/** What the pages call the eSchoolPLUS integration's states and the outcomes of its tests. */
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { eschoolplusState } from "../../integrations/eschoolplus-state.ts";
import type { PullFacts } from "../../roster/last-run-queries.ts";
import { isPaused } from "../../roster/nightly.ts";
import { overdueSince } from "../../roster/overdue.ts";
import { dateWithDistance, dayOf, districtMinute } from "./dates.ts";
import { codeTitle } from "./eschoolplus-codes.ts";
import { clockOf, lastPullLine } from "./roster-words.ts";
import type { StateWords } from "./words.ts";

/** Where the page is; links and forms use it. */
export const ESCHOOLPLUS_PATH = "/admin/integrations/eschoolplus" as const;

/** What pages that are about more than eSchoolPLUS show of it. */
export interface ShownEschoolplus {
  settings: EschoolplusSettings | undefined;
  pulls: PullFacts;
}

export function eschoolplusWords(
  settings: EschoolplusSettings | undefined,
  pulls: PullFacts,
  now: number,
): StateWords {
  const { outcome } = pulls;
  const clock = clockOf(settings, now);
  const state = eschoolplusState(settings, outcome, overdueSince(settings, pulls, now));
  if (settings === undefined || state.state === "not_set_up") {
    return {
      tone: "off",
      word: "Not set up",
      sentence:
        outcome === undefined
          ? "No roster is pulled, so nobody sees letters in portals that go by the roster."
          : `No roster is pulled. Access goes by the last pull, of ${dayOf(outcome.startedAt)}.`,
    };
  }
  const lastPull = outcome && state.by !== "test" ? lastPullLine(outcome, clock) : "";
  if (state.state === "failing") {
    switch (state.by) {
      case "held":
        return { tone: "warn", word: "Held back", sentence: lastPull };
      case "overdue": {
        const since = `No pull has succeeded since ${districtMinute(state.at, clock)}.`;
        return { tone: "bad", word: "Overdue", sentence: `${since} ${lastPull}`.trim() };
      }
      case "pull":
        return { tone: "bad", word: "Failing", sentence: lastPull };
      case "test": {
        const what = (codeTitle(settings.lastTestCode ?? "") ?? "it failed").toLowerCase();
        return { tone: "bad", word: "Failing", sentence: `Last tested ${dayOf(state.at)}: ${what}.` };
      }
    }
  }
  if (settings.pausedUntil !== null && isPaused(now, settings)) {
    return {
      tone: "off",
      word: "Paused",
      sentence: `Nightly pulls run again on ${dateWithDistance(settings.pausedUntil, now)}.`,
    };
  }
  if (state.by === null)
    return { tone: "warn", word: "Not tested", sentence: `Saved ${dayOf(settings.updatedAt)}.` };
  const tested = `Last tested ${dayOf(state.at)}.`;
  return { tone: "good", word: "Working", sentence: state.by === "pull" ? lastPull : tested };
}

export function noPullYet(settings: EschoolplusSettings, now: number): string {
  return isPaused(now, settings) ? "No pull yet." : "No pull yet: the first comes tonight.";
}
