/**
 * Every call of `/openapi.json`, and many that it does not name, with random and hostile input, from nobody, from a forger, from a
 * viewer and from an administrator. Whatever comes in: the answer is one that the document declares, comes soon, says
 * nothing of what must not be said, and a refusal has changed no row.
 *
 * `FUZZ_RUNS=1000` looks longer than the usual run does.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ETS_CREDENTIALS, STUDENTS } from "../../simulators/people.ts";
import { app } from "../../src/worker/app.ts";
import { apiDocument } from "../../src/worker/openapi.ts";
import { PROBLEMS } from "../../src/worker/problem.ts";
import { addStudent } from "../worker/roster-rows.ts";
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
  sign,
  viewer,
} from "../worker/world.ts";
import { fromSchema, HOSTILE_TEXTS, HOSTILE_URLS, type Json } from "./from-schema.ts";

/** Of each call, in the usual run. */
const RUNS = Number(env.FUZZ_RUNS ?? 5);

/** Nothing that is asked here takes a second; this is where we call it a hang. */
const HANG_MS = 10_000;

const TIMEOUT_MS = Math.max(60_000, RUNS * 1_000);

/** Whatever a viewer or a failed call does, only these tables may hear of it: the log, the figures, what is remembered. */
const OWN_AFFAIRS = ["letter_log", "letter_days", "ets_tokens", "deployment_secrets"];

const ets = etsSimulator("fuzz");
const document = apiDocument(app, ORIGIN) as unknown as Json;
const components = record(record(document["components"])["schemas"]);

interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; schema: Json }[];
  body: { type: string; schema: Json } | null;
  isSecured: boolean;
  /** The statuses it declares, each with the words of its description. */
  answers: Map<number, string>;
}

const operations: Operation[] = Object.entries(record(document["paths"])).flatMap(([path, item]) =>
  Object.entries(record(item)).map(([method, described]) => {
    const operation = record(described);
    const [body] = Object.entries(record(record(operation["requestBody"] ?? {})["content"] ?? {}));
    return {
      method: method.toUpperCase(),
      path,
      parameters: (operation["parameters"] ?? []) as Operation["parameters"],
      body: body === undefined ? null : { type: body[0], schema: record(record(body[1])["schema"] ?? {}) },
      isSecured: operation["security"] !== undefined,
      answers: new Map(
        Object.entries(record(operation["responses"])).map(([status, answer]) => [
          Number(status),
          String(record(answer)["description"]),
        ]),
      ),
    };
  }),
);

let portal: Portal;
let rosterPortal: Portal;
/** The sealed part of a letter's link. */
let link: string;
let secrets: string[];

beforeAll(async () => {
  await saveEts(ets.apiUrl);
  await admin("PUT", "/sites/101", { name: "School 101", kind: "school" });
  portal = await registerPortal("fuzz-token");
  rosterPortal = await registerPortal("fuzz-roster", { trust: "roster" });
  await putVictims();
  await addStudent({ id: "R-1", lastName: "Ejemplo", school: "101", ssid: "9000000101" });
  const listed = await viewer("/students/S-1001/reports", await sealedToken(portal, ["S-1001"]));
  link = listed.body.reports[0].view.split("/").at(-2);
  secrets = [
    ...STUDENTS.flatMap(({ ssid }) => ssid ?? []),
    ETS_CREDENTIALS.secretKey,
    portal.secret,
    rosterPortal.secret,
    env.ADMIN_TOKEN ?? "",
    ...(env.SEALING_KEYS ?? "").split(",").map((key) => key.split(":")[1] ?? ""),
  ];
});

/** What calls may change or remove. */
async function putVictims(): Promise<void> {
  await admin("PUT", "/sites/901", { name: "School 901", kind: "school" });
  await admin("PUT", "/portals/fuzz-victim", { name: "Victim", origins: [PORTAL_ORIGIN], trust: "roster" });
}

