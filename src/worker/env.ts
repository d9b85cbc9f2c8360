/**
 * The Worker's bindings and vars (`../shared/contracts/public-api.md` §5), checked once per isolate; typed and
 * complete afterwards. A mistake makes every request answer 503 `misconfigured`; the log names what is wrong,
 * without its value.
 */
import * as z from "zod";
import { isLoopbackOrigin } from "./net/allowed-hosts.ts";
import type { OutgoingPolicy } from "./net/outgoing.ts";
import { type KeyRing, parseKeyRing } from "./vault/key-ring.ts";

export interface Bindings {
  DB: D1Database;
  ASSETS: Fetcher;
  RATE_LIMIT: RateLimit;
  ROSTER_PULL: Workflow<{ run: string }>;
  /** Optional: without it no reminder goes out by e-mail. */
  MAIL?: SendEmail;
  PUBLIC_ORIGIN?: string;
  SEALING_KEYS?: string;
  ADMIN_TOKEN?: string;
  ETS_HOSTS?: string;
  LETTER_HOSTS?: string;
  ESCHOOLPLUS_HOSTS?: string;
  JWKS_HOSTS?: string;
  DEV_UPSTREAMS?: string;
  WEBHOOK_HOSTS?: string;
  ACCESS_TEAM_DOMAIN?: string;
  ACCESS_AUD?: string;
  LETTER_LOG_DAYS?: string;
  INTEGRATION_LOG_DAYS?: string;
  /** Secrets that a district keeps out of D1, by name. */
  [upstreamSecret: `UPSTREAM_${string}`]: string | undefined;
}

export interface Config {
  /** Scheme, host and port of this Worker, without a slash at the end. */
  publicOrigin: string;
  /** True on a developer's machine: plain-http loopback origins are then fine for portals too. */
  isLoopback: boolean;
  ring: KeyRing;
  /** Null: no bearer opens the admin API. */
  adminToken: string | null;
  outgoing: OutgoingPolicy;
  /** Cloudflare Access before the admin pages; null where it is not set up. */
  access: { origin: string; issuer: string; audience: string } | null;
  /** For how many days a line of each log is kept. */
  logDays: { letters: number; integrations: number };
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/** A bearer that opens everything must not be guessable; a shorter one is ignored, as the contract says. */
const MIN_ADMIN_TOKEN_LENGTH = 32;

/** Seven years; why, and when to keep them for longer, is in docs/operate.md. */
const DEFAULT_LOG_DAYS = 2_555;
/** A slip, such as years for days, must not wipe the record of who saw what. */
const MIN_LOG_DAYS = 365;
const MAX_LOG_DAYS = 36_500;

const DEFAULT_ETS_HOSTS = "*.ets.org";
const DEFAULT_LETTER_HOSTS = "*.ets.org,*.amazonaws.com";

const commaSeparated = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== ""),
);

const hostPattern = /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/;
const hosts = commaSeparated.refine(
  (list) => list.length > 0 && list.every((host) => hostPattern.test(host)),
  {
    error: "must be host names, comma-separated, each exact or starting with *.",
  },
);

const origin = z.string().transform((text, context) => {
  const trimmed = text.replace(/\/$/, "");
  if (URL.canParse(trimmed)) {
    const url = new URL(trimmed);
    const secure = url.protocol === "https:" || isLoopbackOrigin(trimmed);
    if (secure && url.origin === trimmed) return trimmed;
  }
  context.addIssue({ code: "custom", message: "must be an https origin such as https://scores.example.org" });
  return z.NEVER;
});

const logDays = z.coerce // a number in wrangler.toml arrives as one
  .string()
  .transform(Number)
  .refine((days) => Number.isInteger(days) && days >= MIN_LOG_DAYS && days <= MAX_LOG_DAYS, {
    error: `must be days, from ${MIN_LOG_DAYS} to ${MAX_LOG_DAYS}`,
  })
  .default(DEFAULT_LOG_DAYS);

