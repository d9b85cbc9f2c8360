/**
 * The attacks of docs/security.md that no other test makes: forged tokens, other families' letters, calls into
 * networks that are not ours to call, sealed values in the wrong place, hostile upstreams, other sites' pages.
 */
import { env, exports } from "cloudflare:workers";
import fc from "fast-check";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ETS_CREDENTIALS, STUDENTS } from "../../simulators/people.ts";
import { RESOURCE_NAMES } from "../../src/worker/eschoolplus/contract.ts";
import { parsePage } from "../../src/worker/eschoolplus/parse-page.ts";
import { listReports } from "../../src/worker/ets/client.ts";
import { parseReportsAnswer, parseTokenAnswer } from "../../src/worker/ets/contract.ts";
import { createLog } from "../../src/worker/log.ts";
import { judgeUrl } from "../../src/worker/net/allowed-hosts.ts";
import { createOutgoing } from "../../src/worker/net/outgoing.ts";
import { fileName } from "../../src/worker/portal/letter-name.ts";
import { addLink, addStudent } from "../worker/roster-rows.ts";
import {
  type Answer,
  admin,
  call,
  etsSimulator,
  goodClaims,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sealedToken,
  sign,
  viewer,
} from "../worker/world.ts";
import { HOSTILE_URLS } from "./from-schema.ts";

const ets = etsSimulator("attacks");

const EVERYTHING = ["view", "manage_integrations", "view_students"].map((permission) => ({
  permission,
  sites: ["*"],
}));

/** Two portals with shared secrets, one with a public key, and one that relies on the roster. */
let oak: Portal;
let elm: Portal;
let ash: Portal;
let roster: Portal;

beforeAll(async () => {
  await admin("PUT", "/sites/101", { name: "Sample Creek Elementary School", kind: "school" });
  await saveEts(ets.apiUrl);
  oak = await registerPortal("oak", { adminHandoff: EVERYTHING });
  elm = await registerPortal("elm");
  const { publicKey } = await generateKeyPair("ES256", { extractable: true });
  await admin("PUT", "/portals/ash", {
    ...{ name: "Ash", origins: [PORTAL_ORIGIN], trust: "token" },
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: "ash-key" }] },
  });
  ash = { id: "ash", secret: "", keyId: "" };
  roster = await registerPortal("roster", { trust: "roster" });
  await addStudent({ id: "R-1", lastName: "Ejemplo", school: "101", ssid: "9000000101" });
  await addStudent({ id: "R-2", lastName: "Muestra", school: "101", ssid: "9000000102" });
  await addLink({ student: "R-1", contact: "C-1", type: "G" });
  await addLink({ student: "R-2", contact: "C-2", type: "G" });
});

beforeEach(() => ets.reset());
afterEach(() => vi.restoreAllMocks());

/** Where the Worker called while something was done. */
async function callsOf(act: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(globalThis, "fetch");
  await act();
  const called = spy.mock.calls.map(
    ([input]) => new URL(input instanceof Request ? input.url : input).origin,
  );
  spy.mockRestore();
  return called;
}

function base64url(value: Uint8Array | object | string): string {
  const bytes =
    value instanceof Uint8Array
      ? value
      : new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** A JWT that no library would make, with a signature that is true. */
async function handMade(header: object, claims: object, secret: string): Promise<string> {
  const signed = `${base64url(header)}.${base64url(claims)}`;
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, ["sign"]);
  return `${signed}.${base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(signed))))}`;
}

