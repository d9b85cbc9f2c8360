/**
 * The plain ways of keeping the same tables, as peers of the pull: every row that is read is written, night for night.
 * They read with the pull's own client and make the same hashes, and do less: nothing is staged, judged or found missing.
 */
import { getTableColumns, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { readPage } from "../../src/worker/eschoolplus/client.ts";
import { RESOURCE_NAMES } from "../../src/worker/eschoolplus/contract.ts";
import type { Resource } from "../../src/worker/eschoolplus/rows.ts";
import { callToolsOf, eschoolConnectionOf } from "../../src/worker/integrations/eschoolplus-connection.ts";
import { findEschoolplusSettings } from "../../src/worker/integrations/eschoolplus-queries.ts";
import { SHAPES, type StagedRow, stagedRow } from "../../src/worker/roster/shapes.ts";
import * as tables from "../../src/worker/roster/tables.ts";
import type { Database, Runtime } from "../../src/worker/runtime.ts";
import type { Way } from "../pull-count.ts";

/** D1's limit. */
const PARAMETERS_PER_STATEMENT = 100;

const TABLES: Record<Resource, SQLiteTable> = {
  School: tables.schools,
  Student: tables.students,
  Contact: tables.contacts,
  ContactAddress: tables.addresses,
  ContactPhone: tables.phones,
  StudentContact: tables.links,
  UDRegUser: tables.userFields,
};

/** Empties the roster, so that the next load is a first one. */
export async function emptyRoster(db: Database): Promise<void> {
  const names = [...RESOURCE_NAMES.map((resource) => SHAPES[resource].table), "roster_student_words"];
  for (const name of names) await db.$client.prepare(`DELETE FROM ${name}`).run();
}

/** @returns rows read */
export async function loadPlainly(way: Way, runtime: Runtime): Promise<number> {
  const settings = await findEschoolplusSettings(runtime.db);
  const connection = settings === undefined ? null : await eschoolConnectionOf(settings, runtime);
  if (settings === undefined || connection === null) throw new Error("eSchoolPLUS is not set up.");
  let read = 0;
  for (const resource of RESOURCE_NAMES) {
    for (let offset = 0, total = 1; offset < total; ) {
      const page = await readPage(connection, resource, offset, callToolsOf(runtime));
      if (!page.ok) throw new Error(page.code);
      const rows = page.rows.map((row, index) => ({ row, key: page.keys[index] ?? "" }));
      const kept = rows.filter(
        ({ row }) =>
          !("screen" in row) ||
          settings.userFields.some(({ screen, field }) => screen === row.screen && field === row.field),
      );
      const staged = await Promise.all(kept.map(({ row, key }) => stagedRow(resource, key, row)));
      if (staged.length > 0) await WRITERS[way](runtime.db, resource, staged);
      offset += page.received;
      read += page.received;
      total = page.total ?? 0;
    }
  }
  return read;
}

const WRITERS: Record<Way, (db: Database, resource: Resource, rows: StagedRow[]) => Promise<unknown>> = {
  drizzle: (db, resource, rows) => {
    const table = TABLES[resource];
    const columns = Object.entries(getTableColumns(table));
    const places = new Map(SHAPES[resource].columns.map((column, place) => [column, place]));
    const values = rows.map(({ hash, cells }) =>
      Object.fromEntries(
        columns.map(([property, { name, dataType }]) => {
          const cell = cells[places.get(name) ?? -1] ?? null;
          if (name === "hash") return [property, hash];
          return [property, dataType === "boolean" && cell !== null ? cell === 1 : cell];
        }),
      ),
    );
    const set = Object.fromEntries(
      columns.map(([property, { name }]) => [property, sql.raw(`excluded.${name}`)]),
    );
    const target = columns.map(([, column]) => column).slice(0, SHAPES[resource].keys);
    const perStatement = Math.floor(PARAMETERS_PER_STATEMENT / columns.length);
    const statements: BatchItem<"sqlite">[] = [];
    for (let at = 0; at < values.length; at += perStatement) {
      const some = values.slice(at, at + perStatement);
      statements.push(db.insert(table).values(some).onConflictDoUpdate({ target, set }));
    }
    const [first, ...others] = statements;
    return first === undefined ? Promise.resolve() : db.batch([first, ...others]);
  },
  json: (db, resource, rows) => {
    const { table, columns } = SHAPES[resource];
    const cells = columns.map((_, place) => `value->>${place + 1}`);
    const set = columns.map((column) => `${column} = excluded.${column}`);
    return db.$client
      .prepare(
        `INSERT INTO ${table} (hash, ${columns.join(", ")}) SELECT value->>0, ${cells.join(", ")} FROM json_each(?1)
        WHERE true ON CONFLICT DO UPDATE SET hash = excluded.hash, gone_at = NULL, ${set.join(", ")}`,
      )
      .bind(JSON.stringify(rows.map((row) => [row.hash, ...row.cells])))
      .run();
  },
};
