/**
 * The eSchoolPLUS simulator against the contract it stands for: its signatures against published examples and a
 * library it does not use, its forms and faults over HTTP, and its district against what a roster must get right.
 */

import { createHmac, randomUUID } from "node:crypto";
import OAuth from "oauth-1.0a";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeDistrict } from "../../simulators/eschoolplus/district/district.ts";
import { districtStudentsForEts } from "../../simulators/eschoolplus/district/ets-students.ts";
import type { FaultInput } from "../../simulators/eschoolplus/fault-kinds.ts";
import { sign } from "../../simulators/eschoolplus/oauth/signature.ts";
import {
  CANARY,
  KEYS,
  keyOf,
  NEVER_STORED_COLUMNS,
  RESOURCES,
  type Resource,
  type Row,
  textOf,
} from "../../simulators/eschoolplus/resources.ts";
import { copyToArrays, type RowSource } from "../../simulators/eschoolplus/row-source.ts";
import { type EschoolplusSimulator, startEschoolplusSimulator } from "../../simulators/eschoolplus/server.ts";
import type { Settings } from "../../simulators/eschoolplus/settings.ts";
import {
  ESCHOOLPLUS_CREDENTIALS,
  GUARDIANS,
  LETTERS_WITHHELD_FIELD,
  LOGINS,
  SCHOOLS,
  STUDENTS,
} from "../../simulators/people.ts";

const NOW = Date.UTC(2026, 10, 20, 10);
const NOW_SECONDS = NOW / 1000;

interface Signing {
  key?: string;
  secret?: string;
  method?: "HMAC-SHA1" | "HMAC-SHA256";
  timestamp?: number | string;
  nonce?: string;
  version?: string;
  extra?: Record<string, string>;
}

interface Body {
  totalRecords: number;
  recordsThisPage: number;
  data: Row[];
}

let plus: EschoolplusSimulator;
let clock = NOW;

beforeAll(async () => {
  plus = await startEschoolplusSimulator({ students: 120, seed: 7, now: () => clock });
});
afterAll(() => plus.close());
beforeEach(async () => {
  clock = NOW;
  for (const name of ["faults", "stats", "settings"]) await control("DELETE", name);
  await control("PUT", "district", { students: 120, seed: 7 });
});

async function control(method: string, name: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return fetch(`${plus.origin}/_control/${name}`, init);
}

/** Signed by the library that the simulator does not use. */
function headerFor(url: string, signing: Signing = {}): string {
  const { method = "HMAC-SHA1", nonce = randomUUID(), version = "1.0", extra = {} } = signing;
  const { key = ESCHOOLPLUS_CREDENTIALS.consumerKey, secret = ESCHOOLPLUS_CREDENTIALS.consumerSecret } =
    signing;
  const { origin, pathname, searchParams } = new URL(url);
  const oauth = new OAuth({
    consumer: { key, secret },
    signature_method: method,
    hash_function: (base, hmacKey) =>
      createHmac(method === "HMAC-SHA1" ? "sha1" : "sha256", hmacKey)
        .update(base)
        .digest("base64"),
  });
  const parameters = {
    oauth_consumer_key: key,
    oauth_nonce: nonce,
    oauth_signature_method: method,
    oauth_timestamp: String(signing.timestamp ?? Math.floor(clock / 1000)),
    oauth_version: version,
    ...extra,
  };
  const request = { url: origin + pathname, method: "GET", data: Object.fromEntries(searchParams) };
  // A copy, since the library adds the query to it. Its types want a number for the timestamp; the tests any text.
  const signature = oauth.getSignature(request, undefined, { ...parameters } as unknown as OAuth.Data);
  const all = { ...parameters, oauth_signature: signature };
  return `OAuth ${Object.entries(all)
    .map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
    .join(", ")}`;
}

function get(path: string, signing?: Signing, init: RequestInit = {}): Promise<Response> {
  const url = plus.baseUrl + path;
  return fetch(url, { ...init, headers: { Authorization: headerFor(url, signing) } });
}