describe("a forged viewer token is invalid, and makes us call nobody", () => {
  const secretOf = ({ secret }: Portal) => new TextEncoder().encode(secret);
  const signedBy = (key: Uint8Array | CryptoKey, header: JWTHeaderParameters, claims: object) =>
    new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);
  const unsigned = (alg: string) => `${base64url({ alg })}.${base64url(goodClaims(oak))}.`;
  async function byStranger(header: object): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    const given = JSON.parse(JSON.stringify(header).replace('"OWN"', JSON.stringify(jwk)));
    return signedBy(privateKey, { alg: "ES256", ...given }, goodClaims(ash));
  }

  it.each<[string, () => Promise<string> | string]>([
    [
      "whose key is right and whose algorithm is HS384",
      () => signedBy(secretOf(oak), { alg: "HS384" }, goodClaims(oak)),
    ],
    [
      "whose key is right and whose algorithm is HS512",
      () => signedBy(secretOf(oak), { alg: "HS512" }, goodClaims(oak)),
    ],
    [
      "that names the issuer's key and is signed by another portal's",
      () => sign({ ...oak, secret: elm.secret }, {}, { kid: oak.keyId }),
    ],
    [
      "that names another portal's key by a path",
      () => sign({ ...oak, secret: elm.secret }, {}, { kid: `../../elm/keys/${elm.keyId}` }),
    ],
    ["that brings its own key", () => byStranger({ jwk: "OWN" })],
    ["that brings its own key under the registered name", () => byStranger({ jwk: "OWN", kid: "ash-key" })],
    ["that says where its key is", () => byStranger({ jku: "https://evil.example/jwks", kid: "ash-key" })],
    [
      "that says where its certificate is",
      () => byStranger({ x5u: "https://evil.example/x", kid: "ash-key" }),
    ],
    [
      "whose signature is all zeros",
      () =>
        `${base64url({ alg: "ES256", kid: "ash-key" })}.${base64url(goodClaims(ash))}.${base64url(new Uint8Array(64))}`,
    ],
    ["signed with nothing", () => handMade({ alg: "HS256" }, goodClaims(ash), "\0")],
    ["without a signature: none", () => unsigned("none")],
    ["without a signature: None", () => unsigned("None")],
    ["without a signature, of our algorithm", () => unsigned("HS256")],
    [
      "whose header asks for what we do not know",
      () => handMade({ alg: "HS256", crit: ["vip"], vip: true }, goodClaims(oak), oak.secret),
    ],
    [
      "whose payload is not encoded",
      () => handMade({ alg: "HS256", crit: ["b64"], b64: false }, goodClaims(oak), oak.secret),
    ],
    [
      "with a list of issuers",
      () => handMade({ alg: "HS256" }, goodClaims(oak, { iss: ["oak"] }), oak.secret),
    ],
    ["from __proto__", () => sign(oak, { iss: "__proto__" })],
    ["from constructor", () => sign(oak, { iss: "constructor" })],
    ["for us with a slash", () => sign(oak, { aud: `${ORIGIN}/` })],
    ["for our administrators", () => sign(oak, { aud: `${ORIGIN}/admin` })],
    ["whose end is a text", () => handMade({ alg: "HS256" }, goodClaims(oak, { exp: "2099" }), oak.secret)],
    ["that ends never", () => handMade({ alg: "HS256" }, goodClaims(oak, { exp: 1e300 }), oak.secret)],
    ["whose contact is a query", () => sign(roster, { contact_id: { $ne: null } })],
    [
      "whose contacts are too many",
      () => sign(roster, { contact_id: Array.from({ length: 21 }, (_, at) => `C-${at}`) }),
    ],
  ])("one %s", async (_what, forge) => {
    const token = await forge();
    let answer: Answer | undefined;
    expect(
      await callsOf(async () => {
        answer = await viewer("/session", token, { "cf-connecting-ip": token.slice(-40) });
      }),
    ).toEqual([]);
    expect([answer?.status, answer?.body.code]).toEqual([401, "token_invalid"]);
  });

  it("and a good one is looked for in the header alone", async () => {
    const token = await sealedToken(oak, ["S-1001"]);
    for (const path of [`/v1/session?token=${token}`, `/v1/session?access_token=${token}`])
      expect((await call(path)).body.code).toBe("token_missing");
    const inCookie = await call("/v1/session", { headers: { cookie: `token=${token}` } });
    expect(inCookie.body.code).toBe("token_missing");
  });
});

