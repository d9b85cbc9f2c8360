/**
 * The eSchoolPLUS client with the network's edge as the only stand-in: what is sent, what is read from answers of
 * every shape, what is tried again, and what an administrator is told.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { baseUrlProblem, normalBaseUrl } from "../../src/worker/eschoolplus/base-url.ts";
import {
  type CallTools,
  type EschoolConnection,
  type Page,
  readPage,
} from "../../src/worker/eschoolplus/client.ts";
import { keyOf, RESOURCE_NAMES } from "../../src/worker/eschoolplus/contract.ts";
import { type EschoolFailure, failureWords } from "../../src/worker/eschoolplus/failure.ts";
import { PAGE_MAX_BYTES, RETRY_PAUSE_MAX_MS } from "../../src/worker/eschoolplus/limits.ts";
import { parsePage } from "../../src/worker/eschoolplus/parse-page.ts";
import type { Resource, Rows } from "../../src/worker/eschoolplus/rows.ts";
import { testConnection } from "../../src/worker/eschoolplus/test-connection.ts";
import { createOutgoing } from "../../src/worker/net/outgoing.ts";

const NOW = Date.parse("2026-10-06T09:00:00Z");

const CONNECTION: EschoolConnection = {
  baseUrl: "https://hac.example.org/plus360api/v1/abc/",
  consumerKey: "Demo_ABC_1",
  consumerSecret: "demo-secret-not-real",
  signatureMethod: "HMAC-SHA1",
  pageSize: 1000,
};

const STUDENT = { STUDENT_ID: "000123", FIRST_NAME: "Invented" };

interface Sent {
  url: string;
  authorization: string;
}

let sent: Sent[] = [];
let slept: number[] = [];
let nonces = 0;

beforeEach(() => {
  sent = [];
  slept = [];
  nonces = 0;
});

type Answer = Response | Error;

/** The client's tools, the world answering as `answer` says. */
function tools(answer: (call: number, url: URL) => Answer | Promise<Answer>): CallTools {
  return {
    outgoing: createOutgoing(
      {
        hosts: { ets: [], letter: [], eschoolplus: "public", jwks: [], access: [], webhook: [] },
        developmentOrigins: [],
      },
      async (input, init) => {
        const url = String(input);
        sent.push({ url, authorization: new Headers(init?.headers).get("authorization") ?? "" });
        const answered = await answer(sent.length - 1, new URL(url));
        if (answered instanceof Error) throw answered;
        return answered;
      },
    ),
    now: () => NOW,
    random: () => 0.5,
    randomId: () => `nonce-${nonces++}`,
    sleep: async (milliseconds) => void slept.push(milliseconds),
  };
}

function json(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { headers });
}

async function page<R extends Resource>(resource: R, ...answers: Answer[]): Promise<Page<R>> {
  const read = await readPage(CONNECTION, resource, 0, answering(answers));
  if (!read.ok) throw new Error(`${read.code}: ${read.reason}`);
  return read;
}

async function failure(...answers: Answer[]): Promise<EschoolFailure> {
  const read = await readPage(CONNECTION, "Student", 0, answering(answers));
  if (read.ok) throw new Error("it did not fail");
  return read;
}

/** The answers in turn, the last one for ever. */
function answering(answers: Answer[]): CallTools {
  return tools((call) => {
    const answer = answers[Math.min(call, answers.length - 1)];
    return answer instanceof Response ? answer.clone() : (answer ?? new Error("no answer"));
  });
}

function parsed<R extends Resource>(resource: R, ...rows: unknown[]): Rows[R][] {
  const read = parsePage(resource, JSON.stringify(rows), null);
  if (!read.ok) throw new Error(`${read.code}: ${read.reason}`);
  return read.rows;
}

function student(fields: Record<string, unknown>) {
  return parsed("Student", { ...STUDENT, ...fields })[0];
}

function link(fields: Record<string, unknown>) {
  return parsed("StudentContact", { STUDENT_ID: "1", CONTACT_ID: "2", CONTACT_TYPE: "G", ...fields })[0];
}

