/** Who gets into the admin side and what they reach there: every way in, every call, every kind of wrong person. */

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { importJWK, SignJWT } from "jose";
import { beforeAll, describe, expect, inject, it } from "vitest";
import worker from "../../src/worker/index.ts";
import type { EtsSettings } from "../../src/worker/integrations/ets-queries.ts";
import { etsState } from "../../src/worker/integrations/ets-state.ts";
import { isBlocked } from "../../src/worker/roster/block-queries.ts";
import { addStudent } from "./roster-rows.ts";
import {
  type Answer,
  admin,
  call,
  etsSimulator,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sealedToken,
  viewer,
} from "./world.ts";

const ets = etsSimulator("administrators");
const EVERYTHING = ["view", "manage_integrations", "view_students"].map((permission) => ({
  permission,
  sites: ["*"],
}));
let portal: Portal;

beforeAll(async () => {
  await ets.reset();
  for (const lea of ["lea-a", "lea-b"]) {
    await admin("PUT", `/sites/${lea}`, { name: lea, kind: "lea" });
    await admin("PUT", `/sites/school-of-${lea}`, { name: `School of ${lea}`, kind: "school", parent: lea });
    await saveEts(ets.apiUrl, lea);
  }
  await saveEts(ets.apiUrl);
  await addStudent({ id: "S-lea-a", lastName: "Ejemplo", school: "school-of-lea-a" });
  await admin("PUT", "/blocks/in-lea-a", { student: "S-lea-a", reason: "test" });
  portal = await registerPortal("handing", { adminHandoff: EVERYTHING });
});

interface Handoff {
  permissions?: unknown;
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
}

let handoffs = 0;

function handoff(
  from: Portal,
  { permissions = EVERYTHING, claims = {}, header = {} }: Handoff = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: from.id,
    aud: `${ORIGIN}/admin`,
    sub: "coordinator",
    jti: `j-${handoffs++}`,
    iat: now,
    exp: now + 60,
  };
  return new SignJWT({ ...all, permissions, ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "admin+jwt", ...header })
    .sign(new TextEncoder().encode(from.secret));
}

function enter(token: string): Promise<Answer> {
  return call("/admin/enter", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: PORTAL_ORIGIN,
      "sec-fetch-site": "cross-site",
    },
    body: new URLSearchParams({ token }).toString(),
  });
}

async function session(from: Portal, permissions?: unknown): Promise<Record<string, string>> {
  const answer = await enter(await handoff(from, permissions === undefined ? {} : { permissions }));
  if (answer.status !== 303) throw new Error(answer.text);
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, "sec-fetch-site": "same-origin" };
}

async function assertion(claims: Record<string, unknown> = {}): Promise<Record<string, string>> {
  const { domain, privateKey } = inject("access");
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: `http://${domain}`,
    aud: ["test-access-audience"],
    email: "ada@example.org",
    iat: now,
    exp: now + 600,
  };
  const token = await new SignJWT({ ...all, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "team" })
    .sign(await importJWK(privateKey, "RS256"));
  return { "cf-access-jwt-assertion": token, "sec-fetch-site": "same-origin" };
}

