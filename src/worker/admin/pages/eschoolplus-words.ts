/** What the pages call the eSchoolPLUS integration's states, pulls and outcomes. */
import type { EschoolCode } from "../../eschoolplus/failure.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { eschoolplusState } from "../../integrations/eschoolplus-state.ts";
import { isPaused } from "../../roster/nightly.ts";
import type { Run } from "../../roster/run-queries.ts";
import { changesOf, sum } from "../overview.ts";
import { dateWithDistance, dayOf, minuteOf } from "./dates.ts";
import type { StateWords, Tone } from "./words.ts";

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

/** @param outcome the last pull that is over or waits */
export function eschoolplusWords(
  settings: EschoolplusSettings | undefined,
  outcome: Run | undefined,
  now: number,
): StateWords {
  const state = eschoolplusState(settings, outcome);
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
  if (state.state === "failing") {
    const what =
      state.by === "pull"
        ? `The pull of ${dayOf(state.at)} failed.`
        : `Last tested ${dayOf(state.at)}: ${(codeTitle(settings.lastTestCode ?? "") ?? "it failed").toLowerCase()}.`;
    return { tone: "bad", word: "Failing", sentence: what };
  }
  if (outcome?.status === "held")
    return {
      tone: "warn",
      word: "Held back",
      sentence: `The pull of ${dayOf(outcome.startedAt)} waits for you.`,
    };
  if (settings.pausedUntil !== null && isPaused(now, settings)) {
    return {
      tone: "off",
      word: "Paused",
      sentence: `Nightly pulls run again on ${dateWithDistance(settings.pausedUntil, now)}.`,
    };
  }
  if (state.by === null)
    return { tone: "warn", word: "Not tested", sentence: `Saved ${dayOf(settings.updatedAt)}.` };
  const verb = state.by === "pull" ? "Last pull" : "Last tested";
  return { tone: "good", word: "Working", sentence: `${verb} ${dayOf(state.at)}.` };
}

const STATUS: Record<Run["status"], { tone: Tone; word: string }> = {
  running: { tone: "warn", word: "Running" },
  succeeded: { tone: "good", word: "Succeeded" },
  failed: { tone: "bad", word: "Failed" },
  held: { tone: "warn", word: "Held back" },
  discarded: { tone: "off", word: "Discarded" },
};

/** A pull in one word, and in a sentence what it did or what it met. */
export function pullWords(run: Run): StateWords {
  const { status, startedAt, finishedAt, errorDetail } = run;
  if (status === "running" || finishedAt === null)
    return { ...STATUS.running, sentence: `Started ${minuteOf(startedAt)} UTC.` };
  const when = `${minuteOf(finishedAt)} UTC`;
  if (status === "failed") return { ...STATUS.failed, sentence: `${when}. ${errorDetail ?? ""}` };
  const { added, updated, removed } = changesOf(run);
  const read = sum(Object.values(run.counts).map((count) => count.read));
  const counts = `${number(read)} rows read, ${number(added)} added, ${number(updated)} updated, ${number(removed)} removed`;
  // What was held back, or dropped, is what it would have done.
  return {
    ...STATUS[status],
    sentence: `${when}: ${counts}${status === "succeeded" ? "" : ", not applied"}.`,
  };
}

export function noPullYet(settings: EschoolplusSettings, now: number): string {
  return isPaused(now, settings) ? "No pull yet." : "No pull yet: the first comes tonight.";
}

const GROUPED = new Intl.NumberFormat("en-US");

/** "41,234". */
export function number(count: number): string {
  return GROUPED.format(count);
}