type Who = "nobody" | "forger" | "viewer" | "staff" | "administrator";

let people = 0;

/** As a person whom nobody has counted yet: the limits are for people, and tested elsewhere. */
async function headersOf(who: Who, forged: string): Promise<Record<string, string>> {
  const address = { "cf-connecting-ip": `fuzz ${people++}` };
  const bearer = (token: string) => ({ ...address, authorization: `Bearer ${token}` });
  const sub = `fuzz-${people}`;
  switch (who) {
    case "nobody":
      return address;
    case "forger":
      return {
        ...address,
        authorization: forged,
        cookie: `__Host-scoreletter-admin=${encodeURIComponent(forged)}`,
      };
    case "viewer":
      return bearer(await sealedToken(portal, ["S-1001"], { sub }));
    case "staff":
      return bearer(await sign(rosterPortal, { role: "staff", sites: ["*"], sub }));
    case "administrator":
      return bearer(env.ADMIN_TOKEN ?? "");
  }
}

function record(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("no object");
  return value as Json;
}

/** Names that exist. What changes something is pointed at what nobody else here needs. */
function known(name: string, isRead: boolean): readonly unknown[] {
  switch (name) {
    case "link":
      return [link, link, link, `${link}x`, link.replace(/.$/, "_"), link.replace("v1.new", "v1.old")];
    case "id":
      return isRead ? ["S-1001", "S-1002", "R-1", "101", "district", "fuzz-roster"] : ["fuzz-victim", "901"];
    case "site":
      return isRead ? ["101", "901", "district"] : ["901"];
    case "email":
      return ["ada@example.org", "grace@example.org"];
    case "keyId":
      return ["none", "x".repeat(64)];
    case "student":
      return ["R-1", "S-1001"];
    case "parent":
      return ["district", "101", "nowhere"];
    case "q":
      return ["ejemplo", "%%", "__", "a*", "R-1"];
    case "cursor":
      return ["1", "fuzz", "x".repeat(90)];
    case "origins":
      return [[PORTAL_ORIGIN], ["https://a.example.org", "https://b.example.org"], ["http://a.example.org"]];
    case "sites":
      return [["*"], ["101"], []];
    case "apiUrl":
      return [...HOSTILE_URLS.map(() => ets.apiUrl), ...HOSTILE_URLS];
    case "baseUrl":
      return HOSTILE_URLS;
    case "jwksUrl":
      return [...HOSTILE_URLS.map(() => null), ...HOSTILE_URLS];
    case "jwks":
      return [null, null, { keys: [] }, { keys: [{ kty: "oct", k: "AAAA" }] }];
    case "secretKey":
    case "username":
      return ["willow-example-vendor", "WRONG-0000-NOT-REAL"];
    case "secretKeyFrom":
    case "consumerSecretFrom":
      return ["UPSTREAM_TEST_KEY", "UPSTREAM_NONE", "ADMIN_TOKEN", "SEALING_KEYS"];
    case "expiresOn":
    case "pausedUntil":
      return ["2027-01-31", "2026-02-30", "soon"];
    default:
      return [];
  }
}

/** What a header can hold at all. */
const headerText = fc
  .oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: "binary", maxLength: 200 }))
  .map((text) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, "").trim());

