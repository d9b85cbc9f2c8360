/**
 * The text of one answer, read into rows of ours. The envelope is read tolerantly, a row's key is not: one row that
 * cannot be told from another makes the whole page unreadable, as what follows would lose it.
 *
 * A night brings some hundred thousand rows, all alike: which property feeds which column is worked out for the first
 * row and again only for a row whose properties differ from those of the one before.
 */
import {
  type Field,
  keyOf,
  plainName,
  RESOURCES,
  type ResourceContract,
  ROWS_NAMES,
  TOTAL_NAMES,
} from "./contract.ts";
import type { Resource, Rows } from "./rows.ts";

export interface ParsedPage<R extends Resource> {
  ok: true;
  rows: Rows[R][];
  /** Of each row, in their order. */
  keys: string[];
  /** The number of all rows, where the server says it. */
  total: number | null;
}

export interface UnreadablePage {
  ok: false;
  code: "not_json" | "envelope_missing" | "key_missing";
  /** Never holds what was sent. */
  reason: string;
}

type Sent = Record<string, unknown>;

/** @param totalHeader the header that may say the number of all rows */
export function parsePage<R extends Resource>(
  resource: R,
  text: string,
  totalHeader: string | null,
): ParsedPage<R> | UnreadablePage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const what = /^\s*</.test(text) ? "HTML or XML" : text.trim() === "" ? "empty" : "not JSON";
    return { ok: false, code: "not_json", reason: `the answer is ${what}` };
  }
  const sent = rowsOf(resource, json);
  if (sent === null)
    return { ok: false, code: "envelope_missing", reason: "the answer holds no list of rows" };

  const readRow = rowReader(resource);
  const rows: Rows[R][] = [];
  const keys: string[] = [];
  for (const [index, entry] of sent.entries()) {
    const row = isRecord(entry) ? readRow(entry) : null;
    const missing = row === null ? "the fields" : missingKey(resource, row);
    if (row === null || missing !== undefined)
      return { ok: false, code: "key_missing", reason: `row ${index} lacks ${missing}` };
    rows.push(row);
    keys.push(keyOf(resource, row));
  }
  return { ok: true, rows, keys, total: totalOf(json, totalHeader) };
}

function rowsOf(resource: Resource, json: unknown): unknown[] | null {
  if (Array.isArray(json)) return json;
  if (!isRecord(json)) return null;
  for (const wanted of [...ROWS_NAMES, ...RESOURCES[resource].names].map(plainName)) {
    const found = Object.entries(json).find(
      ([sentName, value]) => Array.isArray(value) && plainName(sentName) === wanted,
    );
    if (Array.isArray(found?.[1])) return found[1];
  }
  return null;
}

function totalOf(json: unknown, header: string | null): number | null {
  const wanted = TOTAL_NAMES.map(plainName);
  const fields = isRecord(json) ? Object.entries(json) : [];
  for (const candidate of wanted) {
    const total = countOf(fields.find(([sentName]) => plainName(sentName) === candidate)?.[1]);
    if (total !== null) return total;
  }
  return countOf(header);
}

function countOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** The name of the key column that a row does not have, if there is one. */
function missingKey<R extends Resource>(resource: R, row: Rows[R]): string | undefined {
  const contract: ResourceContract<R> = RESOURCES[resource];
  const column = contract.key.find((candidate) => row[candidate] === null);
  return column === undefined ? undefined : contract.fields[column].parts[0]?.[0];
}

interface ColumnPlan {
  column: string;
  field: Field<unknown>;
  /** For each part of the column the properties of a sent row that may feed it, the preferred one first. */
  sources: string[][];
}

function rowReader<R extends Resource>(resource: R): (sent: Sent) => Rows[R] {
  const columns: [string, Field<unknown>][] = Object.entries(RESOURCES[resource].fields);
  const wanted = columns.map(([, field]) => field.parts.map((names) => names.map(plainName)));
  const plainNames = new Map<string, string>();
  let properties: string[] = [];
  let plan: ColumnPlan[] = [];

  function planFor(names: string[]): ColumnPlan[] {
    const byPlainName = Map.groupBy(names, (sentName) => {
      const known = plainNames.get(sentName) ?? plainName(sentName);
      plainNames.set(sentName, known);
      return known;
    });
    return columns.map(([column, field], index) => ({
      column,
      field,
      sources: (wanted[index] ?? []).map((part) => part.flatMap((alias) => byPlainName.get(alias) ?? [])),
    }));
  }

  return (sent) => {
    const own = Object.keys(sent);
    if (plan.length === 0 || !sameNames(own, properties)) {
      properties = own;
      plan = planFor(own);
    }
    const row: Record<string, unknown> = {};
    for (const { column, field, sources } of plan) row[column] = readColumn(sent, field, sources);
    return row as unknown as Rows[R]; // each column is read by its own field; the key is checked by the caller
  };
}

function sameNames(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((sentName, index) => sentName === right[index]);
}

function readColumn(sent: Sent, field: Field<unknown>, sources: string[][]): unknown {
  const [only] = sources;
  const value =
    sources.length === 1 && only !== undefined
      ? firstReadable(sent, field, only)
      : field.read(
          sources
            .map((names) => firstReadable(sent, field, names))
            .filter((part) => part !== null)
            .join(" "),
        );
  return value ?? field.absent ?? null;
}

function firstReadable(sent: Sent, field: Field<unknown>, names: string[]): unknown {
  for (const candidate of names) {
    const value = field.read(sent[candidate]);
    if (value !== null) return value;
  }
  return null;
}

function isRecord(value: unknown): value is Sent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
