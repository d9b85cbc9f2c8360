/** Puts a page of rows into the form that the settings ask for. */

import { DATE_COLUMNS, FLAG_COLUMNS, type Resource, type Row, type Value } from "./resources.ts";
import type { Settings } from "./settings.ts";

export interface Page {
  resource: Resource;
  rows: Row[];
  total: number;
}

export interface WirePage {
  body: unknown;
  headers: Record<string, string>;
}

export function toWire({ resource, rows, total }: Page, settings: Settings): WirePage {
  const shaped = shapeRows(rows, settings);
  const headers: Record<string, string> =
    settings.total === "header" ? { "X-Total-Count": String(total) } : {};
  if (settings.rowsUnder === null) return { body: shaped, headers };
  const counts = {
    ...(settings.total === "header" || settings.total === "none" ? {} : { [settings.total]: total }),
    ...(settings.total === "totalRecords" ? { recordsThisPage: rows.length } : {}),
  };
  return { body: { ...counts, [envelopeOf(resource, settings)]: shaped }, headers };
}

function envelopeOf(resource: Resource, { rowsUnder, rowsUnderCase }: Settings): string {
  const name = nameOf(resource, rowsUnder ?? "data");
  switch (rowsUnderCase) {
    case "pascal":
      return name;
    case "camel":
      return name.charAt(0).toLowerCase() + name.slice(1);
    case "lower":
      return name.toLowerCase();
    case "upper":
      return name.toUpperCase();
  }
}

function nameOf(resource: Resource, rowsUnder: string): string {
  if (rowsUnder === "resource") return resource;
  if (rowsUnder === "resources") return `${resource}${resource.endsWith("s") ? "es" : "s"}`;
  return rowsUnder.charAt(0).toUpperCase() + rowsUnder.slice(1);
}

function shapeRows(rows: Row[], settings: Settings): Row[] {
  const { fieldNames, flags, dates, birthDates } = settings;
  if (fieldNames === "pascal" && flags === "letters" && dates === "iso" && birthDates) return rows;
  const names = new Map<string, string>();
  return rows.map((row) => {
    const shaped: Row = {};
    for (const [column, value] of Object.entries(row)) {
      if (!birthDates && column === "Birthdate") continue;
      let name = names.get(column);
      if (name === undefined) {
        name = rename(column, fieldNames);
        names.set(column, name);
      }
      shaped[name] = shapeValue(column, value, settings);
    }
    return shaped;
  });
}

/** PascalCase to the other styles. */
function rename(column: string, style: Settings["fieldNames"]): string {
  switch (style) {
    case "pascal":
      return column;
    case "camel":
      return column.charAt(0).toLowerCase() + column.slice(1);
    case "upper-snake":
      return column.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
    case "spaced":
      return column.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  }
}

/** What is not a flag or a date, or does not look like one, stays as it is. */
function shapeValue(column: string, value: Value, { flags, dates }: Settings): Value {
  if (FLAG_COLUMNS.has(column) && (value === "Y" || value === "N")) {
    if (flags === "booleans") return value === "Y";
    return flags === "numbers" ? Number(value === "Y") : value;
  }
  if (DATE_COLUMNS.has(column) && typeof value === "string") {
    if (dates === "us") return value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$2/$3/$1");
    return dates === "iso-datetime" ? value.replace(/^\d{4}-\d\d-\d\d$/, "$&T00:00:00") : value;
  }
  return value;
}
