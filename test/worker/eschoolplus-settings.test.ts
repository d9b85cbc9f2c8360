/** The eSchoolPLUS settings through the API and through their page, and the overview's figures through real calls. */
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ESCHOOLPLUS_CREDENTIALS } from "../../simulators/people.ts";
import { californianDay } from "../../src/worker/california.ts";
import worker from "../../src/worker/index.ts";
import { parseKeyRing } from "../../src/worker/vault/key-ring.ts";
import { createVault } from "../../src/worker/vault/vault.ts";
import {
  type Answer,
  admin,
  call,
  eschoolplusSimulator,
  etsSimulator,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sealedToken,
  viewer,
} from "./world.ts";

const ets = etsSimulator("eschoolplus-settings");
const sis = eschoolplusSimulator("eschoolplus-settings");
const PATH = "/integrations/eschoolplus";
const PAGE = "/admin/integrations/eschoolplus";
const SECRET = ESCHOOLPLUS_CREDENTIALS.consumerSecret;

const body = { baseUrl: sis.baseUrl, ...ESCHOOLPLUS_CREDENTIALS };
const { consumerKey } = ESCHOOLPLUS_CREDENTIALS;

/** All that the Worker has logged and answered in this file, to be searched for secrets at the end. */
const seen: string[] = [];
let handing: Portal;

async function save(change: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const answer = await admin("PUT", PATH, { ...body, ...change }, headers);
  seen.push(answer.text);
  return answer;
}

async function test(given?: unknown): Promise<Answer> {
  const answer = await admin("POST", `${PATH}/test`, given);
  seen.push(answer.text);
  return answer;
}

async function stateOfAll(): Promise<Record<string, unknown>> {
  const { items } = (await admin("GET", "/integrations")).body;
  return items.find((one: { kind: string }) => one.kind === "eschoolplus");
}

async function log(limit: number): Promise<[string, string, string, string][]> {
  const { items } = (await admin("GET", `/integrations/log?limit=${limit}`)).body;
  return items.map((line: Record<string, string>) => [
    line["kind"],
    line["site"],
    line["action"],
    line["outcome"],
  ]);
}

let handoffs = 0;

/** Headers of somebody who holds these permissions, each for some sites. */
async function session(permissions: [string, string[]][]): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    ...{ iss: handing.id, aud: `${ORIGIN}/admin`, sub: "coordinator", jti: `j-${handoffs++}` },
    ...{ iat: now, exp: now + 60 },
    permissions: permissions.map(([permission, sites]) => ({ permission, sites })),
  })
    .setProtectedHeader({ alg: "HS256", typ: "admin+jwt" })
    .sign(new TextEncoder().encode(handing.secret));
  const entered = await call("/admin/enter", {
    method: "POST",
    headers: { origin: PORTAL_ORIGIN, "sec-fetch-site": "cross-site" },
    body: new URLSearchParams({ token }),
  });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, "sec-fetch-site": "same-origin", accept: "text/html" };
}

const BEARER = { authorization: `Bearer ${env.ADMIN_TOKEN}`, accept: "text/html" };

async function page(path = PAGE, headers: Record<string, string> = BEARER): Promise<Answer> {
  const answer = await call(path, { headers });
  seen.push(answer.text);
  return answer;
}

/** The form as the page sends it, with some fields typed otherwise. */
async function post(
  change: Record<string, string>,
  headers: Record<string, string> = BEARER,
  path = PAGE,
): Promise<Answer> {
  const typed = {
    ...{ version: "", action: "save", signatureMethod: "HMAC-SHA1", consumerSecretFrom: "" },
    ...{ pageSize: "1000", nightlyAt: "02:00", timeZone: "America/Los_Angeles", pausedUntil: "" },
    ...{ includePreRegistered: "on", includeOutOfDistrict: "on" },
    ...body,
    ...change,
  };
  const answer = await call(path, { method: "POST", headers, body: new URLSearchParams(typed) });
  seen.push(answer.text);
  return answer;
}

/** What stands in the page's field, unescaped as far as these tests type. */
function typedIn(id: string, { text }: Answer): string | undefined {
  return new RegExp(`<input id="${id}"[^>]* value="([^"]*)"`).exec(text)?.[1];
}

beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line) => seen.push(String(line)));
  await admin("PUT", "/sites/lea-a", { name: "LEA A", kind: "lea" });
  await admin("PUT", "/sites/lea-b", { name: "LEA B", kind: "lea" });
  const adminHandoff = ["view", "manage_integrations", "view_students"].map((permission) => ({
    permission,
    sites: ["*"],
  }));
  handing = await registerPortal("handing", { adminHandoff });
});

beforeEach(async () => {
  await ets.reset();
  await sis.reset();
  await env.DB.prepare("DELETE FROM eschoolplus_settings").run();
  await env.DB.prepare("DELETE FROM roster_runs").run();
});

