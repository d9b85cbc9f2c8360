/** The viewer API over HTTP: who is let in, what they see, and in which words they are refused. */
import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { remoteKeys } from "../../src/worker/net/remote-keys.ts";
import type { Runtime } from "../../src/worker/runtime.ts";
import {
  admin,
  call,
  etsSimulator,
  exchange,
  goodClaims,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sealedToken,
  sign,
  viewer,
  vouched,
} from "./world.ts";

const ets = etsSimulator("portal");
let portal: Portal;
let rosterPortal: Portal;

beforeAll(async () => {
  await admin("PUT", "/sites/101", { name: "Sample Creek Elementary School", kind: "school" });
  await admin("PUT", "/sites/201", { name: "Placeholder Middle School", kind: "school" });
  await saveEts(ets.apiUrl);
  portal = await registerPortal("willow");
  rosterPortal = await registerPortal("roster-portal", { trust: "roster" });
});
beforeEach(() => ets.reset());

describe("a viewer token is refused", () => {
  const now = () => Math.floor(Date.now() / 1000);

  it("as missing without one, with a challenge", async () => {
    const answer = await call("/v1/session");
    expect([answer.status, answer.body.code]).toEqual([401, "token_missing"]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(answer.body).sort()).toEqual(["code", "detail", "status", "title", "type"]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["token_expired", "expired beyond the skew", { iat: now() - 900, exp: now() - 61 }],
    ["token_invalid", "for another audience", { aud: "https://elsewhere.example" }],
    ["token_invalid", "without an audience", { aud: undefined }],
    ["token_invalid", "from an unknown issuer", { iss: "nobody" }],
    ["token_invalid", "without a subject", { sub: undefined }],
    ["token_invalid", "with an empty subject", { sub: "" }],
    ["token_invalid", "without iat", { iat: undefined }],
    ["token_invalid", "without exp", { exp: undefined }],
    ["token_invalid", "that lives too long", { exp: now() + 16 * 60 }],
    ["token_invalid", "that was issued in the future", { iat: now() + 120, exp: now() + 300 }],
    ["token_invalid", "that ends before it begins", { iat: now() + 30, exp: now() + 20 }],
    ["token_invalid", "that is not yet valid", { nbf: now() + 120 }],
    ["token_invalid", "without a role", { role: undefined }],
    ["token_invalid", "with an unknown role", { role: "principal" }],
    ["token_invalid", "with students outside an exchange", { students: vouched("S-1001") }],
  ])("as %s: one %s", async (code, _what, claims) => {
    const answer = await viewer("/session", await sign(portal, claims));
    expect([answer.status, answer.body.code]).toEqual([401, code]);
  });

  it.each([
    ["within the skew after its end", { iat: now() - 600, exp: now() - 30 }],
    ["issued within the skew ahead", { iat: now() + 30, exp: now() + 300 }],
    ["with a list of audiences", { aud: ["https://elsewhere.example", ORIGIN] }],
  ])("but not one %s", async (_what, claims) => {
    expect((await viewer("/session", await sign(portal, claims))).status).toBe(200);
  });

  it.each([
    "x",
    "a.b.c",
    "..",
    "sealed.",
    "sealed.v1.new.AAAA",
    `sealed.v1.nokey.${"A".repeat(60)}`,
    "e30.e30.e30",
  ])("as invalid: %j", async (token) => {
    const answer = await viewer("/session", token);
    expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
  });

  it("as invalid when another portal's key signed it", async () => {
    const forged = await sign({ ...portal, secret: rosterPortal.secret });
    expect((await viewer("/session", forged)).body.code).toBe("token_invalid");
  });

  it("as invalid without a signature", async () => {
    const encode = (part: unknown) => btoa(JSON.stringify(part)).replaceAll("=", "");
    const unsigned = `${encode({ alg: "none" })}.${encode(goodClaims(portal))}.`;
    expect((await viewer("/session", unsigned)).body.code).toBe("token_invalid");
  });

  it("with the same words whether the issuer is unknown or the signature wrong", async () => {
    const unknown = await viewer("/session", await sign({ ...portal, id: "nobody" }));
    const forged = await viewer("/session", await sign({ ...portal, secret: "x".repeat(43) }));
    expect(unknown.text).toBe(forged.text);
  });

  it("with a sentence for the developer once the signature is theirs", async () => {
    const answer = await viewer("/session", await sign(portal, { aud: "https://elsewhere.example" }));
    expect(answer.body.detail).toContain("`aud`");
  });

  it("when its key is retired, sealed ones too; other keys stay good", async () => {
    const other = await registerPortal("two-keys");
    const second = await admin("POST", "/portals/two-keys/keys");
    const sealed = await sealedToken(other, ["S-1001"]);
    expect((await viewer("/session", sealed)).status).toBe(200);
    await admin("DELETE", `/portals/two-keys/keys/${other.keyId}`);
    expect((await viewer("/session", await sign(other))).body.code).toBe("token_invalid");
    expect((await viewer("/session", sealed)).body.code).toBe("token_invalid");
    expect((await viewer("/session", await sign({ ...other, secret: second.body.secret }))).status).toBe(200);
  });

  it("after too many failures from one address, without more being said", async () => {
    const from = { "cf-connecting-ip": "198.51.100.7" };
    const answers = await Promise.all(Array.from({ length: 130 }, () => viewer("/session", "x", from)));
    const codes = new Set(answers.map((answer) => answer.body.code));
    expect(codes).toEqual(new Set(["token_invalid", "rate_limited"]));
    const limited = answers.find((answer) => answer.status === 429);
    expect(limited?.headers.get("retry-after")).toBe("60");
    // The school's other families, at the same address, are not limited.
    expect((await viewer("/session", await sign(portal), from)).status).toBe(200);
  });
});

describe("public keys", () => {
  async function publicKeyPortal(id: string, algorithm: string) {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: `${id}-key` };
    await registerPortal(id, { jwks: { keys: [jwk] } });
    return { pair, jwk };
  }

  it.each(["RS256", "ES256", "EdDSA"])(
    "let a token in that is signed with %s, with and without kid",
    async (algorithm) => {
      const id = `jwks-${algorithm}`;
      const { pair } = await publicKeyPortal(id, algorithm);
      for (const header of [{ alg: algorithm }, { alg: algorithm, kid: `${id}-key` }]) {
        const token = await new SignJWT(goodClaims({ id, secret: "", keyId: "" }))
          .setProtectedHeader(header)
          .sign(pair.privateKey);
        expect((await viewer("/session", token)).status).toBe(200);
      }
    },
  );

  it("do not serve as a shared secret", async () => {
    const id = "jwks-confused";
    const { jwk } = await publicKeyPortal(id, "RS256");
    for (const secret of [JSON.stringify(jwk), String(jwk.n)]) {
      const forged = await new SignJWT(goodClaims({ id, secret: "", keyId: "" }))
        .setProtectedHeader({ alg: "HS256", kid: `${id}-key` })
        .sign(new TextEncoder().encode(secret));
      expect((await viewer("/session", forged)).body.code).toBe("token_invalid");
    }
  });

  it("of the same kind are all tried when the token names none", async () => {
    const pairs = await Promise.all([1, 2].map(() => generateKeyPair("ES256", { extractable: true })));
    const keys = await Promise.all(pairs.map(({ publicKey }) => exportJWK(publicKey)));
    await registerPortal("jwks-two", { jwks: { keys } });
    for (const { privateKey } of pairs) {
      const token = await new SignJWT(goodClaims({ id: "jwks-two", secret: "", keyId: "" }))
        .setProtectedHeader({ alg: "ES256" })
        .sign(privateKey);
      expect((await viewer("/session", token)).status).toBe(200);
    }
  });
});

