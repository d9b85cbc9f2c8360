/**
 * The demo portal's promises, over HTTP as a browser or a Worker meets them. A stand-in Worker on another port
 * verifies the portal's JWT by itself.
 */

import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { LOGINS, STUDENTS } from "../../simulators/people.ts";
import { type DemoPortal, startDemoPortal } from "../../simulators/portal/server.ts";

const SECRET = "a-shared-secret-of-at-least-thirty-two-characters";
const NOW = new Date("2026-11-20T18:00:00Z");
const SSIDS = STUDENTS.flatMap(({ ssid }) => ssid ?? []);
const PAGES = [
  "/",
  "/attendance",
  "/grades",
  "/calendar",
  "/messages",
  "/assessments",
  "/simulate",
  "/nowhere",
];

interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let portal: DemoPortal;
let upstream: Server;
let upstreamOrigin: string;
let received: Received[];
let answer: { status: number; body: string };

beforeAll(async () => {
  // One server plays both the Worker's token exchange and the ETS simulator's control API.
  upstream = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    received.push({ method, url, headers, body });
    if (url === "/_control/faults") response.writeHead(204).end();
    else response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  upstreamOrigin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  // As in `npm start`: the portal is up first and learns of the Worker later.
  portal = await startDemoPortal({
    workerOrigin: "http://127.0.0.1:1",
    portalId: "mywillow",
    secret: "not-known-yet",
    etsControlOrigin: upstreamOrigin,
    now: () => NOW.getTime(),
  });
  portal.setWorker({ workerOrigin: `${upstreamOrigin}/`, secret: SECRET });
});

afterAll(async () => {
  await portal.close();
  upstream.closeAllConnections();
  upstream.close();
});

beforeEach(() => {
  received = [];
  answer = { status: 200, body: JSON.stringify({ token: "sealed", expiresAt: "2026-11-20T18:10:00Z" }) };
});

function get(path: string, headers: Record<string, string> = {}) {
  return fetch(portal.origin + path, { headers, redirect: "manual" });
}

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields);
  return fetch(portal.origin + path, {
    method: "POST",
    body,
    headers: { Origin: portal.origin, ...headers },
    redirect: "manual",
  });
}

async function signIn(username: string): Promise<string> {
  const response = await post("/login", { username, password: `demo-${username}` });
  expect(response.status).toBe(303);
  return sessionCookie(response);
}

function sessionCookie(response: Response): string {
  const cookie = response.headers.getSetCookie().find((each) => each.startsWith("mywillow_session="));
  return cookie?.split(";")[0] ?? "";
}

it("leads visitors without a session to the login, and back to the page they wanted", async () => {
  const refused = await get("/assessments");
  expect(refused.status).toBe(303);
  expect(refused.headers.get("location")).toBe("/login?next=/assessments");

  const fields = { username: " Parent ", password: "demo-parent" };
  expect((await post("/login", { ...fields, next: "/assessments" })).headers.get("location")).toBe(
    "/assessments",
  );
  for (const next of ["//evil.example", "https://evil.example/", "constructor", ""]) {
    expect((await post("/login", { ...fields, next })).headers.get("location")).toBe("/");
  }
});

it("keeps the session in an HttpOnly, SameSite=Lax cookie with a new id for every login", async () => {
  const response = await post("/login", { username: "parent", password: "demo-parent" });
  const cookie = response.headers.getSetCookie().find((each) => each.startsWith("mywillow_session="));
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(await signIn("parent")).not.toBe(sessionCookie(response));
});

it("answers a wrong password with 401, says so on the page, and keeps the user name but not the password", async () => {
  const response = await post("/login", { username: "parent<", password: "hunter-2" });
  const page = await response.text();
  expect(response.status).toBe(401);
  expect(page).toContain('role="alert"');
  expect(page).toContain('aria-invalid="true"');
  expect(page).toContain('value="parent&lt;"');
  expect(page).not.toContain("hunter-2");
  expect(sessionCookie(response)).toBe("");
});

it("names each field that was left empty, beside the field", async () => {
  const response = await post("/login", { username: "", password: "" });
  const page = await response.text();
  expect(response.status).toBe(422);
  expect(page).toContain('id="username-problem"');
  expect(page).toContain('id="password-problem"');
});

