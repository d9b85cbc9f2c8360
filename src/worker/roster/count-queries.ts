/** SQL that counts the roster's rows, living and gone, for support. */
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import type { Database } from "../runtime.ts";
import { SHAPES } from "./shapes.ts";

export interface RowCount {
  living: number;
  gone: number;
}

/** @returns by the table's name */
export async function countRows(db: Database): Promise<Record<string, RowCount>> {
  const client = db.$client;
  const tables = RESOURCE_NAMES.map((resource) => SHAPES[resource].table);
  const counted = await client.batch<RowCount>(
    tables.map((table) =>
      client.prepare(`SELECT count(*) - count(gone_at) AS living, count(gone_at) AS gone FROM ${table}`),
    ),
  );
  return Object.fromEntries(
    tables.map((table, at) => [table, counted[at]?.results[0] ?? { living: 0, gone: 0 }]),
  );
}
