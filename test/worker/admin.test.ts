/** The set-up calls of the admin API over HTTP: sites, ETS settings, portals and their keys, the log of changes. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { ETS_CREDENTIALS } from "../../simulators/people.ts";
import { admin, call, etsSimulator, PORTAL_ORIGIN, registerPortal, saveEts } from "./world.ts";

const ets = etsSimulator("admin");
beforeEach(() => ets.reset());

const portal = { name: "Example Portal", origins: [PORTAL_ORIGIN], trust: "roster" };

describe("an administrator", () => {
  it.each([
    ["nobody", {}],
    ["a wrong bearer", { authorization: "Bearer wrong" }],
    ["the start of the right one", { authorization: `Bearer ${env.ADMIN_TOKEN?.slice(0, -1)}` }],
    ["more than the right one", { authorization: `Bearer ${env.ADMIN_TOKEN}x` }],
    ["the right one as Basic", { authorization: `Basic ${env.ADMIN_TOKEN}` }],
  ])("is not %s", async (_who, headers) => {
    for (const path of [
      "/sites",
      "/portals",
      "/integrations/ets/district",
      "/letters/log",
      "/nothing-here",
    ]) {
      const answer = await call(`/admin/api${path}`, { headers });
      expect([answer.status, answer.body.code]).toEqual([401, "not_authenticated"]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("who fails too often from one address is told to wait", async () => {
    const headers = { "cf-connecting-ip": "198.51.100.9" };
    const answers = await Promise.all(
      Array.from({ length: 125 }, () => call("/admin/api/sites", { headers })),
    );
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(5);
    expect((await admin("GET", "/sites", undefined, headers)).status).toBe(200);
  });
});

describe("sites", () => {
  it("begin with the district, which is always there", async () => {
    expect((await admin("GET", "/sites/district")).body).toMatchObject({
      id: "district",
      kind: "district",
      parent: null,
    });
    expect((await admin("DELETE", "/sites/district")).body.code).toBe("invalid_request");
    const renamed = await admin("PUT", "/sites/district", { name: "Willow Example USD", kind: "district" });
    expect([renamed.status, renamed.body.name]).toEqual([200, "Willow Example USD"]);
  });

  it("are added below it, read, changed and removed", async () => {
    const id = encodeURIComponent("Süd/1 %");
    const added = await admin("PUT", `/sites/${id}`, { name: "South", kind: "school" });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({ id: "Süd/1 %", name: "South", kind: "school", parent: "district" });
    expect((await admin("GET", `/sites/${id}`)).body).toEqual(added.body);
    expect((await admin("PUT", `/sites/${id}`, added.body)).status).toBe(200);
    expect((await admin("DELETE", `/sites/${id}`)).status).toBe(204);
    expect((await admin("GET", `/sites/${id}`)).body.code).toBe("not_found");
    expect((await admin("DELETE", `/sites/${id}`)).body.code).toBe("not_found");
    const { items } = (await admin("GET", "/integrations/log?limit=3")).body;
    expect(items.map((line: Record<string, string>) => [line["kind"], line["site"], line["action"]])).toEqual(
      [
        ["site", "Süd/1 %", "removed"],
        ["site", "Süd/1 %", "changed"],
        ["site", "Süd/1 %", "added"],
      ],
    );
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["a parent that does not exist", "s1", { name: "A", kind: "school", parent: "nowhere" }],
    ["itself as its parent", "lea-a", { name: "A", kind: "lea", parent: "lea-a" }],
    ["a parent below itself", "lea-a", { name: "A", kind: "lea", parent: "school-a" }],
    ["no parent", "s1", { name: "A", kind: "school", parent: null }],
    ["a second district", "s1", { name: "A", kind: "district" }],
    ["no name", "s1", { name: " ", kind: "school" }],
    ["a name with control characters", "s1", { name: "A\u0007", kind: "school" }],
    ["an unknown kind", "s1", { name: "A", kind: "county" }],
    ["an unknown field", "s1", { name: "A", kind: "school", color: "red" }],
    ["another id than the path's", "s1", { id: "s2", name: "A", kind: "school" }],
    ["an id that is too long", "x".repeat(65), { name: "A", kind: "school" }],
    ["the id that means every site", "*", { name: "A", kind: "school" }],
  ])("are not written with %s", async (_what, id, body) => {
    await admin("PUT", "/sites/lea-a", { name: "LEA A", kind: "lea" });
    await admin("PUT", "/sites/school-a", { name: "School A", kind: "school", parent: "lea-a" });
    const answer = await admin("PUT", `/sites/${id}`, body);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    expect((await admin("GET", "/sites/s1")).status).toBe(404);
    expect((await admin("GET", "/sites/lea-a")).body.parent).toBe("district");
  });

  it("are not removed while something depends on them", async () => {
    expect((await admin("DELETE", "/sites/lea-a")).body.code).toBe("invalid_request");
    await admin("PUT", "/integrations/ets/school-a", { disabled: true });
    expect((await admin("DELETE", "/sites/school-a")).body.code).toBe("invalid_request");
    await admin("DELETE", "/integrations/ets/school-a");
    expect((await admin("DELETE", "/sites/school-a")).status).toBe(204);
  });

  it("lie no deeper than what is looked at for their settings", async () => {
    let parent = "district";
    let deepest = 0;
    for (let level = 1; level <= 10; level++) {
      const answer = await admin("PUT", `/sites/deep-${level}`, { name: `${level}`, kind: "lea", parent });
      if (answer.status === 400) break;
      parent = `deep-${level}`;
      deepest = level;
    }
    expect(deepest).toBeGreaterThan(3);
    expect(deepest).toBeLessThan(10);
    await admin("PUT", "/integrations/ets/deep-1", { disabled: true });
    expect((await admin("GET", `/integrations/ets/deep-${deepest}`)).body).toMatchObject({
      from: "deep-1",
      disabled: true,
    });
    await admin("DELETE", "/integrations/ets/deep-1");
  });

  it("whose path is not percent-encoded are no sites", async () => {
    for (const id of ["%ZZ", "%FF", "%"]) {
      const answer = await admin("PUT", `/sites/${id}`, { name: "A", kind: "school" });
      expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    }
  });

  it("come in pages", async () => {
    for (const id of ["p1", "p2", "p3"]) await admin("PUT", `/sites/${id}`, { name: id, kind: "school" });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await admin(
        "GET",
        `/sites?limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...page.body.items.map((site: { id: string }) => site.id));
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(seen.toSorted());
    expect(seen).toEqual(expect.arrayContaining(["district", "p1", "p2", "p3"]));
    for (const query of ["limit=0", "limit=201", "limit=x", "page=2"]) {
      expect((await admin("GET", `/sites?${query}`)).body.code).toBe("invalid_request");
    }
  });
});

describe("ETS settings", () => {
  it("are none, then own, then inherited, and never show the secret", async () => {
    await admin("PUT", "/sites/101", { name: "Sample Creek", kind: "school" });
    const none = await admin("GET", "/integrations/ets/district");
    expect(none.body).toEqual({
      site: "district",
      source: "none",
      from: null,
      disabled: false,
      apiUrl: null,
      username: null,
      secretKey: { set: false },
      expiresOn: null,
      updatedAt: null,
      updatedBy: null,
      lastTest: null,
    });
    const saved = await saveEts(ets.apiUrl);
    expect(saved.status).toBe(201);
    const in90Days = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    expect(saved.body).toMatchObject({
      source: "own",
      from: "district",
      apiUrl: ets.apiUrl,
      username: ETS_CREDENTIALS.username,
      secretKey: { set: true },
      expiresOn: in90Days,
      updatedBy: "admin-token",
    });
    expect(saved.text).not.toContain(ETS_CREDENTIALS.secretKey);
    expect((await saveEts(ets.apiUrl)).status).toBe(200);
    expect((await admin("GET", "/integrations/ets/101")).body).toMatchObject({
      site: "101",
      source: "inherited",
      from: "district",
    });
  });

  it("keep the secret sealed, and moved to another site it does not open", async () => {
    await saveEts(ets.apiUrl);
    await admin("PUT", "/sites/moved", { name: "Moved", kind: "school" });
    const rows = (await env.DB.prepare("SELECT * FROM ets_settings").all()).results;
    expect(JSON.stringify(rows)).not.toContain(ETS_CREDENTIALS.secretKey);
    expect(rows[0]?.["sealed_secret"]).toMatch(/^v1\.new\./);
    await env.DB.prepare(
      "INSERT INTO ets_settings SELECT 'moved', version, disabled, api_url, username, sealed_secret, secret_from, expires_on, updated_at, updated_by, NULL, NULL, NULL FROM ets_settings WHERE site = 'district'",
    ).run();
    const { apiUrl, username } = { apiUrl: ets.apiUrl, username: ETS_CREDENTIALS.username };
    const tested = await admin("POST", "/integrations/ets/moved/test", { apiUrl, username });
    expect(tested.body.code).toBe("credentials_refused");
    expect((await ets.stats())["tokenCalls"]).toBe(0);
  });

  const typed = { apiUrl: "", ...ETS_CREDENTIALS };
  it.each<[string, string, Record<string, unknown>]>([
    ["url_not_a_url", "The API URL needs to be a valid URL string.", { ...typed, apiUrl: "caaspp" }],
    [
      "url_not_a_url",
      "The API URL needs to be a valid URL string.",
      { ...typed, apiUrl: "javascript:alert(1)" },
    ],
    [
      "url_unavailable",
      "Provided API URL is either invalid or currently unavailable.",
      { ...typed, apiUrl: "https://evil.example/token" },
    ],
    [
      "url_unavailable",
      "Provided API URL is either invalid or currently unavailable.",
      { ...typed, apiUrl: "http://127.0.0.1:9/token" },
    ],
    [
      "url_unavailable",
      "Provided API URL is either invalid or currently unavailable.",
      { ...typed, apiUrl: "SIMULATOR/api/v1/nothing" },
    ],
    [
      "credentials_refused",
      "Provided Username/Secret Key is either incorrect or has expired.",
      { ...typed, apiUrl: "SIMULATOR/api/v1/token", secretKey: "WRONG" },
    ],
    [
      "credentials_refused",
      "Provided Username/Secret Key is either incorrect or has expired.",
      { apiUrl: "SIMULATOR/api/v1/token", username: "x", secretKeyFrom: "UPSTREAM_NOT_SET" },
    ],
  ])("tested, answer 422 %s with %j", async (code, detail, body) => {
    const apiUrl = String(body["apiUrl"]).replace("SIMULATOR", ets.origin);
    const answer = await admin("POST", "/integrations/ets/district/test", { ...body, apiUrl });
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([422, code, detail]);
  });

  it("tested and good, answer ok: typed, saved, or named as a Workers secret", async () => {
    await saveEts(ets.apiUrl);
    const { username } = ETS_CREDENTIALS;
    for (const body of [
      { apiUrl: ets.apiUrl, ...ETS_CREDENTIALS },
      { apiUrl: ets.apiUrl, username },
      { apiUrl: ets.apiUrl, username, secretKeyFrom: "UPSTREAM_TEST_KEY" },
    ]) {
      const answer = await admin("POST", "/integrations/ets/district/test", body);
      expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
    }
    const { body } = await admin("GET", "/integrations/ets/district");
    expect(body.lastTest).toMatchObject({ ok: true, code: null });
  });

  it("never send a saved secret to another server, nor another site's", async () => {
    await saveEts(ets.apiUrl);
    const { username } = ETS_CREDENTIALS;
    const elsewhere = { apiUrl: "https://other.ets.org/api/v1/token", username };
    for (const [method, path] of [
      ["POST", "/integrations/ets/district/test"],
      ["PUT", "/integrations/ets/district"],
    ] as const) {
      const answer = await admin(method, path, elsewhere);
      expect([answer.status, answer.body.code]).toEqual([422, "secret_required"]);
    }
    await admin("PUT", "/sites/102", { name: "Other", kind: "school" });
    const other = await admin("POST", "/integrations/ets/102/test", { apiUrl: ets.apiUrl, username });
    expect(other.body.code).toBe("secret_required");
    expect((await ets.stats())["tokenCalls"]).toBe(0);
  });

  it("saved without a secret keep the one that is there", async () => {
    await saveEts(ets.apiUrl);
    const { username } = ETS_CREDENTIALS;
    const saved = await admin("PUT", "/integrations/ets/district", {
      apiUrl: ets.apiUrl,
      username,
      expiresOn: "2027-01-31",
    });
    expect(saved.body).toMatchObject({ expiresOn: "2027-01-31", secretKey: { set: true } });
    expect(
      (await admin("POST", "/integrations/ets/district/test", { apiUrl: ets.apiUrl, username })).body,
    ).toEqual({ ok: true });
  });

  it.each<[string, Record<string, unknown>]>([
    ["both kinds of secret", { secretKeyFrom: "UPSTREAM_TEST_KEY" }],
    ["a Workers secret of another name", { secretKey: undefined, secretKeyFrom: "ADMIN_TOKEN" }],
    ["a Workers secret in small letters", { secretKey: undefined, secretKeyFrom: "UPSTREAM_key" }],
    ["an impossible date", { expiresOn: "2027-02-30" }],
    ["no user name", { username: undefined }],
    ["a number for a user name", { username: 7 }],
    ["a user name of a megabyte", { username: "x".repeat(90_000) }],
    ["an unknown field", { password: "x" }],
  ])("are not saved with %s", async (_what, change) => {
    const before = (await admin("GET", "/integrations/ets/district")).text;
    const answer = await admin("PUT", "/integrations/ets/district", {
      apiUrl: ets.apiUrl,
      ...ETS_CREDENTIALS,
      ...change,
    });
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    expect((await admin("GET", "/integrations/ets/district")).text).toBe(before);
  });

  it("are not found for a site that does not exist", async () => {
    expect((await saveEts(ets.apiUrl, "nowhere")).body.code).toBe("not_found");
    expect((await admin("GET", "/integrations/ets/nowhere")).body.code).toBe("not_found");
    expect((await admin("DELETE", "/integrations/ets/nowhere")).body.code).toBe("not_found");
  });

  it("of two administrators who save at once, one is told", async () => {
    const etag = (await saveEts(ets.apiUrl)).headers.get("etag") ?? "";
    const save = (username: string) =>
      admin(
        "PUT",
        "/integrations/ets/district",
        { apiUrl: ets.apiUrl, username, secretKey: "k" },
        { "if-match": etag },
      );
    const answers = await Promise.all([save("first"), save("second")]);
    const codes = answers.map((answer) => answer.body.code ?? answer.body.username).toSorted();
    expect(codes[0]).toBe("changed_meanwhile");
    expect((await admin("GET", "/integrations/ets/district")).body.username).toBe(codes[1]);
    expect(
      (await admin("DELETE", "/integrations/ets/district", undefined, { "if-match": etag })).status,
    ).toBe(412);
  });

  it("saved at once by scripts that name no version: the last one wins, nobody is refused", async () => {
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((username) =>
        admin("PUT", "/integrations/ets/district", { apiUrl: ets.apiUrl, username, secretKey: "k" }),
      ),
    );
    expect(answers.every((answer) => answer.status <= 201)).toBe(true);
  });

  it("removed, leave no sealed secret and no token behind", async () => {
    await saveEts(ets.apiUrl);
    expect((await admin("DELETE", "/integrations/ets/district")).status).toBe(204);
    for (const table of ["ets_settings", "ets_tokens"]) {
      expect((await env.DB.prepare(`SELECT * FROM ${table} WHERE site = 'district'`).all()).results).toEqual(
        [],
      );
    }
    expect((await admin("GET", "/integrations/ets/district")).body.source).toBe("none");
  });
});

describe("the log of changes", () => {
  it("has a line for each change and test, and none for what was refused", async () => {
    await saveEts(ets.apiUrl);
    await saveEts(ets.apiUrl);
    await admin("POST", "/integrations/ets/district/test", {
      apiUrl: ets.apiUrl,
      username: "x",
      secretKey: "WRONG",
    });
    await saveEts("not a url");
    await admin("DELETE", "/integrations/ets/district", undefined, { "if-match": '"stale"' });
    await admin("DELETE", "/integrations/ets/district");
    const { items } = (await admin("GET", "/integrations/log?limit=4")).body;
    const lines = items.map(({ actor, kind, site, action, outcome }: Record<string, string>) => [
      actor,
      kind,
      site,
      action,
      outcome,
    ]);
    expect(lines).toEqual([
      ["admin-token", "ets", "district", "removed", "ok"],
      ["admin-token", "ets", "district", "tested", "credentials_refused"],
      ["admin-token", "ets", "district", "changed", "ok"],
      ["admin-token", "ets", "district", "added", "ok"],
    ]);
  });

  it("comes in pages and as CSV", async () => {
    const first = await admin("GET", "/integrations/log?limit=2");
    const second = await admin("GET", `/integrations/log?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0].at <= first.body.items[1].at).toBe(true);
    const csv = await admin("GET", "/integrations/log.csv");
    expect(csv.text).toMatch(/^\uFEFFat,actor,kind,site,action,outcome\r\n|^at,actor/);
    expect(csv.text).not.toContain(ETS_CREDENTIALS.secretKey);
    for (const cursor of ["x", "-1", "1.5"]) {
      expect((await admin("GET", `/integrations/log?cursor=${cursor}`)).body.code).toBe("invalid_request");
    }
  });
});

describe("a log that cannot be read", () => {
  it("is refused as storage_unavailable, as CSV too", async () => {
    await env.DB.prepare("ALTER TABLE integration_log RENAME TO integration_log_away").run();
    try {
      for (const path of ["/integrations/log", "/integrations/log.csv"]) {
        const answer = await admin("GET", path);
        expect([answer.status, answer.body.code]).toEqual([503, "storage_unavailable"]);
      }
    } finally {
      await env.DB.prepare("ALTER TABLE integration_log_away RENAME TO integration_log").run();
    }
  });
});

describe("portals", () => {
  it("are registered with defaults, read, changed and removed", async () => {
    const added = await admin("PUT", "/portals/example", portal);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: "example",
      ...portal,
      roles: ["guardian", "student"],
      sites: ["*"],
      widgetEnabled: true,
      adminHandoff: [],
      jwks: null,
      jwksUrl: null,
      keys: [],
      instructions: {},
    });
    expect((await admin("GET", "/portals/example")).body).toEqual(added.body);
    const sentBack = await admin("PUT", "/portals/example", added.body);
    expect([sentBack.status, sentBack.body]).toEqual([200, added.body]);
    expect(sentBack.headers.get("etag")).not.toBe(added.headers.get("etag"));
    expect((await admin("GET", "/portals")).body.items).toEqual([added.body]);
    const stale = await admin("PUT", "/portals/example", portal, {
      "if-match": added.headers.get("etag") ?? "",
    });
    expect([stale.status, stale.body.code]).toEqual([412, "changed_meanwhile"]);
    expect((await admin("DELETE", "/portals/example")).status).toBe(204);
    expect((await admin("GET", "/portals/example")).status).toBe(404);
    expect(
      (await env.DB.prepare("SELECT * FROM portal_keys WHERE portal = 'example'").all()).results,
    ).toEqual([]);
  });

  it("get keys that are shown once, sealed, and forgotten when retired", async () => {
    const { keyId, secret } = await registerPortal("keys");
    expect(secret.length).toBeGreaterThanOrEqual(32);
    const shown = await admin("GET", "/portals/keys");
    expect(shown.body.keys).toEqual([{ keyId, createdAt: expect.any(String), retiredAt: null }]);
    expect(shown.text).not.toContain(secret);
    expect(JSON.stringify((await env.DB.prepare("SELECT * FROM portal_keys").all()).results)).not.toContain(
      secret,
    );
    expect((await admin("DELETE", `/portals/keys/keys/${keyId}`)).status).toBe(204);
    expect((await admin("DELETE", `/portals/keys/keys/${keyId}`)).status).toBe(404);
    const row = await env.DB.prepare("SELECT * FROM portal_keys WHERE key_id = ?").bind(keyId).first();
    expect(row).toMatchObject({ sealed_secret: null, retired_at: expect.any(Number) });
    expect((await admin("POST", "/portals/nowhere/keys")).body.code).toBe("not_found");
  });

  const rsa = { kty: "RSA", n: "A".repeat(342), e: "AQAB" };
  it.each<[string, Record<string, unknown>]>([
    ["no name", { name: "" }],
    ["an unknown trust", { trust: "me" }],
    ["an unknown role", { roles: ["principal"] }],
    ["a javascript origin", { origins: ["javascript:alert(1)"] }],
    ["an origin with a path", { origins: ["https://portal.example.org/app"] }],
    ["an origin with a slash at the end", { origins: ["https://portal.example.org/"] }],
    ["a plain http origin", { origins: ["http://portal.example.org"] }],
    ["a wildcard origin", { origins: ["https://*.example.org/"] }],
    ["the origin null", { origins: ["null"] }],
    ["a private key", { jwks: { keys: [{ ...rsa, d: "AAAA" }] } }],
    ["a shared key as a public one", { jwks: { keys: [{ kty: "oct", k: "AAAA" }] } }],
    ["a weak public key", { jwks: { keys: [{ ...rsa, n: "A".repeat(170) }] } }],
    [
      "a curve that no algorithm of ours uses",
      { jwks: { keys: [{ kty: "EC", crv: "P-384", x: "A", y: "A" }] } },
    ],
    ["no keys in its key set", { jwks: { keys: [] } }],
    ["keys by plain http", { jwksUrl: "http://portal.example.org/jwks" }],
    ["keys from inside a network", { jwksUrl: "https://169.254.169.254/jwks" }],
    ["instructions in an unknown language", { instructions: { tlh: "nuqneH" } }],
    ["an unknown permission", { adminHandoff: [{ permission: "everything", sites: ["*"] }] }],
    ["an unknown field", { secret: "x" }],
  ])("are not registered with %s", async (_what, change) => {
    const answer = await admin("PUT", "/portals/bad", { ...portal, ...change });
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    expect((await admin("GET", "/portals/bad")).status).toBe(404);
  });

  it("are not written from what is no JSON, or too large", async () => {
    const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}`, "content-type": "application/json" };
    const put = (body: string) => call("/admin/api/portals/bad", { method: "PUT", headers, body });
    for (const body of ["", "{", "[]", "null", '"x"', "[".repeat(50_000)]) {
      expect((await put(body)).body.code).toBe("invalid_request");
    }
    expect((await put(JSON.stringify({ name: "x".repeat(200_000) }))).body.code).toBe("too_large");
  });
});

describe("what describes the service", () => {
  it("is OpenAPI 3.1 with every path", async () => {
    const { body } = await call("/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        "/v1/session",
        "/v1/students/{id}/reports",
        "/admin/api/portals/{id}/keys",
        "/admin/api/letters/log",
      ]),
    );
  });

  it("is a health check with the schema's version", async () => {
    const answer = await call("/healthz");
    expect([answer.status, answer.body]).toEqual([200, { ok: true, schema: "0003_letter_log_student" }]);
  });

  it("says not_found for what is not there, in a problem body", async () => {
    for (const path of ["/v1/nothing", "/v2", "/admin/other"]) {
      const answer = await call(path);
      expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
    }
  });
});
