/**
 * The ETS client against a real ETS service over HTTP: the contract's conversation, its tolerance, its failures, and
 * the token that is asked for once.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { ETS_CREDENTIALS } from "../../simulators/people.ts";
import { listReports } from "../../src/worker/ets/client.ts";
import type { EtsConnection, EtsToken } from "../../src/worker/ets/connection.ts";
import { parseReportsAnswer, parseTokenAnswer, reportsRequest } from "../../src/worker/ets/contract.ts";
import {
  CALL_TIMEOUT_MS,
  CALLS_AT_ONCE,
  FAILURES_THAT_CLOSE,
  GATE_PATIENCE_MS,
  SHARED_CALL_PATIENCE_MS,
  TRIAL_EVERY_MS,
  VIEWER_WAIT_MS,
  WAITING_AT_ONCE,
} from "../../src/worker/ets/limits.ts";
import { askForToken, type EtsDeps, tokenFor } from "../../src/worker/ets/token.ts";
import { createOutgoing, type Outgoing } from "../../src/worker/net/outgoing.ts";
import { etsSimulator } from "./world.ts";

const ets = etsSimulator("ets");
const SSID = "9000000101";

let connections = 0;

/** A connection that no test has used before, its token store shared by all who are handed it. */
function connect(changes: Partial<EtsConnection> = {}): EtsConnection & { stored: EtsToken[] } {
  const stored: EtsToken[] = [];
  return {
    key: `test ${connections++}`,
    apiUrl: ets.apiUrl,
    username: ETS_CREDENTIALS.username,
    secretKey: async () => ETS_CREDENTIALS.secretKey,
    tokens: {
      read: async () => stored.at(-1) ?? null,
      write: async (token) => void stored.push(token),
    },
    stored,
    ...changes,
  };
}

function deps(changes: Partial<EtsDeps> = {}): EtsDeps {
  return {
    outgoing: createOutgoing(
      {
        hosts: { ets: [], letter: [], eschoolplus: [], jwks: [], access: [], webhook: [] },
        developmentOrigins: [ets.origin],
      },
      (input, init) => fetch(input, init),
    ),
    now: () => Date.now(),
    waitUntil: () => {},
    deadline: Date.now() + VIEWER_WAIT_MS,
    ...changes,
  };
}

function ask(connection = connect(), ssid: string | null = SSID, changes: Partial<EtsDeps> = {}) {
  return listReports(connection, ssid, deps(changes));
}

beforeEach(() => ets.reset());

describe("a report list", () => {
  it("comes as ETS has it, in our words", async () => {
    const answer = await ask();
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.reports).toHaveLength(12);
    expect(answer.reports[1]).toMatchObject({
      assessment: { code: "CAASPP" },
      year: 2026,
      language: { code: "es", name: "Español", english: "Spanish" },
      format: "pdf",
      ordinal: 0,
    });
    expect(answer.reports.map((report) => report.format)).toContain("video");
  });

  it("is empty for a student who has no letters yet", async () => {
    expect(await ask(connect(), "9000000107")).toEqual({ ok: true, reports: [] });
  });

  it.each([
    [["envelope"]],
    [["envelope-reports"]],
    [["envelope-data"]],
    [["alternate-names"]],
    [["short-names"]],
    [["year-ranges"]],
    [["language-names"]],
    [["iso-languages"]],
    [["unknown-fields"]],
    [["envelope", "alternate-names", "year-ranges", "language-names", "unknown-fields"]],
  ])("reads the same in the shape %j", async (aliases) => {
    const plain = await ask();
    await ets.faults({ reports: { aliases } });
    const other = await ask();
    const withoutLinks = (answer: typeof plain) =>
      answer.ok && answer.reports.map(({ url: _url, ...report }) => report);
    expect(other.ok).toBe(true);
    expect(withoutLinks(other)).toEqual(withoutLinks(plain));
  });

  it.each(["access-token", "jwt"])("comes with a token in the shape %s", async (aliases) => {
    await ets.faults({ token: { aliases } });
    expect((await ask()).ok).toBe(true);
  });
});

