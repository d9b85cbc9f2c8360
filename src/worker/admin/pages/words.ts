/**
 * What the pages call things: how settings are doing, in one word and one sentence, and the log's actions and
 * outcomes. The codes of the API stay the codes; here they become words.
 */
import type { EtsSettings } from "../../integrations/ets-queries.ts";
import { daysUntil, etsState } from "../../integrations/ets-state.ts";
import type { LogLine } from "../../integrations/log-queries.ts";
import { PROBLEMS } from "../../problem.ts";
import { dateWithDistance, dayOf } from "./dates.ts";
import { codeTitle } from "./eschoolplus-codes.ts";

export type Tone = "good" | "warn" | "bad" | "off";

export interface StateWords {
  tone: Tone;
  /** One or two words, for a table. */
  word: string;
  /** What it means, in whole sentences. */
  sentence: string;
}

type Shown = EtsSettings | undefined;

/** How settings are doing. What they say of expiry stands in `expiryWords`. */
export function stateWords(settings: Shown, now: number): StateWords {
  if (settings === undefined)
    return { tone: "off", word: "Not set up", sentence: "Parents see no letters here yet." };
  const { disabled, lastTestAt, lastTestCode, failingSince, updatedAt, expiresOn } = settings;
  if (disabled) return { tone: "off", word: "Switched off", sentence: `Since ${dayOf(updatedAt)}.` };
  const days = daysUntil(expiresOn, now);
  if (lastTestAt !== null && lastTestCode !== null) {
    const since = dayOf(failingSince ?? lastTestAt);
    return { tone: "bad", word: "Failing", sentence: `Since ${since}, last tested ${dayOf(lastTestAt)}.` };
  }
  if (days !== null && days < 0)
    return { tone: "bad", word: "Expired", sentence: "Make a new key in TOMS and save it here." };
  const tested =
    lastTestAt === null
      ? `Saved ${dayOf(updatedAt)}, not tested since.`
      : `Last tested ${dayOf(lastTestAt)}.`;
  if (etsState(settings, now) === "expiring")
    return { tone: "warn", word: days === 0 ? "Expires today" : "Expires soon", sentence: tested };
  if (lastTestAt === null)
    return { tone: "warn", word: "Not tested", sentence: `Saved ${dayOf(updatedAt)}.` };
  return { tone: "good", word: "Working", sentence: tested };
}

/** "Key expires Aug 14, 2026 (in 61 days)." Nothing where there is no key. */
export function expiryWords(settings: Shown, now: number): string {
  if (settings === undefined || settings.disabled || settings.expiresOn === null) return "";
  const hasPassed = (daysUntil(settings.expiresOn, now) ?? 0) < 0;
  return `Key ${hasPassed ? "expired" : "expires"} ${dateWithDistance(settings.expiresOn, now)}.`;
}

/** The exact sentence for a code of `problem.ts`, such as the outcome of a test. */
export function sentenceOf(code: string): string {
  return Object.entries(PROBLEMS).find(([known]) => known === code)?.[1].detail ?? code;
}

const KINDS: Record<LogLine["kind"], string> = {
  ets: "ETS",
  eschoolplus: "eSchoolPLUS",
  portal: "Portal",
  site: "Site",
  administrator: "Administrator",
  block: "Block",
  student: "Student record",
};

const ACTIONS: Record<LogLine["action"], string> = {
  added: "added",
  changed: "changed",
  tested: "tested",
  removed: "removed",
  key_added: "key added",
  key_retired: "key retired",
  pull_started: "pull started",
  pull_approved: "held pull approved",
  pull_discarded: "held pull discarded",
  erased: "erased",
};

/** "ETS tested", "Portal key added". */
export function actionWords({ kind, action }: Pick<LogLine, "kind" | "action">): string {
  return `${KINDS[kind]} ${ACTIONS[action]}`;
}

/** "OK", or what went wrong, short. The code stands beside it. */
export function outcomeWords(outcome: string): string {
  if (outcome === "ok") return "OK";
  const problem = Object.entries(PROBLEMS).find(([code]) => code === outcome)?.[1].title;
  return problem ?? codeTitle(outcome) ?? outcome;
}