describe("a page", () => {
  it("is asked for by limit and offset, with a signed header", async () => {
    const read = await readPage(
      CONNECTION,
      "StudentContact",
      3000,
      tools(() => json([])),
    );
    expect(read).toMatchObject({ ok: true, rows: [], keys: [], received: 0, total: null });
    expect(sent[0]?.url).toBe(
      "https://hac.example.org/plus360api/v1/abc/StudentContact?limit=1000&offset=3000",
    );
    // Computed with node:crypto over the base string written by hand, as in test/eschoolplus/oauth.test.ts.
    expect(sent[0]?.authorization).toBe(
      'OAuth oauth_consumer_key="Demo_ABC_1", oauth_nonce="nonce-0", oauth_signature="0gsB4Evj4IpcWdvxzY0vaIrtGSk%3D", ' +
        'oauth_signature_method="HMAC-SHA1", oauth_timestamp="1791277200", oauth_version="1.0"',
    );
  });

  it("comes as rows of ours, with their keys, the total and a digest of it all", async () => {
    const body = { totalRecords: 41234, recordsThisPage: 1, data: [STUDENT] };
    const read = await page("Student", json(body));
    expect(read).toMatchObject({ keys: ["000123"], received: 1, total: 41234 });
    expect(read.rows[0]).toEqual({
      id: "000123",
      firstName: "Invented",
      middleName: null,
      lastName: null,
      generation: null,
      nickname: null,
      school: null,
      grade: null,
      status: null,
      birthdate: null,
      language: null,
      ssid: null,
    });
    const other = await page("Student", json({ data: [{ ...STUDENT, FIRST_NAME: "Other" }] }));
    const same = await page("Student", json([{ firstname: "Invented ", studentId: "000123", SSN: "1" }]));
    expect(read.digest).toMatch(/^[\w-]{43}$/);
    expect(other.digest).not.toBe(read.digest);
    expect(same.digest).toBe(read.digest);
  });

  it.each([
    ["a bare array", [STUDENT], null],
    ["data", { data: [STUDENT], totalRecords: 5 }, 5],
    ["records", { Records: [STUDENT], total: "5" }, 5],
    ["items", { ITEMS: [STUDENT], total_count: 5 }, 5],
    ["results", { results: [STUDENT], total: -1 }, null],
    ["its own name", { student: [STUDENT], total: "many" }, null],
    ["its own name in the plural", { STUDENTS: [STUDENT], total: null }, null],
    ["data, before another list", { items: [], data: [STUDENT] }, null],
  ])("may hold its rows in %s", async (_what, body, total) => {
    expect(await page("Student", json(body))).toMatchObject({ keys: ["000123"], total });
  });

  it("may tell the total in a header", async () => {
    expect((await page("Student", json([STUDENT], { "X-Total-Count": "77" }))).total).toBe(77);
  });

  it.each([
    ["not_json", "<!DOCTYPE html><title>Sign in</title>"],
    ["not_json", ""],
    ["not_json", '{"data":['],
    ["envelope_missing", '{"message":"no such profile"}'],
    ["envelope_missing", '{"data":{"0":{}}}'],
    ["envelope_missing", '"text"'],
    ["envelope_missing", "null"],
    ["key_missing", '[{"STUDENT_ID":"1"},{"FIRST_NAME":"Nobody"}]'],
    ["key_missing", '[{"STUDENT_ID":"  "}]'],
    ["key_missing", '[{"STUDENT_ID":12345678901234567890}]'],
    ["key_missing", "[null]"],
  ])("is %s when it is %s", async (code, text) => {
    const failed = await failure(new Response(text));
    expect(failed).toMatchObject({ code, retried: 0 });
    expect(failed.reason).not.toMatch(/Nobody|Sign in|profile|1234/);
  });
});

