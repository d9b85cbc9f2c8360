/**
 * What happens when what the Worker stands on gives way for a moment: D1 fails at every single trip of a request, ETS
 * dies in the middle, clocks disagree, the schema is still the old one. Nothing is lost or half-saved, every refusal has
 * a declared code, and the next request is served.
 */
import {
  applyD1Migrations,
  createExecutionContext,
  createScheduledController,
  reset,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ESCHOOLPLUS_CREDENTIALS, ETS_CREDENTIALS } from "../../simulators/people.ts";
import type { Bindings } from "../../src/worker/env.ts";
import worker from "../../src/worker/index.ts";
import { isStorageFailure, PROBLEMS } from "../../src/worker/problem.ts";
import { addLink, addStudent } from "../worker/roster-rows.ts";
import {
  type Answer,
  etsSimulator,
  goodClaims,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sign,
  vouched,
} from "../worker/world.ts";
import { faultyD1, type Mishap, wrongAt } from "./faulty-d1.ts";

const ets = etsSimulator("faults");

/** On two busy cores: each trip of a request is one request more. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What D1 says, with the words of its documentation: the connection, the lock, the queue, the move to another machine. */
const D1_MESSAGES = [
  "D1_ERROR: Network connection lost.",
  "D1_ERROR: database is locked: SQLITE_BUSY",
  "D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
  "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
  "D1_ERROR: internal error; reference = 0000demo",
];

/** More trips than any request makes. */
const MAX_TRIPS = 60;

/** An origin that no test has used before: the isolate remembers nothing for it. */
let port = 20_000;

const originAt = (at: number) => ({ PUBLIC_ORIGIN: `http://127.0.0.1:${at}` });
const freshOrigin = () => originAt(++port);

/** The student with the fewest letters: the first list of a deployment asks for its secret for each of them. */
const FEW = "S-1006";
const LIST = `/students/${FEW}/reports`;

let people = 0;
/** Nobody is the same twice: no test is to meet another's rate limit. */
const somebody = () => `viewer-${people++}`;

/** One request to the Worker with a storage or a Workflow of the test's own, read to its end. */
async function ask(path: string, init: RequestInit = {}, bindings: Partial<Bindings> = {}): Promise<Answer> {
  const context = createExecutionContext();
  const request = new Request(new URL(path, ORIGIN).href, { redirect: "manual", ...init });
  const response = await worker.fetch(request, { ...env, ...bindings }, context);
  const text = new TextDecoder().decode(await response.arrayBuffer());
  await waitOnExecutionContext(context);
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text };
}

function asViewer(path: string, token: string, bindings?: Partial<Bindings>): Promise<Answer> {
  return ask(`/v1${path}`, { headers: { authorization: `Bearer ${token}` } }, bindings);
}