const variables = z.object({
  PUBLIC_ORIGIN: origin,
  SEALING_KEYS: z.string().transform((text, context) => {
    const parsed = parseKeyRing(text);
    if (parsed.ok) return parsed.ring;
    context.addIssue({ code: "custom", message: parsed.problem });
    return z.NEVER;
  }),
  ADMIN_TOKEN: z.string().optional(),
  ETS_HOSTS: hosts.default(() => DEFAULT_ETS_HOSTS.split(",")),
  LETTER_HOSTS: hosts.default(() => DEFAULT_LETTER_HOSTS.split(",")),
  ESCHOOLPLUS_HOSTS: hosts.optional(),
  JWKS_HOSTS: hosts.optional(),
  WEBHOOK_HOSTS: hosts.optional(),
  ACCESS_TEAM_DOMAIN: z
    .string()
    .transform((text) =>
      text
        .trim()
        .replace(/^https:\/\//, "")
        .replace(/\/$/, "")
        .toLowerCase(),
    )
    .refine((domain) => URL.canParse(`https://${domain}`) && new URL(`https://${domain}`).host === domain, {
      error: "must be a domain such as example.cloudflareaccess.com",
    })
    .optional(),
  ACCESS_AUD: z.string().optional(),
  LETTER_LOG_DAYS: logDays,
  INTEGRATION_LOG_DAYS: logDays,
  DEV_UPSTREAMS: commaSeparated
    .refine((list) => list.every((entry) => isLoopbackOrigin(entry) && new URL(entry).origin === entry), {
      error: "must be loopback origins such as http://127.0.0.1:9401",
    })
    .default([]),
});

const NAMES = Object.keys(variables.shape) as (keyof typeof variables.shape)[];

const BINDINGS = ["DB", "ASSETS", "RATE_LIMIT", "ROSTER_PULL"] as const;

const checked = new WeakMap<Bindings, ConfigResult>();

/** The checked configuration; the work is done once per isolate, as the bindings object stays the same. */
export function readConfig(env: Bindings): ConfigResult {
  const known = checked.get(env);
  if (known) return known;
  const result = checkConfig(env);
  checked.set(env, result);
  return result;
}

function checkConfig(env: Bindings): ConfigResult {
  // An empty var is one that was not set: wrangler.toml shows it as a place to fill in.
  const given = Object.fromEntries(NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const parsed = variables.safeParse(given);
  const unbound = BINDINGS.filter((name) => env[name] === undefined).map((name) => `${name} is not bound`);
  if (unbound.length > 0) return { ok: false, problems: unbound };
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) =>
        issue.code === "invalid_type"
          ? `${issue.path[0]?.toString()} is not set`
          : `${issue.path[0]?.toString()} ${issue.message}`,
      ),
    };
  }
  const vars = parsed.data;
  const isLoopback = isLoopbackOrigin(vars.PUBLIC_ORIGIN);
  if (vars.DEV_UPSTREAMS.length > 0 && !isLoopback) {
    return {
      ok: false,
      problems: ["DEV_UPSTREAMS is for development: PUBLIC_ORIGIN is not a loopback origin"],
    };
  }
  if ((vars.ACCESS_TEAM_DOMAIN === undefined) !== (vars.ACCESS_AUD === undefined)) {
    return { ok: false, problems: ["ACCESS_TEAM_DOMAIN and ACCESS_AUD belong together: one is not set"] };
  }
  const access = accessOf(vars.ACCESS_TEAM_DOMAIN, vars.ACCESS_AUD, vars.DEV_UPSTREAMS);
  const token = vars.ADMIN_TOKEN;
  return {
    ok: true,
    config: {
      publicOrigin: vars.PUBLIC_ORIGIN,
      isLoopback,
      ring: vars.SEALING_KEYS,
      adminToken: token !== undefined && token.length >= MIN_ADMIN_TOKEN_LENGTH ? token : null,
      outgoing: {
        hosts: {
          ets: vars.ETS_HOSTS,
          letter: vars.LETTER_HOSTS,
          // Each district runs its own server under a name of its own.
          eschoolplus: vars.ESCHOOLPLUS_HOSTS ?? "public",
          jwks: vars.JWKS_HOSTS ?? "public",
          webhook: vars.WEBHOOK_HOSTS ?? "public",
          access: access === null ? [] : [new URL(access.origin).hostname],
        },
        developmentOrigins: vars.DEV_UPSTREAMS,
      },
      access,
      logDays: { letters: vars.LETTER_LOG_DAYS, integrations: vars.INTEGRATION_LOG_DAYS },
    },
  };
}

function accessOf(domain: string | undefined, audience: string | undefined, developmentOrigins: string[]) {
  if (domain === undefined || audience === undefined) return null;
  // A stand-in for Access on the developer's machine speaks plain http.
  const origin = developmentOrigins.find((known) => known === `http://${domain}`) ?? `https://${domain}`;
  return { origin, issuer: origin, audience };
}
