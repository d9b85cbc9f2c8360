/** What the pages call the eSchoolPLUS integration's states and the outcomes of its tests. */
import type { EschoolCode } from "../../eschoolplus/failure.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { eschoolplusState } from "../../integrations/eschoolplus-state.ts";
import type { PullFacts } from "../../roster/last-run-queries.ts";
import { isPaused } from "../../roster/nightly.ts";
import { overdueSince } from "../../roster/overdue.ts";
import { dateWithDistance, dayOf, districtMinute } from "./dates.ts";
import { clockOf, lastPullLine } from "./roster-words.ts";
import type { StateWords } from "./words.ts";

/** Where the page is; links and forms use it. */
export const ESCHOOLPLUS_PATH = "/admin/integrations/eschoolplus" as const;

/** A code of the client in a few words, for a table; what to do about it stands in the test's hint. */
export const CODE_TITLES: Record<EschoolCode, string> = {
  refused: "Signature refused",
  not_subscribed: "Not subscribed",
  busy: "Asked to slow down",
  unavailable: "No answer",
  unexpected_status: "Unknown answer",
  not_json: "Answer is not JSON",
  envelope_missing: "No list of rows",
  key_missing: "Fields are missing",
  too_large: "Page too large",
  redirected: "Sent elsewhere",
  host_not_allowed: "Address not allowed",
};

/** "Not subscribed"; undefined for a code that is none of the client's. */
export function codeTitle(code: string): string | undefined {
  return Object.entries(CODE_TITLES).find(([known]) => known === code)?.[1];
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
