/**
 * Somebody's public keys by URL (RFC 7517), kept per isolate. Neither an unknown `kid` nor a server that does not
 * answer makes us ask more often than every half minute, so that forged tokens cannot make us flood it; and while it
 * does not answer, the keys we know go on counting for an hour.
 */
import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import * as z from "zod";
import type { Log } from "../log.ts";
import type { Outgoing, Purpose } from "./outgoing.ts";
import { createSharedCalls } from "./shared-calls.ts";

/** A retired key stops counting within this time. */
const FRESH_MS = 5 * 60_000;
/** Unless the server cannot be reached: the people behind it should not be locked out by that. */
const STALE_MS = 60 * 60_000;
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;

/** A set of public keys is a few kilobytes. */
const MAX_BYTES = 100_000;

/** One deployment knows a handful of servers; beyond this, memory starts afresh. */
const MAX_SETS = 100;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** A shared secret is not among them: a published key must never become one. */
const PUBLIC_KEY_TYPES = ["RSA", "EC", "OKP"];

interface KnownSet {
  keys: JWTVerifyGetKey | null;
  fetchedAt: number;
  askedAt: number;
}

export interface RemoteKeysDeps {
  outgoing: Outgoing;
  now(): number;
  waitUntil(promise: Promise<unknown>): void;
  log: Log;
}

const sets = new Map<string, KnownSet>();
const calls = createSharedCalls<KnownSet>(TIMEOUT_MS);

/**
 * The keys at a URL.
 *
 * @param unknownTo keys in which the wanted one was not found; newer ones are fetched if that is not too soon
 * @returns null when there are none to be had
 */
export async function remoteKeys(
  purpose: Purpose,
  url: string,
  deps: RemoteKeysDeps,
  unknownTo?: JWTVerifyGetKey,
): Promise<JWTVerifyGetKey | null> {
  const { now, waitUntil } = deps;
  const known = sets.get(url);
  const age = now() - (known?.fetchedAt ?? 0);
  const isWanted = known?.keys != null && known.keys !== unknownTo;
  if (isWanted && age < FRESH_MS) return known.keys;
  if (known !== undefined && now() - known.askedAt < COOLDOWN_MS) return age < STALE_MS ? known.keys : null;

  const request = { now, waitUntil, deadline: now() + 2 * TIMEOUT_MS };
  const result = await calls.share(url, request, () => fetchKeys(purpose, url, known, deps));
  return result !== undefined && now() - result.fetchedAt < STALE_MS ? result.keys : null;
}

async function fetchKeys(
  purpose: Purpose,
  url: string,
  known: KnownSet | undefined,
  { outgoing, now, log }: RemoteKeysDeps,
): Promise<KnownSet> {
  const askedAt = now();
  const headers = { accept: "application/json" };
  const answer = await outgoing.exchange({ purpose, url, headers, timeoutMs: TIMEOUT_MS }, MAX_BYTES);
  const keys = answer.ok && answer.value.status === 200 ? keysOf(answer.value.text) : null;
  if (keys === null)
    log.warn("keys_unavailable", {
      purpose,
      reason: answer.ok ? `status ${answer.value.status}` : answer.reason,
    });
  const set =
    keys === null ? { keys: null, fetchedAt: 0, ...known, askedAt } : { keys, fetchedAt: askedAt, askedAt };
  if (sets.size >= MAX_SETS) sets.clear();
  sets.set(url, set);
  return set;
}

function keysOf(text: string): JWTVerifyGetKey | null {
  try {
    const { keys } = keySet.parse(JSON.parse(text));
    return createLocalJWKSet({ keys: keys.filter(({ kty }) => PUBLIC_KEY_TYPES.includes(kty)) });
  } catch {
    return null;
  }
}