/** Each of them now and then: a wrong one often decides the answer by itself. */
const oddHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    Object.fromEntries(
      Object.entries({
        accept: ["text/html", "*/*;q=0", "application/problem+json"],
        "accept-language": ["es", "zh-Hant;q=0.5, *", "-,;q=x"],
        origin: [PORTAL_ORIGIN, ORIGIN, "null", "https://evil.example"],
        range: ["bytes=0-", "bytes=5-9", "bytes=-0", "bytes=9-1", "bytes=0-0,5-9", "bytes=99999999-"],
        "if-match": ["*", '"x"', 'W/"x"'],
        "if-none-match": ["*", '"x"'],
        "x-forwarded-host": ["evil.example"],
        "x-http-method-override": ["DELETE", "PUT"],
        "x-request-id": ["evil.example"],
        "sec-fetch-site": ["cross-site", "same-origin"],
        "cf-access-jwt-assertion": ["x", "a.b.c"],
        "content-encoding": ["gzip", "br"],
      }).map(([name, texts]) => [
        name,
        fc.oneof(
          { weight: 8, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom(...texts) },
          { weight: 1, arbitrary: headerText },
        ),
      ]),
    ),
  )
  .map((headers) =>
    Object.fromEntries(
      Object.entries(headers).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
    ),
  );

interface Asked {
  who: Who;
  forged: string;
  headers: Record<string, string>;
  parameters: Record<string, unknown>;
  body: string;
  type: string;
}

function bodyText(value: unknown): string {
  // A lone surrogate cannot be sent: what arrives is what UTF-8 makes of it.
  return (typeof value === "string" ? value : JSON.stringify(value)).toWellFormed();
}

/** Half of them say nothing wrong, so that they get as far as there is to get. */
function asking(operation: Operation): fc.Arbitrary<Asked> {
  return fc.oneof(askingWith(operation, 0), askingWith(operation, 1));
}

function askingWith(operation: Operation, wild: 0 | 1): fc.Arbitrary<Asked> {
  const tools = { components, wild, known: (name: string) => known(name, operation.method === "GET") };
  const named = operation.parameters.filter((parameter) => parameter.in !== "header");
  const parameters = Object.fromEntries(
    named.map(({ name, schema }) => [name, fromSchema(schema, tools, name)]),
  );
  const requiredKeys = named.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  const json =
    operation.body === null ? fc.constant("") : fromSchema(operation.body.schema, tools).map(bodyText);
  return fc.record({
    who: fc.constantFrom<Who>("nobody", "forger", "viewer", "staff", "administrator", "administrator"),
    forged: fc.oneof(fc.constantFrom("Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer"), headerText),
    headers: oddHeaders,
    parameters: fc.record(parameters, { requiredKeys }),
    body: fc.oneof(
      { weight: 8, arbitrary: json },
      { weight: wild, arbitrary: fc.constantFrom("{", "[".repeat(50_000), `"${"x".repeat(120_000)}"`, "\0") },
    ),
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constant(operation.body?.type ?? "") },
      {
        weight: 1,
        arbitrary: fc.constantFrom("text/plain", "multipart/form-data", "application/json; charset=utf-16"),
      },
    ),
  });
}

/** The address asked for, and whether it still is the operation's: `..` and nothing lead elsewhere. */
function addressOf(
  { path, parameters }: Operation,
  given: Record<string, unknown>,
): { url: URL; isMeant: boolean } {
  const text = (value: unknown) =>
    (typeof value === "object" ? JSON.stringify(value) : String(value)).toWellFormed();
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(text(given[name])));
  const url = new URL(`${ORIGIN}${filled}`);
  const isMeant = url.pathname === filled && !/\/(\/|$)/.test(filled);
  for (const { name, in: where } of parameters)
    if (where === "query" && given[name] !== undefined) url.searchParams.append(name, text(given[name]));
  return { url, isMeant };
}

async function send(url: URL, method: string, headers: Record<string, string>, body: string | null) {
  const startedAt = Date.now();
  const answer = await call(url.href, { method, headers, ...(body === null ? {} : { body }) });
  expect(Date.now() - startedAt).toBeLessThan(HANG_MS);
  return answer;
}