describe("a failure ends as", () => {
  it.each([
    ["ETS001", "the token call fails", { token: { status: 503 } }],
    ["ETS001", "the token call is limited", { token: { status: 429 } }],
    ["ETS001", "the token answer is HTML", { token: { body: "html" } }],
    ["ETS001", "the token answer has another shape", { token: { body: "wrong-shape" } }],
    ["ETS001", "the token answer is empty", { token: { body: "empty" } }],
    ["ETS001", "the token answer is endless", { token: { body: "huge" } }],
    ["ETS001", "the token answer is deep beyond sense", { token: { body: "deep" } }],
    ["ETS001", "the token call is redirected", { token: { redirect: "https://evil.example/" } }],
    ["ETS001", "the token connection breaks", { token: { reset: true } }],
    ["ETS002", "the credentials are refused", { token: { status: 401 } }],
    ["ETS002", "the credentials are forbidden", { token: { status: 403 } }],
    ["ETS001", "the list call fails", { reports: { status: 500 } }],
    ["ETS001", "the list is HTML", { reports: { body: "html" } }],
    ["ETS001", "the list is not JSON", { reports: { body: "not-json" } }],
    ["ETS001", "the list has another shape", { reports: { body: "wrong-shape" } }],
    ["ETS001", "the list is endless", { reports: { body: "huge" } }],
    ["ETS001", "the list is deep beyond sense", { reports: { body: "deep" } }],
    ["ETS001", "the list is redirected", { reports: { redirect: "https://evil.example/" } }],
    ["ETS001", "the list connection breaks", { reports: { reset: true } }],
    ["ETS002", "the list refuses even a new token", { reports: { status: 401 } }],
    ["ETS003", "the list does not know the student", { reports: { status: 404 } }],
    ["ETS003", "the list forbids the student, twice", { reports: { status: 403 } }],
  ])("%s when %s", async (code, _when, faults) => {
    await ets.faults(faults);
    const answer = await ask();
    expect(answer).toMatchObject({ ok: false, code });
    if (answer.ok) return;
    expect(answer.reason).not.toMatch(/canary|9000000101|DEMO-0000|http/);
  });

  it.each([
    ["the host is not allowed", "https://evil.example/api/v1/token"],
    ["nobody listens there", "http://127.0.0.1:9/api/v1/token"],
  ])("ETS001 when %s", async (_when, apiUrl) => {
    expect(await ask(connect({ apiUrl }))).toMatchObject({ ok: false, code: "ETS001" });
  });

  it("ETS002 when the secret key cannot be read, without asking ETS", async () => {
    expect(await ask(connect({ secretKey: async () => null }))).toMatchObject({ ok: false, code: "ETS002" });
    expect((await ets.stats())["tokenCalls"]).toBe(0);
  });

  it.each([null, "", "123", "90000001010", "900000010a", "../../token"])(
    "ETS003 for the SSID %j, without asking ETS",
    async (ssid) => {
      expect(await ask(connect(), ssid)).toMatchObject({ ok: false, code: "ETS003" });
      expect(await ets.stats()).toMatchObject({ tokenCalls: 0, reportCalls: 0 });
    },
  );

  it("ETS001 within the time limit of a call when ETS never answers", {
    timeout: CALL_TIMEOUT_MS + 5_000,
  }, async () => {
    await ets.faults({ reports: { hang: true } });
    const startedAt = Date.now();
    expect(await ask()).toMatchObject({ ok: false, code: "ETS001", reason: "reports: timeout" });
    expect(Date.now() - startedAt).toBeLessThan(CALL_TIMEOUT_MS + 2_000);
  });
});

