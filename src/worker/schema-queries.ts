/** SQL about the schema itself, for `GET /healthz`. */
import { sql } from "drizzle-orm";
import type { Database } from "./runtime.ts";

/** The name of the newest migration that was applied; wrangler keeps it in a table of its own. */
export async function schemaVersion(db: Database): Promise<string | null> {
  const row = await db.get<{ name: string }>(sql`SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1`);
  return row?.name.replace(/\.sql$/, "") ?? null;
}
