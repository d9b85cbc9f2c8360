/**
 * A D1 that counts what passes through it, for the benchmark of the pull: queries, rows as D1 bills them, and how long
 * SQLite itself took, by statement. The numbers are D1's own (`meta`), which a deployed one reports in the same way.
 */

import type { D1Count, StatementCount } from "../pull-count.ts";

const LABEL_CHARACTERS = 110;

const isSelect = /^\s*(select|with)\b/i;

const utf8 = new TextEncoder();

function none(): StatementCount {
  return { calls: 0, rowsRead: 0, rowsWritten: 0, sqlMs: 0, maxSqlMs: 0, maxBoundBytes: 0 };
}

export function noCount(): D1Count {
  return { ...none(), trips: 0, statements: {} };
}

interface Noted {
  label: string;
  boundBytes: number;
  real: D1PreparedStatement;
}

/**
 * @param count is counted on, for as long as the database is used
 * @param asksTwice counts also what drizzle's own selects read, of which D1 says nothing, by asking them a second time
 */
export function countedD1(database: D1Database, count: D1Count, asksTwice = false): D1Database {
  const noted = new WeakMap<D1PreparedStatement, Noted>();

  function add(
    { label, boundBytes }: Noted,
    meta: { rows_read: number; rows_written: number; duration: number },
  ) {
    const own = count.statements[label] ?? none();
    count.statements[label] = own;
    for (const each of [own, count]) {
      each.calls += 1;
      each.rowsRead += meta.rows_read;
      each.rowsWritten += meta.rows_written;
      each.sqlMs += meta.duration;
      each.maxSqlMs = Math.max(each.maxSqlMs, meta.duration);
      each.maxBoundBytes = Math.max(each.maxBoundBytes, boundBytes);
    }
  }

  function statementOf(label: string, boundBytes: number, real: D1PreparedStatement): D1PreparedStatement {
    const own = { label, boundBytes, real };
    const all = async () => {
      count.trips += 1;
      const result = await real.all();
      add(own, result.meta);
      return result;
    };
    const statement = {
      bind: (...values: unknown[]) => {
        const bytes = values.map((value) => (typeof value === "string" ? utf8.encode(value).length : 8));
        return statementOf(label, Math.max(0, ...bytes), real.bind(...values));
      },
      all,
      run: all,
      // Says nothing of what it read: those are drizzle's small queries, a row or two each.
      raw: async () => {
        count.trips += 1;
        if (asksTwice && !isSelect.test(label)) {
          const { results, meta } = await real.all<Record<string, unknown>>();
          add(own, meta);
          return results.map((row) => Object.values(row));
        }
        const rows = await real.raw();
        const small = { rows_read: rows.length, rows_written: 0, duration: 0 };
        add(own, asksTwice ? (await real.all()).meta : small);
        return rows;
      },
    } as unknown as D1PreparedStatement; // all that the Worker uses of one
    noted.set(statement, own);
    return statement;
  }

  return {
    prepare: (sql: string) =>
      statementOf(sql.replace(/\s+/g, " ").slice(0, LABEL_CHARACTERS), 0, database.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      count.trips += 1;
      const known = statements.flatMap((statement) => noted.get(statement) ?? []);
      const results = await database.batch(known.map(({ real }) => real));
      for (const [index, one] of known.entries()) {
        const meta = results[index]?.meta;
        if (meta !== undefined) add(one, meta);
      }
      return results;
    },
  } as unknown as D1Database; // all that the Worker uses of it
}
