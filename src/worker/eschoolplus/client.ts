/**
 * Asks eSchoolPLUS for one page of one resource, patiently: what passes by itself is tried again, each time with a
 * new nonce and timestamp. What pages add up to is paging.ts's business.
 *
 * Contract: `../shared/contracts/eschoolplus-360.md`.
 */
import type { NetFailure, Outgoing, ReadAnswer } from "../net/outgoing.ts";
import { PAGING, RESOURCES, TOTAL_HEADER } from "./contract.ts";
import { sha256Text } from "./digest.ts";
import type { EschoolCode, EschoolFailure } from "./failure.ts";
import {
  NONCE_BYTES,
  PAGE_ATTEMPTS,
  PAGE_MAX_BYTES,
  PAGE_TIMEOUT_MS,
  RETRY_BASE_MS,
  RETRY_PAUSE_MAX_MS,
} from "./limits.ts";
import { authorizationHeader, type SignatureMethod } from "./oauth.ts";
import { parsePage } from "./parse-page.ts";
import { clockOffMinutes, whatWasSaid } from "./refusal.ts";
import type { Resource, Rows } from "./rows.ts";

export interface EschoolConnection {
  /** See base-url.ts. */
  baseUrl: string;
  consumerKey: string;
  consumerSecret: string;
  signatureMethod: SignatureMethod;
  /** Rows asked for at once; the server may send fewer. */
  pageSize: number;
}

export interface CallTools {
  outgoing: Outgoing;
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 to 1, for pauses that do not fall together. */
  random(): number;
  /** Random bytes as text that needs no encoding. */
  randomId(bytes?: number): string;
  sleep(milliseconds: number): Promise<void>;
}

export interface Page<R extends Resource> {
  ok: true;
  rows: Rows[R][];
  /** Of each row, in their order. */
  keys: string[];
  /** Rows as sent: by so many the offset advances. */
  received: number;
  /** The number of all rows, where the server says it. */
  total: number | null;
  /** SHA-256 over all rows as we keep them, in their order. */
  digest: string;
}

/** How much somebody who waits for a page can wait. */
export interface Patience {
  attempts: number;
  timeoutMs: number;
  pauseMaxMs: number;
}

const NIGHTLY: Patience = {
  attempts: PAGE_ATTEMPTS,
  timeoutMs: PAGE_TIMEOUT_MS,
  pauseMaxMs: RETRY_PAUSE_MAX_MS,
};

/** 500 too: eSchoolPLUS runs in an application server that answers so while it restarts. */
const PASSING_STATUSES = [429, 500, 502, 503, 504];

/** The rows from `offset` on, at most the connection's page size of them. Never rejects. */
export async function readPage<R extends Resource>(
  connection: EschoolConnection,
  resource: R,
  offset: number,
  tools: CallTools,
  patience: Patience = NIGHTLY,
): Promise<Page<R> | EschoolFailure> {
  for (let retried = 0; ; retried++) {
    const attempt = await askOnce(connection, resource, offset, tools, patience.timeoutMs);
    if (attempt.ok) return attempt;
    const { passes, retryAfterMs, failure } = attempt;
    if (!passes || retried + 1 >= patience.attempts) return { ...failure, retried };
    await tools.sleep(
      Math.min(patience.pauseMaxMs, Math.max(retryAfterMs, backoffMs(retried, tools.random()))),
    );
  }
}

interface FailedAttempt {
  ok: false;
  failure: EschoolFailure;
  /** True for what may be over in a moment. */
  passes: boolean;
  retryAfterMs: number;
}

async function askOnce<R extends Resource>(
  connection: EschoolConnection,
  resource: R,
  offset: number,
  tools: CallTools,
  timeoutMs: number,
): Promise<Page<R> | FailedAttempt> {
  const url = pageUrl(connection, resource, offset);
  if (url === null) return failed("host_not_allowed", "not_a_url");
  const verdict = tools.outgoing.judge("eschoolplus", url);
  if (!verdict.ok) return failed("host_not_allowed", verdict.reason);

  const moment = { nonce: tools.randomId(NONCE_BYTES), timestampSeconds: Math.floor(tools.now() / 1000) };
  const authorization = await authorizationHeader({ ...connection, method: "GET", url }, moment);
  const headers = { authorization, accept: "application/json" };
  const answer = await tools.outgoing.exchange(
    { purpose: "eschoolplus", url, headers, timeoutMs },
    PAGE_MAX_BYTES,
  );
  if (!answer.ok) return netFailed(answer.reason);
  const { status, text, headers: answered } = answer.value;
  if (status < 200 || status > 299) return refusedBy(answer.value, connection, tools.now());

  const page = parsePage(resource, text, answered.get(TOTAL_HEADER));
  if (!page.ok) return failed(page.code, page.reason);
  const { rows, keys, total } = page;
  return {
    ok: true,
    rows,
    keys,
    received: rows.length,
    total,
    digest: await sha256Text(JSON.stringify(rows)),
  };
}

function pageUrl(
  { baseUrl, pageSize }: EschoolConnection,
  resource: Resource,
  offset: number,
): string | null {
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  if (!URL.canParse(base)) return null;
  const url = new URL(RESOURCES[resource].path, base);
  url.searchParams.set(PAGING.limit, String(pageSize));
  url.searchParams.set(PAGING.offset, String(offset));
  return url.href;
}

function netFailed(reason: NetFailure): FailedAttempt {
  switch (reason) {
    case "timeout":
    case "network":
      return failed("unavailable", reason, { passes: true });
    case "redirect":
      return failed("redirected", reason);
    case "too_large":
      return failed("too_large", reason);
    default:
      return failed("host_not_allowed", reason);
  }
}

function refusedBy(
  { status, headers, text }: ReadAnswer,
  connection: EschoolConnection,
  now: number,
): FailedAttempt {
  const code = codeOf(status);
  const isRefusal = code === "refused" || code === "unexpected_status";
  const said = isRefusal
    ? whatWasSaid(headers, text, [connection.consumerKey, connection.consumerSecret])
    : null;
  return failed(code, said === null ? `status ${status}` : `status ${status}: ${said}`, {
    passes: PASSING_STATUSES.includes(status),
    retryAfterMs: retryAfterMs(headers.get("retry-after"), now),
    said,
    clockOffMinutes: code === "refused" ? clockOffMinutes(headers.get("date"), now) : null,
  });
}

function codeOf(status: number): EschoolCode {
  if (status === 401) return "refused";
  if (status === 403 || status === 404) return "not_subscribed";
  if (status === 429) return "busy";
  return status >= 500 ? "unavailable" : "unexpected_status";
}

function failed(
  code: EschoolCode,
  reason: string,
  more: {
    passes?: boolean;
    retryAfterMs?: number;
    said?: string | null;
    clockOffMinutes?: number | null;
  } = {},
): FailedAttempt {
  const { passes = false, retryAfterMs: pause = 0, said = null, clockOffMinutes: off = null } = more;
  return {
    ok: false,
    passes,
    retryAfterMs: pause,
    failure: { ok: false, code, reason, retried: 0, said, clockOffMinutes: off },
  };
}

/** RFC 9110 §10.2.3: seconds or a date; 0 for neither. */
function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const milliseconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return milliseconds > 0 ? milliseconds : 0;
}

function backoffMs(retried: number, random: number): number {
  return RETRY_BASE_MS * 2 ** retried * (1 - random / 2);
}
