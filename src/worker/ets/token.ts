/**
 * The ETS access token: fetched once, then reused until shortly before it ends, by all requests of an isolate at
 * once and, through the `TokenStore`, by all isolates.
 *
 * Requests that need a token at the same moment share one call. The request that started it may be cancelled at
 * any time, and its I/O with it, so its promise may never settle: it is handed to `waitUntil`, and a waiter's
 * patience is short. Whoever loses patience asks ETS itself and becomes the one the others wait for.
 */
import type { Outgoing } from "../net/outgoing.ts";
import type { EtsConnection, EtsToken } from "./connection.ts";
import { parseTokenAnswer, tokenRequest } from "./contract.ts";
import { credentialsRefused, type EtsFailure, unavailable } from "./failure.ts";
import {
  ANSWER_MAX_BYTES,
  CALL_TIMEOUT_MS,
  SHARED_CALL_PATIENCE_MS,
  TOKEN_MARGIN_SECONDS,
} from "./limits.ts";

export interface EtsDeps {
  outgoing: Outgoing;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Lets a call that others wait for outlive the request that began it. */
  waitUntil(promise: Promise<unknown>): void;
  /** When the viewer's patience ends, in the clock of `now`. */
  deadline: number;
}

type TokenResult = { ok: true; value: EtsToken } | EtsFailure;

interface Flight {
  promise: Promise<TokenResult>;
  startedAt: number;
}

/** Per isolate, by connection key. A key holds the version of the credentials, so an old one is never asked for. */
const remembered = new Map<string, EtsToken>();
const flights = new Map<string, Flight>();

/** More connections than one county has sites with credentials of their own; beyond it, memory starts afresh. */
const MAX_REMEMBERED = 1_000;

/** Shared calls that may bring a useless token, or none in time, before a request makes a call of its own. */
const MAX_SHARED_CALLS = 3;

/**
 * A usable token for the connection.
 *
 * @param rejected a token that ETS has just refused; it is not handed out again
 */
export async function tokenFor(
  connection: EtsConnection,
  deps: EtsDeps,
  rejected?: string,
): Promise<TokenResult> {
  const { key } = connection;
  const isUsable = (token: EtsToken | null | undefined): token is EtsToken =>
    token != null && token.token !== rejected && token.usableUntil * 1000 > deps.now();

  for (let shared = 0; shared < MAX_SHARED_CALLS; shared++) {
    const own = remembered.get(key);
    if (isUsable(own)) return { ok: true, value: own };
    const flight = flights.get(key);
    const patience = flight === undefined ? 0 : flight.startedAt + SHARED_CALL_PATIENCE_MS - deps.now();
    if (flight === undefined || patience <= 0) break;
    const result = await settledWithin(flight.promise, Math.min(patience, deps.deadline - deps.now()));
    if (result !== undefined && (!result.ok || isUsable(result.value))) return result;
  }

  const flight = startFlight(key, deps, async () => {
    const stored = await connection.tokens.read();
    if (isUsable(stored)) return { ok: true, value: stored };
    const fetched = await askForToken(connection, deps);
    if (fetched.ok) await connection.tokens.write(fetched.value);
    return fetched;
  });
  return (await settledWithin(flight.promise, deps.deadline - deps.now())) ?? unavailable("token", "timeout");
}

function startFlight(key: string, deps: EtsDeps, work: () => Promise<TokenResult>): Flight {
  const flight: Flight = {
    startedAt: deps.now(),
    promise: work()
      .then((result) => {
        if (result.ok) remember(key, result.value);
        return result;
      })
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      }),
  };
  flights.set(key, flight);
  deps.waitUntil(flight.promise);
  return flight;
}

function remember(key: string, token: EtsToken): void {
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, token);
}

/** The promise's value, or undefined when it takes longer (or for ever, its request being gone). */
async function settledWithin<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const { promise: patience, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), Math.max(milliseconds, 0));
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** One token call with nothing remembered before or after: also what tests an integration. */
export async function askForToken(
  connection: Pick<EtsConnection, "apiUrl" | "username" | "secretKey">,
  deps: Pick<EtsDeps, "outgoing" | "now">,
): Promise<TokenResult> {
  const secretKey = await connection.secretKey();
  if (secretKey === null) return credentialsRefused("token: the secret key cannot be read");
  const answer = await deps.outgoing.exchange(
    {
      purpose: "ets",
      ...tokenRequest(connection.apiUrl, connection.username, secretKey),
      timeoutMs: CALL_TIMEOUT_MS, // not the viewer's deadline: others may be waiting for this call
    },
    ANSWER_MAX_BYTES,
  );
  if (!answer.ok) return unavailable("token", answer.reason);
  const { status, text } = answer.value;
  if (status === 401 || status === 403) return credentialsRefused(`token: status ${status}`);
  if (status < 200 || status > 299) return unavailable("token", `status ${status}`);
  const obtainedAt = Math.floor(deps.now() / 1000);
  const parsed = parseTokenAnswer(text, obtainedAt);
  if (!parsed.ok) return unavailable("token", parsed.problem);
  const { token, lifetimeSeconds } = parsed.value;
  const margin = Math.min(TOKEN_MARGIN_SECONDS, lifetimeSeconds / 10);
  return {
    ok: true,
    value: { token, obtainedAt, usableUntil: Math.floor(obtainedAt + lifetimeSeconds - margin) },
  };
}