describe("a student of another family and one who does not exist are the same", () => {
  const ODD = [
    "s-1001",
    "S-1001 ",
    " S-1001",
    "S-1001\0",
    "S-1001/../S-1002",
    "S-100_",
    "%",
    "*",
    "Ｓ-1001",
    "S-1001\u200b",
  ];

  /** An answer with what it cost: the statements that D1 was given, and the calls that were made. */
  async function costOf(id: string, token: string) {
    const prepare = vi.spyOn(Object.getPrototypeOf(env.DB), "prepare");
    let answer: Answer | undefined;
    const calls = await callsOf(async () => {
      answer = await viewer(`/students/${encodeURIComponent(id)}/reports`, token);
    });
    const statements = prepare.mock.calls.map(([sql]) => sql);
    prepare.mockRestore();
    if (answer === undefined) throw new Error("no answer");
    const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
    return { status: answer.status, text: answer.text, headers, statements, calls };
  }

  it("where the portal vouches: in status, words, headers, reads and calls", async () => {
    const token = await sealedToken(oak, ["S-1001"], { sub: "same-vouched" });
    const nobody = await costOf("S-9999", token);
    expect([nobody.status, nobody.calls]).toEqual([404, []]);
    for (const id of ["S-1002", ...ODD]) expect(await costOf(id, token)).toEqual(nobody);
  });

  it.each([
    ["a guardian", { role: "guardian", contact_id: "C-1" }],
    ["a student", { role: "student", student_id: "R-1" }],
    ["staff of another school", { role: "staff", sites: ["201"] }],
  ])("where the roster decides, to %s", async (_who, claims) => {
    const token = await sign(roster, { sub: `same ${claims.role}`, ...claims });
    const nobody = await costOf("R-9", token);
    expect([nobody.status, nobody.calls]).toEqual([404, []]);
    expect(nobody.statements.length).toBeGreaterThan(0);
    for (const id of ["R-2", "r-1", "R-1 ", "R-%", "R-_"]) expect(await costOf(id, token)).toEqual(nobody);
  });

  it("and no sign in a search stands for all of them", async () => {
    const token = await sign(roster, { role: "staff", sites: ["*"] });
    expect((await viewer("/students?q=ejemplo", token)).body.items).toHaveLength(1);
    for (const q of ["%%", "__", "**", "_jemplo", "%plo", "' OR 1=1", "\0\0", ".*"])
      expect((await viewer(`/students?q=${encodeURIComponent(q)}`, token)).body.items).toEqual([]);
  });

  it("and nothing of a viewer's is left in a cache", async () => {
    const token = await sealedToken(oak, ["S-1001"], { sub: "cached" });
    const list = await viewer("/students/S-1001/reports", token);
    const answers = [
      list,
      await viewer("/session", token, { "if-none-match": "*" }),
      await viewer("/students/S-1002/reports", token),
      await call(list.body.reports[0].view, {
        headers: { "if-none-match": "*", "if-modified-since": "Tue, 01 Jan 2030 00:00:00 GMT" },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200]);
    for (const { headers } of answers) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect([headers.get("etag"), headers.get("last-modified")]).toEqual([null, null]);
    }
  });
});

