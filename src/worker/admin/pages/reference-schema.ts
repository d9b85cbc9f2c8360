/**
 * What an OpenAPI document says, as a reader needs it: a schema's type in a few words with the named types in it, and
 * its properties as rows. Pure; knows nothing of this service.
 */
import type { ApiDocument } from "../../openapi.ts";

type Components = NonNullable<ApiDocument["components"]>;
export type Schema = NonNullable<Components["schemas"]>[string];
type PlainSchema = Exclude<Schema, { $ref: string }>;

/** A piece of a type: words, or the name of a type that is described elsewhere on the page. */
export type TypePiece = string | { named: string };

export interface PropertyRow {
  /** With the properties around it: `viewer.role`, `items[].id`. */
  path: string;
  type: TypePiece[];
  isRequired: boolean;
  description: string;
}

const SCHEMAS = "#/components/schemas/";

/** The name of the type that a schema refers to; undefined where it stands for itself. */
export function nameOf(schema: Schema): string | undefined {
  return "$ref" in schema ? schema.$ref.replace(SCHEMAS, "") : undefined;
}

/** "list of Site", "text, at most 64 characters", `"a" or "b"`. */
export function typeOf(schema: Schema): TypePiece[] {
  if ("$ref" in schema) return [{ named: schema.$ref.replace(SCHEMAS, "") }];
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return joined(either.map(typeOf), " or ");
  if (schema.enum !== undefined) return [schema.enum.map((value) => JSON.stringify(value)).join(" or ")];
  const types = [schema.type ?? []].flat();
  return joined(
    types.map((type) =>
      type === "array"
        ? ["list of ", ...(schema.items ? typeOf(schema.items) : ["anything"])]
        : [words(type, schema)],
    ),
    " or ",
  );
}

const TYPE_WORDS: Record<string, string> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};

const FORMAT_WORDS: Record<string, string> = {
  date: "date (YYYY-MM-DD)",
  "date-time": "time (RFC 3339, UTC)",
  uri: "URL",
  email: "e-mail address",
  binary: "bytes",
};

function words(type: string, { format, maxLength, minimum, maximum }: PlainSchema): string {
  const word = (type === "string" && format && FORMAT_WORDS[format]) || (TYPE_WORDS[type] ?? type);
  if (type === "string" && maxLength !== undefined) return `${word}, at most ${maxLength} characters`;
  const isNumber = type === "integer" || type === "number";
  if (
    isNumber &&
    typeof minimum === "number" &&
    typeof maximum === "number" &&
    maximum < Number.MAX_SAFE_INTEGER
  )
    return `${word}, ${minimum} to ${maximum}`;
  return word;
}

/** The shapes that a schema may have: one, or several of which a value is any. */
export function shapesOf(schema: Schema): PropertyRow[][] {
  if ("$ref" in schema) return [];
  const either = schema.anyOf ?? schema.oneOf ?? [schema];
  return either.map((shape) => rowsOf(shape, "")).filter((rows) => rows.length > 0);
}

function rowsOf(schema: Schema, prefix: string): PropertyRow[] {
  if ("$ref" in schema) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const row = {
      path,
      type: typeOf(property),
      isRequired: schema.required?.includes(name) ?? false,
      description: "$ref" in property ? "" : describe(property),
    };
    return [row, ...inner(property, path)];
  });
}

/** The properties of an object, or of a list's items, that has no name of its own. */
function inner(schema: Schema, path: string): PropertyRow[] {
  if ("$ref" in schema) return [];
  const either = schema.anyOf ?? schema.oneOf ?? [];
  if (either.length > 0) return either.flatMap((shape) => inner(shape, path));
  if (schema.items !== undefined) return inner(schema.items, `${path}[]`);
  return rowsOf(schema, `${path}.`);
}

function describe({ description = "", default: usual }: PlainSchema): string {
  const unlessGiven = usual === undefined ? "" : `Unless given: ${JSON.stringify(usual)}.`;
  return [description, unlessGiven].filter(Boolean).join(" ");
}

function joined(pieces: TypePiece[][], between: string): TypePiece[] {
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [between, ...piece]));
}