describe("the token", () => {
  it("is asked for once by a hundred requests at the same moment", async () => {
    const connection = connect();
    await ets.faults({ token: { delayMs: 100 } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(connection)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await ets.stats()).toMatchObject({ tokenCalls: 1, reportCalls: 100 });
  });

  it("is taken from the store by an isolate that has none", async () => {
    const first = connect();
    await ask(first);
    const other = connect({ tokens: first.tokens });
    expect((await ask(other)).ok).toBe(true);
    expect((await ets.stats())["tokenCalls"]).toBe(1);
  });

  it("is given up shortly before it ends", async () => {
    const connection = connect();
    await ask(connection);
    const [token] = connection.stored;
    expect(token && token.usableUntil - token.obtainedAt).toBe(1800 - 60);
    const atItsEnd = ((token?.usableUntil ?? 0) + 1) * 1000;
    await ask(connection, SSID, { now: () => atItsEnd, deadline: atItsEnd + VIEWER_WAIT_MS });
    expect((await ets.stats())["tokenCalls"]).toBe(2);
  });

  it("is replaced once when ETS has revoked it, by a hundred requests together", async () => {
    const connection = connect();
    await ask(connection);
    await ets.revokeTokens();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(connection)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await ets.stats())["tokenCalls"]).toBe(2);
  });

  it("is not asked for in a loop when ETS refuses every token", async () => {
    await ets.faults({ reports: { status: 401 } });
    await ask();
    expect(await ets.stats()).toMatchObject({ tokenCalls: 2, reportCalls: 2 });
  });

  it("is believed again when a 403 turns out to have been about the token", async () => {
    const connection = connect();
    await ask(connection);
    await ets.faults({ reports: { status: 403, times: 1 } });
    expect((await ask(connection)).ok).toBe(true);
  });

  it("makes a 403 a matter of the credentials when these have ended meanwhile", async () => {
    const connection = connect();
    await ask(connection);
    const later = Date.now() + 60_000;
    await ets.credentials("somebody-else", "another-key");
    await ets.faults({ reports: { status: 403 } });
    const answer = await ask(connection, SSID, { now: () => later, deadline: later + VIEWER_WAIT_MS });
    expect(answer).toMatchObject({ ok: false, code: "ETS002" });
  });

  it("does not let those hang who wait for a request that has died", { timeout: 30_000 }, async () => {
    const connection = connect();
    // The owner's call never settles, as when its request was cancelled and its I/O with it.
    const dead = createOutgoing(
      {
        hosts: { ets: [], letter: [], eschoolplus: [], jwks: [], access: [], webhook: [] },
        developmentOrigins: [ets.origin],
      },
      () => new Promise(() => {}),
    );
    const owner = tokenFor(
      connection,
      deps({ outgoing: { ...dead, exchange: () => new Promise(() => {}) } }),
    );
    const startedAt = Date.now();
    const waiters = await Promise.all([ask(connection), ask(connection), ask(connection)]);
    expect(waiters.every((answer) => answer.ok)).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(SHARED_CALL_PATIENCE_MS + 3_000);
    expect((await ets.stats())["tokenCalls"]).toBe(1);
    void owner;
  });

  it("is asked for no more than twice while the first call is slow, and then everybody has it", {
    timeout: 30_000,
  }, async () => {
    const connection = connect();
    await ets.faults({ token: { delayMs: SHARED_CALL_PATIENCE_MS + 1_000 } });
    const startedAt = Date.now();
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(connection)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(SHARED_CALL_PATIENCE_MS + 3_000);
    expect((await ets.stats())["tokenCalls"]).toBeLessThanOrEqual(2);
  });

  it("is there for its viewers even when the store hangs", async () => {
    const connection = connect({ tokens: { read: async () => null, write: () => new Promise(() => {}) } });
    const startedAt = Date.now();
    expect((await ask(connection)).ok).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it("is shared when the first of two requests gives up waiting", async () => {
    const connection = connect();
    await ets.faults({ token: { delayMs: 300 } });
    const impatient = ask(connection, SSID, { deadline: Date.now() + 50 });
    const patient = ask(connection);
    expect(await impatient).toMatchObject({ ok: false, code: "ETS001" });
    expect((await patient).ok).toBe(true);
    expect((await ets.stats())["tokenCalls"]).toBe(1);
  });
});

describe("while ETS is down", () => {
  async function untilDown(connection: ReturnType<typeof connect>) {
    await ask(connection); // its token is remembered
    await ets.faults({ reports: { status: 503 } });
    for (let failed = 0; failed < FAILURES_THAT_CLOSE; failed++) await ask(connection);
  }

  it("a hundred parents cost it a call or two, and learn so within seconds", {
    timeout: 15_000,
  }, async () => {
    const connection = connect();
    await untilDown(connection);
    const before = (await ets.stats())["reportCalls"] ?? 0;
    const startedAt = Date.now();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(connection)));
    expect(answers.every((answer) => !answer.ok && answer.code === "ETS001")).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(GATE_PATIENCE_MS + 1_500);
    const calls = ((await ets.stats())["reportCalls"] ?? 0) - before;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(Math.ceil(GATE_PATIENCE_MS / TRIAL_EVERY_MS));
  });

  it("the first who tries after it is back is served, and everybody after", { timeout: 15_000 }, async () => {
    const connection = connect();
    await untilDown(connection);
    await ets.reset();
    const startedAt = Date.now();
    expect((await ask(connection)).ok).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(TRIAL_EVERY_MS + 1_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(connection)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await ets.stats())["reportCalls"]).toBe(21);
  });

  it("other credentials, a save of the same, and an administrator's test are not kept waiting", async () => {
    const connection = connect();
    await untilDown(connection);
    await ets.reset();
    const startedAt = Date.now();
    expect((await ask(connect())).ok).toBe(true);
    const { outgoing, now } = deps();
    expect((await askForToken(connection, outgoing, now)).ok).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it.each([
    ["does not know the students", { reports: { status: 404 } }, 2],
    ["refuses the token", { reports: { status: 401 } }, 4],
    ["answers what nobody can read", { reports: { body: "html" } }, 2],
    ["has an outage now and then", { reports: { status: 503, times: FAILURES_THAT_CLOSE - 1 } }, 2],
  ])("is not said of one that %s", async (_what, faults, callsOfTwo) => {
    const connection = connect();
    await ask(connection);
    await ets.faults(faults);
    for (let asked = 0; asked < 2 * FAILURES_THAT_CLOSE; asked++) await ask(connection);
    const before = (await ets.stats())["reportCalls"] ?? 0;
    const startedAt = Date.now();
    await Promise.all([ask(connection), ask(connection)]);
    expect(((await ets.stats())["reportCalls"] ?? 0) - before).toBe(callsOfTwo);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });
});