describe("an address inside a network", () => {
  const PRIVATE = [
    [127, 0, 0, 1],
    [10, 1, 2, 3],
    [169, 254, 169, 254],
    [192, 168, 0, 1],
    [0, 0, 0, 0],
    [100, 64, 0, 1],
  ];

  it("is refused however it is spelled", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.oneof(fc.constantFrom(...PRIVATE), fc.array(octet, { minLength: 4, maxLength: 4 }));
    const part = fc.constantFrom(
      (value: number) => String(value),
      (value: number) => `0${value.toString(8)}`,
      (value: number) => `0x${value.toString(16)}`,
      (value: number) => `0X${value.toString(16).padStart(8, "0")}`,
    );
    const disguise = fc.constantFrom(
      (host: string) => host,
      (host: string) => `${host}.`,
      (host: string) => host.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
      (host: string) => host.replace(/[0-9]/, (digit) => `%3${digit}`),
      (host: string) => host.replaceAll(".", "。"),
      (host: string) => `caaspp-aws.ets.org@${host}`,
      (host: string) => `[::ffff:${host}]`,
    );
    const spelled = fc
      .tuple(
        address,
        fc.integer({ min: 1, max: 4 }),
        fc.array(part, { minLength: 4, maxLength: 4 }),
        disguise,
      )
      .map(([octets, parts, spellings, disguised]) => {
        const last = octets.slice(parts - 1).reduce((sum, value) => sum * 256 + value, 0);
        const values = [...octets.slice(0, parts - 1), last];
        return disguised(values.map((value, at) => spellings[at]?.(value)).join("."));
      });
    const scheme = fc.constantFrom("https://", "HTTPS:\\\\", "https:", "\thttps://");
    fc.assert(
      fc.property(
        scheme,
        spelled,
        fc.constantFrom("", "/", ":443/", "/x@caaspp-aws.ets.org"),
        (start, host, end) => {
          for (const hosts of ["public", ["*.ets.org", "*.amazonaws.com"]] as const)
            expect(judgeUrl(start + host + end, hosts, []).ok).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(HOSTILE_URLS)("is refused in every setting, and never called: %.60s", async (url) => {
    const answers: Answer[] = [];
    const called = await callsOf(async () => {
      const credentials = { apiUrl: url, ...ETS_CREDENTIALS };
      answers.push(await admin("POST", "/integrations/ets/101/test", credentials));
      answers.push(await admin("PUT", "/integrations/ets/101", credentials));
      const eschoolplus = { baseUrl: url, consumerKey: "OneRoster_X_1", consumerSecret: "not-real" };
      answers.push(await admin("PUT", "/integrations/eschoolplus", eschoolplus));
      answers.push(await admin("POST", "/integrations/eschoolplus/test", eschoolplus));
      const portal = { name: "X", origins: [PORTAL_ORIGIN], trust: "token", jwksUrl: url };
      answers.push(await admin("PUT", "/portals/hostile", portal));
      answers.push(await admin("PUT", "/notices/settings", { webhookUrl: url }));
    });
    expect(called).toEqual([]);
    for (const { status } of answers) expect([400, 422]).toContain(status);
  });

  it.each(["http://169.254.169.254", "https://[::1]", "https://ets.org@127.0.0.1", "https://x.ets.org:8443"])(
    "is not where a letter is fetched: %s",
    async (linkOrigin) => {
      await ets.faults({ reports: { linkOrigin } });
      const token = await sealedToken(oak, ["S-1001"], { sub: linkOrigin });
      const { reports } = (await viewer("/students/S-1001/reports", token)).body;
      // What would lead a browser there is not even listed.
      expect(new Set(reports.map((report: { format: string }) => report.format))).toEqual(new Set(["pdf"]));
      let answer: Answer | undefined;
      expect(await callsOf(async () => (answer = await call(reports[0].view)))).toEqual([]);
      expect(answer?.body.code).toBe("ETS001");
    },
  );
});

describe("who can write or read D1", () => {
  it("cannot let one portal sign with another's secret", async () => {
    const row = `SELECT sealed_secret FROM portal_keys WHERE portal = 'oak'`;
    await registerPortal("pine");
    await env.DB.prepare(`UPDATE portal_keys SET sealed_secret = (${row}) WHERE portal = 'pine'`).run();
    const answer = await viewer("/session", await sign({ ...oak, id: "pine" }));
    expect(answer.body.code).toBe("token_invalid");
  });

  it("cannot have a portal's secret sent to ETS as a key", async () => {
    await admin("PUT", "/sites/moved", { name: "Moved", kind: "school" });
    await saveEts(ets.apiUrl, "moved");
    const row = `SELECT sealed_secret FROM portal_keys WHERE portal = 'oak'`;
    await env.DB.prepare(`UPDATE ets_settings SET sealed_secret = (${row}) WHERE site = 'moved'`).run();
    const { username } = ETS_CREDENTIALS;
    const tested = await admin("POST", "/integrations/ets/moved/test", { apiUrl: ets.apiUrl, username });
    expect(tested.body.code).toBe("credentials_refused");
    expect((await ets.stats())["tokenCalls"]).toBe(0);
  });

  it("finds no secret there, and no cookie that opens anything", async () => {
    const cookie = await enter();
    const names = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
      name: string;
    }>();
    const tables = names.results.map(({ name }) => name).filter((name) => !/^(sqlite|_cf|d1)_/.test(name));
    const found = await env.DB.batch(tables.map((name) => env.DB.prepare(`SELECT * FROM ${name}`)));
    const everything = JSON.stringify(found.map(({ results }) => results));
    for (const secret of [oak.secret, ETS_CREDENTIALS.secretKey, cookie, env.ADMIN_TOKEN ?? ""])
      expect(everything).not.toContain(secret);
    const { results } = await env.DB.prepare("SELECT cookie_hash FROM admin_sessions").all<{
      cookie_hash: string;
    }>();
    const stolen = `__Host-scoreletter-admin=${results[0]?.cookie_hash}`;
    expect((await call("/admin/api/portals", { headers: { cookie: stolen } })).status).toBe(401);
  });
});

describe("a word of ETS's or a viewer's", () => {
  it("makes no other header, and no other kind of file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (word, language) => {
        const parsed = parseReportsAnswer(
          JSON.stringify([{ type: word, year: 2026, language, url: "https://a.b/" }]),
        );
        if (!parsed.ok || parsed.value[0] === undefined) return;
        expect(fileName(parsed.value[0])).toMatch(/^[A-Za-z0-9-]+\.pdf$/);
      }),
    );
  });

  it("makes no other line in the log", () => {
    const lines: unknown[] = [];
    vi.spyOn(console, "warn").mockImplementation((line) => void lines.push(line));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (reason) => {
        createLog({ request: "r" }).warn("refused", { reason });
        const line = String(lines.pop());
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual({ event: "refused", request: "r", reason });
      }),
    );
  });

  it("is logged neither with a secret nor with a student's", async () => {
    const lines: string[] = [];
    for (const kind of ["info", "warn", "error"] as const)
      vi.spyOn(console, kind).mockImplementation((line) => void lines.push(String(line)));
    const token = await sealedToken(oak, ["S-1001"], { sub: "logged" });
    const list = await viewer("/students/S-1001/reports", token);
    await ets.faults({ reports: { linkContainsSsid: true }, letters: { status: 500 } });
    await viewer("/students/S-1001/reports", token);
    await call(list.body.reports[0].view);
    await ets.faults({ reports: { body: "wrong-shape" } });
    await viewer("/students/S-1001/reports", token);
    await viewer("/session", `${token}x`, { "x-request-id": "forged-id" });
    await admin("POST", "/integrations/ets/101/test", {
      apiUrl: ets.apiUrl,
      username: "u",
      secretKey: "S3CRET-0000",
    });
    expect(lines.length).toBeGreaterThan(4);
    const logged = lines.join("\n");
    const names = STUDENTS.flatMap(({ ssid, name }) => [ssid ?? name, name]);
    const sealed = list.body.reports[0].view.split("/").at(-2);
    for (const secret of [
      ...names,
      oak.secret,
      ETS_CREDENTIALS.secretKey,
      "S3CRET",
      token,
      sealed,
      "forged-id",
      "X-Amz",
      "canary",
    ])
      expect(logged).not.toContain(secret);
  });
});

