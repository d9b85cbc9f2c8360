/** Values for a schema of `/openapi.json`: of its form, or here and there anything but. */
import fc from "fast-check";

export type Json = Record<string, unknown>;

/** What has broken somebody's parser, log, database or spreadsheet before. */
export const HOSTILE_TEXTS = [
  "",
  " ",
  "\0",
  "a\r\nset-cookie: a=b",
  "\ud800",
  "\u202e\u2066",
  "＇ OR １=１",
  "' OR 1=1 --",
  '"); DROP TABLE portals; --',
  "%",
  "_",
  "*",
  "../../../etc/passwd",
  "..%2f..%2f",
  "=HYPERLINK(1)",
  "<script>alert(1)</script>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's
  "${7*7}{{7*7}}",
  "__proto__",
  "constructor",
  "NaN",
  "1e999",
  "-0",
  "x".repeat(70),
  "é".repeat(5_000),
];

/** Where nobody's call should be sent. None of them is ever asked: each is refused by its form alone. */
export const HOSTILE_URLS = [
  "http://169.254.169.254/latest/meta-data/",
  "https://2130706433/",
  "https://0177.0.0.1/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://localhost/",
  "https://localhost./",
  "https://ets.org@127.0.0.1/",
  "https://caaspp-aws.ets.org:22/",
  "https://metadata.google.internal/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "//127.0.0.1/",
  `https://${"a".repeat(9_000)}.ets.org/`,
];

const hostileText = fc.constantFrom(...HOSTILE_TEXTS, ...HOSTILE_URLS);

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [[]], [{}]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}')),
);

export interface SchemaTools {
  /** The document's `components.schemas`. */
  components: Json;
  /** Of eight values, how many are not of the schema's form. */
  wild: 0 | 1;
  /** Values worth trying for a property or parameter of that name. */
  known(name: string): readonly unknown[];
}

/** Deeper than any body of ours; what refers to itself ends here. */
const MAX_DEPTH = 8;

/** @param name of the property or parameter */
export function fromSchema(schema: Json, tools: SchemaTools, name = "", depth = 0): fc.Arbitrary<unknown> {
  const known = tools.known(name);
  if (depth > MAX_DEPTH) return fc.constant(null);
  return fc.oneof(
    {
      weight: 7,
      arbitrary: known.length > 0 ? fc.constantFrom(...known) : wellFormed(schema, tools, name, depth),
    },
    { weight: tools.wild, arbitrary: hostile },
  );
}

function wellFormed(schema: Json, tools: SchemaTools, name: string, depth: number): fc.Arbitrary<unknown> {
  const inner = (part: unknown, of = name) => fromSchema(part as Json, tools, of, depth + 1);
  const reference = schema["$ref"];
  if (typeof reference === "string") return inner(tools.components[reference.split("/").at(-1) ?? ""]);
  for (const keyword of ["anyOf", "oneOf"]) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) return fc.oneof(...parts.map((part) => inner(part)));
  }
  if (Array.isArray(schema["allOf"])) {
    const parts = schema["allOf"].map((part) => inner(part));
    return fc.tuple(...parts).map((values) => Object.assign({}, ...values));
  }
  if ("const" in schema) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
  const types = [schema["type"]].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, tools, inner)));
}

function ofType(
  type: unknown,
  schema: Json,
  tools: SchemaTools,
  inner: (part: unknown, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  switch (type) {
    case "object": {
      const properties = Object.entries((schema["properties"] ?? {}) as Json);
      const required = (schema["required"] ?? []) as string[];
      const record = Object.fromEntries(properties.map(([name, part]) => [name, inner(part, name)]));
      const whole = fc.record(record, { requiredKeys: required.filter((name) => name in record) });
      const surprises = fc.dictionary(fc.constantFrom(...HOSTILE_TEXTS), hostile, { maxKeys: 2 });
      return fc.oneof(
        { weight: 7, arbitrary: whole },
        { weight: tools.wild, arbitrary: fc.tuple(whole, surprises).map(([a, b]) => ({ ...a, ...b })) },
      );
    }
    case "array":
      return fc.array(inner(schema["items"] ?? { type: "string" }), { maxLength: 4 });
    case "integer":
    case "number": {
      const number = (keyword: string, otherwise: number) => Number(schema[keyword] ?? otherwise);
      return fc.integer({ min: number("minimum", 1), max: Math.min(number("maximum", 1_000), 1_000) });
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return textOf(schema);
  }
}

function textOf(schema: Json): fc.Arbitrary<unknown> {
  switch (schema["format"]) {
    case "email":
      return fc.nat(99).map((number) => `person-${number}@example.org`);
    case "uri":
      return fc.constantFrom(...HOSTILE_URLS);
    case "date":
      return fc.constantFrom("2027-01-31", "2030-12-01");
  }
  const pattern = schema["pattern"];
  if (typeof pattern === "string") {
    return fc.stringMatching(new RegExp(pattern));
  }
  const minLength = Number(schema["minLength"] ?? 0);
  return fc.string({ minLength, maxLength: Math.min(Number(schema["maxLength"] ?? 60), 60) });
}
