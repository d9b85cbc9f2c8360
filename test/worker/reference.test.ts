/**
 * What describes the service: `/openapi.json` as a document of OpenAPI 3.1, complete and coherent in itself, and the
 * page that is made from it. Rules: the OpenAPI Specification 3.1.0 and its JSON schema, as far as they apply here.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/worker/app.ts";
import { PROBLEMS } from "../../src/worker/problem.ts";
import { type Answer, call, ORIGIN } from "./world.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** JSON Schema 2020-12, "type". */
const TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"];

type Json = Record<string, unknown>;

interface Operation {
  where: string;
  path: string;
  method: string;
  operation: Json;
}

let document: Json;
let operations: Operation[];

beforeAll(async () => {
  document = (await call("/openapi.json")).body;
  operations = Object.entries(record(document["paths"])).flatMap(([path, item]) =>
    Object.entries(record(item)).map(([method, operation]) => ({
      where: `${method} ${path}`,
      ...{ path, method, operation: record(operation) },
    })),
  );
});

function record(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`no object: ${value}`);
  return value as Json;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** Every object in the document, with the way to it. */
function* objects(value: unknown, path: string[] = []): Generator<[path: string[], object: Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [name, part] of Object.entries(value)) yield* objects(part, [...path, name]);
}

/** Every schema: what stands where the specification wants one, and the schemas inside. */
function* schemas(): Generator<[where: string, schema: Json]> {
  const roots: [string, unknown][] = Object.entries(record(record(document["components"])["schemas"]));
  for (const { where, operation } of operations) {
    for (const parameter of list(operation["parameters"]))
      roots.push([`${where} ${parameter["name"]}`, parameter["schema"]]);
    const bodies = [operation["requestBody"], ...Object.values(record(operation["responses"]))];
    for (const body of bodies) {
      for (const [type, media] of Object.entries(record(record(body ?? {})["content"] ?? {})))
        roots.push([`${where} ${type}`, record(media)["schema"]]);
    }
  }
  for (const [where, schema] of roots) yield* within(where, record(schema));
}

function* within(where: string, schema: Json): Generator<[string, Json]> {
  yield [where, schema];
  for (const [name, property] of Object.entries(record(schema["properties"] ?? {})))
    yield* within(`${where}.${name}`, record(property));
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    for (const [index, part] of list(schema[keyword]).entries())
      yield* within(`${where} ${keyword} ${index}`, part);
  }
  if (schema["items"] !== undefined) yield* within(`${where}[]`, record(schema["items"]));
}