afterAll(() => vi.restoreAllMocks());

describe("eSchoolPLUS settings", () => {
  it("are none, then there with the contract's defaults, and never show the secret", async () => {
    const none = await admin("GET", PATH);
    expect([none.status, none.body.code]).toEqual([404, "not_found"]);
    const added = await save();
    expect([added.status, added.headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(added.body).toEqual({
      baseUrl: sis.baseUrl,
      consumerKey,
      consumerSecret: { set: true },
      signatureMethod: "HMAC-SHA1",
      pageSize: 1000,
      nightlyAt: "02:00",
      timeZone: "America/Los_Angeles",
      pausedUntil: null,
      includeInactive: false,
      includePreRegistered: true,
      includeOutOfDistrict: true,
      guardianAccessEndsAt18: false,
      userFields: [],
      updatedAt: expect.stringMatching(/Z$/),
      updatedBy: "admin-token",
      lastTest: null,
    });
    const read = await admin("GET", PATH);
    expect([read.body, read.headers.get("etag")]).toEqual([added.body, added.headers.get("etag")]);
    expect(await log(1)).toEqual([["eschoolplus", "district", "added", "ok"]]);
  });

  it("are changed, and may be sent back as they were read", async () => {
    await save();
    const change = {
      ...{ signatureMethod: "HMAC-SHA256", pageSize: 250, nightlyAt: "23:45", timeZone: "Pacific/Honolulu" },
      ...{ pausedUntil: "2027-01-04", includeInactive: true, includePreRegistered: false },
      ...{ includeOutOfDistrict: false, guardianAccessEndsAt18: true },
      userFields: [{ screen: "900", field: "7", value: "Y", means: "letters_withheld" }],
    };
    const changed = await save(change);
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(change)]);
    const again = await admin("PUT", PATH, (await admin("GET", PATH)).body);
    expect([again.status, again.body]).toEqual([200, { ...changed.body, updatedAt: again.body.updatedAt }]);
    expect((await test()).body.resources[0]).toMatchObject({ resource: "School", ok: true });
    expect((await log(2)).at(-1)).toEqual(["eschoolplus", "district", "changed", "ok"]);
  });

  it.each([
    ["without a slash at its end", (url: string) => url.slice(0, -1)],
    ["with several", (url: string) => `${url}//`],
    ["with spaces around it", (url: string) => `  ${url} `],
    ["with a query and a fragment", (url: string) => `${url}?limit=1#x`],
  ])("get one slash at the end of a base URL typed %s", async (_how, typed) => {
    expect((await save({ baseUrl: typed(sis.baseUrl) })).body.baseUrl).toBe(sis.baseUrl);
  });

  it("keep the secret sealed, and sealed for nothing else", async () => {
    await save();
    const row = await env.DB.prepare("SELECT * FROM eschoolplus_settings").first();
    expect(JSON.stringify(row)).not.toContain(SECRET);
    expect(row?.["sealed_secret"]).toMatch(/^v1\.new\./);
    // The sealed key of an ETS site, put here, is not opened.
    await saveEts(ets.apiUrl);
    await env.DB.prepare(
      "UPDATE eschoolplus_settings SET sealed_secret = (SELECT sealed_secret FROM ets_settings WHERE site = 'district')",
    ).run();
    expect((await test()).body.code).toBe("secret_required");
    expect((await sis.stats()).requests).toBe(0);
  });

  const MB = "x".repeat(1_000_000);
  it.each<[string, Record<string, unknown>, number?]>([
    ["no base URL", { baseUrl: undefined }],
    ["a number for a base URL", { baseUrl: 7 }],
    ["a base URL of half a character", { baseUrl: "https://a.example.org/\ud800" }],
    ["a base URL that is too long", { baseUrl: `https://a.example.org/${"x".repeat(2_000)}` }],
    ["no consumer key", { consumerKey: " " }],
    ["a consumer key with a control character", { consumerKey: "One\u0000Roster" }],
    ["a consumer key with a line break", { consumerKey: "One\nRoster" }],
    ["an empty secret", { consumerSecret: "" }],
    ["a secret that is too long", { consumerSecret: "x".repeat(501) }],
    ["both kinds of secret", { consumerSecretFrom: "UPSTREAM_TEST_KEY" }],
    ["a Workers secret of another name", { consumerSecret: undefined, consumerSecretFrom: "ADMIN_TOKEN" }],
    ["an unknown signature method", { signatureMethod: "PLAINTEXT" }],
    ["no rows to a page", { pageSize: 0 }],
    ["half a row", { pageSize: 1.5 }],
    ["too many rows to a page", { pageSize: 5_001 }],
    ["rows in words", { pageSize: "1000" }],
    ["an hour that is none", { nightlyAt: "24:00" }],
    ["an hour with seconds", { nightlyAt: "02:00:00" }],
    ["an hour without a zero", { nightlyAt: "2:00" }],
    ["a time zone that is none", { timeZone: "America/Willow_Example" }],
    ["a mere distance from UTC", { timeZone: "-08:00" }],
    ["a day that is none", { pausedUntil: "2027-02-30" }],
    ["a moment for a day", { pausedUntil: "2027-02-03T00:00:00Z" }],
    ["a word for a yes", { includeInactive: "yes" }],
    [
      "a user field without a value",
      { userFields: [{ screen: "1", field: "2", means: "letters_withheld" }] },
    ],
    [
      "a user field of another meaning",
      { userFields: [{ screen: "1", field: "2", value: "Y", means: "letters_shown" }] },
    ],
    [
      "a user field with a control character",
      { userFields: [{ screen: "1", field: "2", value: "Y\u001b[2J", means: "letters_withheld" }] },
    ],
    [
      "too many user fields",
      {
        userFields: Array.from({ length: 51 }, (_, at) => ({
          ...{ screen: `${at}`, field: "1", value: "Y", means: "letters_withheld" },
        })),
      },
    ],
    ["an unknown field", { consumerToken: "x" }],
    ["a field of a megabyte", { consumerKey: MB }, 413],
  ])("are not saved with %s", async (_what, change, status = 400) => {
    await save();
    const before = (await admin("GET", PATH)).text;
    const lines = await log(1);
    const answer = await save(change);
    expect([answer.status, answer.body.code]).toEqual([
      status,
      status === 413 ? "too_large" : "invalid_request",
    ]);
    expect(answer.text.length).toBeLessThan(1_000);
    expect([(await admin("GET", PATH)).text, await log(1)]).toEqual([before, lines]);
  });

  it.each([
    ["nonsense", "url_not_a_url"],
    ["javascript:alert(1)", "url_not_a_url"],
    ["data:text/html,x", "url_not_a_url"],
    ["", "url_not_a_url"],
    ["http://hac.example.org/plus360api/v1/demo/", "url_unavailable"],
    ["https://10.0.0.7/plus360api/v1/demo/", "url_unavailable"],
    ["https://[::1]/plus360api/v1/demo/", "url_unavailable"],
    ["https://hac/plus360api/v1/demo/", "url_unavailable"],
    ["https://hac.example.org:8443/plus360api/v1/demo/", "url_unavailable"],
    ["https://user:pass@hac.example.org/plus360api/v1/demo/", "url_unavailable"],
    ["http://127.0.0.1:9/plus360api/v1/demo/", "url_unavailable"],
  ])("refuse the base URL %s with %s, saved or tested", async (baseUrl, code) => {
    for (const answer of [await save({ baseUrl }), await test({ ...body, baseUrl })]) {
      expect([answer.status, answer.body.code]).toEqual([422, code]);
      expect(answer.body.detail).toContain("base URL");
    }
    expect((await admin("GET", PATH)).status).toBe(404);
  });

  it("never send a saved secret to a server that it was not typed for", async () => {
    const first = await save();
    const elsewhere = { baseUrl: "https://hac.example.org/plus360api/v1/demo/", consumerKey };
    const answers = [await test(elsewhere), await admin("PUT", PATH, elsewhere)];
    // Nor the simulator of ETS, which is another origin that may be called.
    answers.push(await test({ ...elsewhere, baseUrl: `${ets.origin}/plus360api/v1/demo/` }));
    for (const answer of answers) expect([answer.status, answer.body.code]).toEqual([422, "secret_required"]);
    expect((await admin("GET", PATH)).headers.get("etag")).toBe(first.headers.get("etag"));
    expect(
      (await admin("PUT", PATH, { baseUrl: `${sis.origin}/plus360api/v1/other`, consumerKey })).status,
    ).toBe(200);
    expect((await sis.stats()).requests).toBe(0);
  });

  it("of two administrators who save at once, one is told, and the log tells of one change", async () => {
    const etag = (await save()).headers.get("etag") ?? "";
    const answers = await Promise.all(
      ["First_A_1", "Second_B_2"].map((key) => save({ consumerKey: key }, { "if-match": etag })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412]);
    const winner = answers.find((answer) => answer.status === 200);
    expect((await admin("GET", PATH)).body.consumerKey).toBe(winner?.body.consumerKey);
    expect(answers.find((answer) => answer.status === 412)?.body.code).toBe("changed_meanwhile");
    expect((await log(2)).map(([, , action]) => action)).toEqual(["changed", "added"]);
    expect((await admin("DELETE", PATH, undefined, { "if-match": etag })).status).toBe(412);
    expect((await save({}, { "if-match": '"nothing"' })).body.code).toBe("changed_meanwhile");
  });

  it("saved at once by scripts that name no version: nobody is refused", async () => {
    const answers = await Promise.all(["A_A_1", "B_B_2", "C_C_3"].map((key) => save({ consumerKey: key })));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 201]);
  });

  it("removed, leave no sealed secret behind", async () => {
    expect((await admin("DELETE", PATH)).body.code).toBe("not_found");
    const etag = (await save()).headers.get("etag") ?? "";
    expect((await admin("DELETE", PATH, undefined, { "if-match": etag })).status).toBe(204);
    const { results } = await env.DB.prepare("SELECT * FROM eschoolplus_settings").all();
    expect(results).toMatchObject([
      { sealed_secret: null, secret_from: null, consumer_key: "", base_url: "" },
    ]);
    expect((await admin("GET", PATH)).status).toBe(404);
    expect((await log(1))[0]).toEqual(["eschoolplus", "district", "removed", "ok"]);
    expect((await save()).status).toBe(201);
  });

  it("are sealed anew with the newest key, and still open", async () => {
    await save();
    const ring = parseKeyRing(`old:${"b2xk".repeat(10)}b2w=`);
    if (!ring.ok) throw new Error(ring.problem);
    const context = ["eschoolplus", "district", "consumerSecret"];
    const old = await createVault(ring.ring).seal("credentials", context, SECRET);
    await env.DB.prepare("UPDATE eschoolplus_settings SET sealed_secret = ?").bind(old).run();
    expect((await admin("POST", "/vault/reseal")).body.unreadable).toBe(0);
    const sealed = await env.DB.prepare("SELECT sealed_secret FROM eschoolplus_settings").first(
      "sealed_secret",
    );
    expect(sealed).toMatch(/^v1\.new\./);
    expect((await test()).body.resources.every((one: { ok: boolean }) => one.ok)).toBe(true);

    await env.DB.prepare("UPDATE eschoolplus_settings SET sealed_secret = 'v1.gone.AAAA'").run();
    expect((await admin("POST", "/vault/reseal")).body.unreadable).toBe(1);
  });
});