describe("a row", () => {
  it.each(["STUDENT_ID", "studentId", "Student_Id", "student-id", "Student ID"])(
    "has its id under %s",
    (label) => {
      expect(parsed("Student", { [label]: " 0042 " })[0]?.id).toBe("0042");
    },
  );

  it("is read by its own labels, not by those of the row before", () => {
    const rows = parsed(
      "Student",
      { STUDENT_ID: "1", GRADE: "05", CURRENT_STATUS: "A" },
      { grade: "06", studentId: "2", gradeLevel: "07" },
      { STUDENT_ID: "3", GRADE: null, GRADE_LEVEL: "08" },
      { STUDENT_ID: "4" },
    );
    expect(rows.map(({ id, grade, status }) => [id, grade, status])).toEqual([
      ["1", "05", "A"],
      ["2", "06", null],
      ["3", "08", null],
      ["4", null, null],
    ]);
  });

  it("keeps no column that was not asked for", () => {
    const secret = { SSN: "000-00-0000", WEB_PASSWORD: "invented", MEAL_STATUS: "F", ALLERGIES: "nuts" };
    expect(JSON.stringify(student(secret))).not.toMatch(/000-00|invented|nuts|MEAL/);
    const contact = parsed("Contact", { CONTACT_ID: 7, EMAIL: "a@example.org", ...secret })[0];
    expect(Object.keys(contact ?? {}).toSorted()).toEqual(
      ["id", "title", "firstName", "middleName", "lastName", "language", "email", "loginId"].toSorted(),
    );
  });

  it("has text without padding and control characters, and null for nothing", () => {
    const row = student({
      FIRST_NAME: "  A\u0000na\u001f ",
      LAST_NAME: " \u0000 ",
      NICKNAME: "",
      GENERATION: {},
    });
    expect(row).toMatchObject({ firstName: "Ana", lastName: null, nickname: null, generation: null });
    expect(student({ FIRST_NAME: "Ana\r\nMaria" })?.firstName).toBe("Ana Maria");
  });

  it("has ids that are whole: numbers in decimals, never cut, never rounded", () => {
    const row = student({ STUDENT_ID: 9000000101, BUILDING: "x".repeat(65), STATE_REPORT_ID: 1e20 });
    expect(row).toMatchObject({ id: "9000000101", school: null, ssid: null });
    expect(student({ STATE_REPORT_ID: "x".repeat(64) })?.ssid).toHaveLength(64);
  });

  it("has long text cut between characters, and no part of a long address", () => {
    expect(student({ FIRST_NAME: `${"x".repeat(127)}😀` })?.firstName?.isWellFormed()).toBe(true);
    expect(student({ FIRST_NAME: "x".repeat(9_999) })?.firstName).toHaveLength(128);
    const long = { CONTACT_ID: "1", EMAIL: `${"x".repeat(300)}@example.org` };
    expect(parsed("Contact", long)[0]?.email).toBeNull();
  });

  it.each([
    ["2014-02-28", "2014-02-28"],
    ["2014-2-8", "2014-02-08"],
    ["2014-02-28T00:00:00", "2014-02-28"],
    ["2014-02-28T23:30:00.000-08:00", "2014-02-28"],
    ["2014-02-28 00:00:00", "2014-02-28"],
    ["02/28/2014", "2014-02-28"],
    ["2/8/2014 12:00:00 AM", "2014-02-08"],
    ["20140228", "2014-02-28"],
    [20140228, "2014-02-28"],
    ["/Date(1393545600000)/", "2014-02-28"],
    ["/Date(1393570800000-0800)/", "2014-02-27"],
    ["2012-02-29", "2012-02-29"],
    ["2014-02-29", null],
    ["02/30/2014", null],
    ["13/01/2014", null],
    ["20141301", null],
    ["0001-01-01T00:00:00", null],
    ["2014-02-28x", null],
    ["Feb 28, 2014", null],
    ["/Date(999999999999999)/", null],
    [null, null],
    [true, null],
  ])("reads the date %j as %j", (text, date) => {
    expect(student({ BIRTHDATE: text })?.birthdate).toBe(date);
  });

  it.each([
    ["Y", true],
    ["y ", true],
    ["TRUE", true],
    [true, true],
    [1, true],
    ["1", true],
    ["N", false],
    ["false", false],
    [0, false],
    ["maybe", null],
    [2, null],
    [null, null],
    [undefined, null],
  ])("reads the answer %j as %j, and opens the web for a clear yes alone", (text, answer) => {
    const row = link({ WEB_ACCESS: text, LIVING_WITH: text, LEGAL_GUARD: text, CUST_GUARD: text });
    expect(row).toMatchObject({ livingWith: answer, legalGuardian: answer, custodialGuardian: answer });
    expect(row?.webAccess).toBe(answer === true);
  });

  it("has a street in one text, and numbers as numbers", () => {
    const address = {
      CONTACT_ID: 7,
      STREET_NUMBER: 12,
      STREET_PREFIX: "N ",
      STREET_NAME: "Invented",
      STREET_TYPE: "ST",
    };
    expect(parsed("ContactAddress", address)[0]?.street).toBe("12 N Invented ST");
    expect(parsed("ContactAddress", { CONTACT_ID: 7, STREET_TYPE: "" })[0]?.street).toBeNull();
    const phones = ["1", 2, "first", null].map((PHONE_PRIORITY) => ({
      CONTACT_ID: 7,
      PHONE_TYPE: "H",
      PHONE_PRIORITY,
    }));
    expect(parsed("ContactPhone", ...phones).map(({ priority }) => priority)).toEqual([1, 2, null, null]);
  });

  it("has a key of all that makes it this one", () => {
    const all: { [R in Resource]: [Record<string, unknown>, string] } = {
      School: [{ BUILDING: 10 }, "10"],
      Student: [{ STUDENT_ID: "1" }, "1"],
      Contact: [{ CONTACT_ID: "2" }, "2"],
      ContactAddress: [{ CONTACT_ID: "2" }, "2"],
      ContactPhone: [{ CONTACT_ID: "2", PHONE_TYPE: "H" }, "2\u001fH"],
      StudentContact: [{ STUDENT_ID: "1", CONTACT_ID: "2", CONTACT_TYPE: "G" }, "1\u001f2\u001fG"],
      UDRegUser: [
        { STUDENT_ID: "1", SCREEN_NUMBER: 5, FIELD_NUMBER: "03", LIST_SEQUENCE: 0, FIELD_VALUE: "Y" },
        "1\u001f5\u001f03\u001f0",
      ],
    };
    for (const resource of RESOURCE_NAMES) {
      const [fields, key] = all[resource];
      const read = parsePage(resource, JSON.stringify([fields]), null);
      if (!read.ok) throw new Error(`${resource}: ${read.reason}`);
      expect(read.keys).toEqual([key]);
      expect(read.rows.map((row) => keyOf(resource, row))).toEqual([key]);
    }
  });
});