describe("an upstream that means harm", () => {
  const outgoing = createOutgoing(
    {
      hosts: { ets: [], letter: [], eschoolplus: [], jwks: [], access: [], webhook: [] },
      developmentOrigins: [ets.origin],
    },
    (input, init) => fetch(input, init),
  );
  let connections = 0;

  function ask(deadline: number) {
    const connection = {
      ...{ key: `harm ${connections++}`, apiUrl: ets.apiUrl, username: ETS_CREDENTIALS.username },
      secretKey: async () => ETS_CREDENTIALS.secretKey,
      tokens: { read: async () => null, write: async () => {} },
    };
    const deps = { outgoing, now: () => Date.now(), waitUntil: () => {}, deadline };
    return listReports(connection, "9000000101", deps);
  }

  it.each(["token", "reports"])("is not unpacked beyond a megabyte: its %s", async (target) => {
    await ets.faults({ [target]: { body: "bomb" } });
    const answer = await ask(Date.now() + 20_000);
    expect(answer).toMatchObject({ ok: false, code: "ETS001", reason: `${target}: too_large` });
  });

  it("is not listened to for longer than a viewer waits", async () => {
    await ets.faults({ reports: { body: "drip" } });
    const startedAt = Date.now();
    expect(await ask(startedAt + 1_500)).toMatchObject({ code: "ETS001", reason: "reports: timeout" });
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  it("sends no letter that unpacks beyond 50 MB", { timeout: 60_000 }, async () => {
    const token = await sealedToken(oak, ["S-1001"], { sub: "bomb" });
    const list = await viewer("/students/S-1001/reports", token);
    await ets.faults({ letters: { gzip: true, sizeBytes: 60_000_000 } });
    const response = await exports.default.fetch(list.body.reports[0].view);
    let received = 0;
    const read = async () => {
      for await (const chunk of response.body ?? []) received += chunk.byteLength;
    };
    await expect(read()).rejects.toThrow();
    expect(received).toBeLessThanOrEqual(50 * 1024 * 1024);
  });

  it("gets nothing past the readers of its answers, whatever JSON it sends", () => {
    const name = fc.constantFrom(
      "token",
      "expiresIn",
      "reportType",
      "year",
      "language",
      "url",
      "format",
      "data",
      "__proto__",
      "STUDENT_ID",
      "CONTACT_ID",
      "totalRecords",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(name, tie("tree"), { maxKeys: 6 }),
      ),
    }));
    const text = fc.oneof(
      tree.map((value) => JSON.stringify(value)),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (answer) => {
        const token = parseTokenAnswer(answer, 1_800_000_000);
        if (token.ok) {
          expect(token.value.token).toMatch(/^[\x21-\x7e]+$/);
          expect(Number.isFinite(token.value.lifetimeSeconds)).toBe(true);
        }
        const reports = parseReportsAnswer(answer);
        for (const { year, url, assessment } of reports.ok ? reports.value : []) {
          expect(year).toBeGreaterThanOrEqual(2000);
          expect(Math.max(url.length, assessment.word.length)).toBeLessThanOrEqual(8_000);
        }
        for (const resource of RESOURCE_NAMES) {
          const page = parsePage(resource, answer, null);
          if (page.ok) expect(page.keys).toHaveLength(page.rows.length);
        }
        expect(Object.prototype).not.toHaveProperty("token");
      }),
      { numRuns: 1_000 },
    );
  });
});