describe("a test of eSchoolPLUS", () => {
  const NAMES = [
    "School",
    "Student",
    "Contact",
    "ContactAddress",
    "ContactPhone",
    "StudentContact",
    "UDRegUser",
  ];

  it("of what is typed reads all seven resources, and saves nothing", async () => {
    const answer = await test(body);
    expect(answer.status).toBe(200);
    expect(answer.body.resources.map((one: { resource: string }) => one.resource)).toEqual(NAMES);
    for (const one of answer.body.resources)
      expect(one).toEqual({ resource: one.resource, ok: true, rows: expect.any(Number) });
    expect(answer.body.birthDates).toBe(true);
    expect((await admin("GET", PATH)).status).toBe(404);
    expect((await log(1))[0]).toEqual(["eschoolplus", "district", "tested", "ok"]);
  });

  it("of what is saved, asked for with no body, an empty one, or what was read, is noted beside it", async () => {
    expect((await test()).body.code).toBe("not_found");
    await save();
    for (const given of [
      undefined,
      {},
      (await admin("GET", PATH)).body,
      { baseUrl: sis.baseUrl, consumerKey },
    ]) {
      await env.DB.prepare("UPDATE eschoolplus_settings SET last_test_at = NULL").run();
      expect((await test(given)).status).toBe(200);
      expect((await admin("GET", PATH)).body.lastTest).toMatchObject({ ok: true, code: null });
    }
    const bare = await call(`/admin/api${PATH}/test`, { method: "POST", headers: BEARER });
    expect(bare.status).toBe(200);
  });

  it("of something else leaves what is noted of the saved settings alone", async () => {
    await save();
    await test({ ...body, consumerSecret: "wrong-on-purpose" });
    expect((await admin("GET", PATH)).body.lastTest).toBeNull();
  });

  it("says resource by resource what is missing, and whether dates of birth arrive", async () => {
    await save();
    await sis.settings({
      subscriptions: NAMES.filter((name) => name !== "ContactPhone" && name !== "UDRegUser"),
      birthDates: false,
    });
    const { status, body: answer } = await test();
    expect([status, answer.birthDates]).toEqual([200, false]);
    const failed = answer.resources.filter((one: { ok: boolean }) => !one.ok);
    expect(failed).toEqual(
      ["ContactPhone", "UDRegUser"].map((resource) => ({
        ...{ resource, ok: false, code: "not_subscribed" },
        hint: expect.stringContaining(`tick ${resource}`),
      })),
    );
    expect((await admin("GET", PATH)).body.lastTest).toMatchObject({ ok: false, code: "not_subscribed" });
    expect((await log(1))[0]).toEqual(["eschoolplus", "district", "tested", "not_subscribed"]);
    expect(await stateOfAll()).toMatchObject({ state: "failing", lastTest: { code: "not_subscribed" } });
  });

  it("with a wrong secret is refused for all seven, after one call", async () => {
    const { body: answer } = await test({ ...body, consumerSecret: "wrong-on-purpose" });
    expect(new Set(answer.resources.map((one: { code: string }) => one.code))).toEqual(new Set(["refused"]));
    expect((await sis.stats()).requests).toBe(1);
  });

  it("of a server that hangs up says so once for all, after one more try", async () => {
    await sis.faults({ kind: "reset" });
    const { body: answer } = await test(body);
    expect(new Set(answer.resources.map((one: { code: string }) => one.code))).toEqual(
      new Set(["unavailable"]),
    );
    expect((await sis.stats()).requests).toBe(2);
    expect((await post({ action: "test" })).text).toContain("Check the host name in the base URL");
  });

  it("with a secret that the deployment holds, or does not hold", async () => {
    const named = { baseUrl: sis.baseUrl, consumerKey, consumerSecretFrom: "UPSTREAM_TEST_KEY" };
    // The Workers secret of the tests is not the simulator's: it is sent, and refused there.
    expect((await test(named)).body.resources[0].code).toBe("refused");
    expect((await test({ ...named, consumerSecretFrom: "UPSTREAM_NOT_SET" })).body.code).toBe(
      "secret_required",
    );
    expect((await save({ ...named, consumerSecret: undefined })).body.consumerSecret).toEqual({ set: true });
    expect((await admin("GET", PATH)).text).not.toContain("UPSTREAM_TEST_KEY");
  });

  it.each([{ consumerKey }, { baseUrl: "x" }, [], "x", { ...body, more: 1 }])(
    "is not made with %j",
    async (given) => {
      expect((await test(given)).body.code).toBe("invalid_request");
    },
  );
});

