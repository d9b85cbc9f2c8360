import { describe, expect, it } from "vitest";
import { isLoopbackOrigin, judgeUrl } from "../../src/worker/net/allowed-hosts.ts";
import { createOutgoing } from "../../src/worker/net/outgoing.ts";

const policy = {
  hosts: {
    ets: ["*.ets.org"],
    letter: ["*.ets.org", "bucket.s3.amazonaws.com"],
    eschoolplus: "public" as const,
    jwks: "public" as const,
    access: [],
    webhook: [],
  },
  developmentOrigins: ["http://127.0.0.1:9401"],
};

describe("a URL is refused", () => {
  it.each([
    ["that is none", "not a url", "not_a_url"],
    ["without a scheme", "caaspp-aws.ets.org/api", "not_a_url"],
    ["longer than any link", `https://a.ets.org/${"x".repeat(9_000)}`, "not_a_url"],
    ["over plain http", "http://caaspp-aws.ets.org/api", "not_https"],
    ["with another scheme", "ftp://caaspp-aws.ets.org/api", "not_https"],
    ["with javascript", "javascript:alert(1)", "not_https"],
    ["with data", "data:text/html,x", "not_https"],
    ["with a user", "https://ets.org@evil.example/", "userinfo"],
    ["with a password", "https://a:b@caaspp-aws.ets.org/", "userinfo"],
    ["on another port", "https://caaspp-aws.ets.org:8443/", "port"],
    ["at an IPv4 address", "https://127.0.0.1/", "ip_literal"],
    ["at a decimal address", "https://2130706433/", "ip_literal"],
    ["at an octal address", "https://0177.0.0.1/", "ip_literal"],
    ["at a hexadecimal address", "https://0x7f000001/", "ip_literal"],
    ["at a short address", "https://127.1/", "ip_literal"],
    ["at an address in full-width digits", "https://１２７.０.０.１/", "ip_literal"],
    ["at an IPv6 address", "https://[::1]/", "ip_literal"],
    ["at an IPv4-mapped address", "https://[::ffff:7f00:1]/", "ip_literal"],
    ["with a trailing dot", "https://caaspp-aws.ets.org./", "host_not_public"],
    ["with a single label", "https://metadata/", "host_not_public"],
    ["at localhost", "https://localhost/", "host_not_public"],
    ["below localhost", "https://a.localhost/", "host_not_public"],
    ["in .local", "https://printer.local/", "host_not_public"],
    ["in .internal", "https://metadata.google.internal/", "host_not_public"],
    ["on a host that only ends alike", "https://evilets.org/", "host_not_allowed"],
    ["on a host that only begins alike", "https://caaspp-aws.ets.org.evil.example/", "host_not_allowed"],
    ["on the bare domain of a wildcard", "https://ets.org/", "host_not_allowed"],
    ["on another port of a development origin", "http://127.0.0.1:9402/", "not_https"],
    ["on the development origin by another name", "http://localhost:9401/", "not_https"],
  ])("%s", (_what, url, reason) => {
    expect(judgeUrl(url, policy.hosts.ets, policy.developmentOrigins)).toEqual({ ok: false, reason });
  });

  it.each([
    ["a host below a wildcard", "https://caaspp-aws.ets.org/api/v1/token"],
    ["a host further below, in capitals", "https://A.B.ETS.ORG/"],
    ["the standard port, spelled out", "https://caaspp-aws.ets.org:443/"],
    ["a development origin", "http://127.0.0.1:9401/api"],
  ])("but not at %s", (_what, url) => {
    expect(judgeUrl(url, policy.hosts.ets, policy.developmentOrigins).ok).toBe(true);
  });

  it("unless it is public, where no hosts are named", () => {
    expect(judgeUrl("https://portal.example.org/jwks", "public", []).ok).toBe(true);
    expect(judgeUrl("https://10.0.0.1/jwks", "public", []).ok).toBe(false);
  });
});

describe("a loopback origin", () => {
  it.each(["http://127.0.0.1:9401", "http://127.9.9.9", "http://localhost:1", "https://[::1]:2"])(
    "is %s",
    (origin) => {
      expect(isLoopbackOrigin(origin)).toBe(true);
    },
  );
  it.each(["http://128.0.0.1", "http://localhost.example.org", "ftp://localhost", "http://[::2]", "x"])(
    "is not %s",
    (origin) => {
      expect(isLoopbackOrigin(origin)).toBe(false);
    },
  );
});