let handoffs = 0;

/** The cookie of an administrator who may do everything. */
async function enter(): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: `${ORIGIN}/admin`,
    exp: now + 50,
    jti: `handoff-${handoffs++}`,
    permissions: EVERYTHING,
  };
  const token = await sign(oak, claims, { typ: "admin+jwt" });
  const answer = await call("/admin/enter", { method: "POST", body: new URLSearchParams({ token }) });
  const cookie = /^__Host-scoreletter-admin=([\w-]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  if (cookie === undefined) throw new Error(answer.text);
  return cookie;
}

describe("a page of another site, with an administrator's cookie", () => {
  const OTHERS: Record<string, string>[] = [
    {},
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "null" },
    { origin: `${ORIGIN}.evil.example` },
    { origin: `${ORIGIN}/` },
    { origin: PORTAL_ORIGIN },
    { referer: `${ORIGIN}/admin` },
    { "x-requested-with": "XMLHttpRequest", "content-type": "text/plain" },
  ];

  it("changes nothing, by the API or by a form", async () => {
    const cookie = `__Host-scoreletter-admin=${await enter()}`;
    const json = JSON.stringify({ name: "Taken", origins: [], trust: "token" });
    const form = new URLSearchParams({ id: "taken", name: "Taken", origins: "", trust: "token" }).toString();
    const asForm = { "content-type": "application/x-www-form-urlencoded" };
    const asJson = { "content-type": "application/json" };
    for (const headers of OTHERS) {
      const own = { cookie, ...headers };
      const answers = [
        await call("/admin/api/portals/taken", { method: "PUT", headers: { ...asJson, ...own }, body: json }),
        await call("/admin/api/portals/oak", { method: "DELETE", headers: own }),
        await call("/admin/integrations/portals", {
          method: "POST",
          headers: { ...asForm, ...own },
          body: form,
        }),
        await call("/admin/leave", { method: "POST", headers: own }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, expect.toSatisfy(isNoSuccess), 403]);
    }
    expect((await admin("GET", "/portals/taken")).status).toBe(404);
    const meant = { cookie, "sec-fetch-site": "same-origin", ...asJson };
    expect(
      (await call("/admin/api/portals/taken", { method: "PUT", headers: meant, body: json })).status,
    ).toBe(201);
  });

  it("reads nothing either", async () => {
    const cookie = `__Host-scoreletter-admin=${await enter()}`;
    for (const origin of ["https://evil.example", PORTAL_ORIGIN, "null"]) {
      const preflight = { origin, "access-control-request-method": "PUT" };
      const answers = [
        await call("/admin/api/portals", { headers: { cookie, origin } }),
        await call("/admin/api/portals/oak", { method: "OPTIONS", headers: preflight }),
        await call("/admin", { headers: { cookie, origin } }),
      ];
      for (const { headers } of answers)
        for (const name of headers.keys()) expect(name).not.toMatch(/^access-control-/);
    }
  });

  function isNoSuccess(status: number): boolean {
    return status >= 400 && status < 500;
  }
});

