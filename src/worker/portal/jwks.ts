/**
 * A portal's public keys by URL, fetched through `net/` and kept per isolate. An unknown `kid` asks again at most
 * every half minute, so that forged tokens cannot make us flood a portal.
 */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import type { Outgoing } from "../net/outgoing.ts";

/** A retired key stops counting within this time. */
const CACHE_MAX_AGE_MS = 5 * 60_000;
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;

/** A set of public keys is a few kilobytes. */
const MAX_BYTES = 100_000;

/** One deployment has a handful of portals; beyond this, memory starts afresh. */
const MAX_SETS = 100;
const sets = new Map<string, JWTVerifyGetKey>();

export function remoteKeySet(url: string, { outgoing }: { outgoing: Outgoing }): JWTVerifyGetKey {
  const known = sets.get(url);
  if (known) return known;
  const keySet = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: CACHE_MAX_AGE_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: async (address: string) => {
      const answer = await outgoing.exchange(
        { purpose: "jwks", url: address, headers: { accept: "application/json" }, timeoutMs: TIMEOUT_MS },
        MAX_BYTES,
      );
      if (!answer.ok) throw new Error(`jwks: ${answer.reason}`);
      return new Response(answer.value.text, { status: answer.value.status });
    },
  });
  if (sets.size >= MAX_SETS) sets.clear();
  sets.set(url, keySet);
  return keySet;
}