describe("the state of eSchoolPLUS", () => {
  async function endedRun(status: string, at: number, settingsVersion: string) {
    await env.DB.prepare(
      `INSERT INTO roster_runs (id, "trigger", started_by, status, phase, rows_read, counts, settings_version, cursor,
        step, attempts, heartbeat_at, started_at, finished_at)
      VALUES (?, 'nightly', 'nightly', ?, 'done', 0, '{"Student":{"read":41234,"added":12,"updated":3,"removed":1}}', ?,
        '{}', 1, 1, ?, ?, ?)`,
    )
      .bind(`run-${at}`, status, settingsVersion, at, at, at)
      .run();
  }

  it("is not set up, then ok, then what the last test or the last pull with these settings says", async () => {
    expect(await stateOfAll()).toMatchObject({ site: "district", state: "not_set_up", lastTest: null });
    const version = (await save()).headers.get("etag")?.replaceAll('"', "") ?? "";
    expect((await stateOfAll())["state"]).toBe("ok");
    await endedRun("failed", Date.now(), "of-other-settings");
    expect((await stateOfAll())["state"]).toBe("ok");
    await endedRun("failed", Date.now(), version);
    expect((await stateOfAll())["state"]).toBe("failing");
    await test();
    expect((await stateOfAll())["state"]).toBe("ok");
    await endedRun("succeeded", Date.now() + 1, version);
    expect(await stateOfAll()).toMatchObject({ state: "ok", lastTest: { ok: true } });
    const shown = await page("/admin");
    expect(shown.text).toMatch(/eSchoolPLUS<\/h2>.*Working\..*Last pull/s);
    expect((await page("/admin/overview")).text).toContain("12 added, 3 changed, 1 removed");
    expect((await admin("GET", "/overview")).body.lastPull).toMatchObject({
      status: "succeeded",
      changes: { added: 12, updated: 3, removed: 1 },
    });
  });
});

