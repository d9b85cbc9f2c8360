/**
 * The ETS access token: fetched once, then reused until shortly before it ends, by all requests of an isolate at
 * once and, through the `TokenStore`, by all isolates.
 */
import type { Outgoing } from "../net/outgoing.ts";
import { createSharedCalls, type SharingRequest } from "../net/shared-calls.ts";
import type { EtsConnection, EtsToken } from "./connection.ts";
import { parseTokenAnswer, tokenRequest } from "./contract.ts";
import { credentialsRefused, type EtsFailure, unavailable } from "./failure.ts";
import { type EtsDoor, throughGate } from "./gate.ts";
import {
  ANSWER_MAX_BYTES,
  CALL_TIMEOUT_MS,
  SHARED_CALL_PATIENCE_MS,
  TOKEN_MARGIN_SECONDS,
} from "./limits.ts";

/** What a viewer's request brings; its deadline is when the viewer's patience ends. */
export interface EtsDeps extends SharingRequest {
  outgoing: Outgoing;
}

type TokenResult = { ok: true; value: EtsToken } | EtsFailure;

/** Per isolate, by connection key. A key holds the version of the credentials, so an old one is never asked for. */
const remembered = new Map<string, EtsToken>();
const calls = createSharedCalls<TokenResult>(SHARED_CALL_PATIENCE_MS);

/** More connections than one county has sites with credentials of their own; beyond it, memory starts afresh. */
const MAX_REMEMBERED = 1_000;

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
  const isUsable = (token: EtsToken | null | undefined): token is EtsToken =>
    token != null && token.token !== rejected && token.usableUntil * 1000 > deps.now();

  const own = remembered.get(connection.key);
  if (isUsable(own)) return { ok: true, value: own };

  // A call that others began may bring the very token that was refused to us; one of our own begins after it.
  const key = rejected === undefined ? connection.key : `${connection.key} without ${rejected}`;
  const result = await calls.share(key, deps, async () => {
    const stored = await connection.tokens.read();
    if (isUsable(stored)) return remember(connection.key, stored);
    const fetched = await askForToken(connection, throughGate(connection.key, deps), deps.now);
    if (!fetched.ok) return fetched;
    deps.waitUntil(connection.tokens.write(fetched.value)); // nobody waits for the other isolates' copy
    return remember(connection.key, fetched.value);
  });
  return result ?? unavailable("token", "timeout");
}

function remember(key: string, token: EtsToken): TokenResult {
  const known = remembered.get(key);
  // A slow read of the store must not bring back what has been replaced since.
  if (known === undefined || known.obtainedAt <= token.obtainedAt) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, token);
  }
  return { ok: true, value: token };
}

/**
 * One token call with nothing remembered before or after: also what tests an integration.
 *
 * @param door for viewers the gate; whoever tests an integration asks ETS whatever it answered others
 */
export async function askForToken(
  connection: Pick<EtsConnection, "apiUrl" | "username" | "secretKey">,
  door: EtsDoor,
  now: () => number,
): Promise<TokenResult> {
  const secretKey = await connection.secretKey();
  if (secretKey === null) return credentialsRefused("token: the secret key cannot be read");
  const answer = await door.exchange(
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
  const obtainedAt = Math.floor(now() / 1000);
  const parsed = parseTokenAnswer(text, obtainedAt);
  if (!parsed.ok) return unavailable("token", parsed.problem);
  const { token, lifetimeSeconds } = parsed.value;
  const margin = Math.min(TOKEN_MARGIN_SECONDS, lifetimeSeconds / 10);
  return {
    ok: true,
    value: { token, obtainedAt, usableUntil: Math.floor(obtainedAt + lifetimeSeconds - margin) },
  };
}