describe("public keys by URL", () => {
  const url = "https://portal.example.org/jwks";

  /** A runtime of its own clock, whose portal answers what `answers` says next; null is no answer at all. */
  function keyServer(answers: (string | null)[]) {
    const state = { now: 1_000_000_000_000, asked: 0 };
    const runtime = {
      now: () => state.now,
      waitUntil: () => {},
      log: { info() {}, warn() {}, error() {} },
      outgoing: {
        exchange: async () => {
          const text = answers[Math.min(state.asked++, answers.length - 1)];
          if (text == null) return { ok: false as const, reason: "timeout" as const };
          return { ok: true as const, value: { status: 200, headers: new Headers(), text } };
        },
      },
    } as unknown as Runtime;
    return { state, runtime };
  }

  async function keySetText() {
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    return JSON.stringify({ keys: [await exportJWK(publicKey)] });
  }

  it("are fetched once, and again when five minutes have passed", async () => {
    const { state, runtime } = keyServer([await keySetText()]);
    const first = await remoteKeys("jwks", `${url}/1`, runtime);
    expect(await remoteKeys("jwks", `${url}/1`, runtime)).toBe(first);
    expect(state.asked).toBe(1);
    state.now += 5 * 60_000;
    await remoteKeys("jwks", `${url}/1`, runtime);
    expect(state.asked).toBe(2);
  });

  it("are fetched again for a key that is not among them, but not more often than every half minute", async () => {
    const { state, runtime } = keyServer([await keySetText(), await keySetText()]);
    const first = await remoteKeys("jwks", `${url}/2`, runtime);
    if (first === null) throw new Error("no keys");
    expect(await remoteKeys("jwks", `${url}/2`, runtime, first)).toBe(first);
    expect(state.asked).toBe(1);
    state.now += 31_000;
    expect(await remoteKeys("jwks", `${url}/2`, runtime, first)).not.toBe(first);
    expect(state.asked).toBe(2);
  });

  it("go on counting for an hour while the portal does not answer, and it is not flooded", async () => {
    const { state, runtime } = keyServer([await keySetText(), null]);
    const first = await remoteKeys("jwks", `${url}/3`, runtime);
    state.now += 10 * 60_000;
    for (let ask = 0; ask < 10; ask++) expect(await remoteKeys("jwks", `${url}/3`, runtime)).toBe(first);
    expect(state.asked).toBe(2);
    state.now += 60 * 60_000;
    expect(await remoteKeys("jwks", `${url}/3`, runtime)).toBeNull();
  });

  it("that cannot be had are asked for once by many at the same moment, then not for half a minute", async () => {
    const { state, runtime } = keyServer([null]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => remoteKeys("jwks", `${url}/4`, runtime)),
    );
    expect(new Set(answers)).toEqual(new Set([null]));
    expect(await remoteKeys("jwks", `${url}/4`, runtime)).toBeNull();
    expect(state.asked).toBe(1);
  });

  it.each(["not json", "[]", '{"keys":7}', '{"keys":[{"kty":"oct","k":"AAAA"}]}'])(
    "that are none, like %s, are no keys",
    async (text) => {
      const { runtime } = keyServer([text]);
      const keys = await remoteKeys("jwks", `${url}/${text}`, runtime);
      if (keys !== null)
        await expect(keys({ alg: "HS256" }, { payload: "", signature: "" })).rejects.toThrow();
    },
  );

  it("that cannot be reached do not count against the school's address", async () => {
    await registerPortal("unreachable", { jwksUrl: "http://127.0.0.1:9/jwks" }).catch(() => {});
    await registerPortal("unreachable", { jwksUrl: "https://portal.invalid.example.org/jwks" });
    const { privateKey } = await generateKeyPair("ES256");
    const token = await new SignJWT(goodClaims({ id: "unreachable", secret: "", keyId: "" }))
      .setProtectedHeader({ alg: "ES256" })
      .sign(privateKey);
    const from = { "cf-connecting-ip": "198.51.100.20" };
    const answers = await Promise.all(Array.from({ length: 125 }, () => viewer("/session", token, from)));
    expect(new Set(answers.map((answer) => answer.body.code))).toEqual(new Set(["token_invalid"]));
  });
});