describe("the eSchoolPLUS page", () => {
  it("begins with how things stand and what to have ready", async () => {
    const { status, text } = await page();
    expect(status).toBe(200);
    expect(text.indexOf("Not set up")).toBeLessThan(text.indexOf("Base URL"));
    for (const words of [
      "Include Pre-Registered Students",
      "Log level",
      "OAuth 1.0",
      "HMAC-SHA-1",
      "UDRegUser",
    ])
      expect(text).toContain(words);
    expect(text).toContain('<details class="checklist" open="">');
    expect(text).not.toMatch(/<script|\sstyle="|\son[a-z]+="/);
  });

  it("saves, warns of a base URL that does not fit the key, and pauses", async () => {
    const saved = await post({
      ...{
        baseUrl: sis.baseUrl.replace("/demo/", "/other/"),
        pausedUntil: "2099-01-04",
        includeInactive: "on",
      },
      ...{ "screen-0": "900", "field-0": "7", "value-0": "Y", "screen-1": "", "field-1": "", "value-1": "" },
    });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, `${PAGE}?done=saved`]);
    expect((await admin("GET", PATH)).body).toMatchObject({
      ...{ pausedUntil: "2099-01-04", includeInactive: true, guardianAccessEndsAt18: false },
      userFields: [{ screen: "900", field: "7", value: "Y", means: "letters_withheld" }],
    });
    const { text } = await page(`${PAGE}?done=saved`);
    expect(text).toContain("Saved, not tested");
    expect(text).toContain("usually ends in the middle part of the consumer key, here “demo”");
    expect(text).toContain("Paused.");
    expect(text).not.toContain('type="password" value');
  });

  it("comes back with every mistake beside its field and what was typed, but the secret", async () => {
    const answer = await post({
      ...{
        baseUrl: "javascript:alert(1)",
        consumerKey: '"><script>alert(2)</script>',
        consumerSecret: "typed-1",
      },
      ...{ nightlyAt: "25:00", timeZone: "Nowhere", pageSize: "many", pausedUntil: "soon" },
      ...{ "screen-0": "900", "field-0": "", "value-0": "Y" },
    });
    expect(answer.status).toBe(422);
    for (const id of ["baseUrl", "nightlyAt", "timeZone", "pageSize", "pausedUntil", "field-0"]) {
      expect(answer.text).toContain(`href="#${id}"`);
      expect(answer.text).toContain(`id="${id}-error"`);
    }
    expect(answer.text).not.toContain("<script>alert");
    expect(answer.text).not.toContain("typed-1");
    expect(answer.text).toContain("Type it again");
    expect(["screen-0", "nightlyAt", "timeZone"].map((id) => typedIn(id, answer))).toEqual([
      ...["900", "25:00", "Nowhere"],
    ]);
    expect((await admin("GET", PATH)).status).toBe(404);
  });

  it("adds a row without losing what was typed, and checks and logs nothing yet", async () => {
    const before = await log(1);
    const answer = await post({
      ...{ action: "add-row", baseUrl: "half typed", "screen-0": "1", "field-0": "2", "value-0": "Y" },
      ...{ "screen-1": "3", "field-1": "4", "value-1": "N" },
    });
    expect(answer.status).toBe(200);
    expect(["baseUrl", "value-0", "value-1", "screen-2"].map((id) => typedIn(id, answer))).toEqual([
      ...["half typed", "Y", "N", ""],
    ]);
    expect(answer.text).not.toContain("-error");
    expect(await log(1)).toEqual(before);
  });

  it("tests what is typed, with a row for each resource, and saves only what is good where asked to", async () => {
    await sis.settings({ subscriptions: ["School", "Student"], birthDates: false });
    const tested = await post({ action: "test", nightlyAt: "nonsense" });
    expect(tested.status).toBe(200);
    expect(tested.text).toContain("5 of 7 resources could not be read");
    expect(tested.text).toContain("tick StudentContact");
    expect(tested.text).toContain("No dates of birth arrive");
    expect(typedIn("nightlyAt", tested)).toBe("nonsense");
    expect((await post({ action: "test-and-save" })).status).toBe(422);
    expect((await admin("GET", PATH)).status).toBe(404);

    await sis.reset();
    expect((await post({ action: "test" })).text).toContain("Nothing is saved yet");
    expect((await post({ action: "test-and-save" })).headers.get("location")).toBe(`${PAGE}?done=saved`);
    expect((await admin("GET", PATH)).body.lastTest).toMatchObject({ ok: true });
    expect((await page()).text).toContain("Working.");
    const refused = await post({ action: "test", consumerSecret: "wrong-on-purpose" });
    expect(refused.text).toContain("eSchoolPLUS could not be read");
  });

  it("of a stale version saves nothing, and keeps what was typed to be saved in place of theirs", async () => {
    const first = (await save()).headers.get("etag")?.replaceAll('"', "") ?? "";
    const second = (await save({ nightlyAt: "04:00" })).headers.get("etag")?.replaceAll('"', "") ?? "";
    const stale = await post({ version: first, nightlyAt: "03:00" });
    expect([stale.status, typedIn("nightlyAt", stale)]).toEqual([412, "03:00"]);
    expect(stale.text).toContain("Somebody else changed this meanwhile");
    expect(stale.text).toContain(`name="version" value="${second}"`);
    expect((await post({ version: "" })).status).toBe(412);
    expect((await post({ version: second, nightlyAt: "03:00", consumerSecret: "" })).status).toBe(303);
    expect((await admin("GET", PATH)).body.nightlyAt).toBe("03:00");
  });

  it("asks before it removes, says what stays, and is told when somebody was faster", async () => {
    expect((await page(`${PAGE}/remove`)).status).toBe(404);
    const version = (await save()).headers.get("etag")?.replaceAll('"', "") ?? "";
    const asked = await page(`${PAGE}/remove`);
    expect(asked.text).toContain("it stays in force");
    expect(asked.text).toContain("no longer follows");
    expect(asked.text).not.toContain("shown again");
    expect((await post({ version: "another" }, BEARER, `${PAGE}/remove`)).status).toBe(412);
    expect((await admin("GET", PATH)).status).toBe(200);
    expect((await post({ version }, BEARER, `${PAGE}/remove`)).headers.get("location")).toBe(
      `${PAGE}?done=removed`,
    );
    expect((await page(`${PAGE}?done=removed`)).text).toContain("No more pulls run");
    expect((await post({ version }, BEARER, `${PAGE}/remove`)).status).toBe(303);
  });

  it("says before it removes that what its rules keep back stays kept back", async () => {
    await save({ userFields: [{ screen: "900", field: "7", value: "Y", means: "letters_withheld" }] });
    expect((await page(`${PAGE}/remove`)).text).toContain("stay kept back");
  });

  it("is for those who see and manage the whole district", async () => {
    await save();
    const viewing = await session([["view", ["*"]]]);
    const seenOnly = await page(PAGE, viewing);
    expect(seenOnly.text).toContain("You can see how this integration is doing but not change it.");
    expect(seenOnly.text).not.toContain('<form method="post" action="/admin/integrations/eschoolplus"');
    expect((await post({}, viewing)).status).toBe(403);
    const ofLea = await session([
      ["view", ["lea-a", "district"]],
      ["manage_integrations", ["lea-a", "district"]],
    ]);
    for (const answer of [
      ...[await page(PAGE, ofLea), await page(`${PAGE}/remove`, ofLea), await post({}, ofLea)],
      await post({ version: "" }, ofLea, `${PAGE}/remove`),
    ])
      expect(answer.status).toBe(403);
    expect((await page("/admin", ofLea)).text).not.toContain(PAGE);
    const all = await session([
      ["view", ["*"]],
      ["manage_integrations", ["*"]],
    ]);
    const foreign = { ...all, "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" };
    expect((await post({}, foreign)).status).toBe(403);
    expect((await page(PAGE, {})).status).toBe(401);
  });

  it("refuses what is no form of ours, or too large", async () => {
    expect((await post({ action: "explode" })).status).toBe(400);
    expect((await post({ consumerKey: "x".repeat(1_000_000) })).status).toBe(413);
    expect((await post({ consumerKey: "One\u0007Roster" })).text).toContain(
      "Enter the consumer key from the API Profile.",
    );
  });
});

