/**
 * What the Worker works with during one request or one scheduled event: its configuration, database, vault, the
 * door to other servers, clock and log. Made once at the door and passed inwards; nothing else reads globals.
 */
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { Bindings, Config } from "./env.ts";
import { createLog, type Log } from "./log.ts";
import { createOutgoing, type Outgoing, platformFetch } from "./net/outgoing.ts";
import { base64url } from "./vault/encoding.ts";
import { createVault, type Vault } from "./vault/vault.ts";

export type Database = DrizzleD1Database & { $client: D1Database };

export interface Runtime {
  config: Config;
  db: Database;
  vault: Vault;
  outgoing: Outgoing;
  rateLimit: RateLimit;
  /** Null where the deployment has no mail. */
  mail: SendEmail | null;
  /** Carries pulls of the roster. */
  rosterPull: Workflow<{ run: string }>;
  /** A Workers secret named by an administrator; only names the contract allows are ever read. */
  upstreamSecret(name: `UPSTREAM_${string}`): string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Random bytes as base64url; 16 make an id that cannot be guessed or met twice. */
  randomId(bytes?: number): string;
  waitUntil(promise: Promise<unknown>): void;
  log: Log;
}

/** The types that every hono app of the Worker shares. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: { runtime: Runtime };
}

export function createRuntime(
  env: Bindings,
  config: Config,
  context: Pick<ExecutionContext, "waitUntil">,
  logFields: { request: string } | { cron: string } | { workflow: string },
): Runtime {
  return {
    config,
    db: drizzle(env.DB),
    vault: createVault(config.ring),
    outgoing: createOutgoing(config.outgoing, platformFetch),
    rateLimit: env.RATE_LIMIT,
    mail: env.MAIL ?? null,
    rosterPull: env.ROSTER_PULL,
    upstreamSecret: (name) => env[name],
    now: () => Date.now(),
    randomId: (bytes = 16) => base64url.encode(crypto.getRandomValues(new Uint8Array(bytes))),
    waitUntil: (promise) => context.waitUntil(promise),
    log: createLog(logFields),
  };
}