describe("calls under way", () => {
  /** An ETS that answers when told to, and counts who is there. */
  function slowEts() {
    const state = { now: 0, most: 0, release: Promise.withResolvers<void>() };
    const outgoing: Outgoing = {
      ...deps().outgoing,
      async exchange() {
        state.most = Math.max(state.most, ++state.now);
        await state.release.promise;
        state.now--;
        return { ok: true, value: { status: 200, headers: new Headers(), text: "[]" } };
      },
    };
    const seconds = Math.floor(Date.now() / 1000);
    const token = { token: "t", obtainedAt: seconds, usableUntil: seconds + 1_000 };
    const connection = connect({ tokens: { read: async () => token, write: async () => {} } });
    return { state, outgoing, connection };
  }

  it("are so many and no more; some wait, and beyond those it is ETS001 at once", async () => {
    const { state, outgoing, connection } = slowEts();
    const excess = 7;
    const answers = Array.from({ length: CALLS_AT_ONCE + WAITING_AT_ONCE + excess }, () =>
      ask(connection, SSID, { outgoing }),
    );
    await sleep(300);
    expect(state.now).toBe(CALLS_AT_ONCE);
    state.release.resolve();
    const codes = (await Promise.all(answers)).map((answer) => (answer.ok ? "letters" : answer.code));
    expect(codes.filter((code) => code === "ETS001")).toHaveLength(excess);
    expect(state.most).toBe(CALLS_AT_ONCE);
  });

  it("of requests that have died give up their places", async () => {
    const { state, outgoing, connection } = slowEts();
    const dead = Array.from({ length: CALLS_AT_ONCE }, () => ask(connection, SSID, { outgoing }));
    await sleep(100);
    const waiting = await ask(connection, SSID, { outgoing, deadline: Date.now() + 200 });
    expect(waiting).toMatchObject({ ok: false, code: "ETS001", reason: "reports: not_asked" });
    const later = () => Date.now() + CALL_TIMEOUT_MS + 1_000;
    const next = ask(connection, SSID, { outgoing, now: later, deadline: later() + VIEWER_WAIT_MS });
    await sleep(100);
    expect(state.now).toBe(CALLS_AT_ONCE + 1);
    state.release.resolve();
    await Promise.all([...dead, next]);
  });
});

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe("the contract's parsers", () => {
  const NOW = 1_800_000_000;

  it("name the field that is missing and never echo the payload", () => {
    const row = {
      reportType: "CAASPP",
      year: "2025",
      language: "ENG",
      url: "https://secret.example/9000000101",
    };
    for (const field of ["reportType", "year", "language", "url"]) {
      const { [field as keyof typeof row]: _left, ...rest } = row;
      const parsed = parseReportsAnswer(JSON.stringify([row, rest]));
      expect(parsed).toEqual({ ok: false, problem: `missing or unreadable: ${field} of report 1` });
    }
    expect(JSON.stringify(parseTokenAnswer('{"tokn":"s3cr3t"}', NOW))).not.toContain("s3cr3t");
  });

  it.each([
    ["2025", 2025],
    [2025, 2025],
    ["2024-25", 2025],
    ["2024–2025", 2025],
    ["2024-2025", 2025],
    ["1999-00", null],
    ["25", null],
    ["soon", null],
    [null, null],
  ])("read the year %j as %j", (year, expected) => {
    const parsed = parseReportsAnswer(
      JSON.stringify([{ type: "ELPAC", year, lang: "es", link: "https://a.b/" }]),
    );
    expect(parsed.ok ? parsed.value[0]?.year : null).toBe(expected);
  });

  it.each([
    ["ENG", "en"],
    ["spa", "es"],
    ["Vietnamese", "vi"],
    ["TGL", "fil"],
    ["Filipino", "fil"],
    ["CHI", "zh-Hant"],
    ["ZHO", "zh-Hant"],
    ["zh-Hant", "zh-Hant"],
    ["Traditional Chinese", "zh-Hant"],
    ["Korean", "ko"],
    ["ARA", "ara"],
    ["Klingon dialect", "und"],
  ])("read the language %s as %s", (language, code) => {
    const parsed = parseReportsAnswer(
      JSON.stringify([{ type: "ELPAC", year: 2025, language, url: "https://a.b/" }]),
    );
    expect(parsed.ok && parsed.value[0]?.language.code).toBe(code);
  });

  it.each([
    [undefined, "pdf"],
    ["PDF", "pdf"],
    ["application/pdf", "pdf"],
    ["HTML", "html"],
    ["text/html; charset=utf-8", "html"],
    ["VIDEO", "video"],
    ["video/mp4", "video"],
    ["DOCX", undefined],
  ])("read the format %j as %j", (format, expected) => {
    const parsed = parseReportsAnswer(
      JSON.stringify([{ type: "CAST", year: 2025, language: "en", url: "https://a.b/", format }]),
    );
    expect(parsed.ok && parsed.value[0]?.format).toBe(expected);
  });

  it.each([
    ["more rows than any student has", Array.from({ length: 1_001 }, () => ({}))],
    [
      "a link longer than any",
      [{ type: "CAST", year: 2025, language: "en", url: `https://a.b/${"x".repeat(9_000)}` }],
    ],
  ])("refuse %s", (_what, rows) => {
    expect(parseReportsAnswer(JSON.stringify(rows)).ok).toBe(false);
  });

  it("tell apart several pages of one report", () => {
    const page = { type: "CAASPP", year: 2025, language: "en", format: "HTML" };
    const parsed = parseReportsAnswer(
      JSON.stringify([
        { ...page, url: "https://a.b/ela" },
        { ...page, url: "https://a.b/math" },
      ]),
    );
    expect(parsed.ok && parsed.value.map((report) => report.ordinal)).toEqual([0, 1]);
  });

  it.each([
    ["a stated lifetime", { token: "t", expiresIn: 1200 }, 1200],
    ["a lifetime in a text", { access_token: "t", expires_in: "900" }, 900],
    ["a JWT's own end", { idToken: `e30.${btoa(JSON.stringify({ exp: NOW + 300 }))}.x` }, 300],
    ["nothing at all", { accessToken: "t" }, 600],
  ])("read a token's lifetime from %s", (_what, body, lifetimeSeconds) => {
    expect(parseTokenAnswer(JSON.stringify(body), NOW)).toMatchObject({
      ok: true,
      value: { lifetimeSeconds },
    });
  });

  it.each([
    ["https://caaspp-aws.ets.org/api/v1/token", "https://caaspp-aws.ets.org/api/v1/scorereports/1"],
    ["https://caaspp-aws.ets.org/api/v1/token/", "https://caaspp-aws.ets.org/api/v1/scorereports/1"],
    ["https://caaspp-aws.ets.org/token?x=1#y", "https://caaspp-aws.ets.org/scorereports/1"],
  ])("find the list beside the API URL %s", (apiUrl, url) => {
    expect(reportsRequest(apiUrl, "1", "t").url).toBe(url);
  });
});
