/**
 * What a viewer's call to ETS passes through, per connection and isolate: at most so many calls are under way, and
 * while ETS is down only one every other second goes there, to see whether it is back. Whoever comes waits a moment for
 * that, so that the first parent who tries again after an outage is served, and is refused after it.
 *
 * Nothing is handed from one request to another: a request may be cancelled at any time, and then neither ends its call
 * nor wakes anybody. So a place that is taken frees itself in time, and each request looks for itself.
 */
import type { Call, NetResult, Outgoing, ReadAnswer } from "../net/outgoing.ts";
import {
  CALLS_AT_ONCE,
  FAILURES_FORGOTTEN_MS,
  FAILURES_THAT_CLOSE,
  FAIR_TRY_MS,
  GATE_LOOK_MS,
  GATE_PATIENCE_MS,
  TRIAL_EVERY_MS,
  WAITING_AT_ONCE,
} from "./limits.ts";

/** A call's answer, or why there was none; `not_asked` when the gate let no call through. */
export type GatedResult = NetResult<ReadAnswer> | { ok: false; reason: "not_asked" };

/** The way to ETS: like `Outgoing`, which tests of an integration use directly. */
export interface EtsDoor {
  exchange(call: Call, maxBytes: number): Promise<GatedResult>;
}

interface Place {
  /** When it is free again though nobody has given it up. */
  until: number;
}

interface Gate {
  /** Calls under way. */
  calls: Set<Place>;
  /** Requests that wait for a place among those. */
  waiting: Set<Place>;
  /** Without a success in between. */
  failures: number;
  lastFailureAt: number;
  lastSuccessAt: number;
  lastTrialAt: number;
}

export interface GateDeps {
  outgoing: Outgoing;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Until when this request can wait, in the clock of `now`. */
  deadline: number;
}

const gates = new Map<string, Gate>();

/** As many as there are tokens remembered; beyond it, memory starts afresh. */
const MAX_GATES = 1_000;

/** @param key names the credentials and their version: new settings begin with a gate of their own */
export function throughGate(key: string, deps: GateDeps): EtsDoor {
  const { outgoing, now } = deps;
  return {
    async exchange(call, maxBytes) {
      const gate = gateOf(key);
      const arrivedAt = now();
      const place = await placeFor(gate, call.timeoutMs, deps);
      if (place === undefined) return { ok: false, reason: "not_asked" };
      try {
        const startedAt = now();
        const timeoutMs = call.timeoutMs - (startedAt - arrivedAt);
        const answer = await outgoing.exchange({ ...call, timeoutMs }, maxBytes);
        note(gate, judge(answer, timeoutMs), startedAt, now());
        return answer;
      } finally {
        gate.calls.delete(place);
      }
    },
  };
}

function gateOf(key: string): Gate {
  const known = gates.get(key);
  if (known !== undefined) return known;
  if (gates.size >= MAX_GATES) gates.clear();
  const never = Number.NEGATIVE_INFINITY;
  const times = { lastFailureAt: never, lastSuccessAt: never, lastTrialAt: never };
  const gate: Gate = { calls: new Set(), waiting: new Set(), failures: 0, ...times };
  gates.set(key, gate);
  return gate;
}

/** A place among the calls under way; undefined when that takes too long, or too many wait already. */
async function placeFor(
  gate: Gate,
  timeoutMs: number,
  { now, deadline }: GateDeps,
): Promise<Place | undefined> {
  const atOnce = takePlace(gate, timeoutMs, now());
  if (atOnce !== undefined) return atOnce;
  forgetOverdue(gate.waiting, now());
  if (gate.waiting.size >= WAITING_AT_ONCE) return undefined;
  const own = { until: Math.min(now() + GATE_PATIENCE_MS, deadline) };
  gate.waiting.add(own);
  try {
    while (now() < own.until) {
      await new Promise((resolve) => setTimeout(resolve, GATE_LOOK_MS));
      const place = takePlace(gate, timeoutMs, now());
      if (place !== undefined) return place;
    }
    return undefined;
  } finally {
    gate.waiting.delete(own);
  }
}

/** Looks and takes in one go, so that no two requests see the same free place. */
function takePlace(gate: Gate, timeoutMs: number, now: number): Place | undefined {
  const isDown = gate.failures >= FAILURES_THAT_CLOSE && now - gate.lastFailureAt < FAILURES_FORGOTTEN_MS;
  if (isDown) {
    if (now - gate.lastTrialAt < TRIAL_EVERY_MS) return undefined;
    gate.lastTrialAt = now;
  } else {
    forgetOverdue(gate.calls, now);
    if (gate.calls.size >= CALLS_AT_ONCE) return undefined;
  }
  const place = { until: now + timeoutMs };
  gate.calls.add(place);
  return place;
}

function forgetOverdue(entries: Set<Place>, now: number): void {
  for (const entry of entries) if (entry.until < now) entries.delete(entry);
}

function note(gate: Gate, service: Service, startedAt: number, now: number): void {
  if (service === "there") {
    gate.failures = 0;
    gate.lastSuccessAt = now;
  }
  // One that began before ETS answered somebody tells of the past.
  if (service !== "down" || startedAt < gate.lastSuccessAt) return;
  gate.failures = now - gate.lastFailureAt < FAILURES_FORGOTTEN_MS ? gate.failures + 1 : 1;
  gate.lastFailureAt = now;
  if (gate.failures === FAILURES_THAT_CLOSE) gate.lastTrialAt = now;
}

type Service = "there" | "down" | "unknown";

/** A service that refuses credentials or a student, or answers oddly, is there. */
function judge(answer: GatedResult, timeoutMs: number): Service {
  if (answer.ok) return answer.value.status >= 500 || answer.value.status === 429 ? "down" : "there";
  switch (answer.reason) {
    case "network":
      return "down";
    case "timeout": // who had little time left learned nothing
      return timeoutMs >= FAIR_TRY_MS ? "down" : "unknown";
    case "redirect":
    case "too_large":
      return "there";
    default: // no call was made
      return "unknown";
  }
}
