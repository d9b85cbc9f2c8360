/**
 * Setting and lifting blocks, for the API and the pages alike: who may, in which words the log keeps it, and what happens
 * when two do it at once. A block takes `view_students` at its student's site.
 */
import type { Administrator } from "../administrators/identify.ts";
import { lastOneWins } from "../integrations/last-one-wins.ts";
import { isEverywhere } from "../permission.ts";
import { type Block, deleteBlock, findBlock, writeBlock } from "../roster/block-queries.ts";
import { findStudent } from "../roster/queries.ts";
import type { Runtime } from "../runtime.ts";

export type NewBlock = Pick<Block, "id" | "student" | "contact" | "reason">;

export type SavedBlock =
  | { ok: true; block: Block; created: boolean }
  | { ok: false; reason: "not_found" | "changed_meanwhile" };

/** True when the administrator may set blocks for the student; of one whom the roster does not know, only everywhere. */
export async function mayBlock({ reach }: Administrator, student: string, { db }: Runtime): Promise<boolean> {
  const scope = reach.view_students;
  return isEverywhere(scope) || (await findStudent(db, student, scope)) !== undefined;
}

/**
 * @param expected throws unless the version is the one that the administrator saw; undefined: there is no such block
 * @param ifVersion what they said of it, null for nothing: the last one wins then
 */
export async function saveBlock(
  given: NewBlock,
  administrator: Administrator,
  ifVersion: string | null,
  expected: (version: string | undefined) => void,
  runtime: Runtime,
): Promise<SavedBlock> {
  const { actor } = administrator;
  const at = runtime.now();
  const block = { ...given, version: runtime.randomId(), updatedAt: at, updatedBy: actor };
  if (!(await mayBlock(administrator, given.student, runtime))) return { ok: false, reason: "not_found" };

  async function attempt(): Promise<SavedBlock> {
    const existing = await findBlock(runtime.db, given.id);
    // A block of the same id may be another site's: to replace it is to lift it.
    if (existing !== undefined && !(await mayBlock(administrator, existing.student, runtime)))
      return { ok: false, reason: "not_found" };
    expected(existing?.version);
    const created = existing === undefined;
    const line = lineOf(given.id, created ? "added" : "changed", actor, at);
    const written = await writeBlock(runtime.db, block, existing?.version, line);
    return written ? { ok: true, block, created } : { ok: false, reason: "changed_meanwhile" };
  }
  return lastOneWins(ifVersion, attempt, (result) => !result.ok && result.reason === "changed_meanwhile");
}

/** The block, if the administrator may see it. */
export async function blockInReach(
  id: string,
  administrator: Administrator,
  runtime: Runtime,
): Promise<Block | undefined> {
  const block = await findBlock(runtime.db, id);
  return block !== undefined && (await mayBlock(administrator, block.student, runtime)) ? block : undefined;
}

/** @returns false when somebody else was faster */
export async function liftBlock(
  block: Block,
  { actor }: Administrator,
  { db, now }: Runtime,
): Promise<boolean> {
  return deleteBlock(db, block, lineOf(block.id, "removed", actor, now()));
}

function lineOf(id: string, action: "added" | "changed" | "removed", actor: string, at: number) {
  return { at, actor, kind: "block" as const, site: id, action, outcome: "ok" };
}
