/** What the pages call pulls of the roster: resources, steps, endings. The one place where codes become words. */
import { RESOURCE_NAMES } from "../../eschoolplus/contract.ts";
import type { Resource } from "../../eschoolplus/rows.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { isPaused } from "../../roster/nightly.ts";
import { phaseOf } from "../../roster/progress.ts";
import type { Run } from "../../roster/run-queries.ts";
import { changesOf } from "../overview.ts";
import { dateWithDistance, districtMinute } from "./dates.ts";
import type { Tone } from "./words.ts";

/** Where the pages are; links and forms use it. */
export const ROSTER_PATH = "/admin/roster";

export function runPath(id: string): string {
  return `${ROSTER_PATH}/${encodeURIComponent(id)}`;
}

/** In the plural, inside a sentence. */
const RESOURCES: Record<Resource, string> = {
  School: "schools",
  Student: "students",
  Contact: "contacts",
  ContactAddress: "addresses of contacts",
  ContactPhone: "phone numbers of contacts",
  StudentContact: "links between students and contacts",
  UDRegUser: "user-defined fields",
};

export function resourceWords(resource: string): string {
  return Object.entries(RESOURCES).find(([known]) => known === resource)?.[1] ?? resource;
}

/** What a running pull is doing; the script that follows it has the same words. */
export const STEPS = {
  reading: Object.fromEntries(
    RESOURCE_NAMES.map((resource, at) => [
      resource,
      `Reading ${RESOURCES[resource]} (${at + 1} of ${RESOURCE_NAMES.length})`,
    ]),
  ),
  comparing: "Comparing with the roster",
  applying: "Putting the changes in place",
  waiting: "Waiting for eSchoolPLUS, which did not answer",
  done: "Ending",
};

/** How a pull that was followed has ended; for the script too. */
export const ENDINGS: Record<Exclude<Run["status"], "running">, string> = {
  succeeded: "The pull succeeded.",
  failed: "The pull failed.",
  held: "The pull is held back and waits for a decision.",
  discarded: "The pull was discarded.",
};

export function stepWords(run: Run, now: number): string {
  const phase = phaseOf(run, now);
  return phase === "reading" ? (STEPS.reading[run.resource ?? ""] ?? "Reading") : STEPS[phase];
}

/** "12,000 of 41,234 rows"; empty where nothing is being read. */
export function rowsWords(run: Run, now: number): string {
  if (phaseOf(run, now) !== "reading") return "";
  const { rowsRead, rowsTotal } = run;
  if (rowsTotal !== null) return `${number(rowsRead)} of ${number(rowsTotal)} rows`;
  return rowsRead === 0 ? "" : `${number(rowsRead)} rows so far`;
}

export const STATUS: Record<Run["status"], { tone: Tone; word: string }> = {
  running: { tone: "warn", word: "Running" },
  succeeded: { tone: "good", word: "Succeeded" },
  failed: { tone: "bad", word: "Failed" },
  held: { tone: "warn", word: "Held back" },
  discarded: { tone: "off", word: "Discarded" },
};

/** By which clock moments are told: the district's, once one is known. */
export interface DistrictClock {
  timeZone: string | null;
  now: number;
}

export function clockOf(settings: EschoolplusSettings | undefined, now: number): DistrictClock {
  return { timeZone: settings?.timeZone ?? null, now };
}

/** "12 added, 3 changed, 1 removed". */
export function changesWords(run: Run): string {
  const { added, updated, removed } = changesOf(run);
  if (added + updated + removed === 0) return "nothing had changed";
  return `${number(added)} added, ${number(updated)} changed, ${number(removed)} removed`;
}

/** How the last pull went, in a sentence or two, its beginning apart. */
export function outcomeWords(run: Run, clock: DistrictClock): { head: string; rest: string } {
  const at = districtMinute(run.finishedAt ?? run.startedAt, clock);
  const { added, updated, removed } = changesOf(run);
  switch (run.status) {
    case "running":
      return { head: "A pull is running", rest: `since ${districtMinute(run.startedAt, clock)}.` };
    case "succeeded":
      return { head: "The last pull succeeded", rest: `on ${at}: ${changesWords(run)}.` };
    case "failed":
      return { head: "The last pull failed", rest: `on ${at}. ${run.errorDetail ?? ""}` };
    case "held": {
      const what = `it would add ${number(added)} rows, change ${number(updated)} and remove ${number(removed)}`;
      return { head: "Held back", rest: `since ${at}: ${what}. The pull waits for a decision.` };
    }
    case "discarded":
      return {
        head: "The last pull was discarded",
        rest: `and not put in place. It had ended on ${at}.`,
      };
  }
}

/** "Last pull Nov 21, 2:04 am: 12 added, 3 changed, 1 removed." For a line among others. */
export function lastPullLine(run: Run, clock: DistrictClock): string {
  const at = districtMinute(run.finishedAt ?? run.startedAt, clock);
  const how = {
    running: "running",
    succeeded: changesWords(run),
    failed: "failed",
    held: "held back, it waits for a decision",
    discarded: "discarded, not put in place",
  };
  return `Last pull ${at}: ${how[run.status]}.`;
}

/** When the next one comes by itself. */
export function scheduleWords(settings: EschoolplusSettings, now: number): string {
  const { nightlyAt, timeZone, pausedUntil } = settings;
  return pausedUntil !== null && isPaused(now, settings)
    ? `Nightly pulls are paused. They run again on ${dateWithDistance(pausedUntil, now)}.`
    : `Nightly pulls start at ${nightlyAt}, ${timeZone}.`;
}

export function starterWords({ trigger, startedBy }: Run): string {
  return trigger === "nightly" ? "Nightly" : `Started by ${startedBy}`;
}

/** "4 min 10 s". */
export function durationWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const GROUPED = new Intl.NumberFormat("en-US");

/** "41,234". */
export function number(count: number): string {
  return GROUPED.format(count);
}