describe("the exchange", () => {
  it("gives a sealed token that ends with the JWT and hides every SSID", async () => {
    const exp = Math.floor(Date.now() / 1000) + 300;
    const answer = await exchange(await sign(portal, { exp, students: vouched("S-1001", "S-1002") }));
    expect(answer.status).toBe(200);
    expect(answer.body.expiresAt).toBe(new Date(exp * 1000).toISOString().replace(".000Z", ".000Z"));
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const bytes = answer.body.token.split(".").map((part: string) => {
      try {
        return atob(part.replaceAll("-", "+").replaceAll("_", "/"));
      } catch {
        return "";
      }
    });
    expect(bytes.join()).not.toContain("9000000101");
  });

  it("is refused to a browser", async () => {
    const jwt = await sign(portal, { students: vouched("S-1001") });
    const answer = await exchange(jwt, { origin: PORTAL_ORIGIN });
    expect([answer.status, answer.body.code]).toEqual([403, "origin_not_allowed"]);
  });

  it("is refused to a portal whose trust is the roster", async () => {
    const answer = await exchange(await sign(rosterPortal, { students: vouched("S-1001") }));
    expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
  });

  const student = vouched("S-1001")[0];
  it.each<[string, unknown]>([
    ["none", undefined],
    ["an empty list", []],
    ["21", Array.from({ length: 21 }, (_, index) => ({ ...student, id: String(index) }))],
    ["one without an id", [{ ...student, id: undefined }]],
    ["one without a name", [{ ...student, name: "" }]],
    ["one without a site", [{ ...student, site: undefined }]],
    ["a number for an SSID", [{ ...student, ssid: 9000000101 }]],
    ["the same id twice", [student, student]],
    ["a text", "S-1001"],
  ])("is refused for %s as students, naming the claim and not its value", async (_what, students) => {
    const answer = await exchange(await sign(portal, { students }));
    expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
    expect(answer.body.detail).toContain("students");
    expect(answer.text).not.toContain("9000000101");
  });

  it("needs the JWT itself, as such", async () => {
    const jwt = await sign(portal, { students: vouched("S-1001") });
    expect((await exchange(jwt, { "content-type": "application/json" })).body.code).toBe("invalid_request");
    expect((await exchange("")).body.code).toBe("token_missing");
    expect((await exchange("x".repeat(20_000))).body.code).toBe("too_large");
    expect((await exchange(`${jwt}\n`)).status).toBe(200);
  });
});