describe("a call", () => {
  const call = { purpose: "ets" as const, url: "https://caaspp-aws.ets.org/", headers: {}, timeoutMs: 200 };

  function answering(make: (signal: AbortSignal) => Response | Promise<Response>) {
    return createOutgoing(policy, async (_input, init) => make(init?.signal ?? new AbortController().signal));
  }

  /** A body that never ends, a kilobyte at a time; `cancelled` says whether somebody stopped it. */
  function endless(state: { cancelled: boolean; sent: number }) {
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        state.sent += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
      cancel() {
        state.cancelled = true;
      },
    });
  }

  it("is not sent to a refused URL", async () => {
    const outgoing = createOutgoing(policy, () => Promise.reject(new Error("sent")));
    expect(await outgoing.exchange({ ...call, url: "https://evil.example/" }, 10)).toEqual({
      ok: false,
      reason: "host_not_allowed",
    });
  });

  it("does not follow a redirect, and leaves nothing in the edge's cache", async () => {
    let mode: unknown[] = [];
    const outgoing = createOutgoing(policy, async (_input, init) => {
      mode = [init?.redirect, init?.cache];
      return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
    });
    expect(await outgoing.exchange(call, 10)).toEqual({ ok: false, reason: "redirect" });
    expect(mode).toEqual(["manual", "no-store"]);
  });

  it("ends when the other side does not answer in time", async () => {
    const outgoing = answering(
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    expect(await outgoing.exchange(call, 10)).toEqual({ ok: false, reason: "timeout" });
  });

  it("is not even tried when no time is left", async () => {
    const outgoing = createOutgoing(policy, () => Promise.reject(new Error("sent")));
    expect(await outgoing.exchange({ ...call, timeoutMs: 0 }, 10)).toEqual({ ok: false, reason: "timeout" });
  });

  it("stops reading an endless body at the limit", async () => {
    const state = { cancelled: false, sent: 0 };
    const outgoing = answering(() => new Response(endless(state)));
    expect(await outgoing.exchange(call, 5_000)).toEqual({ ok: false, reason: "too_large" });
    expect(state.cancelled).toBe(true);
    expect(state.sent).toBeLessThan(10_000);
  });

  it("does not begin to read a body that says it is too large", async () => {
    const state = { cancelled: false, sent: 0 };
    const outgoing = answering(() => new Response(endless(state), { headers: { "content-length": "6000" } }));
    expect(await outgoing.exchange(call, 5_000)).toEqual({ ok: false, reason: "too_large" });
    expect(state.sent).toBeLessThanOrEqual(1_000);
  });

  it("brings back status, headers and text, whatever the status", async () => {
    const outgoing = answering(() => new Response("käse", { status: 503, headers: { "x-a": "b" } }));
    const answer = await outgoing.exchange(call, 5_000);
    expect(answer.ok && [answer.value.status, answer.value.headers.get("x-a"), answer.value.text]).toEqual([
      503,
      "b",
      "käse",
    ]);
  });

  it("that breaks in the middle is a network failure and tells nothing more", async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error("https://secret/")),
    });
    const outgoing = answering(() => new Response(broken));
    expect(await outgoing.exchange(call, 10)).toEqual({ ok: false, reason: "network" });
  });

  it("streams: the first bytes are read, the rest is left", async () => {
    const outgoing = answering(() => new Response("%PDF-1.7 and more"));
    const answer = await outgoing.stream(call, 5);
    if (!answer.ok) throw new Error(answer.reason);
    const head = new TextDecoder().decode(answer.value.head.bytes);
    const rest = answer.value.rest === null ? "" : await textOf(answer.value.rest);
    expect(head.length).toBeGreaterThanOrEqual(5);
    expect(head + rest).toBe("%PDF-1.7 and more");
  });

  it("streams for longer than the time limit once the first bytes are there", async () => {
    const slow = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("%PDF-"));
        await new Promise((resolve) => setTimeout(resolve, 400));
        controller.enqueue(new TextEncoder().encode("late"));
        controller.close();
      },
    });
    const outgoing = answering((signal) => {
      signal.addEventListener("abort", () => void slow.cancel());
      return new Response(slow);
    });
    const answer = await outgoing.stream(call, 5);
    if (!answer.ok || answer.value.rest === null) throw new Error("no stream");
    expect(await textOf(answer.value.rest)).toBe("late");
  });
});

/** What is left of a stream that somebody else has begun to read. */
async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