describe("the overview", () => {
  let guardian: Portal;

  beforeAll(async () => {
    guardian = await registerPortal("families");
    await saveEts(ets.apiUrl);
  });
  beforeEach(async () => {
    await env.DB.prepare("DELETE FROM letter_days").run();
    await saveEts(ets.apiUrl);
  });

  const today = () => californianDay(Date.now());

  /** Nobody waits for the counting, so it may come a moment after the answer. */
  async function counted(expected: Record<string, number>): Promise<void> {
    await vi.waitFor(async () => {
      const { results } = await env.DB.prepare("SELECT site, outcome, count FROM letter_days WHERE day = ?")
        .bind(today())
        .all();
      const found = results.map(({ site, outcome, count }) => [`${site} ${outcome}`, count]);
      expect(Object.fromEntries(found)).toEqual(expected);
    });
  }

  it("counts each letter opened once, whatever its ranges, and again when it is downloaded", async () => {
    const token = await sealedToken(guardian, ["S-1001"]);
    const [report] = (await viewer("/students/S-1001/reports", token)).body.reports;
    const { site } = await siteOf("S-1001");
    for (const range of ["bytes=0-99", "bytes=100-199", "bytes=0-"])
      await call(report.view, { headers: { range } });
    await counted({ [`${site} opened`]: 1 });
    await call(report.download);
    await counted({ [`${site} opened`]: 2 });
    await call(report.view, { method: "HEAD" });
    const { days } = (await admin("GET", "/overview")).body;
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toEqual({ day: today(), opened: 2, refused: {} });
    expect(days[0]).toEqual({ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), opened: 0, refused: {} });
    expect((await page("/admin/overview")).text).toContain("2 letters opened this week");
    expect((await page("/admin")).text).toContain("2 letters opened this week");
  });

  async function siteOf(student: string): Promise<{ site: string }> {
    const row = await env.DB.prepare("SELECT site FROM letter_log WHERE student = ?").bind(student).first();
    return row === null ? { site: "101" } : { site: String(row["site"]) };
  }

  it("counts each list and each letter that was refused, by its code", async () => {
    const token = await sealedToken(guardian, ["S-1001"]);
    const [report] = (await viewer("/students/S-1001/reports", token)).body.reports;
    const { site } = await siteOf("S-1001");
    await saveEts(ets.apiUrl, "district", { secretKey: "wrong-on-purpose" });
    expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("ETS002");
    expect((await viewer("/session?include=reports", token)).body.reports.error.code).toBe("ETS002");
    await counted({ [`${site} ETS002`]: 2 });
    await admin("PUT", "/blocks/b1", { student: "S-1001", reason: "test" });
    expect((await call(report.view)).status).toBe(403);
    await counted({ [`${site} ETS002`]: 2, [`${site} letters_withheld`]: 1 });
    await admin("DELETE", "/blocks/b1");
    const { text } = await page("/admin/overview");
    expect(text).toContain("3 times in the last 30 days a list or a letter could not be shown");
    expect(text).toContain("ETS002: ETS refused the key");
    expect(text).toContain("Letters withheld");
    expect(text).not.toMatch(/<script|\sstyle="|\son[a-z]+="/);
  });

  it("never keeps a letter back because it could not be counted", async () => {
    const token = await sealedToken(guardian, ["S-1001"]);
    const [report] = (await viewer("/students/S-1001/reports", token)).body.reports;
    await env.DB.prepare("ALTER TABLE letter_days RENAME TO letter_days_away").run();
    try {
      expect((await call(report.view)).status).toBe(200);
      await vi.waitFor(() => expect(seen.join("\n")).toContain("not_counted"));
    } finally {
      await env.DB.prepare("ALTER TABLE letter_days_away RENAME TO letter_days").run();
    }
  });

  it("shows an LEA's administrator the figures and keys of their own sites alone", async () => {
    const add = (site: string, outcome: string, count: number) =>
      env.DB.prepare("INSERT INTO letter_days VALUES (?, ?, ?, ?)").bind(today(), site, outcome, count).run();
    await add("lea-a", "opened", 5);
    await add("lea-b", "opened", 70);
    await add("lea-b", "ETS003", 9);
    await saveEts(ets.apiUrl, "lea-a", { expiresOn: "2099-01-01" });
    await saveEts(ets.apiUrl, "lea-b", { expiresOn: "2099-02-02" });
    const ofLea = await session([["view", ["lea-a"]]]);
    const answer = await call("/admin/api/overview", { headers: ofLea });
    expect(answer.body.days.at(-1)).toEqual({ day: today(), opened: 5, refused: {} });
    expect(answer.body.keys).toEqual([{ site: "lea-a", expiresOn: "2099-01-01", days: expect.any(Number) }]);
    expect(answer.body.lastPull).toBeNull();
    const shown = await page("/admin/overview", ofLea);
    expect(shown.text).toContain("5 letters opened this week");
    expect(shown.text).not.toMatch(/LEA B|Roster<|eSchoolPLUS/);
    const everything = (await admin("GET", "/overview")).body;
    expect(everything.days.at(-1)).toEqual({ day: today(), opened: 75, refused: { ETS003: 9 } });
    for (const site of ["lea-a", "lea-b"]) await admin("DELETE", `/integrations/ets/${site}`);
  });

  it("forgets days after 400, and only those", async () => {
    const dayAgo = (days: number) => californianDay(Date.now() - days * 86_400_000);
    for (const day of [dayAgo(399), dayAgo(402)])
      await env.DB.prepare("INSERT INTO letter_days VALUES (?, 'lea-a', 'opened', 1)").bind(day).run();
    const context = createExecutionContext();
    // At an hour at which no credential is tried.
    const scheduledTime = new Date();
    await worker.scheduled(createScheduledController({ scheduledTime, cron: "17 * * * *" }), env, context);
    await waitOnExecutionContext(context);
    const { results } = await env.DB.prepare("SELECT day FROM letter_days").all();
    expect(results).toEqual([{ day: dayAgo(399) }]);
  });

  it("is kind where there is nothing yet", async () => {
    const { text } = await page("/admin/overview");
    expect(text).toContain("No letters opened this week, and none in the last 30 days.");
    expect(text).toContain("no list and no letter was refused");
    expect(text).toContain("Not set up.");
  });
});

describe("the consumer secret", () => {
  it("has been in no answer, no page, no log line and nowhere in D1 in the clear", async () => {
    await save();
    await test();
    const tables = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    for (const { name } of tables.results) {
      if (String(name).startsWith("_cf")) continue;
      seen.push(JSON.stringify((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results));
    }
    const all = seen.join("\n");
    expect(all).toContain(consumerKey);
    expect(all).toContain("admin_token_used");
    for (const secret of [SECRET, "typed-1", "wrong-on-purpose"]) expect(all).not.toContain(secret);
  });
});