describe("a call that fails", () => {
  it.each([429, 500, 502, 503, 504])("with %i is repeated, each time with a new nonce", async (status) => {
    const read = await page(
      "Student",
      new Response("", { status }),
      new Response("", { status }),
      json([STUDENT]),
    );
    expect(read.keys).toEqual(["000123"]);
    expect(slept).toEqual([750, 1500]);
    expect(new Set(sent.map(({ authorization }) => authorization)).size).toBe(3);
  });

  it.each([
    ["busy", 429],
    ["unavailable", 503],
  ])("ends as %s when %i does not pass", async (code, status) => {
    expect(await failure(new Response("", { status }))).toMatchObject({
      code,
      retried: 3,
      reason: `status ${status}`,
    });
    expect(sent).toHaveLength(4);
  });

  it("for want of a connection is repeated too, and says nothing of the address", async () => {
    const failed = await failure(new Error("connect to hac.example.org failed"));
    expect(failed).toMatchObject({ code: "unavailable", reason: "network", retried: 3 });
  });

  it.each([
    ["refused", 401],
    ["not_subscribed", 403],
    ["not_subscribed", 404],
    ["unexpected_status", 400],
    ["unavailable", 501],
    ["redirected", 302],
  ])("as %s, with %i, is not repeated", async (code, status) => {
    expect(await failure(new Response(null, { status }))).toMatchObject({ code, retried: 0 });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ["seconds", "7", 7_000],
    ["a date", "Tue, 06 Oct 2026 09:00:20 GMT", 20_000],
    ["a date that has been", "Tue, 06 Oct 2026 08:00:00 GMT", 750],
    ["an hour", "3600", RETRY_PAUSE_MAX_MS],
    ["nonsense", "soon", 750],
  ])("is repeated after as long as Retry-After says, in %s", async (_what, header, pause) => {
    await page(
      "Student",
      new Response("", { status: 429, headers: { "retry-after": header } }),
      json([STUDENT]),
    );
    expect(slept).toEqual([pause]);
  });

  it("by its size is too_large", async () => {
    const headers = { "content-length": String(PAGE_MAX_BYTES + 1) };
    expect(await failure(new Response("[]", { headers }))).toMatchObject({ code: "too_large", retried: 0 });
  });

  it.each(["not a url", "http://hac.example.org/", "https://10.0.0.1/x/", "https://hac.example.org:8443/x/"])(
    "at %s is not sent",
    async (baseUrl) => {
      const read = await readPage({ ...CONNECTION, baseUrl }, "School", 0, answering([json([])]));
      expect(read).toMatchObject({ ok: false, code: "host_not_allowed" });
      expect(sent).toEqual([]);
    },
  );
});

