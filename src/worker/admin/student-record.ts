/**
 * A student's record: put together to be handed out, and erased. What stays after an erasure, and why, is in
 * docs/operate.md: blocks, because a pull may bring the student back and a court's order with nobody to keep it; the
 * lines of the letter log, without the student, because they say to whom letters were given (34 CFR 99.32).
 */
import type { Administrator } from "../administrators/identify.ts";
import { findEschoolplusSettings } from "../integrations/eschoolplus-queries.ts";
import { siteInScope } from "../integrations/scope-queries.ts";
import { forgetStudentWrite, type LetterLogLine, listLetterLinesOf } from "../letters/queries.ts";
import { isEverywhere } from "../permission.ts";
import { type Block, listBlocksOf } from "../roster/block-queries.ts";
import { findStudent } from "../roster/queries.ts";
import { eraseFromRoster, type RosterRecord, readRosterRecord } from "../roster/record-queries.ts";
import { logLineWrite } from "../roster/run-queries.ts";
import type { Runtime } from "../runtime.ts";

/** Some megabytes of JSON; a student has a few hundred lines at most, unless somebody opens letters by script. */
const MAX_LETTER_LINES = 10_000;

export interface StudentRecord {
  id: string;
  roster: RosterRecord;
  blocks: Block[];
  letters: LetterLogLine[];
  hasMoreLetters: boolean;
}

/**
 * @returns undefined where nothing is held, or the student is at another's site; one whom the roster does not show any
 * more, or never did, is for those who see all students
 */
export async function recordOf(
  id: string,
  { reach }: Administrator,
  { db }: Runtime,
): Promise<StudentRecord | undefined> {
  const scope = reach.view_students;
  if (!isEverywhere(scope) && (await findStudent(db, id, scope)) === undefined) return undefined;
  const [roster, blocks, lines] = await Promise.all([
    readRosterRecord(db, id),
    listBlocksOf(db, id),
    listLetterLinesOf(db, id, (site) => siteInScope(site, scope), MAX_LETTER_LINES + 1),
  ]);
  const letters = lines.slice(0, MAX_LETTER_LINES);
  const { student, links, userFields } = roster;
  const isEmpty =
    student === undefined && [links, userFields, blocks, letters].every((rows) => rows.length === 0);
  return isEmpty ? undefined : { id, roster, blocks, letters, hasMoreLetters: lines.length > letters.length };
}

export interface Erasure {
  reference: string;
  erased: { students: number; contacts: number; links: number; userFields: number };
  letterLines: number;
  blocksKept: string[];
  mayReturn: boolean;
}

/** @returns null, with nothing changed, while a pull is running or waits for a decision */
export async function eraseRecord(
  { id, blocks }: StudentRecord,
  { actor }: Administrator,
  { db, now, randomId }: Runtime,
): Promise<Erasure | null> {
  const reference = `erased-${randomId()}`;
  const line = {
    at: now(),
    actor,
    kind: "student" as const,
    site: reference,
    action: "erased" as const,
    outcome: "ok",
  };
  const erased = await eraseFromRoster(db, id, [forgetStudentWrite(id, reference), logLineWrite(line)]);
  if (erased === null) return null;
  const { students, contacts, links, userFields, alongside } = erased;
  return {
    reference,
    erased: { students, contacts, links, userFields },
    letterLines: alongside,
    blocksKept: blocks.map((block) => block.id),
    mayReturn: (await findEschoolplusSettings(db)) !== undefined,
  };
}
