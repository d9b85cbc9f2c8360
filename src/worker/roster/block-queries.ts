/** SQL of the blocks. A block is at its student's site; that of a student whom the roster does not know is at none. */
import { and, asc, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { insertLogLineIf, type NewLogLine } from "../integrations/log-queries.ts";
import { siteInScope } from "../integrations/scope-queries.ts";
import { DISTRICT } from "../integrations/site-queries.ts";
import type { SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
import { blocks } from "./tables.ts";

export type Block = typeof blocks.$inferSelect;

/** True when the student's letters are withheld from everybody, or from one of these contacts; from any, if unknown. */
export async function isBlocked(
  db: Database,
  student: string,
  contacts: readonly string[] | "unknown",
): Promise<boolean> {
  const forThem =
    contacts === "unknown" ? undefined : or(isNull(blocks.contact), inArray(blocks.contact, [...contacts]));
  const row = await db
    .select({ id: blocks.id })
    .from(blocks)
    .where(and(eq(blocks.student, student), forThem))
    .limit(1)
    .get();
  return row !== undefined;
}

export async function findBlock(db: Database, id: string): Promise<Block | undefined> {
  return db.select().from(blocks).where(eq(blocks.id, id)).get();
}

/** The student's site; null for a student who is not in the roster. */
const SITE_OF_BLOCK = sql`(SELECT coalesce(s.school, ${DISTRICT}) FROM roster_students s
  WHERE s.id = ${blocks.student} AND s.gone_at IS NULL)`;

/** Those that a scope reaches, by id. */
export async function listBlocks(
  db: Database,
  scope: SiteScope,
  after: string | null,
  limit: number,
): Promise<Block[]> {
  return db
    .select()
    .from(blocks)
    .where(and(siteInScope(SITE_OF_BLOCK, scope), after === null ? undefined : gt(blocks.id, after)))
    .orderBy(asc(blocks.id))
    .limit(limit);
}

/** The newest first. */
export async function listBlocksOf(db: Database, student: string): Promise<Block[]> {
  return db
    .select()
    .from(blocks)
    .where(eq(blocks.student, student))
    .orderBy(desc(blocks.updatedAt), asc(blocks.id));
}

/**
 * Writes the block and its log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined for a new block
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeBlock(
  db: Database,
  block: Block,
  replaced: string | undefined,
  line: NewLogLine,
): Promise<boolean> {
  const { id, version } = block;
  const write =
    replaced === undefined
      ? db.insert(blocks).values(block).onConflictDoNothing().returning({ id: blocks.id })
      : db.update(blocks).set(block).where(isAtVersion(id, replaced)).returning({ id: blocks.id });
  const [written] = await db.batch([
    write,
    insertLogLineIf(db, line, sql`SELECT 1 FROM blocks WHERE id = ${id} AND version = ${version}`),
  ]);
  return written.length === 1;
}

/** Lifts the block and adds the log line, all or nothing. */
export async function deleteBlock(db: Database, { id, version }: Block, line: NewLogLine): Promise<boolean> {
  const [, removed] = await db.batch([
    insertLogLineIf(db, line, sql`SELECT 1 FROM blocks WHERE id = ${id} AND version = ${version}`),
    db.delete(blocks).where(isAtVersion(id, version)).returning({ id: blocks.id }),
  ]);
  return removed.length === 1;
}

function isAtVersion(id: string, version: string) {
  return and(eq(blocks.id, id), eq(blocks.version, version));
}