it("refuses forms that another site sends", async () => {
  const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  const cookie = await signIn("parent");
  expect((await post("/login", { username: "parent", password: "demo-parent" }, headers)).status).toBe(403);
  expect((await post("/logout", {}, { ...headers, Cookie: cookie })).status).toBe(403);
  expect((await post("/simulate", { fault: "down" }, headers)).status).toBe(403);
  expect((await get("/", { Cookie: cookie })).status).toBe(200);
});

it("signs out by POST only, and the old cookie is then worthless", async () => {
  const cookie = await signIn("parent");
  expect((await get("/logout", { Cookie: cookie })).status).toBe(404);
  expect((await post("/logout", {}, { Cookie: cookie })).headers.get("location")).toBe("/login");
  expect((await get("/", { Cookie: cookie })).status).toBe(303);
  expect((await get("/portal/score-token", { Cookie: cookie })).status).toBe(401);
});

it("embeds the widget by the one script tag of the embed contract, under a strict policy", async () => {
  const cookie = await signIn("parent");
  const response = await get("/assessments", { Cookie: cookie });
  const page = await response.text();
  expect(page).toContain(
    `<script src="${upstreamOrigin}/widget.js" data-token-url="/portal/score-token" data-lang="en" async></script>`,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(response.headers.get("content-security-policy")).toBe(
    `default-src 'none'; script-src ${upstreamOrigin}; connect-src 'self' ${upstreamOrigin}; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
});

it("runs no script on its other pages and has no inline style anywhere", async () => {
  const cookie = await signIn("parent");
  for (const path of PAGES) {
    const response = await get(path, { Cookie: cookie });
    const page = await response.text();
    expect(page, path).not.toMatch(/\sstyle="|<style|\son\w+="/);
    expect(response.headers.get("content-security-policy"), path).toContain("default-src 'none'");
    if (path !== "/assessments")
      expect(response.headers.get("content-security-policy")).not.toContain("script-src");
  }
});

it("follows the language switch in the page and in the widget, and remembers it", async () => {
  const cookie = await signIn("parent");
  const switched = await get("/assessments?lang=es", { Cookie: cookie });
  const page = await switched.text();
  expect(page).toContain('<html lang="es">');
  expect(page).toContain('data-lang="es"');
  expect(page).toContain("Evaluaciones estatales");

  const remembered = switched.headers.getSetCookie().find((each) => each.startsWith("mywillow_language="));
  const later = await get("/", { Cookie: `${cookie}; ${remembered?.split(";")[0]}` });
  expect(await later.text()).toContain('<html lang="es">');
  expect(await (await get("/login", { "Accept-Language": "es-MX,es;q=0.9" })).text()).toContain(
    '<html lang="es">',
  );
  expect(await (await get("/login?lang=xx")).text()).toContain('<html lang="en">');
});

it("gives no score token without a session", async () => {
  const response = await get("/portal/score-token");
  expect(response.status).toBe(401);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ code: "not_signed_in" });
  expect(received).toEqual([]);
});

it("vouches for a parent's children in a JWT that its server exchanges for a sealed token", async () => {
  const cookie = await signIn("parent");
  const response = await get("/portal/score-token", { Cookie: cookie });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ token: "sealed" });

  const call = received[0];
  expect(call).toMatchObject({ method: "POST", url: "/v1/viewer-tokens" });
  expect(call?.headers["content-type"]).toBe("application/jwt");
  expect(call?.headers).not.toHaveProperty("origin");
  expect(call?.headers).not.toHaveProperty("cookie");
  const { payload, protectedHeader } = await jwtVerify(call?.body ?? "", new TextEncoder().encode(SECRET), {
    issuer: "mywillow",
    audience: upstreamOrigin,
    currentDate: NOW,
  });
  expect(protectedHeader.alg).toBe("HS256");
  expect(payload).toEqual({
    iss: "mywillow",
    aud: upstreamOrigin,
    sub: expect.stringMatching(/^u-\d+$/),
    iat: NOW.getTime() / 1000,
    exp: NOW.getTime() / 1000 + 600,
    role: "guardian",
    students: [
      { id: "S-1001", ssid: "9000000101", name: "Ximena Ejemplo Núñez", site: "101", grade: "4" },
      { id: "S-1002", ssid: "9000000102", name: "Téo Ejemplo Núñez", site: "201", grade: "8" },
    ],
  });
});

it("says with trust roster only who is looking, in a JWT of its own", async () => {
  const { origin, close } = await startDemoPortal({
    ...{ workerOrigin: upstreamOrigin, portalId: "mywillow", secret: SECRET, trust: "roster" },
    now: () => NOW.getTime(),
  });
  const claimsOf = async (username: string) => {
    const form = new URLSearchParams({ username, password: `demo-${username}` });
    const login = await fetch(`${origin}/login`, {
      ...{ method: "POST", body: form, redirect: "manual" },
      headers: { Origin: origin },
    });
    const Cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { token } = await (await fetch(`${origin}/portal/score-token`, { headers: { Cookie } })).json();
    const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), { currentDate: NOW });
    const { iss: _iss, aud: _aud, sub: _sub, iat: _iat, exp: _exp, ...claims } = payload;
    return claims;
  };
  expect(await claimsOf("parent")).toEqual({ role: "guardian", contact_id: "C-2001" });
  expect(await claimsOf("student")).toEqual({ role: "student", student_id: "S-1003" });
  expect(await claimsOf("counselor")).toEqual({ role: "staff", sites: ["*"] });
  expect(received).toEqual([]);
  await close();
});

it("vouches for staff with all sites, and leaves out students who have no SSID yet", async () => {
  await get("/portal/score-token", { Cookie: await signIn("counselor") });
  const { payload } = await jwtVerify(received[0]?.body ?? "", new TextEncoder().encode(SECRET), {
    currentDate: NOW,
  });
  expect(payload).toMatchObject({ role: "staff", sites: ["*"] });
  const { students } = payload;
  expect(students).toHaveLength(SSIDS.length);
  expect(JSON.stringify(students)).not.toContain("null");
});

it("answers 502 with a code when the Worker refuses, babbles or is gone, and logs nothing of a student", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const cookie = await signIn("student");
  answer = { status: 401, body: JSON.stringify({ code: "token_invalid", detail: "9000000103" }) };
  const refused = await get("/portal/score-token", { Cookie: cookie });
  expect(refused.status).toBe(502);
  expect(await refused.json()).toEqual({ code: "worker_refused" });

  answer = { status: 200, body: "<html>" };
  const babbled = await get("/portal/score-token", { Cookie: cookie });
  expect(await babbled.json()).toEqual({ code: "worker_answer_unreadable" });

  portal.setWorker({ workerOrigin: "http://127.0.0.1:1" });
  const gone = await get("/portal/score-token", { Cookie: cookie });
  portal.setWorker({ workerOrigin: upstreamOrigin });
  expect(gone.status).toBe(502);
  expect(gone.headers.get("cache-control")).toBe("no-store");
  expect(await gone.json()).toEqual({ code: "worker_unreachable" });

  portal.setWorker({ secret: "" });
  const unsigned = await get("/portal/score-token", { Cookie: cookie });
  portal.setWorker({ secret: SECRET });
  expect(await unsigned.json()).toEqual({ code: "token_not_signed" });

  const logged = warn.mock.calls.flat().join(" ");
  warn.mockRestore();
  expect(logged).toContain("token_invalid");
  expect(logged).not.toMatch(/\d{10}|eyJ|sealed/);
});

it("lets no SSID into any page or token answer, for any login, in any language", async () => {
  expect(SSIDS.length).toBeGreaterThan(5);
  for (const { username } of LOGINS) {
    const cookie = await signIn(username);
    for (const path of ["/login", ...PAGES, "/portal/score-token"]) {
      for (const language of ["en", "es"]) {
        const page = await (await get(`${path}?lang=${language}`, { Cookie: cookie })).text();
        for (const ssid of SSIDS) expect(page.includes(ssid), `${ssid} in ${path}`).toBe(false);
      }
    }
  }
});

it("makes the ETS simulator fail and work again, and shows what is in force", async () => {
  const cookie = await signIn("parent");
  expect((await post("/simulate", { fault: "down" }, { Cookie: cookie })).status).toBe(303);
  // The control API merges: what an earlier choice left on has to go first.
  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "DELETE /_control/faults",
    "PUT /_control/faults",
  ]);
  expect(JSON.parse(received[1]?.body ?? "")).toEqual({
    token: { status: 503 },
    reports: { status: 503 },
    letters: { status: 503 },
  });
  expect(await (await get("/simulate")).text()).toMatch(/ETS is down <span class="tag">/);

  expect((await post("/simulate", { fault: "none" })).status).toBe(303);
  expect(received[2]).toMatchObject({ method: "DELETE", url: "/_control/faults" });
  expect((await post("/simulate", { fault: "constructor" })).status).toBe(422);
  expect(received).toHaveLength(3);
});