/** What holds for any answer to anybody. */
function expectKindAnswer(answer: Answer): void {
  const { status, headers, text } = answer;
  expect(status).not.toBe(500);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  const everything = `${text}\n${[...headers].join("\n")}`;
  for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
  expect(everything).not.toMatch(/evil\.example|D1_ERROR|SQLITE|Failed query|src\/worker|canary|X-Amz/);
  if (status < 400 || headers.get("content-type")?.startsWith("text/html")) return;
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(Object.keys(answer.body).toSorted()).toEqual(["code", "detail", "status", "title", "type"]);
  const { code } = answer.body;
  expect(Object.keys(PROBLEMS)).toContain(code);
  expect(PROBLEMS[code as keyof typeof PROBLEMS].status).toBe(status);
}

let tables: string[] | undefined;

/** Everything that D1 holds, but for what viewers leave there by themselves. */
async function rows(): Promise<string> {
  tables ??= (
    await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>()
  ).results
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite|_cf|d1)_/.test(name) && !OWN_AFFAIRS.includes(name));
  const found = await env.DB.batch(tables.map((name) => env.DB.prepare(`SELECT * FROM ${name}`)));
  return JSON.stringify(found.map(({ results }) => results));
}

describe("whatever is sent to", () => {
  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    "%s, the answer is a declared one",
    { timeout: TIMEOUT_MS },
    async (_name, operation) => {
      await fc.assert(
        fc.asyncProperty(asking(operation), async ({ who, forged, headers, parameters, body, type }) => {
          const { url, isMeant } = addressOf(operation, parameters);
          const own = await headersOf(who, forged);
          const contentType = type === "" ? {} : { "content-type": type };
          const before = await rows();
          const answer = await send(
            url,
            operation.method,
            { ...headers, ...contentType, ...own },
            operation.body === null ? null : body,
          );
          expectKindAnswer(answer);
          const isRefused = answer.status >= 400;
          // A test of an integration leaves a line in the log, however it ends.
          const isTest = operation.path.endsWith("/test") && who === "administrator";
          if ((isRefused && !isTest) || operation.method === "GET") expect(await rows()).toBe(before);
          if (!isMeant) return;
          expect([...operation.answers.keys()]).toContain(answer.status);
          if (isRefused && answer.body !== null)
            expect(operation.answers.get(answer.status)).toContain(`\`${answer.body.code}\``);
          if (operation.isSecured && (who === "nobody" || who === "forger")) expect(isRefused).toBe(true);
          const isAdmins = operation.path.startsWith("/admin");
          if (isAdmins && who !== "administrator") expect([400, 401]).toContain(answer.status);
          if (operation.isSecured && !isAdmins && who === "administrator")
            expect([400, 401]).toContain(answer.status);
        }),
        { numRuns: RUNS },
      );
      await putVictims(); // for the next call
    },
  );
});

it("whatever else is asked for, by whatever method, is refused as kindly", {
  timeout: TIMEOUT_MS,
}, async () => {
  const part = fc.oneof(
    fc.constantFrom(
      "v1",
      "admin",
      "api",
      "session",
      "letters",
      "portals",
      "reference",
      "enter",
      "%2e%2e",
      "%00",
      "%ZZ",
    ),
    fc.constantFrom(...HOSTILE_TEXTS).map((text) => encodeURIComponent(text.toWellFormed())),
    fc.webPath(),
  );
  const wanted = fc.record({
    parts: fc.array(part, { maxLength: 6 }),
    method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"),
    who: fc.constantFrom<Who>("nobody", "forger", "viewer", "staff"),
    forged: headerText,
    headers: oddHeaders,
  });
  const before = await rows();
  await fc.assert(
    fc.asyncProperty(wanted, async ({ parts, method, who, forged, headers }) => {
      const url = new URL(`${ORIGIN}/${parts.join("/")}`);
      const own = await headersOf(who, forged);
      const answer = await send(url, method, { ...headers, ...own }, null);
      expect(answer.status).not.toBe(500);
      // These have no body to look at.
      if (method !== "HEAD" && method !== "OPTIONS") expectKindAnswer(answer);
    }),
    { numRuns: RUNS * 20 },
  );
  expect(await rows()).toBe(before);
});
