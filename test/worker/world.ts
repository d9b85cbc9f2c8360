/**
 * The world around the Worker in its tests: an administrator with the bearer, a portal's server that signs tokens,
 * and the ETS simulator of the test file with its faults.
 */
import { env, exports } from "cloudflare:workers";
import { SignJWT } from "jose";
import { inject } from "vitest";
import { ETS_CREDENTIALS, STUDENTS } from "../../simulators/people.ts";

export const ORIGIN = env.PUBLIC_ORIGIN ?? "";
export const PORTAL_ORIGIN = "https://portal.example.org";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  body: any;
  text: string;
}

/** One request to the Worker, with its body read. */
export async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await exports.default.fetch(new URL(path, ORIGIN).href, { redirect: "manual", ...init });
  const text = new TextDecoder().decode(await response.arrayBuffer());
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== "" ? JSON.parse(text) : null,
    text,
  };
}

export function admin(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return call(`/admin/api${path}`, {
    method,
    headers: { authorization: `Bearer ${env.ADMIN_TOKEN}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export function viewer(path: string, token: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call(`/v1${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** The ETS simulator of a test file, and its switches. */
export function etsSimulator(name: string) {
  const origin = inject("etsOrigins")[name];
  if (origin === undefined) throw new Error(`vitest.config.ts starts no ETS simulator named ${name}`);
  const control = async (method: string, path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await fetch(`${origin}/_control/${path}`, { method, ...init });
    if (!response.ok) throw new Error(`control ${path}: ${await response.text()}`);
    return response.json<Record<string, number>>();
  };
  return {
    origin,
    apiUrl: `${origin}/api/v1/token`,
    faults: (faults: Record<string, unknown>) => control("PUT", "faults", faults),
    stats: () => control("GET", "stats"),
    revokeTokens: () => control("POST", "revoke-tokens"),
    credentials: (username: string, secretKey: string) =>
      control("PUT", "credentials", { username, secretKey }),
    settings: (settings: Record<string, unknown>) => control("PUT", "settings", settings),
    /** As it was at the start, its counts at zero. */
    async reset() {
      await control("DELETE", "faults");
      await control("PUT", "credentials", ETS_CREDENTIALS);
      await control("PUT", "settings", { tokenLifetimeSeconds: 1800, linkLifetimeSeconds: 1800, delayMs: 0 });
      await control("DELETE", "stats");
    },
  };
}

/** The eSchoolPLUS simulator of a test file, and its switches. */
export function eschoolplusSimulator(name: string) {
  const origin = inject("eschoolplusOrigins")[name];
  if (origin === undefined) throw new Error(`vitest.config.ts starts no eSchoolPLUS simulator named ${name}`);
  const control = async (method: string, path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await fetch(`${origin}/_control/${path}`, { method, ...init });
    if (!response.ok) throw new Error(`control ${path}: ${await response.text()}`);
    return response.text();
  };
  return {
    origin,
    baseUrl: `${origin}/plus360api/v1/demo/`,
    faults: (...faults: Record<string, unknown>[]) => control("PUT", "faults", { faults }),
    settings: (settings: Record<string, unknown>) => control("PUT", "settings", settings),
    district: (district: Record<string, unknown>) => control("PUT", "district", district),
    stats: async () => JSON.parse(await control("GET", "stats")),
    /** As it was at the start, its counts at zero. */
    async reset() {
      await control("DELETE", "faults");
      await control("DELETE", "settings");
      await control("DELETE", "stats");
    },
  };
}

/** Saves ETS settings for a site; every save also drops whatever token was remembered. */
export async function saveEts(
  apiUrl: string,
  site = "district",
  more: Record<string, unknown> = {},
): Promise<Answer> {
  return admin("PUT", `/integrations/ets/${site}`, { apiUrl, ...ETS_CREDENTIALS, ...more });
}

export interface Portal {
  id: string;
  secret: string;
  keyId: string;
}

/** Registers a portal and makes it a key. */
export async function registerPortal(id: string, settings: Record<string, unknown> = {}): Promise<Portal> {
  const registered = await admin("PUT", `/portals/${id}`, {
    name: `Portal ${id}`,
    origins: [PORTAL_ORIGIN],
    trust: "token",
    roles: ["guardian", "student", "staff"],
    ...settings,
  });
  if (registered.status > 201) throw new Error(registered.text);
  const key = await admin("POST", `/portals/${id}/keys`);
  return { id, secret: key.body.secret, keyId: key.body.keyId };
}

type Claims = Record<string, unknown>;

/** The claims of a good token; `undefined` leaves one out. */
export function goodClaims(portal: Portal, claims: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: portal.id,
    aud: ORIGIN,
    sub: "user-1",
    iat: now,
    exp: now + 600,
    role: "guardian",
    ...claims,
  };
}

export function sign(
  portal: Portal,
  claims: Claims = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(goodClaims(portal, claims))
    .setProtectedHeader({ alg: "HS256", ...header })
    .sign(new TextEncoder().encode(portal.secret));
}

/** Students of the demo as a portal vouches for them, in the order asked for. */
export function vouched(...ids: string[]) {
  const students = ids.flatMap((wanted) => STUDENTS.filter(({ id }) => id === wanted));
  return students.map(({ id, ssid, name, site, grade }) => ({ id, ssid, name, site, grade }));
}

export function exchange(jwt: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call("/v1/viewer-tokens", {
    method: "POST",
    headers: { "content-type": "application/jwt", ...headers },
    body: jwt,
  });
}

/** A sealed token for some students of the demo. */
export async function sealedToken(portal: Portal, students: string[], claims: Claims = {}): Promise<string> {
  const answer = await exchange(await sign(portal, { students: vouched(...students), ...claims }));
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.token;
}