describe("a refusal", () => {
  it.each([
    [
      "in its challenge",
      "",
      { "www-authenticate": 'OAuth realm="x", oauth_problem="timestamp_refused"' },
      "timestamp_refused",
    ],
    ["in a form", "oauth_problem=signature_invalid&oauth_problem_advice=x", {}, "signature_invalid"],
    ["in JSON", '{"Message":"Invalid\\n consumer  key"}', {}, "Invalid consumer key"],
    ["in text", " nonce used \u0007", {}, "nonce used"],
    ["in HTML, which is not kept", "<html>401", {}, null],
    ["with our key and secret", "key Demo_ABC_1 and demo-secret-not-real", {}, "key … and …"],
    ["with a base string", `GET&https%3A%2F%2Fhac.example.org%2F is bad`, {}, "… is bad"],
    ["at length", "word ".repeat(100), {}, "word ".repeat(32).trim()],
  ])("keeps what the server says %s", async (_what, body, headers, said) => {
    const failed = await failure(new Response(body, { status: 401, headers: new Headers(headers) }));
    expect(failed.said).toBe(said);
    expect(failureWords(failed, "Student").includes("It said")).toBe(said !== null);
  });

  it("tells how far a server's clock is off", async () => {
    const headers = { date: "Tue, 06 Oct 2026 09:11:00 GMT" };
    const failed = await failure(new Response("", { status: 401, headers }));
    expect(failed.clockOffMinutes).toBe(11);
    expect(failureWords(failed, "Student")).toContain("about 11 minutes fast");
    const right = await failure(
      new Response("", { status: 401, headers: { date: new Date(NOW).toUTCString() } }),
    );
    expect(right.clockOffMinutes).toBeNull();
  });
});

