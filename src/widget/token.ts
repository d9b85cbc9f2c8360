/**
 * Keeps the viewer token: in memory only, asked for once for all callers at a time, and again shortly before it
 * runs out or once the server has refused it. When that is, is read from the token if it is a JWT; a sealed
 * token is opaque, and is used until the server says 401.
 */
import { Failure, withinLimit } from "./failure.ts";

/** Asks the portal for a token. May be called many times; a portal with one fixed token gives the same. */
export type TokenSource = () => Promise<string>;

export interface TokenKeeper {
  /** A token that is good as far as we know. */
  current(): Promise<string>;
  /** After a 401: a token other than the refused one, or null when the portal has no other. */
  replace(refused: string): Promise<string | null>;
}

/** Renewed this long before the end, so that no call starts with a token that ends on the way. */
const RENEW_BEFORE_END_MS = 30_000;

/** Far more than a signed token needs; a portal's log-in page is longer, and has spaces and angle brackets. */
const MAX_TOKEN_LENGTH = 16_384;

interface Held {
  token: string;
  /** Milliseconds since 1970 by this device's clock; infinite for a token we cannot read. */
  renewAt: number;
}

export function createTokenKeeper(source: TokenSource, now: () => number): TokenKeeper {
  let held: Held | null = null;
  let asking: Promise<Held> | null = null;

  async function ask(): Promise<Held> {
    const token = await withinLimit(source());
    if (!isToken(token)) throw new Failure("token_missing");
    held = { token, renewAt: renewalTime(token, now()) };
    return held;
  }

  function renew(): Promise<Held> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    async current() {
      const good = held !== null && now() < held.renewAt ? held : await renew();
      return good.token;
    },
    async replace(refused) {
      const other = held !== null && held.token !== refused ? held : await renew();
      return other.token === refused ? null : other.token;
    },
  };
}

function isToken(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_TOKEN_LENGTH && /^[\w.~+/=:-]+$/.test(value);
}

/**
 * When to ask for the next token. Devices have wrong clocks: where `exp` says that a token just received is
 * over already, or lives longer than its own `exp - iat`, its own lifetime counts instead.
 */
export function renewalTime(token: string, receivedAt: number): number {
  const { iat, exp } = claimsOf(token);
  if (typeof exp !== "number") return Number.POSITIVE_INFINITY;
  const left = exp * 1000 - receivedAt;
  const lifetime = typeof iat === "number" ? (exp - iat) * 1000 : left;
  const good = left > 0 ? Math.min(left, lifetime) : lifetime;
  return receivedAt + Math.max(good - RENEW_BEFORE_END_MS, good / 2);
}

/** The claims of a JWT; none for whatever cannot be read as one. */
function claimsOf(token: string): { iat?: unknown; exp?: unknown } {
  const payload = token.split(".")[1] ?? "";
  try {
    return Object(JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))));
  } catch {
    return {};
  }
}
