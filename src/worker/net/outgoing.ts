/**
 * The only door to other servers, and the only place that calls `fetch`. Every call names its purpose, which
 * decides the hosts it may reach; redirects are never followed; time and bytes are limited. Nothing throws:
 * each way to fail has its reason.
 */
import { type HostRule, judgeUrl, type UrlRefusal } from "./allowed-hosts.ts";
import { type Head, readHead, readTextLimited } from "./read-limited.ts";

export type Purpose = "ets" | "letter" | "eschoolplus" | "jwks" | "access" | "webhook";

export type NetFailure = UrlRefusal | "redirect" | "timeout" | "network" | "too_large";

export type NetResult<T> = { ok: true; value: T } | { ok: false; reason: NetFailure };

export interface OutgoingPolicy {
  hosts: Readonly<Record<Purpose, HostRule>>;
  /** Loopback origins allowed in development (`DEV_UPSTREAMS`). */
  developmentOrigins: readonly string[];
}

export interface Call {
  purpose: Purpose;
  url: string;
  method?: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  /** From now to the last byte of `exchange`, to the first bytes of `stream`. */
  timeoutMs: number;
}

export interface ReadAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface StreamedAnswer {
  status: number;
  headers: Headers;
  /** The first bytes, already read; they are not in `rest` any more. */
  head: Head;
  rest: ReadableStream<Uint8Array> | null;
}

export interface Outgoing {
  /** Judges a URL without calling it. */
  judge(purpose: Purpose, url: string): ReturnType<typeof judgeUrl>;
  /** Sends, then reads the whole answer as text, at most `maxBytes`. */
  exchange(call: Call, maxBytes: number): Promise<NetResult<ReadAnswer>>;
  /** Sends, then waits for the first `headBytes` of the answer; the caller pipes or cancels the rest. */
  stream(call: Call, headBytes: number): Promise<NetResult<StreamedAnswer>>;
}

/** The platform's own fetch, for the Worker; tests hand in theirs. */
export const platformFetch: typeof fetch = (input, init) => fetch(input, init);

export function createOutgoing(policy: OutgoingPolicy, send: typeof fetch): Outgoing {
  async function open<T>(
    call: Call,
    read: (response: Response) => Promise<NetResult<T>>,
  ): Promise<NetResult<T>> {
    const verdict = judge(call.purpose, call.url);
    if (!verdict.ok) return verdict;
    if (call.timeoutMs <= 0) return { ok: false, reason: "timeout" };
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), call.timeoutMs);
    try {
      const response = await send(verdict.url.href, {
        method: call.method ?? "GET",
        headers: call.headers,
        ...(call.body === undefined ? {} : { body: call.body }),
        redirect: "manual",
        cache: "no-store", // the edge would keep a letter otherwise, and the rest of one asked for in ranges
        signal: controller.signal,
      });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        return { ok: false, reason: "redirect" };
      }
      return await read(response);
    } catch {
      // What the runtime throws says nothing that is safe to log: it can hold the URL.
      return { ok: false, reason: controller.signal.aborted ? "timeout" : "network" };
    } finally {
      clearTimeout(timer); // a body that is still being piped must not be cut by this timer
    }
  }

  function judge(purpose: Purpose, url: string) {
    return judgeUrl(url, policy.hosts[purpose], policy.developmentOrigins);
  }

  return {
    judge,
    exchange: (call, maxBytes) =>
      open(call, async (response) => {
        const body = await readTextLimited(response, maxBytes);
        if (!body.ok) return body;
        return { ok: true, value: { status: response.status, headers: response.headers, text: body.text } };
      }),
    stream: (call, headBytes) =>
      open(call, async (response) => {
        const rest: ReadableStream<Uint8Array> | null = response.body;
        const head =
          rest === null ? { bytes: new Uint8Array(0), ended: true } : await readHead(rest, headBytes);
        return { ok: true, value: { status: response.status, headers: response.headers, head, rest } };
      }),
  };
}