describe("every kind of page and answer", () => {
  const PUBLIC = ["/healthz", "/openapi.json", "/reference", "/admin/style.css", "/admin/progress.js"];

  it("is shown in nobody's frame", async () => {
    const cookie = `__Host-scoreletter-admin=${await enter()}`;
    const token = await sealedToken(oak, ["S-1001"], { sub: "framed" });
    const list = await viewer("/students/S-1001/reports", token);
    const html = { headers: { accept: "text/html" } };
    const answers = [
      ...(await Promise.all(PUBLIC.map((path) => call(path)))),
      ...(await Promise.all(
        ["/admin", "/admin/overview", "/admin/integrations/portals", "/admin/students"].map((path) =>
          call(path, { headers: { cookie } }),
        ),
      )),
      await call("/admin", html),
      await call("/v1/letters/x/view", html),
      await call(list.body.reports[0].view),
      await call("/nothing/here"),
      await call("/%ZZ"),
    ];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401, 400, 404]));
    for (const { headers } of answers) {
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("says the same whatever a request claims to have come through", async () => {
    const claims = {
      ...{ "x-forwarded-host": "evil.example", "x-host": "evil.example", forwarded: "host=evil.example" },
      ...{ "x-forwarded-proto": "gopher", "x-original-url": "/admin", "x-rewrite-url": "/admin" },
    };
    for (const path of PUBLIC) {
      const plain = await call(path);
      const claimed = await call(path, { headers: claims });
      expect([claimed.status, claimed.text]).toEqual([plain.status, plain.text]);
      expect(await call(new URL(path, "http://evil.example").href)).toMatchObject({ text: plain.text });
    }
    const token = await sealedToken(oak, ["S-1001"], { sub: "forwarded" });
    const { reports } = (await viewer("/students/S-1001/reports", token, claims)).body;
    for (const { view } of reports) expect(view.startsWith(`${ORIGIN}/v1/letters/`)).toBe(true);
  });
});