describe("a test of a connection", () => {
  const whole = (url: URL): Response => {
    const resource = url.pathname.split("/").at(-1) ?? "";
    if (resource === "UDRegUser") return new Response("", { status: 403 });
    if (resource === "Student")
      return json({ total: 812, data: [STUDENT, { ...STUDENT, BIRTHDATE: "2014-02-28" }] });
    return json([{ BUILDING: "1", STUDENT_ID: "1", CONTACT_ID: "2", CONTACT_TYPE: "G", PHONE_TYPE: "H" }]);
  };

  it("asks for each resource once, and names the box that is not ticked", async () => {
    const tested = await testConnection(
      CONNECTION,
      tools((_call, url) => whole(url)),
    );
    expect(tested.resources.map(({ resource }) => resource)).toEqual(RESOURCE_NAMES);
    expect(tested.resources.map(({ ok, rows }) => (ok ? rows : null))).toEqual([1, 812, 1, 1, 1, 1, null]);
    expect(tested.birthDates).toBe(true);
    expect(tested.resources.at(-1)?.code).toBe("not_subscribed");
    expect(tested.resources.at(-1)?.hint).toMatch(/Subscriptions.*UDRegUser/);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(Array(7).fill("?limit=25&offset=0"));
  });

  it("says when no date of birth came", async () => {
    const tested = await testConnection(
      CONNECTION,
      tools(() => json([{ ...STUDENT, CONTACT_ID: "2", BUILDING: 1 }])),
    );
    expect(tested.birthDates).toBe(false);
    expect(tested.resources.find(({ resource }) => resource === "ContactPhone")?.code).toBe("key_missing");
  });

  it.each([
    ["refused", () => new Response("", { status: 401 }), 1],
    ["unavailable", () => new Error("no connection"), 2],
  ])("asks no further when the first answer is %s", async (code, answer, calls) => {
    const tested = await testConnection(CONNECTION, tools(answer));
    expect(tested.resources.map((resource) => resource.code)).toEqual(Array(7).fill(code));
    expect(sent).toHaveLength(calls);
  });

  it("asks on when a later one is", async () => {
    const tested = await testConnection(
      CONNECTION,
      tools((call, url) => (call === 1 ? new Response("", { status: 401 }) : whole(url))),
    );
    expect(tested.resources.map(({ code }) => code ?? "ok").slice(0, 3)).toEqual(["ok", "refused", "ok"]);
    expect(sent).toHaveLength(7);
  });

  it("repeats a call that may pass once at most, after a short pause", async () => {
    const tested = await testConnection(
      CONNECTION,
      tools((call, url) =>
        call === 0 ? whole(url) : new Response("", { status: 429, headers: { "retry-after": "600" } }),
      ),
    );
    expect(tested.resources.map(({ code }) => code ?? "ok")).toEqual(["ok", ...Array(6).fill("busy")]);
    expect(sent).toHaveLength(13);
    expect(slept).toEqual(Array(6).fill(2_000));
  });
});

describe("a base URL", () => {
  it.each([
    [" https://HAC.example.org/plus360api/v1/abc ", "https://hac.example.org/plus360api/v1/abc/"],
    ["https://hac.example.org/plus360api/v1/abc//?a=1#b", "https://hac.example.org/plus360api/v1/abc/"],
    ["https://hac.example.org", "https://hac.example.org/"],
    ["http://127.0.0.1:9402/plus360api/v1/abc", "http://127.0.0.1:9402/plus360api/v1/abc/"],
    ["http://hac.example.org/", null],
    ["https://user:word@hac.example.org/", null],
    ["hac.example.org/plus360api", null],
    ["javascript:alert(1)", null],
    ["", null],
  ])("%j is kept as %j", (text, normal) => {
    expect(normalBaseUrl(text)).toBe(normal);
  });

  it.each([
    ["https://hac.example.org/plus360api/v1/abc/", "OneRoster_ABC_123", null],
    ["https://hac.example.org/plus360api/v1/ABC", "OneRoster_abc_123", null],
    ["https://hac.example.org/plus360api/v1/a_b/", "Demo_A_B_1", null],
    ["https://hac.example.org/plus360api/v1/xyz/", "OneRoster_ABC_123", "abc"],
    ["https://hac.example.org/", "OneRoster_ABC_123", "abc"],
    ["https://hac.example.org/plus360api/v1/xyz/", "no-parts", null],
    ["not a url", "OneRoster_ABC_123", null],
  ])("%s with the key %s is questioned for %j", (baseUrl, key, expected) => {
    const problem = baseUrlProblem(baseUrl, key);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toContain(`“${expected}”`);
  });
});