describe("openapi.json", () => {
  it("opens as a document of OpenAPI 3.1 must", () => {
    expect(document["openapi"]).toMatch(/^3\.1\.\d+$/);
    expect(document["info"]).toMatchObject({
      title: expect.stringMatching(/./),
      version: expect.stringMatching(/./),
    });
    expect(document["servers"]).toEqual([{ url: ORIGIN }]);
    const known = [
      "openapi",
      "info",
      "jsonSchemaDialect",
      "servers",
      "paths",
      "webhooks",
      "components",
      "security",
      "tags",
      "externalDocs",
    ];
    expect(Object.keys(document).filter((name) => !known.includes(name))).toEqual([]);
    for (const [path, item] of Object.entries(record(document["paths"]))) {
      expect(path).toMatch(/^\//);
      expect(Object.keys(record(item)).filter((name) => !METHODS.includes(name))).toEqual([]);
    }
    for (const names of Object.values(record(document["components"])).map((part) =>
      Object.keys(record(part)),
    ))
      for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
  });

  it("has every reference resolve to what is there", () => {
    const missing: string[] = [];
    let found = 0;
    for (const [path, { $ref }] of objects(document)) {
      if ($ref === undefined) continue;
      found++;
      const steps = String($ref).replace(/^#\//, "").split("/");
      const target = steps.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document);
      if (!String($ref).startsWith("#/") || target === undefined) missing.push(`${path.join("/")}: ${$ref}`);
    }
    expect([missing, found > 50]).toEqual([[], true]);
  });

  it("declares each parameter of a path, as required, and no other, and none twice", () => {
    for (const { where, path, operation } of operations) {
      const parameters = list(operation["parameters"]);
      const inPath = parameters.filter((parameter) => parameter["in"] === "path");
      const wanted = Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name]) => name);
      expect([where, inPath.map(({ name }) => name).toSorted()]).toEqual([where, wanted.toSorted()]);
      for (const { required } of inPath) expect([where, required]).toEqual([where, true]);
      for (const parameter of parameters) {
        expect(["path", "query", "header", "cookie"]).toContain(parameter["in"]);
        expect([where, parameter["schema"] ?? parameter["content"]]).not.toEqual([where, undefined]);
      }
      const names = parameters.map((parameter) => `${parameter["in"]} ${parameter["name"]}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("gives each call an id of its own, a summary, a tag, and a security that is described", () => {
    const ids = operations.map(({ operation }) => operation["operationId"]);
    expect(
      operations.filter(({ operation }) => !/^\w+$/.test(String(operation["operationId"] ?? ""))),
    ).toEqual([]);
    expect(ids.length).toBe(new Set(ids).size);
    const schemes = record(record(document["components"])["securitySchemes"]);
    for (const scheme of Object.values(schemes))
      expect(scheme).toMatchObject({ type: "http", scheme: "bearer" });
    for (const { where, operation } of operations) {
      expect([where, operation["summary"]]).toEqual([where, expect.stringMatching(/./)]);
      expect([where, operation["tags"]]).toEqual([where, [expect.stringMatching(/./)]]);
      for (const wanted of list(operation["security"]))
        for (const name of Object.keys(wanted)) expect(Object.keys(schemes)).toContain(name);
    }
  });

  it("describes each answer, and each body by its type", () => {
    for (const { where, method, operation } of operations) {
      const responses = Object.entries(record(operation["responses"]));
      expect([where, responses.some(([status]) => /^[23]/.test(status))]).toEqual([where, true]);
      for (const [status, response] of responses) {
        expect(status).toMatch(/^([1-5]\d\d|default)$/);
        expect([where, status, record(response)["description"]]).toEqual([
          where,
          status,
          expect.stringMatching(/./),
        ]);
      }
      if (["get", "head", "delete"].includes(method))
        expect([where, operation["requestBody"]]).toEqual([where, undefined]);
      const bodies = [operation["requestBody"], ...responses.map(([, response]) => response)].filter(Boolean);
      for (const media of bodies.flatMap((body) => Object.entries(record(record(body)["content"] ?? {})))) {
        expect(media[0]).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
        expect(record(media[1])["schema"]).toBeDefined();
      }
    }
  });

  it("has no schema that says nothing, and none that is not JSON Schema", () => {
    let count = 0;
    for (const [where, schema] of schemas()) {
      count++;
      expect([where, Object.keys(schema).length]).not.toEqual([where, 0]);
      const { type, $ref, anyOf, oneOf, allOf, description } = schema;
      // What may be anything says at least why.
      const said = [type, $ref, anyOf, oneOf, allOf, description];
      expect([where, said.some((one) => one !== undefined)]).toEqual([where, true]);
      for (const one of [type ?? []].flat())
        expect([where, TYPES.includes(String(one))]).toEqual([where, true]);
      if ([type].flat().includes("array")) expect([where, schema["items"]]).not.toEqual([where, undefined]);
      // A word of OpenAPI 3.0, which 3.1 does not know.
      expect([where, schema["nullable"]]).toEqual([where, undefined]);
      const properties = Object.keys(record(schema["properties"] ?? {}));
      const required: unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
      expect([where, required.filter((name) => !properties.includes(String(name)))]).toEqual([where, []]);
      if (typeof schema["pattern"] === "string") {
        const { pattern } = schema as { pattern: string };
        expect(() => new RegExp(pattern, "u")).not.toThrow();
        expect([where, pattern]).toEqual([where, expect.not.stringMatching(/\/[a-z]*$/)]);
      }
    }
    expect(count).toBeGreaterThan(200);
  });

  it("holds every route under /v1 and /admin/api, and no other", () => {
    const routes = app.routes
      .filter(({ method, path }) => method !== "ALL" && /^\/(v1|admin\/api)\//.test(path))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}")}`);
    expect(operations.map(({ where }) => where).toSorted()).toEqual([...new Set(routes)].toSorted());
    expect(routes.length).toBeGreaterThan(30);
  });

  it("names no error code that the service does not have", () => {
    for (const { where, operation } of operations) {
      for (const [status, response] of Object.entries(record(operation["responses"]))) {
        if (Number(status) < 400) continue;
        const codes = Array.from(
          String(record(response)["description"]).matchAll(/`(\w+)`/g),
          ([, code]) => code ?? "",
        );
        expect([where, status, codes.length > 0]).toEqual([where, status, true]);
        for (const code of codes)
          expect([where, code, Object.entries(PROBLEMS).find(([one]) => one === code)?.[1].status]).toEqual([
            where,
            code,
            Number(status),
          ]);
      }
    }
  });
});

describe("the reference", () => {
  let page: Answer;

  beforeAll(async () => {
    page = await call("/reference", { headers: { accept: "text/html" } });
  });

  it("is for everybody, without a script, and as strict as the other pages", () => {
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(page.headers.get("content-security-policy")).not.toMatch(/unsafe|script-src/);
    expect(page.text).not.toContain("<script");
  });

  it("has each call, each type, and each code of the document", () => {
    for (const { path, operation } of operations) {
      expect(page.text).toContain(`<article id="${operation["operationId"]}">`);
      expect(page.text).toContain(`<code>${path}</code>`);
    }
    for (const name of Object.keys(record(record(document["components"])["schemas"])))
      expect(page.text).toContain(`id="type-${name}"`);
    for (const code of Object.keys(PROBLEMS)) expect(page.text).toContain(`<code>${code}</code>`);
  });

  it("links to places that it has", () => {
    const targets = Array.from(page.text.matchAll(/href="#([^"]+)"/g), ([, id]) => id);
    expect(targets.filter((id) => !page.text.includes(`id="${id}"`))).toEqual([]);
    expect(targets.length).toBeGreaterThan(30);
    const ids = Array.from(page.text.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it("says what goes in and comes out, nested parts too", () => {
    expect(page.text).toContain(
      "<code>viewer.role</code></th><td>&quot;guardian&quot; or &quot;student&quot; or &quot;staff&quot;</td>",
    );
    expect(page.text).toContain('list of <a href="#type-Letter">Letter</a>');
    expect(page.text).toMatch(/<code>if-match<\/code><span class="hint">optional<\/span>/);
  });

  it("is asked for again, and then not sent twice", async () => {
    const tag = page.headers.get("etag") ?? "";
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect((await call("/reference", { headers: { "if-none-match": tag } })).status).toBe(304);
  });
});