function as(headers: Record<string, string>, method: string, path: string, body?: unknown): Promise<Answer> {
  return call(`/admin/api${path}`, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe("a hand-off", () => {
  it("opens a session whose cookie belongs to this origin alone, and leads inside", async () => {
    const answer = await enter(await handoff(portal));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/admin"]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-scoreletter-admin=[\w-]{43}; /);
    for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=28800"])
      expect(cookie).toContain(part);
    const value = cookie.split(";")[0]?.split("=")[1] ?? "";
    expect(
      JSON.stringify((await env.DB.prepare("SELECT * FROM admin_sessions").all()).results),
    ).not.toContain(value);
  });

  it("is used once, even by two at the same moment", async () => {
    const token = await handoff(portal);
    const answers = await Promise.all([enter(token), enter(token), enter(token)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 401, 401]);
    expect((await enter(token)).body.code).toBe("not_authenticated");
  });

  it.each<[string, Handoff]>([
    ["for a viewer's audience", { claims: { aud: ORIGIN } }],
    ["for another deployment", { claims: { aud: "https://elsewhere.example/admin" } }],
    ["of another type", { header: { typ: "JWT" } }],
    ["without a type", { header: { typ: undefined } }],
    ["that lives longer than a minute", { claims: { exp: Math.floor(Date.now() / 1000) + 300 } }],
    ["that has ended", { claims: { iat: 1_700_000_000, exp: 1_700_000_060 } }],
    ["without an id", { claims: { jti: undefined } }],
    ["without a subject", { claims: { sub: undefined } }],
    ["without permissions", { claims: { permissions: undefined } }],
    ["with an unknown permission", { permissions: [{ permission: "everything", sites: ["*"] }] }],
  ])("is refused: one %s", async (_what, wrong) => {
    const answer = await enter(await handoff(portal, wrong));
    expect([answer.status, answer.body.code]).toEqual([401, "not_authenticated"]);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("is refused from a portal that may hand nobody over, and from a forger", async () => {
    const plain = await registerPortal("plain");
    expect((await enter(await handoff(plain))).status).toBe(401);
    expect((await enter(await handoff({ ...portal, secret: plain.secret }))).status).toBe(401);
    expect((await enter("x")).status).toBe(401);
    expect((await call("/admin/enter", { method: "POST", body: new URLSearchParams() })).body.code).toBe(
      "invalid_request",
    );
    expect((await call("/admin/enter")).status).toBe(404);
  });

  it("is no viewer token, and a viewer token is no hand-off", async () => {
    expect((await viewer("/session", await handoff(portal))).body.code).toBe("token_invalid");
    expect((await enter(await sealedToken(portal, ["S-1001"]))).status).toBe(401);
  });
});

describe("a session", () => {
  it("ends when it is left, when its time is over, when its portal loses its ceiling or is removed", async () => {
    const left = await session(portal);
    expect((await as(left, "GET", "/portals")).status).toBe(200);
    const leave = await call("/admin/leave", { method: "POST", headers: left });
    expect([leave.status, leave.headers.get("set-cookie")]).toEqual([
      303,
      expect.stringContaining("Max-Age=0"),
    ]);
    expect((await as(left, "GET", "/portals")).status).toBe(401);

    const old = await session(portal);
    await env.DB.prepare("UPDATE admin_sessions SET expires_at = ?")
      .bind(Date.now() - 1)
      .run();
    expect((await as(old, "GET", "/portals")).status).toBe(401);

    const other = await registerPortal("ceiling", { adminHandoff: EVERYTHING });
    const cut = await session(other);
    const settings = { name: "Ceiling", origins: [], trust: "token" };
    await admin("PUT", "/portals/ceiling", {
      ...settings,
      adminHandoff: [{ permission: "view", sites: ["lea-a"] }],
    });
    expect((await as(cut, "GET", "/portals")).status).toBe(403);
    expect((await as(cut, "GET", "/integrations/ets/lea-a")).status).toBe(200);
    expect((await as(cut, "GET", "/integrations/ets/lea-b")).status).toBe(404);
    await admin("DELETE", "/portals/ceiling");
    expect((await as(cut, "GET", "/integrations/ets/lea-a")).status).toBe(401);
  });

  it("ends with the key that signed its hand-off, and does not come back with a portal registered anew", async () => {
    const first = await registerPortal("renewed", { adminHandoff: EVERYTHING });
    const byFirst = await session(first);
    const second = await admin("POST", "/portals/renewed/keys");
    const bySecond = await session({ ...first, secret: second.body.secret });
    await admin("DELETE", `/portals/renewed/keys/${first.keyId}`);
    expect((await as(byFirst, "GET", "/portals")).status).toBe(401);
    expect((await as(bySecond, "GET", "/portals")).status).toBe(200);
    await admin("DELETE", "/portals/renewed");
    await registerPortal("renewed", { adminHandoff: EVERYTHING });
    expect((await as(bySecond, "GET", "/portals")).status).toBe(401);
  });

  it("is the last one's who entered, from a page of the portal alone", async () => {
    const token = await handoff(portal);
    const posted = (headers: Record<string, string>) =>
      call("/admin/enter", { method: "POST", headers, body: new URLSearchParams({ token }) });
    expect((await posted({ origin: "https://evil.example" })).status).toBe(401);
    const { cookie = "" } = await session(portal);
    expect((await posted({ origin: "null", cookie })).status).toBe(303);
    expect((await as({ cookie }, "GET", "/portals")).status).toBe(401);
    const broken = { "content-type": "multipart/form-data" };
    expect((await call("/admin/enter", { method: "POST", headers: broken, body: "x" })).body.code).toBe(
      "invalid_request",
    );
  });

  it("may be granted one site at a time", async () => {
    const sites = Array.from({ length: 20 }, (_, at) => ({ permission: "view", sites: [`site-${at}`] }));
    const many = await registerPortal("many", { adminHandoff: sites });
    const headers = await session(many, sites);
    expect((await as(headers, "GET", "/sites")).status).toBe(200);
    expect((await as(headers, "GET", "/integrations/log")).status).toBe(200);
  });

  it("that has ended does not keep out whom Access lets in", async () => {
    await admin("PUT", "/administrators/both@example.org", { permissions: EVERYTHING });
    const headers = {
      ...(await assertion({ email: "both@example.org" })),
      cookie: "__Host-scoreletter-admin=ended",
    };
    expect((await as(headers, "GET", "/portals")).status).toBe(200);
  });

  it("at one site cannot name the Workers secret of another", async () => {
    const headers = await session(portal, [{ permission: "manage_integrations", sites: ["lea-a"] }]);
    const body = { apiUrl: ets.apiUrl, username: "me", secretKeyFrom: "UPSTREAM_TEST_KEY" };
    await ets.reset();
    expect((await as(headers, "POST", "/integrations/ets/lea-a/test", body)).body.code).toBe("forbidden");
    expect((await as(headers, "PUT", "/integrations/ets/lea-a", body)).body.code).toBe("forbidden");
    expect((await ets.stats())["tokenCalls"]).toBe(0);
    expect((await admin("PUT", "/integrations/ets/lea-a", body)).status).toBe(200);
    const own = await as(headers, "PUT", "/integrations/ets/lea-a", { ...body, expiresOn: "2027-05-01" });
    expect(own.status).toBe(200);
    await saveEts(ets.apiUrl, "lea-a");
  });

  it("reaches the common part of what was handed over and what may be handed over", async () => {
    const ceiling = [{ permission: "view", sites: ["lea-a"] }];
    const narrow = await registerPortal("narrow", { adminHandoff: ceiling });
    const reach = async (sites: string[]) => {
      const headers = await session(narrow, [{ permission: "view", sites }]);
      const answers = await Promise.all(
        ["district", "lea-a", "school-of-lea-a", "lea-b"].map((site) =>
          as(headers, "GET", `/integrations/ets/${site}`),
        ),
      );
      return answers.map((answer) => answer.status);
    };
    expect(await reach(["*"])).toEqual([404, 200, 200, 404]);
    expect(await reach(["district"])).toEqual([404, 200, 200, 404]);
    expect(await reach(["school-of-lea-a"])).toEqual([404, 404, 200, 404]);
    expect(await reach(["lea-b"])).toEqual([404, 404, 404, 404]);
    expect(await reach([])).toEqual([404, 404, 404, 404]);
  });

  it("changes nothing for a page of another site", async () => {
    const { cookie = "" } = await session(portal);
    const body = { name: "Changed", kind: "district" };
    for (const headers of [
      { cookie },
      { cookie, "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      { cookie, "sec-fetch-site": "same-site", origin: "https://other.example.org" },
      { cookie, origin: "null" },
    ] as Record<string, string>[]) {
      expect((await as(headers, "PUT", "/sites/district", body)).body.code).toBe("forbidden");
    }
    expect((await as({ cookie, origin: ORIGIN }, "PUT", "/sites/district", body)).status).toBe(200);
    expect((await as({ cookie }, "GET", "/sites/district")).status).toBe(200);
  });
});

describe("Cloudflare Access", () => {
  it("lets in who is registered, in whatever case the address is written", async () => {
    await admin("PUT", "/administrators/Ada@Example.org", {
      permissions: [{ permission: "view", sites: ["*"] }],
    });
    expect((await admin("GET", "/administrators/ada@example.org")).body.email).toBe("ada@example.org");
    expect((await as(await assertion({ email: "ADA@example.org" }), "GET", "/portals")).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>]>([
    ["of another application", { aud: ["other"] }],
    ["of another team", { iss: "https://other.cloudflareaccess.com" }],
    ["that has ended", { exp: Math.floor(Date.now() / 1000) - 10 }],
    ["without an address", { email: undefined }],
    ["for somebody who is not registered", { email: "eve@example.org" }],
  ])("does not let in an assertion %s", async (_what, claims) => {
    expect((await as(await assertion(claims), "GET", "/portals")).status).toBe(401);
  });

  it("is not asked for its keys again and again because of forged assertions", async () => {
    const { domain } = inject("access");
    const asked = async () => (await (await fetch(`http://${domain}/asked`)).json<{ asked: number }>()).asked;
    await as(await assertion(), "GET", "/portals");
    const before = await asked();
    const { "cf-access-jwt-assertion": good = "" } = await assertion();
    const [, payload] = good.split(".");
    const header = btoa(JSON.stringify({ alg: "RS256", kid: "unknown" })).replaceAll("=", "");
    const forged = { "cf-access-jwt-assertion": `${header}.${payload}.AAAA` };
    for (let attempt = 0; attempt < 20; attempt++) {
      expect((await as(forged, "GET", "/portals")).status).toBe(401);
    }
    expect(await asked()).toBe(before);
  });

  it("also needs a change to come from our own pages", async () => {
    await admin("PUT", "/administrators/root@example.org", { permissions: EVERYTHING });
    const { "sec-fetch-site": _own, ...headers } = await assertion({ email: "root@example.org" });
    expect((await as(headers, "DELETE", "/administrators/nobody@example.org")).body.code).toBe("forbidden");
    const own = await assertion({ email: "root@example.org" });
    expect((await as(own, "DELETE", "/administrators/nobody@example.org")).body.code).toBe("not_found");
  });
});

describe("every call", () => {
  const ROUTES: [string, string, unknown, string, string | null, string?][] = [
    // method, path, body, permission, the site it is about (null: everything, "any": somewhere), what it needs besides
    ["GET", "/sites", undefined, "view", "any"],
    ["GET", "/sites/lea-a", undefined, "view", "lea-a"],
    ["PUT", "/sites/lea-a", { name: "lea-a", kind: "lea" }, "manage_integrations", null],
    ["DELETE", "/sites/lea-a", undefined, "manage_integrations", null],
    ["GET", "/integrations", undefined, "view", "any"],
    ["GET", "/integrations/ets/lea-a", undefined, "view", "lea-a"],
    ["POST", "/integrations/ets/lea-a/test", { apiUrl: "x", username: "x" }, "manage_integrations", "lea-a"],
    ["PUT", "/integrations/ets/lea-a", { apiUrl: "x", username: "x" }, "manage_integrations", "lea-a"],
    ["DELETE", "/integrations/ets/school-of-lea-a", undefined, "manage_integrations", "school-of-lea-a"],
    ["GET", "/integrations/eschoolplus", undefined, "view", null],
    ["PUT", "/integrations/eschoolplus", { baseUrl: "x", consumerKey: "x" }, "manage_integrations", null],
    ["DELETE", "/integrations/eschoolplus", undefined, "manage_integrations", null],
    ["POST", "/integrations/eschoolplus/test", undefined, "manage_integrations", null],
    ["GET", "/roster/runs", undefined, "view", null],
    ["POST", "/roster/runs", undefined, "manage_integrations", null],
    ["GET", "/roster/runs/none", undefined, "view", null],
    ["POST", "/roster/runs/none/approve", undefined, "manage_integrations", null],
    ["POST", "/roster/runs/none/discard", undefined, "manage_integrations", null],
    ["GET", "/roster/support", undefined, "view", null],
    ["GET", "/overview", undefined, "view", "any"],
    ["GET", "/integrations/log", undefined, "view", "any"],
    ["GET", "/integrations/log.csv", undefined, "view", "any"],
    ["GET", "/portals", undefined, "view", null],
    ["GET", "/portals/handing", undefined, "view", null],
    ["PUT", "/portals/x", { name: "X", origins: [], trust: "token" }, "manage_integrations", null],
    ["DELETE", "/portals/nowhere", undefined, "manage_integrations", null],
    ["POST", "/portals/nowhere/keys", undefined, "manage_integrations", null],
    ["DELETE", "/portals/nowhere/keys/k", undefined, "manage_integrations", null],
    ["GET", "/letters/log", undefined, "view_students", "any"],
    ["GET", "/letters/log.csv", undefined, "view_students", "any"],
    ["GET", "/administrators/ada@example.org", undefined, "manage_integrations", null],
    ["PUT", "/administrators/x@example.org", { permissions: [] }, "manage_integrations", null],
    ["DELETE", "/administrators/y@example.org", undefined, "manage_integrations", null],
    ["POST", "/vault/reseal", undefined, "manage_integrations", null],
    ["GET", "/notices", undefined, "view", null],
    ["GET", "/notices/settings", undefined, "view", null],
    ["PUT", "/notices/settings", {}, "manage_integrations", null],
    ["POST", "/notices/webhook-secret", undefined, "manage_integrations", null],
    ["GET", "/students?q=ejemplo", undefined, "view_students", "any"],
    ["GET", "/students/S-lea-a/preview", undefined, "view_students", "school-of-lea-a"],
    ["GET", "/students/S-lea-a/record", undefined, "view_students", "school-of-lea-a"],
    ["DELETE", "/students/S-none/record", undefined, "manage_integrations", null, "view_students"],
    ["GET", "/blocks", undefined, "view_students", "any"],
    ["PUT", "/blocks/b", { student: "S-lea-a", reason: "test" }, "view_students", "school-of-lea-a"],
    ["DELETE", "/blocks/in-lea-a", undefined, "view_students", "school-of-lea-a"],
  ];
  const isRefused = (answer: Answer) => ["not_authenticated", "forbidden"].includes(answer.body?.code);

  it.each(ROUTES)(
    "%s %s is for the right ones alone",
    async (method, path, body, permission, site, besides) => {
      const more = besides === undefined ? [] : [{ permission: besides, sites: ["*"] }];
      const grant = (name: string, sites: string[]) => [{ permission: name, sites }, ...more];
      const others = EVERYTHING.map((one) => one.permission).filter((name) => name !== permission);

      // From an address of its own: so many failures from one would be refused for that.
      const from = { "cf-connecting-ip": `${method} ${path}` };
      expect((await as(from, method, path, body)).status).toBe(401);
      const forged = { ...from, cookie: "__Host-scoreletter-admin=forged" };
      expect((await as(forged, method, path, body)).status).toBe(401);
      const without = await session(
        portal,
        others.flatMap((name) => grant(name, ["*"])),
      );
      expect((await as(without, method, path, body)).body?.code).toBe("forbidden");

      const inLeaA = await session(portal, grant(permission, ["lea-a"]));
      const inLeaB = await session(portal, grant(permission, ["lea-b"]));
      expect(isRefused(await as(inLeaA, method, path, body))).toBe(site === null);
      if (site === null)
        expect(["forbidden", "not_found"]).toContain((await as(inLeaB, method, path, body)).body?.code);
      else if (site !== "any") expect((await as(inLeaB, method, path, body)).body?.code).toBe("not_found");

      if (besides !== undefined) {
        const alone = await session(portal, [{ permission, sites: ["*"] }]);
        expect((await as(alone, method, path, body)).body?.code).toBe("forbidden");
      }
      const right = await session(portal, grant(permission, ["*"]));
      expect(isRefused(await as(right, method, path, body))).toBe(false);
      if (method !== "GET") {
        const { cookie = "" } = right;
        expect((await as({ cookie, origin: "https://evil.example" }, method, path, body)).body?.code).toBe(
          "forbidden",
        );
      }
    },
  );

  it("shows an LEA's administrator nothing of another LEA", async () => {
    const headers = await session(portal, [
      { permission: "view", sites: ["lea-a"] },
      { permission: "view_students", sites: ["lea-a"] },
    ]);
    const texts = await Promise.all(
      [
        "/sites",
        "/integrations",
        "/integrations/log?limit=200",
        "/integrations/log.csv",
        "/letters/log",
        "/blocks",
        "/students?q=lea",
      ].map(async (path) => (await as(headers, "GET", path)).text),
    );
    for (const text of texts) expect(text).not.toContain("lea-b");
    expect(texts[0]).toContain("school-of-lea-a");
    await admin("DELETE", "/integrations/ets/lea-a");
    const inherited = await as(headers, "GET", "/integrations/ets/lea-a");
    expect(inherited.body).toMatchObject({ source: "inherited", from: "district", username: null });
    await saveEts(ets.apiUrl, "lea-a");
  });
});

describe("a block", () => {
  it("withholds a student's letters from everybody at once: list, session and links made before", async () => {
    const token = await sealedToken(portal, ["S-1002", "S-1001"], { sub: "blocked" });
    const { view } = (await viewer("/students/S-1002/reports", token)).body.reports[0];
    const added = await admin("PUT", "/blocks/order-7", {
      student: "S-1002",
      contact: null,
      reason: "Court order 7",
    });
    expect([added.status, added.body]).toEqual([
      201,
      expect.objectContaining({ id: "order-7", student: "S-1002", contact: null, updatedBy: "admin-token" }),
    ]);

    const list = await viewer("/students/S-1002/reports", token);
    expect([list.status, list.body.code]).toEqual([403, "letters_withheld"]);
    expect((await viewer("/session?include=reports", token)).body.reports.error.code).toBe(
      "letters_withheld",
    );
    expect((await call(view)).body.code).toBe("letters_withheld");
    expect((await viewer("/students/S-1001/reports", token)).status).toBe(200);
    expect(list.text).not.toContain("Court order");

    expect((await admin("DELETE", "/blocks/order-7")).status).toBe(204);
    expect((await viewer("/students/S-1002/reports", token)).status).toBe(200);
    const { items } = (await admin("GET", "/integrations/log?limit=2")).body;
    expect(items.map((line: Record<string, string>) => [line["kind"], line["site"], line["action"]])).toEqual(
      [
        ["block", "order-7", "removed"],
        ["block", "order-7", "added"],
      ],
    );
  });

  it("for one contact leaves others their letters, and withholds them from whoever might be that contact", async () => {
    await admin("PUT", "/blocks/one", { student: "S-1002", contact: " C-77 ", reason: "x" });
    const other = await registerPortal("with-students", { roles: ["guardian", "student"] });
    const student = await sealedToken(other, ["S-1002"], { role: "student", sub: "self" });
    expect((await viewer("/students/S-1002/reports", student)).status).toBe(200);
    const guardian = await sealedToken(other, ["S-1002"], { sub: "some-guardian" });
    expect((await viewer("/students/S-1002/reports", guardian)).body.code).toBe("letters_withheld");
    expect(await isBlocked(drizzle(env.DB), "S-1002", ["C-1", "C-77"])).toBe(true);
    expect(await isBlocked(drizzle(env.DB), "S-1002", ["C-1"])).toBe(false);
    await admin("DELETE", "/blocks/one");
  });

  it("is for whoever may see its student; of a student whom nobody knows, for those who reach everything", async () => {
    const grant = (site: string) => [{ permission: "view_students", sites: [site] }];
    const [inLeaA, inLeaB, everywhere] = await Promise.all(
      ["lea-a", "lea-b", "*"].map((site) => session(portal, grant(site))),
    );
    if (!inLeaA || !inLeaB || !everywhere) throw new Error("no session");
    const put = (who: Record<string, string>, id: string, student: string) =>
      as(who, "PUT", `/blocks/${id}`, { student, reason: "test" });
    expect((await put(inLeaA, "reach", "S-lea-a")).status).toBe(201);
    const notTheirs = await put(inLeaB, "reach-b", "S-lea-a");
    const unknown = await put(inLeaB, "reach-b", "S-nobody");
    expect([notTheirs.status, notTheirs.text]).toEqual([404, unknown.text]);
    expect((await put(everywhere, "reach-nobody", "S-nobody")).status).toBe(201);

    const listed = async (who: Record<string, string>) =>
      (await as(who, "GET", "/blocks?limit=200")).body.items.map(({ id }: { id: string }) => id);
    expect(await listed(inLeaB)).toEqual([]);
    expect(await listed(inLeaA)).toContain("reach");
    expect(await listed(inLeaA)).not.toContain("reach-nobody");
    expect(await listed(everywhere)).toEqual(expect.arrayContaining(["reach", "reach-nobody"]));

    // To replace another site's block would be to lift it.
    await addStudent({ id: "S-lea-b", school: "school-of-lea-b" });
    expect((await put(inLeaB, "reach", "S-lea-b")).status).toBe(404);
    expect((await as(inLeaB, "DELETE", "/blocks/reach")).status).toBe(404);
    expect((await as(inLeaA, "DELETE", "/blocks/reach-nobody")).status).toBe(404);
    expect((await as(inLeaA, "DELETE", "/blocks/reach")).status).toBe(204);
    await admin("DELETE", "/blocks/reach-nobody");
  });

  it.each([{ student: "" }, { reason: "" }, { contact: 7 }, { until: "2027-01-01" }])(
    "is not set with %j",
    async (change) => {
      const answer = await admin("PUT", "/blocks/bad", { student: "S-1", reason: "x", ...change });
      expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    },
  );
});

describe("the morning's watch", () => {
  /** 06:17 and 07:17 in California, on a day with and a day without daylight saving. */
  const MORNINGS = ["2026-07-01T13:17:00Z", "2026-11-22T14:17:00Z"];

  async function runCron(at: string): Promise<void> {
    const context = createExecutionContext();
    await worker.scheduled(
      createScheduledController({ scheduledTime: new Date(at), cron: "17 * * * *" }),
      env,
      context,
    );
    await waitOnExecutionContext(context);
  }

  it("tries every saved credential once, and says which fails", async () => {
    await saveEts(ets.apiUrl, "lea-b", { secretKey: "WRONG-0000-NOT-REAL" });
    for (const morning of MORNINGS) {
      await ets.reset();
      await env.DB.prepare("UPDATE ets_settings SET last_test_at = ?")
        .bind(Date.parse(morning) - 86_400_000)
        .run();
      await runCron(morning);
      expect((await ets.stats())["tokenCalls"]).toBe(3);
    }
    const { items } = (await admin("GET", "/integrations")).body;
    const states = Object.fromEntries(
      items
        .filter((one: { kind: string }) => one.kind === "ets")
        .map((one: { site: string; state: string }) => [one.site, one.state]),
    );
    expect(states).toEqual({ district: "ok", "lea-a": "ok", "lea-b": "failing" });
    const log = (await admin("GET", "/integrations/log?limit=1")).body.items[0];
    expect(log).toMatchObject({ actor: "morning-watch", action: "tested" });
    await saveEts(ets.apiUrl, "lea-b");
  });

  it("leaves alone what was tried lately, makes up for a run that was missed, and sleeps from noon to six", async () => {
    const calls = async (at: string, triedHoursAgo: number) => {
      await ets.reset();
      const triedAt = Date.parse(at) - triedHoursAgo * 3_600_000;
      await env.DB.prepare("UPDATE ets_settings SET last_test_at = ?").bind(triedAt).run();
      await runCron(at);
      return (await ets.stats())["tokenCalls"];
    };
    expect(await calls("2026-11-22T15:17:00Z", 1)).toBe(0);
    expect(await calls("2026-11-22T17:17:00Z", 27)).toBe(3);
    expect(await calls("2026-11-22T21:17:00Z", 27)).toBe(0);
  });

  it("goes on when one site, or the job before it, fails", async () => {
    await env.DB.prepare("ALTER TABLE used_handoffs RENAME TO used_handoffs_away").run();
    await ets.reset();
    await env.DB.prepare("UPDATE ets_settings SET last_test_at = NULL").run();
    await runCron("2026-11-22T14:17:00Z");
    await env.DB.prepare("ALTER TABLE used_handoffs_away RENAME TO used_handoffs").run();
    expect((await ets.stats())["tokenCalls"]).toBe(3);
  });
});

describe("the state of an integration", () => {
  const now = Date.parse("2026-11-22T09:00:00Z");
  const settings = (change: Partial<EtsSettings>) =>
    ({ disabled: false, lastTestCode: null, expiresOn: null, ...change }) as EtsSettings;

  it.each<[string, EtsSettings | undefined]>([
    ["not_set_up", undefined],
    ["ok", settings({ expiresOn: "2026-12-31" })],
    ["ok", settings({ expiresOn: "2026-12-07" })],
    ["expiring", settings({ expiresOn: "2026-12-06" })],
    ["expiring", settings({ expiresOn: "2026-11-22" })],
    ["failing", settings({ expiresOn: "2026-11-21" })],
    ["failing", settings({ lastTestCode: "credentials_refused", expiresOn: "2026-12-31" })],
    ["ok", settings({ disabled: true })],
  ])("is %s", (state, one) => {
    expect(etsState(one, now)).toBe(state);
  });
});

describe("resealing", () => {
  it("puts everything under the newest key, and all of it still opens", async () => {
    const token = await sealedToken(portal, ["S-1001"], { sub: "reseals" });
    const before = (await viewer("/students/S-1001/reports", token)).body.reports[0].id;
    const answer = await admin("POST", "/vault/reseal");
    expect(answer.body).toMatchObject({ unreadable: 0 });
    expect(answer.body.resealed).toBeGreaterThan(3);
    const after = await viewer("/students/S-1001/reports", token);
    expect([after.status, after.body.reports[0].id]).toEqual([200, before]);
  });

  it("says what no key opens any more", async () => {
    await env.DB.prepare(
      "UPDATE portal_keys SET sealed_secret = 'v1.gone.AAAA' WHERE portal = 'narrow'",
    ).run();
    expect((await admin("POST", "/vault/reseal")).body.unreadable).toBe(1);
  });
});
