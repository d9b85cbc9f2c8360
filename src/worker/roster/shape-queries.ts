/** Pieces of SQL about the resources' shapes: a row's key, a staged row's cells, a staged row beside the one it changes. */
import type { Resource } from "../eschoolplus/rows.ts";
import { SHAPES } from "./shapes.ts";

/** What joins the parts of a key, as in eschoolplus/contract.ts: U+001F, which no id holds. */
const KEY_SEPARATOR = "char(31)";

/** The columns that name a row of the resource's table. */
export function keyColumns(resource: Resource, alias: string): string[] {
  const { columns, keys } = SHAPES[resource];
  return columns.slice(0, keys).map((column) => `${alias}.${column}`);
}

/** The key of a row of the resource's table, as one text. */
export function keyOfTable(resource: Resource, alias: string): string {
  return keyColumns(resource, alias).join(` || ${KEY_SEPARATOR} || `);
}

/** One cell of the staged row `s`, by the name of its column. */
export function cellOf(resource: Resource, column: string): string {
  const index = SHAPES[resource].columns.indexOf(column);
  if (index < 0) throw new Error(`${resource} has no column ${column}`);
  return `(s.body->>${index})`; // the arrow binds no tighter than ||
}

/** The staged rows `s` of a run (?1), each beside the row `t` that it changes; `t` is empty for one that is new. */
export function stagedBeside(resource: Resource): string {
  const sameKey = keyColumns(resource, "t").map((column, index) => `${column} = s.body->>${index}`);
  return `roster_staged s LEFT JOIN ${SHAPES[resource].table} t ON ${sameKey.join(" AND ")}
    WHERE s.run = ?1 AND s.resource = '${resource}'`;
}

/** The staged row stands for one that has vanished. */
export const IS_GONE = "s.hash = ''";

/** The row `t` of the roster is a link by which letters are seen; false where there is no such row. */
export const OPENS_BEFORE = "(t.gone_at IS NULL AND t.web_access IS 1 AND t.type IS 'G')";

/** The staged link `s` is one by which letters are seen. */
export const OPENS_AFTER = `(s.hash <> '' AND ${cellOf("StudentContact", "web_access")} IS 1
  AND ${cellOf("StudentContact", "type")} IS 'G')`;

/**
 * The staged link `s` takes letters away because eSchoolPLUS says so: no web access any more, or the same contact is
 * linked otherwise now. A link that is simply not there any more says nothing.
 */
export const REVOKES_EXPLICITLY = `(${OPENS_BEFORE} AND NOT ${OPENS_AFTER} AND (s.hash <> '' OR EXISTS (
  SELECT 1 FROM roster_staged o WHERE o.run = s.run AND o.resource = s.resource AND o.hash <> ''
  AND o.key > t.student || ${KEY_SEPARATOR} || t.contact || ${KEY_SEPARATOR}
  AND o.key < t.student || ${KEY_SEPARATOR} || t.contact || char(32))))`;

/** The row `t` of the roster is a user-defined field that withholds letters, by the settings (bound: a JSON list). */
export function withholdsBefore(bound: string): string {
  return `(t.gone_at IS NULL AND ${meansWithheld(bound, (column) => `t.${column}`)})`;
}

/** The staged row `s` is such a field. */
export function withholdsAfter(bound: string): string {
  return `(NOT ${IS_GONE} AND ${meansWithheld(bound, (column) => cellOf("UDRegUser", column))})`;
}

function meansWithheld(bound: string, cell: (column: string) => string): string {
  return `EXISTS (SELECT 1 FROM json_each(${bound}) m
    WHERE m.value->>'screen' = ${cell("screen")} AND m.value->>'field' = ${cell("field")}
    AND lower(trim(m.value->>'value')) = lower(trim(${cell("value")})))`;
}