describe("the session", () => {
  it("shows a guardian the vouched students in the portal's order, with their schools", async () => {
    const answer = await viewer("/session", await sealedToken(portal, ["S-1001", "S-1002"]));
    expect(answer.body).toEqual({
      viewer: { role: "guardian" },
      students: [
        { id: "S-1001", name: "Ximena Ejemplo Núñez", grade: "4", school: "Sample Creek Elementary School" },
        { id: "S-1002", name: "Téo Ejemplo Núñez", grade: "8", school: "Placeholder Middle School" },
      ],
      instructions: null,
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("brings the first student's letters along when asked", async () => {
    const answer = await viewer("/session?include=reports", await sealedToken(portal, ["S-1002", "S-1001"]));
    expect(answer.body.reports.studentId).toBe("S-1002");
    expect(answer.body.reports.items.length).toBeGreaterThan(3);
  });

  it("does not fail when ETS does", async () => {
    await ets.faults({ reports: { status: 503 } });
    const token = await sealedToken(portal, ["S-1001"]);
    const answer = await viewer("/session?include=reports", token, { "accept-language": "es-MX,es;q=0.9" });
    expect(answer.status).toBe(200);
    expect(answer.body.reports.error.code).toBe("ETS001");
    expect(answer.body.reports.error.detail).toMatch(/^No se pudo .* ETS001$/);
  });

  it("refuses any other include", async () => {
    const answer = await viewer("/session?include=secrets", await sign(portal));
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
  });

  it("shows nobody to a JWT that vouches for nobody, and to a portal that relies on the roster", async () => {
    for (const token of [
      await sign(portal),
      await sign(rosterPortal, { contact_id: "C-1" }),
      await sign(rosterPortal, { contact_id: ["C-1", "C-2"] }),
      await sign(rosterPortal, { role: "student", student_id: "S-1001" }),
      await sign(rosterPortal, { role: "staff", sites: ["*"] }),
    ]) {
      const answer = await viewer("/session?include=reports", token);
      expect(answer.body.students).toEqual([]);
      expect(answer.body.reports).toBeUndefined();
      expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("student_not_found");
    }
  });

  it("tells a roster portal which claim it forgot", async () => {
    const answer = await viewer("/session", await sign(rosterPortal));
    expect(answer.body.code).toBe("token_invalid");
    expect(answer.body.detail).toContain("contact_id");
  });

  it("gives the district's instructions in the viewer's language, else in English", async () => {
    const instructions = { en: "Call us.", es: "Llámenos." };
    const told = await registerPortal("told", { instructions });
    const token = await sign(told);
    const inLanguage = async (language: string) =>
      (await viewer("/session", token, { "accept-language": language })).body.instructions;
    expect(await inLanguage("es-US")).toBe("Llámenos.");
    expect(await inLanguage("fr, es;q=0.5")).toBe("Llámenos.");
    expect(await inLanguage("ko")).toBe("Call us.");
  });

  it("is not for a portal whose widget is switched off", async () => {
    const off = await registerPortal("off");
    const sealed = await sealedToken(off, ["S-1001"]);
    await admin("PUT", "/portals/off", {
      name: "Off",
      origins: [PORTAL_ORIGIN],
      trust: "token",
      widgetEnabled: false,
    });
    for (const token of [await sign(off), sealed]) {
      const answer = await viewer("/session", token);
      expect([answer.status, answer.body.code]).toEqual([403, "portal_disabled"]);
    }
    expect((await exchange(await sign(off, { students: vouched("S-1001") }))).body.code).toBe(
      "portal_disabled",
    );
  });

  it("is not for a role that the portal is not registered for", async () => {
    const guardians = await registerPortal("guardians", { roles: ["guardian"] });
    expect((await viewer("/session", await sign(guardians, { role: "staff" }))).body.code).toBe(
      "token_invalid",
    );
  });

  it("allows 120 calls a minute per viewer", async () => {
    const token = await sign(portal, { sub: "busy" });
    const answers = await Promise.all(Array.from({ length: 125 }, () => viewer("/session", token)));
    const limited = answers.filter((answer) => answer.status === 429);
    expect(limited).toHaveLength(5);
    expect(limited[0]?.body.code).toBe("rate_limited");
    expect((await viewer("/session", await sign(portal, { sub: "calm" }))).status).toBe(200);
  });
});

describe("a student's letters", () => {
  it("come newest year first, named in the viewer's language, with links to us alone", async () => {
    const token = await sealedToken(portal, ["S-1001"]);
    const answer = await viewer("/students/S-1001/reports", token, { "accept-language": "es" });
    expect(answer.status).toBe(200);
    expect(answer.body.student).toEqual({
      id: "S-1001",
      name: "Ximena Ejemplo Núñez",
      grade: "4",
      school: "Sample Creek Elementary School",
    });
    const { reports } = answer.body;
    const years = reports.map((report: { year: number }) => report.year);
    expect(years).toEqual(years.toSorted((a: number, b: number) => b - a));
    expect(reports[0]).toMatchObject({
      assessment: { code: "CAASPP", name: "Inglés, matemáticas y ciencias (CAASPP)" },
      year: 2026,
      language: { code: "en", name: "English" },
      format: "pdf",
    });
    for (const report of reports) {
      expect(report.view.startsWith(`${ORIGIN}/v1/letters/`)).toBe(true);
      expect(report.download === null).toBe(report.format !== "pdf");
      expect(report.id).toMatch(/^[\w-]{22}$/);
    }
    const minutes = (Date.parse(reports[0].expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  it("never carry the SSID, the upstream's links or its token", async () => {
    const answer = await viewer("/students/S-1001/reports", await sealedToken(portal, ["S-1001"]));
    expect(answer.text).not.toContain("9000000101");
    expect(answer.text).not.toContain(ets.origin);
    expect(answer.text).not.toContain("X-Amz");
  });

  it("keep their ids from list to list, and share none with another student", async () => {
    const ids = async (student: string) => {
      const answer = await viewer(`/students/${student}/reports`, await sealedToken(portal, [student]));
      return answer.body.reports.map((report: { id: string }) => report.id);
    };
    const first = await ids("S-1001");
    expect(await ids("S-1001")).toEqual(first);
    expect(new Set([...first, ...(await ids("S-1002"))]).size).toBe(first.length + 4 + 1);
  });

  it("are not found for a student of another family and for one who does not exist, in the same words", async () => {
    const token = await sealedToken(portal, ["S-1001"]);
    const others = await viewer("/students/S-1002/reports", token);
    const nobodys = await viewer("/students/S-9999/reports", token);
    expect([others.status, others.body.code]).toEqual([404, "student_not_found"]);
    expect(others.text).toBe(nobodys.text);
  });

  it.each<[string, number, string, string, Record<string, unknown>]>([
    [
      "ETS001",
      502,
      "Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001",
      "is down",
      { reports: { status: 503 } },
    ],
    [
      "ETS002",
      502,
      "Could not connect to 3rd party integrations(s). Please contact your school admin. Error Code: ETS002",
      "refuses us",
      { reports: { status: 401 } },
    ],
    [
      "ETS003",
      404,
      "An error occurred while trying to connect to 3rd party integrations. Please contact your school admin. Error Code: ETS003",
      "does not know the student",
      { reports: { status: 404 } },
    ],
  ])("answer %s (%i) with %j when ETS %s", async (code, status, detail, _when, faults) => {
    await ets.faults(faults);
    const answer = await viewer("/students/S-1001/reports", await sealedToken(portal, ["S-1001"]));
    expect(answer.body).toMatchObject({ code, status, detail });
    expect(answer.status).toBe(status);
  });

  it("answer ETS003 for a student without an SSID, and with one that is none, while a sibling's come", async () => {
    const [sibling, ...odd] = [
      ...vouched("S-1001"),
      { id: "S-none", ssid: null, name: "No SSID", site: "101", grade: null },
      { id: "S-odd", ssid: "LOCAL-77", name: "Odd SSID", site: "101", grade: null },
    ];
    const answer = await exchange(await sign(portal, { students: [sibling, ...odd] }));
    const { token } = answer.body;
    for (const { id } of odd) {
      const reports = await viewer(`/students/${id}/reports`, token);
      expect([reports.status, reports.body.code]).toEqual([404, "ETS003"]);
    }
    expect((await viewer("/students/S-1001/reports", token)).status).toBe(200);
  });

  it("cost one token call for many viewers", async () => {
    await saveEts(ets.apiUrl);
    await ets.reset();
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, index) => sealedToken(portal, ["S-1001"], { sub: `parent-${index}` })),
    );
    const answers = await Promise.all(
      tokens.flatMap((token) => [1, 2].map(() => viewer("/students/S-1001/reports", token))),
    );
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(await ets.stats()).toMatchObject({ tokenCalls: 1, reportCalls: 100 });
  });

  it("leave out a page whose link would reveal the SSID", async () => {
    await ets.faults({ reports: { linkContainsSsid: true } });
    const answer = await viewer("/students/S-1001/reports", await sealedToken(portal, ["S-1001"]));
    const formats = new Set(answer.body.reports.map((report: { format: string }) => report.format));
    expect(formats).toEqual(new Set(["pdf"]));
  });
});

describe("settings of sites", () => {
  it("follow at once: switched off for a school, overridden, inherited again", async () => {
    const token = await sealedToken(portal, ["S-1001", "S-1002"], { sub: "follows" });
    const codeOf = async (student: string) =>
      (await viewer(`/students/${student}/reports`, token)).body.code ?? "letters";
    expect(await codeOf("S-1001")).toBe("letters");

    await admin("PUT", "/integrations/ets/101", { disabled: true });
    expect(await codeOf("S-1001")).toBe("not_configured");
    expect(await codeOf("S-1002")).toBe("letters");

    await saveEts(ets.apiUrl, "101", { secretKey: "WRONG-0000-NOT-REAL" });
    expect(await codeOf("S-1001")).toBe("ETS002");

    await admin("PUT", "/integrations/ets/101", {
      apiUrl: ets.apiUrl,
      username: "willow-example-vendor",
      secretKeyFrom: "UPSTREAM_TEST_KEY",
    });
    expect(await codeOf("S-1001")).toBe("letters");

    await admin("DELETE", "/integrations/ets/101");
    expect(await codeOf("S-1001")).toBe("letters");
  });

  it("hold for what lies below an LEA", async () => {
    await admin("PUT", "/sites/lea-1", { name: "Example LEA", kind: "lea" });
    await admin("PUT", "/sites/901", { name: "Far School", kind: "school", parent: "lea-1" });
    await admin("PUT", "/integrations/ets/lea-1", { disabled: true });
    const students = [{ ...vouched("S-1001")[0], site: "901" }];
    const { token } = (await exchange(await sign(portal, { students }))).body;
    expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("not_configured");
  });

  it("an old token never outlives a save", async () => {
    const token = await sealedToken(portal, ["S-1001"], { sub: "outlives" });
    expect((await viewer("/students/S-1001/reports", token)).status).toBe(200);
    await saveEts(ets.apiUrl, "district", { secretKey: "WRONG-0000-NOT-REAL" });
    expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("ETS002");
    await saveEts(ets.apiUrl);
    expect((await viewer("/students/S-1001/reports", token)).status).toBe(200);
    const { results } = await env.DB.prepare("SELECT version FROM ets_tokens").all();
    expect(results).toHaveLength(1);
  });

  it("limit a portal to the students of its sites", async () => {
    const limited = await registerPortal("limited", { sites: ["201"] });
    const token = await sealedToken(limited, ["S-1001", "S-1002"]);
    const session = await viewer("/session", token);
    expect(session.body.students.map((student: { id: string }) => student.id)).toEqual(["S-1002"]);
    expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("student_not_found");
  });
});

describe("staff", () => {
  it("get no list, but find vouched students by name or id, without case and accents", async () => {
    const token = await sealedToken(portal, ["S-1001", "S-1002", "S-1003"], { role: "staff", sites: ["*"] });
    expect((await viewer("/session?include=reports", token)).body.students).toEqual([]);
    const find = async (q: string) =>
      (await viewer(`/students?q=${encodeURIComponent(q)}`, token)).body.items?.map(
        (student: { id: string }) => student.id,
      );
    expect(await find("nunez")).toEqual(["S-1001", "S-1002"]);
    expect(await find("TÉO")).toEqual(["S-1002"]);
    expect(await find("mau thi")).toEqual(["S-1003"]);
    expect(await find("s-1003")).toEqual(["S-1003"]);
    expect(await find("%")).toBeUndefined();
    expect((await viewer("/students/S-1003/reports", token)).status).toBe(200);
  });

  it("are cut to the sites of their token", async () => {
    const token = await sealedToken(portal, ["S-1001", "S-1002"], { role: "staff", sites: ["201"] });
    const found = await viewer("/students?q=ejemplo", token);
    expect(found.body.items.map((student: { id: string }) => student.id)).toEqual(["S-1002"]);
    expect((await viewer("/students/S-1001/reports", token)).body.code).toBe("student_not_found");
  });

  it("must say which sites are theirs", async () => {
    const answer = await viewer("/session", await sign(portal, { role: "staff" }));
    expect([answer.body.code, answer.body.detail]).toEqual([
      "token_invalid",
      expect.stringContaining("sites"),
    ]);
  });

  it("alone may search, with two letters at least", async () => {
    expect((await viewer("/students?q=nunez", await sealedToken(portal, ["S-1001"]))).body.code).toBe(
      "forbidden",
    );
    const staff = await sealedToken(portal, ["S-1001"], { role: "staff", sites: ["*"] });
    expect((await viewer("/students?q=n", staff)).body.code).toBe("invalid_request");
    expect((await viewer("/students", staff)).body.code).toBe("invalid_request");
  });
});

describe("CORS", () => {
  const preflight = (origin: string) =>
    call("/v1/session", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
      },
    });

  it("answers a preflight for a registered portal's origin and for no other", async () => {
    const answer = await preflight(PORTAL_ORIGIN);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe(PORTAL_ORIGIN);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    for (const origin of ["https://evil.example", "null", "https://portal.example.org.evil.example"]) {
      expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("lets a token's own portal read answers and errors", async () => {
    const good = await viewer("/session", await sign(portal), { origin: PORTAL_ORIGIN });
    const bad = await viewer("/session", "x", { origin: PORTAL_ORIGIN });
    for (const answer of [good, bad]) {
      expect(answer.headers.get("access-control-allow-origin")).toBe(PORTAL_ORIGIN);
      expect(answer.headers.get("vary")).toContain("Origin");
    }
    expect([good.status, bad.status]).toEqual([200, 401]);
  });

  it("refuses a token on another portal's page, in a way that page can read", async () => {
    await registerPortal("neighbor", { origins: ["https://neighbor.example.org"] });
    const answer = await viewer("/session", await sign(portal), { origin: "https://neighbor.example.org" });
    expect([answer.status, answer.body.code]).toEqual([403, "origin_not_allowed"]);
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://neighbor.example.org");
  });

  it("lets a page read that the storage failed", async () => {
    await env.DB.prepare("ALTER TABLE portals RENAME TO portals_away").run();
    try {
      const token = await sign(portal);
      const answer = await viewer("/session", token, { origin: "https://new.example.org" });
      expect([answer.status, answer.body.code]).toEqual([503, "storage_unavailable"]);
      expect(answer.headers.get("access-control-allow-origin")).toBe("https://new.example.org");
    } finally {
      await env.DB.prepare("ALTER TABLE portals_away RENAME TO portals").run();
    }
  });

  it("refuses a token on an unknown page, in a way that page cannot read", async () => {
    const answer = await viewer("/session", await sign(portal), { origin: "https://evil.example" });
    expect([answer.status, answer.body.code]).toEqual([403, "origin_not_allowed"]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});