async function page(resource: Resource, offset = 0, limit = 1000): Promise<Body> {
  const response = await get(`${resource}?limit=${limit}&offset=${offset}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

/** Reads on until a page is empty, whatever totals say. */
async function readAll(resource: Resource, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  while (true) {
    const { data } = await page(resource, rows.length, limit);
    if (data.length === 0) return rows;
    rows.push(...data);
  }
}

async function switchOn(...faults: FaultInput[]): Promise<void> {
  const response = await control("PUT", "faults", { faults });
  expect(await response.json()).toMatchObject({ faults });
}

function allOf(source: RowSource, resource: Resource): Row[] {
  return source.rows(resource, 0, source.total(resource));
}

const idsOf = (rows: Row[], column = "StudentId") => rows.map((row) => textOf(row[column]));

describe("signatures", () => {
  it("are those of the RFC's example", () => {
    const request = {
      method: "POST",
      url: "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b",
      parameters: [
        ["oauth_consumer_key", "9djdj82h48djs9d2"],
        ["oauth_token", "kkk9d7dh3k39sjv7"],
        ["oauth_signature_method", "HMAC-SHA1"],
        ["oauth_timestamp", "137131201"],
        ["oauth_nonce", "7d8f3e4a"],
        ["c2", ""],
        ["a3", "2 q"],
      ] as [string, string][],
    };
    const secrets = { consumer: "j49sk3j29djd", token: "dh893hdasih9" };
    expect(sign(request, "HMAC-SHA1", secrets)).toBe("r6/TJjbCOr97/+UU0NsvSne7s5g=");
  });

  it("are those of OAuth Core's photos and of Twitter's guide", () => {
    const photos = {
      method: "get",
      url: "HTTP://PHOTOS.example.net:80/photos?file=vacation.jpg&size=original#top",
      parameters: [
        ["oauth_consumer_key", "dpf43f3p2l4k3l03"],
        ["oauth_token", "nnch734d00sl2jdk"],
        ["oauth_signature_method", "HMAC-SHA1"],
        ["oauth_timestamp", "1191242096"],
        ["oauth_nonce", "kllo9940pd9333jh"],
        ["oauth_version", "1.0"],
      ] as [string, string][],
    };
    const photoSecrets = { consumer: "kd94hf93k423kf44", token: "pfkkdhi9sl3r4s00" };
    expect(sign(photos, "HMAC-SHA1", photoSecrets)).toBe("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");

    const status = {
      method: "POST",
      url: "https://api.twitter.com/1/statuses/update.json?include_entities=true",
      parameters: [
        ["status", "Hello Ladies + Gentlemen, a signed OAuth request!"],
        ["oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"],
        ["oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"],
        ["oauth_signature_method", "HMAC-SHA1"],
        ["oauth_timestamp", "1318622958"],
        ["oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"],
        ["oauth_version", "1.0"],
      ] as [string, string][],
    };
    const twitterSecrets = {
      consumer: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
      token: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
    };
    expect(sign(status, "HMAC-SHA1", twitterSecrets)).toBe("tnnArxj06cWHq44gCs1OSKk/jLY=");
  });

  it("are accepted with HMAC-SHA1 and HMAC-SHA256, with a query in any order and encoding", async () => {
    for (const method of ["HMAC-SHA1", "HMAC-SHA256"] as const) {
      for (const path of ["Student", "Student?offset=0&limit=5", "Student?limit=5&x=a%20b%2B%C3%B1&a=%3D"])
        expect((await get(path, { method })).status).toBe(200);
    }
    await control("PUT", "settings", { signatureMethods: ["HMAC-SHA256"] });
    expect((await get("Student", { method: "HMAC-SHA1" })).status).toBe(401);
    expect((await get("Student", { method: "HMAC-SHA256" })).status).toBe(200);
  });

  const refusals: [string, Signing, string][] = [
    ["another secret", { secret: "wrong" }, "signature_invalid"],
    ["an unknown key", { key: "OneRoster_DEMO_0000" }, "consumer_key_unknown"],
    ["an old timestamp", { timestamp: NOW_SECONDS - 301 }, "timestamp_refused"],
    ["a timestamp of tomorrow", { timestamp: NOW_SECONDS + 301 }, "timestamp_refused"],
    ["a timestamp in milliseconds", { timestamp: NOW }, "timestamp_refused"],
    ["a timestamp that is none", { timestamp: "soon" }, "timestamp_refused"],
    ["a nonce of 51 characters", { nonce: "n".repeat(51) }, "nonce_too_long"],
    ["another version", { version: "1.0a" }, "version_rejected"],
    ["no version", { version: "" }, "parameter_absent"],
    ["a token", { extra: { oauth_token: "abc" } }, "token_rejected"],
  ];
  it.each(refusals)("are refused with %s", async (_name, signing, problem) => {
    const response = await get("Student", signing);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^OAuth /);
    expect(await response.text()).toBe(`oauth_problem=${problem}`);
    expect(plus.stats).toMatchObject({ requests: 1, badSignatures: 1 });
  });

  it("are accepted at the edges of the window and of the nonce's length", async () => {
    for (const timestamp of [NOW_SECONDS - 300, NOW_SECONDS + 300])
      expect((await get("Student", { timestamp })).status).toBe(200);
    expect((await get("Student", { nonce: randomUUID().padEnd(50, "n") })).status).toBe(200);
  });

  it("hold for one request, one address and one nonce", async () => {
    const url = `${plus.baseUrl}Student?limit=1`;
    const headers = { Authorization: headerFor(url) };
    expect((await fetch(`${plus.baseUrl}Student?limit=2`, { headers })).status).toBe(401);
    expect((await fetch(`${plus.baseUrl}Contact?limit=1`, { headers })).status).toBe(401);
    expect((await fetch(url, { headers, method: "POST" })).status).toBe(401);
    expect((await fetch(url, { headers })).status).toBe(200);
    const again = await fetch(url, { headers });
    expect([again.status, await again.text()]).toEqual([401, "oauth_problem=nonce_used"]);

    const nonce = randomUUID();
    expect((await get("Student", { nonce })).status).toBe(200);
    clock += 299_000;
    expect((await get("Student", { nonce })).status).toBe(401);
    clock += 302_000;
    expect((await get("Student", { nonce })).status).toBe(200);
  });

  it("are refused when the header is missing, broken, or says something twice", async () => {
    const url = `${plus.baseUrl}Student`;
    const good = headerFor(url);
    const headers = [
      "",
      "Basic abc",
      "OAuth",
      `${good}, oauth_nonce="2"`,
      good.replace(/="1\.0"/, "=1.0"),
      'OAuth a="%zz"',
    ];
    for (const Authorization of headers)
      expect((await fetch(url, { headers: Authorization ? { Authorization } : {} })).status).toBe(401);
    expect((await fetch(url, { headers: { Authorization: `${good}, realm="x"` } })).status).toBe(200);
  });

  it("follow the consumers, and the address follows the key", async () => {
    const other = { consumerKey: "OneRoster_OTHER_1", consumerSecret: "another & secret=1" };
    await control("PUT", "consumers", { consumers: [other, ESCHOOLPLUS_CREDENTIALS] });
    const signing = { key: other.consumerKey, secret: other.consumerSecret };
    expect((await get("Student", signing)).status).toBe(401);
    expect((await get("../other/Student", signing)).status).toBe(200);
    await control("PUT", "consumers", { consumers: [ESCHOOLPLUS_CREDENTIALS] });
    expect((await get("../other/Student", signing)).status).toBe(404);
  });
});

describe("resources", () => {
  it("come in pages that make the whole, at the address that the key names", async () => {
    expect(plus.baseUrl).toMatch(/\/plus360api\/v1\/demo\/$/);
    for (const resource of RESOURCES) {
      const rows = await readAll(resource, 97);
      expect(rows).toEqual(allOf(plus.district(), resource));
      expect(await page(resource, 3, 2)).toEqual({
        totalRecords: rows.length,
        recordsThisPage: 2,
        data: rows.slice(3, 5),
      });
    }
  });

  it("answer 404, 403, 405 and 400 where they must", async () => {
    expect((await get("Meal")).status).toBe(404);
    expect((await fetch(`${plus.origin}/plus360api/v1/nobody/Student`)).status).toBe(404);
    await control("PUT", "settings", { subscriptions: ["Student"] });
    expect((await get("Contact")).status).toBe(403);
    for (const query of ["limit=0", "limit=-1", "offset=x", "limit=1.5"])
      expect((await get(`Student?${query}`)).status).toBe(400);
    expect(plus.stats.recent.at(-1)).toEqual({ resource: "Student", offset: -1, limit: -1, status: 400 });
  });

  it("are counted, without anything of what was sent", async () => {
    await page("Student", 0, 50);
    await page("Student", 50, 50);
    await get("Contact", { secret: "wrong" });
    const stats = await (await control("GET", "stats")).json();
    expect(stats).toMatchObject({
      requests: 3,
      badSignatures: 1,
      resources: { Student: { requests: 2, pages: 2, rows: 100 }, Contact: { requests: 0 } },
      recent: [
        { resource: "Student", offset: 0, limit: 50, status: 200 },
        { resource: "Student", offset: 50, limit: 50, status: 200 },
      ],
    });
    expect(JSON.stringify(stats)).not.toMatch(/OneRoster|oauth|S-1001/);
    await control("DELETE", "stats");
    expect(plus.stats).toMatchObject({ requests: 0, recent: [] });
  });
});

describe("wire forms", () => {
  async function formed(settings: Partial<Settings>, path = "StudentContact?limit=1") {
    expect((await control("PUT", "settings", settings)).status).toBe(200);
    const response = await get(path);
    return { body: await response.json(), headers: response.headers };
  }

  it("wrap the rows under many names, or not at all", async () => {
    const row = plus.district().rows("StudentContact", 0, 1);
    const total = plus.district().total("StudentContact");
    const cases: [Partial<Settings>, string][] = [
      [{ rowsUnder: "records", rowsUnderCase: "pascal" }, "Records"],
      [{ rowsUnder: "items", rowsUnderCase: "upper" }, "ITEMS"],
      [{ rowsUnder: "results", rowsUnderCase: "lower" }, "results"],
      [{ rowsUnder: "resource", rowsUnderCase: "pascal" }, "StudentContact"],
      [{ rowsUnder: "resources", rowsUnderCase: "camel" }, "studentContacts"],
    ];
    for (const [settings, name] of cases)
      expect((await formed(settings)).body).toEqual({ totalRecords: total, recordsThisPage: 1, [name]: row });
    expect((await formed({ rowsUnder: "resources" }, "ContactAddress?limit=1")).body).toHaveProperty(
      "contactAddresses",
    );
    expect((await formed({ rowsUnder: null })).body).toEqual(row);
  });

  it("tell the total under many names, in a header, or not", async () => {
    const total = plus.district().total("StudentContact");
    expect((await formed({ total: "total" })).body).toMatchObject({ total });
    expect((await formed({ total: "totalCount" })).body).toMatchObject({ totalCount: total });
    const header = await formed({ total: "header" });
    expect(header.headers.get("x-total-count")).toBe(String(total));
    expect(Object.keys(header.body as object)).toEqual(["data"]);
    const none = await formed({ total: "none" });
    expect(none.headers.get("x-total-count")).toBeNull();
    expect(Object.keys(none.body as object)).toEqual(["data"]);
  });

  it("name the fields in four styles", async () => {
    const names = async (fieldNames: Settings["fieldNames"]) => {
      const { body } = await formed({ fieldNames }, "Student?limit=1");
      return Object.keys((body as Body).data[0] ?? {});
    };
    expect(await names("pascal")).toContain("StateReportId");
    expect(await names("camel")).toContain("stateReportId");
    expect(await names("upper-snake")).toContain("STATE_REPORT_ID");
    expect(await names("spaced")).toContain("State Report Id");
  });

  it("write flags and dates in three styles, and leave birth dates out", async () => {
    const flag = async (flags: Settings["flags"]) =>
      ((await formed({ flags })).body as Body).data[0]?.["WebAccess"];
    expect([await flag("letters"), await flag("booleans"), await flag("numbers")]).toEqual(["Y", true, 1]);
    const birth = async (settings: Partial<Settings>) =>
      ((await formed(settings, "Student?limit=1")).body as Body).data[0]?.["Birthdate"];
    expect(await birth({ dates: "iso" })).toBe("2016-05-17");
    expect(await birth({ dates: "us" })).toBe("05/17/2016");
    expect(await birth({ dates: "iso-datetime" })).toBe("2016-05-17T00:00:00");
    expect(await birth({ birthDates: false })).toBeUndefined();
  });

  it("cap the page below what was asked", async () => {
    const { body } = await formed({ maxPageRows: 7 }, "Student?limit=50");
    expect(body).toMatchObject({ totalRecords: 120, recordsThisPage: 7 });
  });

  it("refuse settings that do not exist, with a sentence", async () => {
    for (const bad of [{ rowsUnder: "nowhere" }, { typo: 1 }, [1]]) {
      const response = await control("PUT", "settings", bad);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringMatching(/\.$/) });
    }
  });
});

describe("faults in place of the answer", () => {
  it.each([401, 403, 404, 429, 500, 502, 503, 504])(
    "answer %i, so often, at one resource",
    async (status) => {
      await switchOn({ kind: "status", status, resource: "Contact", times: 2 });
      const statuses: number[] = [];
      for (const path of ["Student", "Contact", "Contact", "Contact"])
        statuses.push((await get(path)).status);
      expect(statuses).toEqual([200, status, status, 200]);
    },
  );

  it("say when to come again, in seconds or as a date", async () => {
    await switchOn({ kind: "status", status: 429, retryAfterSeconds: 30 });
    expect((await get("Student")).headers.get("retry-after")).toBe("30");
    await switchOn({ kind: "status", status: 503, retryAfterSeconds: 30, retryAfterForm: "date" });
    expect((await get("Student")).headers.get("retry-after")).toBe("Fri, 20 Nov 2026 10:00:30 GMT");
  });

  it("hold for one page or one offset", async () => {
    await switchOn({ kind: "status", status: 500, page: 2 }, { kind: "status", status: 502, offset: 10 });
    const statuses: number[] = [];
    for (const offset of [0, 10, 20, 40])
      statuses.push((await get(`Student?limit=20&offset=${offset}`)).status);
    expect(statuses).toEqual([200, 502, 200, 500]);
  });

  it("never hide a bad signature", async () => {
    await switchOn({ kind: "html", times: 1 });
    expect((await get("Student", { secret: "wrong" })).status).toBe(401);
    expect((await get("Student")).headers.get("content-type")).toMatch(/^text\/html/);
  });

  it("reset, hang and stall", async () => {
    await switchOn({ kind: "reset" });
    await expect(get("Student")).rejects.toThrow();
    await switchOn({ kind: "hang" });
    await expect(get("Student", {}, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/);
    await switchOn({ kind: "stall" });
    const stalled = await get("Student", {}, { signal: AbortSignal.timeout(150) });
    expect(stalled.status).toBe(200);
    await expect(stalled.text()).rejects.toThrow();
    await expect.poll(() => plus.stats.recent.map(({ status }) => status)).toEqual([null, null, 200]);
  });

  it("come late, and then truly", async () => {
    await switchOn({ kind: "slow", delayMs: 120 });
    const before = performance.now();
    expect((await page("Student", 0, 1)).totalRecords).toBe(120);
    expect(performance.now() - before).toBeGreaterThan(110);
  });

  it("break the body off, or send what is no JSON or has no rows", async () => {
    await switchOn({ kind: "truncated" });
    const truncated = await get("Student");
    expect(Number(truncated.headers.get("content-length"))).toBeGreaterThan(1000);
    await expect(truncated.text()).rejects.toThrow();
    await switchOn({ kind: "invalid-json" });
    await expect((await get("Student")).json()).rejects.toThrow(SyntaxError);
    await switchOn({ kind: "no-rows" });
    expect(await (await get("Student")).json()).toEqual({ message: "canary-no-rows" });
  });

  it("send more than was asked for by far, and lead elsewhere", async () => {
    await switchOn({ kind: "oversized", bytes: 3_000_000 });
    const text = await (await get("Student?limit=1")).text();
    expect(text.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(text).data.length).toBeGreaterThan(50_000);
    await switchOn({ kind: "redirect", location: "http://elsewhere.invalid/" });
    const redirect = await get("Student", {}, { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "http://elsewhere.invalid/"]);
  });

  it("are switched one by one or together, and refused with a sentence", async () => {
    await switchOn({ kind: "hang" });
    await control("POST", "faults", { faults: [{ kind: "empty", resource: "School" }] });
    expect(plus.faults.get()).toEqual([{ kind: "hang" }, { kind: "empty", resource: "School" }]);
    for (const bad of [
      { faults: [{ kind: "nothing" }] },
      { faults: [{ kind: "slow" }] },
      { kind: "hang" },
      1,
    ]) {
      const response = await control("PUT", "faults", bad);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: expect.stringMatching(/\.$/) });
    }
    expect(plus.faults.get()).toHaveLength(2);
    await control("DELETE", "faults");
    expect(plus.faults.get()).toEqual([]);
  });
});

describe("faults of paging", () => {
  const students = () => allOf(plus.district(), "Student");

  it("repeat the first page for ever", async () => {
    await switchOn({ kind: "repeat-page" });
    expect((await page("Student", 60, 20)).data).toEqual(students().slice(0, 20));
  });

  it("shuffle at each request, or once", async () => {
    await switchOn({ kind: "shuffle" });
    const [first, second] = [(await page("Student")).data, (await page("Student")).data];
    expect(first).not.toEqual(second);
    expect(idsOf(first).toSorted()).toEqual(idsOf(students()).toSorted());
    expect(idsOf(second).toSorted()).toEqual(idsOf(students()).toSorted());
    await switchOn({ kind: "shuffle", seed: 3 });
    const rows = await readAll("Student", 17);
    expect(rows).not.toEqual(students());
    expect(idsOf(rows).toSorted()).toEqual(idsOf(students()).toSorted());
  });

  it("tell totals that move or are too high", async () => {
    await switchOn({ kind: "total-drift", by: 5 });
    const totals: number[] = [];
    for (const offset of [0, 10, 20]) totals.push((await page("Student", offset, 10)).totalRecords);
    expect(totals).toEqual([120, 125, 130]);
    await switchOn({ kind: "total-too-high", by: 9 });
    expect((await page("Student")).totalRecords).toBe(129);
    expect(await readAll("Student", 50)).toHaveLength(120);
  });

  it("send rows twice, counted or not", async () => {
    for (const counted of [true, false]) {
      await switchOn({ kind: "duplicates", every: 10, counted });
      const rows = await readAll("Student", 33);
      expect(rows).toHaveLength(132);
      expect(new Set(idsOf(rows))).toEqual(new Set(idsOf(students())));
      expect(rows[10]).toEqual(rows[0]);
      expect((await page("Student", 0, 1)).totalRecords).toBe(counted ? 132 : 120);
    }
  });

  it("lose rows while being read: the rest moves up", async () => {
    await switchOn({ kind: "rows-dropped", rows: 3, afterPages: 1, resource: "Student" });
    const first = await page("Student", 0, 50);
    const second = await page("Student", 50, 100);
    expect([first.totalRecords, second.totalRecords]).toEqual([120, 117]);
    expect(first.data).toEqual(students().slice(0, 50));
    expect(second.data).toEqual(students().slice(53));
    expect((await page("Student", 0, 200)).data).toEqual(students().slice(3));
  });

  it("gain rows while being read: the rest moves down", async () => {
    await switchOn({ kind: "rows-gained", rows: 2, resource: "Student" });
    await page("Student", 0, 50);
    const second = await page("Student", 50, 100);
    expect(second.totalRecords).toBe(122);
    expect(second.data).toEqual(students().slice(48));
    const again = await readAll("Student", 1);
    expect(idsOf(again).slice(0, 3)).toEqual(["NEW-S-1001", "NEW-S-1002", "S-1001"]);
    expect(again).toHaveLength(122);
  });

  it("send nothing, rows without keys, or only what changed", async () => {
    await switchOn({ kind: "empty", resource: "StudentContact" });
    expect(await page("StudentContact")).toEqual({ totalRecords: 0, recordsThisPage: 0, data: [] });
    await switchOn({ kind: "missing-key", every: 40 });
    for (const resource of ["Student", "StudentContact", "Contact"] as const) {
      const rows = await readAll(resource, 33);
      const without = rows.filter((row) => !(KEYS[resource][0] in row));
      expect(without).toHaveLength(Math.floor(rows.length / 40));
    }
    await switchOn({ kind: "delta", rows: 4 });
    const few = await page("Student");
    expect(few.totalRecords).toBe(4);
    expect(few.data).toEqual([0, 30, 60, 90].map((place) => students()[place]));
  });
});

describe("faults of the district's own making", () => {
  it("grant web access to a share of the links", async () => {
    const before = allOf(plus.district(), "StudentContact");
    const without = before.filter((row) => row["WebAccess"] === "N").length;
    const count = async (share: number) => {
      await switchOn({ kind: "web-access-granted", share });
      return (await readAll("StudentContact", 500)).filter((row) => row["WebAccess"] === "N").length;
    };
    expect(await count(0)).toBe(without);
    const half = await count(0.5);
    expect(half).toBeGreaterThan(without * 0.35);
    expect(half).toBeLessThan(without * 0.65);
    expect(await count(1)).toBe(0);
    expect(allOf(plus.district(), "StudentContact")).toEqual(before);
  });

  it("change SSIDs, to others that nobody has", async () => {
    await switchOn({ kind: "ssids-changed", share: 1 });
    const before = idsOf(allOf(plus.district(), "Student"), "StateReportId").filter(Boolean);
    const after = idsOf(await readAll("Student", 50), "StateReportId").filter(Boolean);
    expect(new Set([...before, ...after]).size).toBe(before.length * 2);
  });

  it("give one SSID to two students", async () => {
    await switchOn({ kind: "ssid-shared", from: "S-1001", to: "S-1003" });
    const { data } = await page("Student", 0, 3);
    expect(idsOf(data, "StateReportId")).toEqual(["9000000101", "9000000102", "9000000101"]);
  });

  it("make one contact the guardian of many, across page ends", async () => {
    await switchOn({ kind: "contact-gains", contactId: "C-2005", students: 40 });
    const rows = await readAll("StudentContact", 31);
    const gained = rows.filter((row) => row["ContactId"] === "C-2005" && row["WebAccess"] === "Y");
    expect(gained).toHaveLength(40);
    expect((await page("StudentContact", 0, 1)).totalRecords).toBe(rows.length);
  });

  it("lose a school's students, their links, or both, in part or whole", async () => {
    const at301 = () => allOf(plus.district(), "Student").filter((row) => textOf(row["Building"]) === "301");
    const gone = new Set(idsOf(at301()));
    const left = async (fault: Partial<Extract<FaultInput, { kind: "school-removed" }>>) => {
      await switchOn({ kind: "school-removed", building: "301", ...fault });
      const [students, links] = [await readAll("Student", 50), await readAll("StudentContact", 100)];
      return [students, links].map((rows) => idsOf(rows).filter((id) => gone.has(id)).length);
    };
    const all = [
      gone.size,
      idsOf(allOf(plus.district(), "StudentContact")).filter((id) => gone.has(id)).length,
    ];
    expect(await left({})).toEqual([0, 0]);
    expect(await left({ what: "students" })).toEqual([0, all[1]]);
    expect(await left({ what: "links" })).toEqual([all[0], 0]);
    const [some = 0] = await left({ share: 0.5 });
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(gone.size);
  });

  it("can be on together with faults of paging", async () => {
    await switchOn(
      { kind: "contact-gains", contactId: "C-2005", students: 10 },
      { kind: "duplicates", every: 5 },
      { kind: "delta", rows: 3, resource: "School" },
    );
    const total = plus.district().total("StudentContact") + 10;
    expect(await readAll("StudentContact", 100)).toHaveLength(total + Math.floor(total / 5));
    expect(await readAll("School", 100)).toHaveLength(3);
  });
});

describe("editing", () => {
  const rowsOf = async (resource: Resource) =>
    (await (await control("GET", `rows/${resource}`)).json()) as Row[];

  it("changes, adds and removes rows, and replaces them all", async () => {
    const upsert = [
      { StudentId: " S-1001", Grade: "5" },
      { StudentId: "S-1", FirstName: "Added" },
    ];
    const edited = await control("POST", "rows/Student", { upsert, remove: [{ Building: "301" }] });
    const rows = await rowsOf("Student");
    expect(await edited.json()).toEqual({ total: rows.length, removed: 121 - rows.length });
    expect(rows[0]).toMatchObject({ FirstName: "Ximena", Grade: "5" });
    expect(rows.at(-1)).toEqual({ StudentId: "S-1", FirstName: "Added" });
    expect(rows.filter((row) => textOf(row["Building"]) === "301")).toEqual([]);
    expect((await page("Student")).data).toEqual(rows);

    await control("PUT", "rows/UDRegUser", [{ StudentId: "S-1001" }]);
    expect((await page("UDRegUser")).data).toEqual([{ StudentId: "S-1001" }]);
    await control("PUT", "district", { seed: 7, students: 120 });
    expect((await page("Student")).data[0]).toMatchObject({ Grade: "4" });
  });

  it("shows in views that were made before", async () => {
    await switchOn({ kind: "school-removed", building: "301" });
    const before = (await page("Student")).totalRecords;
    await control("POST", "rows/Student", { upsert: [{ StudentId: "S-1", Building: "101" }] });
    expect((await page("Student")).totalRecords).toBe(before + 1);
  });

  it("refuses what it cannot do, with a sentence", async () => {
    const cases: [string, string, unknown][] = [
      ["PUT", "rows/Student", { rows: [] }],
      ["PUT", "rows/Student", [{ StudentId: { nested: true } }]],
      ["POST", "rows/Student", { upsert: [{ Grade: "1" }] }],
      ["POST", "rows/Student", { remove: [{}] }],
      ["PUT", "district", { students: -1 }],
      ["PUT", "consumers", { consumers: [{ consumerKey: "no-middle-part", consumerSecret: "x" }] }],
    ];
    for (const [method, name, body] of cases) {
      const response = await control(method, name, body);
      expect([name, response.status]).toEqual([name, 400]);
      expect(await response.json()).toEqual({ message: expect.stringMatching(/\.$/) });
    }
    expect((await control("GET", "rows/Meal")).status).toBe(404);
    expect((await control("DELETE", "rows/Student")).status).toBe(405);
    expect((await control("GET", "nothing")).status).toBe(404);
  });

  it("is not for large districts, which are served all the same", async () => {
    const made = await (await control("PUT", "district", { students: 100_000, seed: 1 })).json();
    expect(made).toMatchObject({ editable: false, totals: { Student: 100_000 } });
    expect((await control("GET", "rows/Student")).status).toBe(409);
    const { data, totalRecords } = await page("StudentContact", 400_000, 1000);
    expect(data).toEqual(makeDistrict({ students: 100_000, seed: 1 }).rows("StudentContact", 400_000, 1000));
    expect(totalRecords).toBeGreaterThan(450_000);
  });
});

describe("the district", () => {
  const district = makeDistrict({ seed: 1, students: 2000 });
  const table = Object.fromEntries(
    RESOURCES.map((resource) => [resource, allOf(district, resource)]),
  ) as Record<Resource, Row[]>;
  const text = (column: string) => (row: Row) => textOf(row[column]);
  const links = (type: string, web?: "Y" | "N") =>
    table.StudentContact.filter(
      (row) => row["ContactType"] === type && (web === undefined || row["WebAccess"] === web),
    );

  it("is the same for the same seed, whether made in pages or held in arrays", () => {
    const again = copyToArrays(makeDistrict({ seed: 1, students: 2000 }));
    for (const resource of RESOURCES) {
      expect(again.total(resource)).toBe(district.total(resource));
      for (let offset = 0; offset < district.total(resource); offset += 731)
        expect(again.rows(resource, offset, 731)).toEqual(district.rows(resource, offset, 731));
    }
    expect(allOf(makeDistrict({ seed: 2, students: 2000 }), "Contact")).not.toEqual(table.Contact);
  });

  it("has the size it was asked for, down to the cast alone", () => {
    for (const students of [0, 9, 10, 58, 59, 60, 83, 111, 200]) {
      const small = makeDistrict({ seed: 1, students });
      expect(allOf(small, "Student")).toHaveLength(Math.max(9, students));
      const ids = new Set(allOf(small, "Student").map(text("StudentId")));
      const contacts = new Set(allOf(small, "Contact").map(text("ContactId")));
      for (const row of allOf(small, "StudentContact")) {
        expect(ids).toContain(textOf(row["StudentId"]));
        expect(contacts).toContain(textOf(row["ContactId"]));
      }
    }
    const rows = RESOURCES.reduce((sum, resource) => sum + district.total(resource), 0);
    expect(rows / 2000).toBeGreaterThan(18);
    expect(rows / 2000).toBeLessThan(22);
  });

  it("has one row for each key, and every row leads somewhere", () => {
    const known = {
      StudentId: new Set(table.Student.map(text("StudentId"))),
      ContactId: new Set(table.Contact.map(text("ContactId"))),
      Building: new Set(table.School.map(text("Building"))),
    };
    for (const resource of RESOURCES) {
      expect(new Set(table[resource].map((row) => keyOf(resource, row))).size).toBe(table[resource].length);
      for (const [column, ids] of Object.entries(known)) {
        const lost = table[resource].filter((row) => column in row && !ids.has(textOf(row[column])));
        expect(lost).toEqual([]);
      }
    }
  });

  it("has SSIDs of ten digits, all different, recognisable, and missing for some", () => {
    const ssids = table.Student.map(text("StateReportId"));
    const given = ssids.filter((ssid) => ssid !== "");
    expect(given.every((ssid) => /^90\d{8}$/.test(ssid))).toBe(true);
    expect(new Set(given).size).toBe(given.length);
    expect(ssids.length - given.length).toBeGreaterThan(10);
  });

  it("has siblings, divorced parents in two households, and guardians without web access", () => {
    const byContact = Map.groupBy(links("G"), text("ContactId"));
    expect([...byContact.values()].filter((rows) => rows.length > 1).length).toBeGreaterThan(100);
    const street = new Map(
      table.ContactAddress.map((row) => [
        textOf(row["ContactId"]),
        `${row["StreetNumber"]} ${row["StreetName"]}`,
      ]),
    );
    const byStudent = [...Map.groupBy(links("G", "Y"), text("StudentId")).values()];
    const homes = byStudent.map(
      (rows) => new Set(rows.map((row) => street.get(textOf(row["ContactId"])))).size,
    );
    expect(homes.filter((count) => count === 2).length).toBeGreaterThan(100);
    expect(links("G", "N").length).toBeGreaterThan(100);
  });

  it("has people entered twice under two contact ids", () => {
    const emails = table.Contact.map(text("Email")).filter((email) => email !== "");
    expect(emails.length - new Set(emails).size).toBeGreaterThan(10);
  });

  it("has contacts of every type, and web access that makes no guardian", () => {
    for (const type of ["P", "M", "C", "O"]) expect(links(type).length).toBeGreaterThan(100);
    for (const type of ["M", "C", "O"]) expect(links(type, "Y").length).toBeGreaterThan(10);
    const kinds = Map.groupBy(
      table.StudentContact,
      (row) => `${textOf(row["StudentId"])}/${textOf(row["ContactId"])}`,
    );
    expect([...kinds.values()].filter((rows) => rows.length > 1).length).toBeGreaterThan(10);
  });

  it("has students who are somebody's contact, and students' own addresses on M contacts", () => {
    const students = new Set(table.Student.map(text("StudentId")));
    expect(
      table.StudentContact.filter((row) => students.has(textOf(row["ContactId"]))).length,
    ).toBeGreaterThan(10);
    const own = new Set(
      table.Contact.filter((row) => /students\.example/.test(textOf(row["Email"]))).map(text("ContactId")),
    );
    expect(links("M", "Y").filter((row) => own.has(textOf(row["ContactId"]))).length).toBeGreaterThan(10);
  });

  it("has padded columns, missing and null fields, accents, and ids that are no numbers", () => {
    const values = table.Student.flatMap((row) => Object.values(row)).map(String);
    expect(values.some((value) => /\S +$/.test(value))).toBe(true);
    expect(table.StudentContact.some((row) => / $/.test(String(row["StudentId"])))).toBe(true);
    expect(table.Student.some((row) => !("MiddleName" in row))).toBe(true);
    expect(table.Student.some((row) => row["MiddleName"] === null)).toBe(true);
    for (const name of ["José", "Nguyễn", "Ñandú"])
      expect(table.Student.some((row) => `${row["FirstName"]} ${row["LastName"]}`.includes(name))).toBe(true);
    for (const [resource, column] of [
      ["Student", "StudentId"],
      ["Contact", "ContactId"],
    ] as const) {
      const ids = table[resource].map(text(column));
      expect(ids.some((id) => /^0\d/.test(id))).toBe(true);
      expect(ids.some((id) => /[A-Z]/.test(id))).toBe(true);
      const numbers = ids.filter((id) => /^\d+$/.test(id)).map(Number);
      expect(new Set(numbers).size).toBeLessThan(numbers.length);
    }
  });

  it("has students of every status, schools elsewhere, and birthdays about 18", () => {
    expect(new Set(table.Student.map(text("CurrentStatus")))).toEqual(new Set(["A", "I", "G", "P", "W"]));
    const elsewhere = table.School.filter((row) => row["OutOfDistrict"] === "Y").map(text("Building"));
    expect(elsewhere).toEqual(["OUT9"]);
    expect(table.Student.filter((row) => elsewhere.includes(textOf(row["Building"]))).length).toBeGreaterThan(
      10,
    );
    const births = table.Student.map(text("Birthdate"));
    for (const day of ["2008-11-19", "2008-11-20", "2008-11-21"]) expect(births).toContain(day);
    const moved = allOf(makeDistrict({ seed: 1, students: 200, today: "2027-02-10" }), "Student");
    expect(moved.map(text("Birthdate"))).toContain("2009-02-10");
  });

  it("marks the letters of a few as withheld, and says no for others", () => {
    const { screen, field, value } = LETTERS_WITHHELD_FIELD;
    const marks = table.UDRegUser.filter(
      (row) => row["ScreenNumber"] === screen && row["FieldNumber"] === field,
    );
    const withheld = marks.filter((row) => textOf(row["FieldValue"]) === value);
    expect(withheld.length).toBeGreaterThan(20);
    expect(withheld.length).toBeLessThan(60);
    expect(marks.length).toBeGreaterThan(withheld.length);
  });

  it("holds what must never be stored, under a word that a test can look for", () => {
    for (const column of NEVER_STORED_COLUMNS) {
      const rows = [...table.Student, ...table.Contact].filter((row) => column in row);
      expect(rows.length).toBeGreaterThan(1000);
      expect(rows.every((row) => String(row[column]).startsWith(CANARY))).toBe(true);
    }
  });

  it("can differ from itself by a harmless share", () => {
    const changed = makeDistrict({ seed: 1, students: 2000, changedShare: 0.01 });
    for (const resource of RESOURCES) {
      const rows = allOf(changed, resource);
      const different = rows.filter(
        (row, place) => JSON.stringify(row) !== JSON.stringify(table[resource][place]),
      );
      const isTouched = ["Student", "StudentContact", "ContactPhone"].includes(resource);
      expect(different.length > rows.length * 0.004 && different.length < rows.length * 0.02).toBe(isTouched);
      expect(rows.map((row) => keyOf(resource, row))).toEqual(
        table[resource].map((row) => keyOf(resource, row)),
      );
    }
  });

  it("contains the cast, so that every demo account finds its own", () => {
    for (const { id, ssid, name, site, grade } of STUDENTS) {
      const row = table.Student.find((each) => textOf(each["StudentId"]) === id);
      expect([row?.["StateReportId"], textOf(row?.["Building"]), row?.["Grade"]]).toEqual([
        ssid,
        site,
        grade,
      ]);
      expect(`${row?.["FirstName"]} ${row?.["LastName"]}`).toBe(name);
      expect(links("G").some((each) => textOf(each["StudentId"]) === id)).toBe(true);
    }
    expect(table.School.map(text("Building"))).toEqual(expect.arrayContaining(SCHOOLS.map(({ id }) => id)));
    for (const login of LOGINS.filter(({ role }) => role === "guardian")) {
      const own = links("G", "Y").filter((row) => row["ContactId"] === login.contactId);
      expect(idsOf(own)).toEqual(login.students);
      expect(GUARDIANS.find(({ contactId }) => contactId === login.contactId)?.name).toBe(login.name);
    }
  });

  it("gives the ETS simulator the same students, with letters of their own", () => {
    const students = districtStudentsForEts(district);
    expect(students).toHaveLength(2000);
    expect(students.slice(0, STUDENTS.length)).toEqual(STUDENTS);
    expect(students.map(({ id }) => id)).toEqual(table.Student.map(text("StudentId")));
    expect(students.filter(({ ssid }) => ssid === null).every(({ letters }) => letters === null)).toBe(true);
    expect(students.filter(({ letters }) => letters?.length).length).toBeGreaterThan(800);
    expect(students.some(({ letters }) => letters?.some(({ language }) => language === "VIE"))).toBe(true);
  });
});