function asAdmin(method: string, path: string, body: unknown, bindings?: Partial<Bindings>): Promise<Answer> {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}`, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return ask(`/admin/api${path}`, init, bindings);
}

async function exchanged(portal: Portal, bindings?: Partial<Bindings>): Promise<Answer> {
  const body = await sign(portal, { sub: somebody(), students: vouched("S-1001", "S-1002", FEW) });
  const headers = { "content-type": "application/jwt" };
  return ask("/v1/viewer-tokens", { method: "POST", headers, body }, bindings);
}

async function tokenOf(portal: Portal): Promise<string> {
  const answer = await exchanged(portal);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.token;
}

/** The path of a letter that is a PDF. */
async function letterOf(portal: Portal): Promise<string> {
  const answer = await asViewer("/students/S-1001/reports", await tokenOf(portal));
  const letter = answer.body?.reports?.find(({ format }: { format: string }) => format === "pdf");
  if (letter === undefined) throw new Error(answer.text);
  return new URL(letter.view).pathname;
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(sql).all()).results;
}

async function count(table: string): Promise<number> {
  return Number((await rows(`SELECT count(*) AS n FROM ${table}`))[0]?.["n"]);
}

/** What every answer in trouble looks like: a code of the list with its own status, and nothing of what lies behind it. */
function expectDeclared(answer: Answer, ...codes: string[]): void {
  expect(codes).toContain(answer.body?.code);
  const { status } = Object.entries(PROBLEMS).find(([code]) => code === answer.body.code)?.[1] ?? {};
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/D1_|SQLITE|select|insert|canary/i);
}

let portal: Portal;
let rosterPortal: Portal;

/** A district with letters, a portal of each kind and a family in the roster. */
async function setUpDistrict(): Promise<void> {
  await saveEts(ets.apiUrl);
  portal = await registerPortal("willow");
  rosterPortal = await registerPortal("roster", { trust: "roster" });
}

async function setUpFamily(): Promise<void> {
  await addStudent({ id: "S-1001", firstName: "Ximena", lastName: "Ejemplo", ssid: "9000000101" });
  await addLink({ student: "S-1001", contact: "C-2001", type: "G" });
}

beforeAll(async () => {
  await setUpDistrict();
  await setUpFamily();
});
beforeEach(() => ets.reset());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Something to ask for, again and again. */
interface Task {
  /** Before each time; what it answers comes in. */
  prepare?(): Promise<string>;
  ask(bindings: Partial<Bindings>, prepared: string): Promise<Answer>;
  isGood(answer: Answer): boolean;
  /** Other codes than `storage_unavailable` that are right while D1 fails. */
  codes?: string[];
  /** Holds after each answer, good or not. */
  check?(answer: Answer, mishap: Mishap, prepared: string): Promise<void>;
}

/** Lets each trip of a task go wrong once, and does the task again without. @returns how many trips it has */
async function failEverywhere(task: Task, mishap: Mishap): Promise<number> {
  for (let n = 1; n <= MAX_TRIPS; n++) {
    const prepared = (await task.prepare?.()) ?? "";
    const wrong = wrongAt(n, mishap);
    const message = D1_MESSAGES[n % D1_MESSAGES.length] ?? "";
    const answer = await task.ask({ DB: faultyD1(env.DB, wrong.judge, message) }, prepared);
    if (!wrong.happened()) {
      expect(task.isGood(answer)).toBe(true);
      return n - 1;
    }
    if (!task.isGood(answer)) expectDeclared(answer, "storage_unavailable", ...(task.codes ?? []));
    await task.check?.(answer, mishap, prepared);
    const again = await task.ask({}, prepared);
    expect([n, again.status, task.isGood(again)]).toEqual([n, again.status, true]);
  }
  throw new Error("a request without an end");
}

const MISHAPS: Mishap[] = ["not_sent", "answer_lost"];

describe.each(MISHAPS)("D1 fails for one trip (%s):", (mishap) => {
  it("a session comes whole or is refused", async () => {
    const trips = await failEverywhere(
      {
        prepare: () => tokenOf(portal),
        ask: (bindings, token) => asViewer("/session?include=reports", token, bindings),
        isGood: ({ status, body }) =>
          status === 200 && body.students.length === 3 && body.reports.items.length > 0,
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(4);
  });

  it("a session by the roster never shows fewer students than there are", async () => {
    const claims = () => ({ sub: somebody(), contact_id: "C-2001" });
    const trips = await failEverywhere(
      {
        prepare: () => sign(rosterPortal, claims()),
        ask: (bindings, token) => asViewer("/session?include=reports", token, bindings),
        isGood: ({ status, body }) =>
          status === 200 && body.students.length === 1 && body.reports.items.length > 0,
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(4);
  });

  it("a list, also the first one of a deployment, comes whole with the ids it always has", async () => {
    const usual = await asViewer(LIST, await tokenOf(portal), freshOrigin());
    const ids = usual.body.reports.map(({ id }: { id: string }) => id);
    const trips = await failEverywhere(
      {
        // New settings have no token yet, and a new origin no remembered key for the ids.
        prepare: async () => {
          await saveEts(ets.apiUrl);
          port++;
          return tokenOf(portal);
        },
        ask: (bindings, token) => asViewer(LIST, token, { ...bindings, ...originAt(port) }),
        isGood: ({ status, body }) =>
          status === 200 &&
          JSON.stringify(body.reports.map(({ id }: { id: string }) => id)) === JSON.stringify(ids),
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(6);
    expect(await count("deployment_secrets")).toBe(1);
  });

  it("the deployment's own secret is made once, whatever happens on the way", async () => {
    await failEverywhere(
      {
        prepare: async () => {
          await env.DB.prepare("DELETE FROM deployment_secrets").run();
          port++;
          return tokenOf(portal);
        },
        ask: (bindings, token) => asViewer(LIST, token, { ...bindings, ...originAt(port) }),
        isGood: ({ status, body }) => status === 200 && body.reports.length > 0,
        check: async () => expect(await count("deployment_secrets")).toBeLessThanOrEqual(1),
      },
      mishap,
    );
    expect(await count("deployment_secrets")).toBe(1);
  });

  it("a letter is never served without its line in the access log", async () => {
    const linesOf = async () =>
      rows("SELECT outcome FROM letter_log WHERE id > (SELECT coalesce(max(id), 0) - 1 FROM letter_log)");
    let before = 0;
    const trips = await failEverywhere(
      {
        prepare: async () => {
          const path = await letterOf(portal);
          before = await count("letter_log");
          return path;
        },
        ask: (bindings, path) => ask(path, {}, bindings),
        isGood: ({ status, text }) => status === 200 && text.startsWith("%PDF-"),
        check: async ({ status, text }) => {
          const added = (await count("letter_log")) - before;
          if (status === 200) {
            expect([added, await linesOf()]).toEqual([1, [{ outcome: "opened" }]]);
          } else expect(text).not.toContain("%PDF-");
        },
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(4);
  });

  it("a letter that ETS fails to give is refused, and opens once both are back", async () => {
    await failEverywhere(
      {
        prepare: async () => {
          const path = await letterOf(portal);
          await ets.faults({ letters: { status: 500, times: 1 } });
          return path;
        },
        ask: async (bindings, path) => {
          const answer = await ask(path, {}, bindings);
          await ets.faults({ letters: null });
          return answer;
        },
        isGood: ({ status, body, text }) =>
          text.startsWith("%PDF-") || (status === 502 && body.code === "ETS001"),
      },
      mishap,
    );
  });

  it("an exchange gives a token or a refusal", async () => {
    const trips = await failEverywhere(
      { ask: (bindings) => exchanged(portal, bindings), isGood: ({ status }) => status === 200 },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(1);
  });

  /** A table that is saved to and the number of its log lines move together, or not at all. */
  async function saves(table: string, path: string, body: (saved: number) => unknown): Promise<void> {
    let saved = 0;
    let before: [string, number] = ["", 0];
    const state = async (): Promise<[string, number]> => [
      JSON.stringify(await rows(`SELECT * FROM ${table}`)),
      await count("integration_log"),
    ];
    const trips = await failEverywhere(
      {
        prepare: async () => {
          before = await state();
          return String(saved++);
        },
        ask: (bindings, which) => asAdmin("PUT", path, body(Number(which)), bindings),
        isGood: ({ status }) => status === 200 || status === 201,
        check: async ({ status }) => {
          const after = await state();
          const isChanged = after[0] !== before[0];
          expect(after[1] - before[1]).toBe(isChanged ? 1 : 0);
          if (status < 300) expect(isChanged).toBe(true);
          else if (mishap === "not_sent") expect(isChanged).toBe(false);
        },
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(2);
  }

  it("ETS settings and their log line are saved both or neither, and the old token goes with them", async () => {
    await saves("ets_settings", "/integrations/ets/district", () => ({
      apiUrl: ets.apiUrl,
      ...ETS_CREDENTIALS,
    }));
    expect(
      await rows(
        "SELECT t.site FROM ets_tokens t JOIN ets_settings s ON s.site = t.site AND s.version <> t.version",
      ),
    ).toEqual([]);
    expect((await asViewer("/students/S-1001/reports", await tokenOf(portal))).status).toBe(200);
  });

  it("a portal and its log line are saved both or neither", async () => {
    await saves("portals", "/portals/saved", (saved) => ({
      name: `Saved ${saved}`,
      origins: [PORTAL_ORIGIN],
      trust: "token",
    }));
  });

  it("a block and its log line are saved both or neither", async () => {
    await saves("blocks", "/blocks/order-1", (saved) => ({
      student: "S-9",
      contact: null,
      reason: `Order ${saved}`,
    }));
  });

  it("eSchoolPLUS settings and their log line are saved both or neither", async () => {
    await saves("eschoolplus_settings", "/integrations/eschoolplus", () => ({
      baseUrl: "https://hac.willow.example.org/plus360api/v1/demo/",
      ...ESCHOOLPLUS_CREDENTIALS,
    }));
  });

  it("a pull is begun and carried, or not begun; none is left that nobody carries", async () => {
    await asAdmin("PUT", "/integrations/eschoolplus", {
      baseUrl: "https://hac.willow.example.org/plus360api/v1/demo/",
      ...ESCHOOLPLUS_CREDENTIALS,
    });
    const carried: string[] = [];
    const create = async ({ params }: { params: { run: string } }) => void carried.push(params.run);
    const ROSTER_PULL = Object.assign(Object.create(env.ROSTER_PULL), { create });
    let before = 0;
    const trips = await failEverywhere(
      {
        prepare: async () => {
          await env.DB.prepare("DELETE FROM roster_runs").run();
          before = await count("integration_log");
          return "";
        },
        ask: (bindings) => asAdmin("POST", "/roster/runs", undefined, { ...bindings, ROSTER_PULL }),
        isGood: ({ status, body }) => status === 202 || (status === 409 && body.code === "run_in_progress"),
        check: async ({ status }) => {
          const running = await rows("SELECT id FROM roster_runs WHERE status = 'running'");
          expect((await count("integration_log")) - before).toBe(running.length);
          if (status === 202) expect(running.length).toBe(1);
          for (const { id } of running) expect(carried).toContain(id);
        },
      },
      mishap,
    );
    expect(trips).toBeGreaterThanOrEqual(2);
    await env.DB.prepare("DELETE FROM roster_runs").run();
  });
});

describe("D1 fails for one trip of the scheduled jobs:", () => {
  const DAY_MS = 86_400_000;

  /** Three things whose time is over. */
  async function leaveThingsBehind(): Promise<void> {
    await env.DB.batch([
      env.DB.prepare("DELETE FROM notices"),
      env.DB.prepare("INSERT OR REPLACE INTO ets_tokens VALUES ('gone', 'v', 'sealed', 1, 2)"),
      env.DB.prepare("INSERT OR REPLACE INTO admin_sessions VALUES ('gone', 'p', 's', 'k', '[]', 1)"),
      env.DB.prepare("INSERT OR REPLACE INTO letter_days VALUES ('2020-01-01', 'district', 'opened', 1)"),
      // A key that ends in some days: a reminder is due.
      env.DB.prepare("UPDATE ets_settings SET expires_on = ?").bind(
        new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10),
      ),
    ]);
  }

  async function isDone(): Promise<boolean[]> {
    return [
      (await count("ets_tokens WHERE site = 'gone'")) === 0,
      (await count("admin_sessions WHERE cookie_hash = 'gone'")) === 0,
      (await count("letter_days WHERE day = '2020-01-01'")) === 0,
      (await count("notices")) > 0,
    ];
  }

  async function hour(DB: D1Database): Promise<void> {
    const context = createExecutionContext();
    const cron = createScheduledController({ scheduledTime: new Date(), cron: "17 * * * *" });
    await worker.scheduled(cron, { ...env, DB }, context);
    await waitOnExecutionContext(context);
  }

  it.each(MISHAPS)("one job at most is left for the next hour, which does it (%s)", async (mishap) => {
    await env.DB.prepare("DELETE FROM eschoolplus_settings").run();
    let jobsLeft = 0;
    for (let n = 1; ; n++) {
      expect(n).toBeLessThan(MAX_TRIPS);
      await leaveThingsBehind();
      const wrong = wrongAt(n, mishap);
      await hour(faultyD1(env.DB, wrong.judge, D1_MESSAGES[n % D1_MESSAGES.length] ?? ""));
      const done = await isDone();
      if (!wrong.happened()) {
        expect(done).toEqual([true, true, true, true]);
        break;
      }
      const left = done.filter((one) => !one).length;
      expect(left).toBeLessThanOrEqual(1);
      jobsLeft += left;
      await hour(env.DB);
      expect(await isDone()).toEqual([true, true, true, true]);
    }
    expect(jobsLeft).toBeGreaterThan(0);
  });
});

describe("what D1 says", () => {
  it.each([
    ...D1_MESSAGES,
    "Network connection lost.",
    "D1 DB is overloaded. Too many requests queued.",
    "D1_EXEC_ERROR: Error in line 1",
    "D1_ERROR: Exceeded maximum DB size.",
  ])("is told apart from our own mistakes: %s", async (message) => {
    expect(isStorageFailure(new Error(message))).toBe(true);
    expect(isStorageFailure(new Error("wrapped", { cause: new Error(message) }))).toBe(true);
    const DB = faultyD1(env.DB, () => "not_sent", message);
    for (const path of ["/healthz", "/v1/session", "/admin/api/integrations"]) {
      const authorization = path.startsWith("/v1")
        ? `Bearer ${await sign(portal)}`
        : `Bearer ${env.ADMIN_TOKEN}`;
      expectDeclared(await ask(path, { headers: { authorization } }, { DB }), "storage_unavailable");
    }
  });

  it.each(["x is not a function", "Cannot read properties of undefined", "the id1_ of somebody"])(
    "is not what we say: %s",
    (message) => expect(isStorageFailure(new Error(message))).toBe(false),
  );
});

describe("ETS dies in the middle and comes back:", () => {
  type Death = (answer: () => Promise<Response>) => Promise<Response>;

  /** The connection is refused, lost before an answer, lost within it; the service says that it is down. */
  const DEATHS: [string, Death][] = [
    ["no connection", () => Promise.reject(new TypeError("connect ECONNREFUSED canary"))],
    ["an answer that breaks off", async (answer) => brokenOff(await answer())],
    ["half an answer that says it is whole", async (answer) => half(await answer())],
    ["a 503", async () => new Response("canary", { status: 503 })],
  ];

  async function half(answer: Response): Promise<Response> {
    const bytes = await answer.arrayBuffer();
    const { status } = answer;
    const type = answer.headers.get("content-type") ?? "";
    return new Response(bytes.slice(0, 3), { status, headers: { "content-type": type } });
  }

  async function brokenOff(answer: Response): Promise<Response> {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytes.slice(0, 3)),
      pull: (controller) => controller.error(new Error("connection lost, canary")),
    });
    return new Response(body, { status: answer.status, headers: new Headers(answer.headers) });
  }

  /** The n-th call that leaves the Worker dies. */
  function dieAt(n: number, death: Death): () => boolean {
    const real = globalThis.fetch;
    let calls = 0;
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      const go = () => real(input, init);
      return ++calls === n ? death(go) : go();
    });
    return () => calls >= n;
  }

  /** Each call of a task dies once; the next request is served. @returns how many calls the task has */
  async function dieEverywhere(
    death: Death,
    prepare: () => Promise<string>,
    task: (prepared: string) => Promise<Answer>,
    isGood: (answer: Answer) => boolean,
  ): Promise<number> {
    let hurt = 0;
    for (let n = 1; n < MAX_TRIPS; n++) {
      const prepared = await prepare();
      const happened = dieAt(n, death);
      const answer = await task(prepared);
      vi.restoreAllMocks();
      if (!happened()) {
        expect(isGood(answer)).toBe(true);
        expect(hurt).toBeGreaterThan(0);
        return n - 1;
      }
      // Of a refusal the status says enough, whatever became of its body.
      if (!isGood(answer)) {
        expectDeclared(answer, "ETS001");
        hurt++;
      }
      expect(isGood(await task(prepared))).toBe(true);
    }
    throw new Error("a request without an end");
  }

  const isList = ({ status, body }: Answer) => status === 200 && body.reports.length > 0;
  const list = (token: string) => asViewer("/students/S-1001/reports", token);

  it.each(DEATHS)("a list, %s", async (_how, death) => {
    const fresh = async () => {
      await saveEts(ets.apiUrl);
      return tokenOf(portal);
    };
    expect(await dieEverywhere(death, fresh, list, isList)).toBe(2);
  });

  it.each(DEATHS)("a list for which the token has ended, %s", async (_how, death) => {
    const ended = async () => {
      const token = await tokenOf(portal);
      await list(token);
      await ets.revokeTokens();
      return token;
    };
    expect(await dieEverywhere(death, ended, list, isList)).toBe(3);
  });

  it.each(DEATHS)("a letter, %s", async (_how, death) => {
    const calls = await dieEverywhere(
      death,
      () => letterOf(portal),
      (path) => ask(path),
      ({ text }) => text.startsWith("%PDF-"),
    );
    expect(calls).toBe(1);
    expect((await rows("SELECT outcome FROM letter_log ORDER BY id DESC LIMIT 1"))[0]).toEqual({
      outcome: "opened",
    });
  });

  it.each(DEATHS)("a letter whose link has run out, %s", async (_how, death) => {
    const calls = await dieEverywhere(
      death,
      async () => {
        const path = await letterOf(portal);
        await ets.faults({ letters: { expireNext: 1 } });
        return path;
      },
      (path) => ask(path),
      ({ text }) => text.startsWith("%PDF-"),
    );
    expect(calls).toBe(3);
  });

  it("a session tells of it and stands", async () => {
    await ets.faults({ reports: { reset: true, times: 1 } });
    const token = await tokenOf(portal);
    const answer = await asViewer("/session?include=reports", token);
    expect([answer.status, answer.body.students.length, answer.body.reports.error.code]).toEqual([
      200,
      3,
      "ETS001",
    ]);
    expect((await asViewer("/session?include=reports", token)).body.reports.items.length).toBeGreaterThan(0);
  });

  it("an outage of many requests ends with the first request after it", async () => {
    const token = await tokenOf(portal);
    await ets.faults({ reports: { status: 503 }, token: { status: 503 } });
    const during = await Promise.all(Array.from({ length: 12 }, () => list(token)));
    for (const answer of during) expectDeclared(answer, "ETS001");
    await ets.reset();
    expect(isList(await list(token))).toBe(true);
  });
});

describe("clocks that disagree:", () => {
  const NOW = 1_795_000_000;

  /** The whole Worker believes that it is this moment. */
  function at(seconds: number): void {
    vi.useFakeTimers({ now: seconds * 1000, toFake: ["Date"] });
  }

  it.each<[string, Record<string, unknown>, number, string | null]>([
    ["issued 60 seconds ahead", { iat: NOW + 60, exp: NOW + 660 }, 200, null],
    ["issued 61 seconds ahead", { iat: NOW + 61, exp: NOW + 661 }, 401, "token_invalid"],
    ["not valid for another 60 seconds", { iat: NOW, exp: NOW + 600, nbf: NOW + 60 }, 200, null],
    ["not valid for another 61 seconds", { iat: NOW, exp: NOW + 600, nbf: NOW + 61 }, 401, "token_invalid"],
    ["ended 59 seconds ago", { iat: NOW - 600, exp: NOW - 59 }, 200, null],
    ["ended 60 seconds ago", { iat: NOW - 600, exp: NOW - 60 }, 401, "token_expired"],
    ["for exactly 15 minutes", { iat: NOW, exp: NOW + 900 }, 200, null],
    ["for a second more", { iat: NOW, exp: NOW + 901 }, 401, "token_invalid"],
    ["from the beginning of time", { iat: 0, exp: 600 }, 401, "token_expired"],
    ["for the end of time", { iat: NOW, exp: 1e300 }, 401, "token_invalid"],
    ["whose times are words", { iat: "now", exp: "later" }, 401, "token_invalid"],
    ["whose times are in milliseconds", { iat: NOW * 1000, exp: (NOW + 600) * 1000 }, 401, "token_invalid"],
  ])("a token %s", async (_what, times, status, code) => {
    at(NOW);
    const claims = { ...goodClaims(portal), sub: somebody(), ...times };
    const direct = await asViewer("/session", await sign(portal, claims));
    expect([direct.status, direct.body.code ?? null]).toEqual([status, code]);
    const body = await sign(portal, { ...claims, students: vouched("S-1001") });
    const headers = { "content-type": "application/jwt" };
    const exchanged = await ask("/v1/viewer-tokens", { method: "POST", headers, body });
    expect([exchanged.status, exchanged.body.code ?? null]).toEqual([status, code]);
    if (status === 200) expect((await asViewer("/session", exchanged.body.token)).status).toBe(200);
  });

  it("a sealed token ends with the skew that its JWT had", async () => {
    at(NOW);
    const body = await sign(portal, {
      iat: NOW,
      exp: NOW + 300,
      sub: somebody(),
      students: vouched("S-1001"),
    });
    const headers = { "content-type": "application/jwt" };
    const { token } = (await ask("/v1/viewer-tokens", { method: "POST", headers, body })).body;
    for (const [after, code] of [
      [-600, undefined], // an isolate whose clock is behind
      [300 + 59, undefined],
      [300 + 60, "token_expired"],
    ] as const) {
      at(NOW + after);
      expect([after, (await asViewer("/session", token)).body.code]).toEqual([after, code]);
    }
  });

  it("a letter's link ends at its 15 minutes, also where the clock is behind", async () => {
    const now = Math.floor(Date.now() / 1000);
    at(now);
    const path = await letterOf(portal);
    for (const [after, status] of [
      [-120, 200],
      [899.999, 200],
      [900, 410],
      [90_000, 410],
    ] as const) {
      at(now + after);
      const answer = await ask(path);
      expect([after, answer.status, answer.body?.code]).toEqual([
        after,
        status,
        status === 410 ? "letter_link_expired" : undefined,
      ]);
    }
  });

  it.each([0, -1, -1e12, 1, 1e15, 1e300, "soon", "1e999", null, {}])(
    "an ETS token that lasts %j gives the list, now, again and after ETS has dropped it",
    async (expiresIn) => {
      await saveEts(ets.apiUrl);
      const real = globalThis.fetch;
      let tokens = 0;
      vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
        const answer = await real(input, init);
        if (String(input) !== ets.apiUrl) return answer;
        tokens++;
        return Response.json({ ...(await answer.json<object>()), expiresIn });
      });
      const token = await tokenOf(portal);
      const list = () => asViewer("/students/S-1001/reports", token);
      expect([(await list()).status, (await list()).status]).toEqual([200, 200]);
      await ets.revokeTokens();
      expect((await list()).status).toBe(200);
      expect(tokens).toBeLessThanOrEqual(4);
    },
  );

  it("an eSchoolPLUS server whose clock is off is said to be", async () => {
    const date = new Date(Date.now() - 42 * 60_000).toUTCString();
    vi.spyOn(globalThis, "fetch").mockImplementation(
      async () => new Response("", { status: 401, headers: { date } }),
    );
    const settings = {
      baseUrl: "https://hac.willow.example.org/plus360api/v1/demo/",
      ...ESCHOOLPLUS_CREDENTIALS,
    };
    const { body } = await asAdmin("POST", "/integrations/eschoolplus/test", {
      signatureMethod: "HMAC-SHA1",
      ...settings,
    });
    expect(body.resources.length).toBe(7);
    expect(body.resources[0]).toMatchObject({ ok: false, code: "refused" });
    expect(body.resources[0].hint).toContain("about 42 minutes slow");
  });
});

describe("old and new migrations side by side:", () => {
  const { TEST_MIGRATIONS } = env;

  afterAll(async () => {
    await reset();
    await applyD1Migrations(env.DB, TEST_MIGRATIONS);
  });

  interface Column {
    name: string;
    type: string;
    notnull: number;
    dflt_value: string | null;
    pk: number;
  }

  async function schema(): Promise<Map<string, Column[]>> {
    const tables = await rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    );
    const found = new Map<string, Column[]>();
    for (const { name } of tables) {
      const { results } = await env.DB.prepare(`SELECT * FROM pragma_table_info('${name}')`).all<Column>();
      found.set(String(name), results);
    }
    return found;
  }

  const uniques = () =>
    rows(
      "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE%' ORDER BY name",
    );

  it("each migration leaves to the code before it every table, column and row that it knows", async () => {
    await reset();
    await applyD1Migrations(env.DB, TEST_MIGRATIONS.slice(0, 1));
    for (let applied = 1; applied < TEST_MIGRATIONS.length; applied++) {
      const before = await schema();
      const uniqueBefore = await uniques();
      for (const [table, columns] of before) {
        if (table === "d1_migrations" || (await count(table)) > 0) continue;
        const values = columns.map(({ type }) => (type.toLowerCase() === "integer" ? "1" : "'x'"));
        await env.DB.prepare(`INSERT INTO ${table} VALUES (${values.join(", ")})`).run();
      }
      const kept = new Map<string, Record<string, unknown>[]>();
      const rowsOf = (table: string, columns: Column[]) =>
        rows(`SELECT ${columns.map(({ name }) => `"${name}"`).join(", ")} FROM ${table}`);
      for (const [table, columns] of before) kept.set(table, await rowsOf(table, columns));

      await applyD1Migrations(env.DB, TEST_MIGRATIONS.slice(0, applied + 1));
      const after = await schema();
      const newest = TEST_MIGRATIONS[applied]?.name;
      for (const [table, columns] of before) {
        const now = after.get(table) ?? [];
        for (const { name, type, notnull, pk } of columns) {
          const same = now.find((column) => column.name === name);
          expect([newest, table, same]).toMatchObject([newest, table, { type, notnull, pk }]);
        }
        // What the code before it inserts does not name the new columns.
        const added = now.filter(({ name }) => !columns.some((column) => column.name === name));
        expect([newest, table, added.filter((one) => one.notnull === 1 && one.dflt_value === null)]).toEqual([
          newest,
          table,
          [],
        ]);
        // It may bring rows of its own.
        expect(await rowsOf(table, columns)).toEqual(expect.arrayContaining(kept.get(table) ?? []));
      }
      const uniqueAfter = await uniques();
      expect(uniqueAfter.filter(({ tbl_name: table }) => before.has(String(table)))).toEqual(uniqueBefore);
    }
  });

  it("no migration takes anything away", () => {
    for (const { name, queries } of TEST_MIGRATIONS) {
      const sql = queries.join("\n").replace(/--.*$/gm, "");
      expect([
        name,
        /\b(DROP\s+(TABLE|COLUMN|INDEX)|RENAME\s+(TO|COLUMN)|DELETE\s+FROM)\b/i.exec(sql),
      ]).toEqual([name, null]);
    }
  });

  /** The migrations without which there is no district to set anything up for, and those before the roster. */
  const WITH_DISTRICT = 2;
  const olderSchemas = TEST_MIGRATIONS.map((_, index) => index).filter((applied) => applied >= WITH_DISTRICT);

  it.each(olderSchemas)(
    "the code of today serves letters after %i migrations, refuses what they do not hold, and recovers",
    async (applied) => {
      await reset();
      await applyD1Migrations(env.DB, TEST_MIGRATIONS.slice(0, applied));
      await setUpDistrict();
      const token = await tokenOf(portal);
      const session = await asViewer("/session?include=reports", token);
      expect([session.status, session.body.reports?.items?.length > 0]).toEqual([200, true]);
      expect((await ask(await letterOf(portal))).text.startsWith("%PDF-")).toBe(true);
      expect(await count("letter_log")).toBe(1);

      const byRoster = () => sign(rosterPortal, { sub: somebody(), contact_id: "C-2001" });
      const hasRoster = applied > WITH_DISTRICT;
      const answers = [await asViewer("/session", await byRoster())];
      for (const path of ["/roster/runs", "/integrations/eschoolplus", "/overview", "/students?q=ximena"]) {
        answers.push(await asAdmin("GET", path, undefined));
      }
      answers.push(await asAdmin("POST", "/roster/runs", undefined));
      for (const answer of answers) {
        if (answer.status >= 300)
          expectDeclared(answer, "storage_unavailable", "not_found", "not_configured");
        if (!hasRoster) expectDeclared(answer, "storage_unavailable");
      }

      await applyD1Migrations(env.DB, TEST_MIGRATIONS);
      await setUpFamily();
      const recovered = await asViewer("/session?include=reports", await byRoster());
      expect([recovered.status, recovered.body.students.length]).toEqual([200, 1]);
      expect((await asViewer("/session", token)).status).toBe(200);
      expect((await asAdmin("GET", "/roster/runs", undefined)).status).toBe(200);
    },
  );
});
