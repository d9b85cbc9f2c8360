/**
 * SQL of the eSchoolPLUS settings: one row or none, the district's. Removing them wipes whatever reaches eSchoolPLUS, and
 * leaves the rules by which the roster is read standing: the roster stays, so what withheld a child's letters stays too.
 */
import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { insertLogLine, insertLogLineIf, type NewLogLine } from "./log-queries.ts";
import { DISTRICT } from "./site-queries.ts";
import { eschoolplusSettings } from "./tables.ts";

export type EschoolplusSettings = typeof eschoolplusSettings.$inferSelect;

export async function findEschoolplusSettings(db: Database): Promise<EschoolplusSettings | undefined> {
  return db.select().from(eschoolplusSettings).where(isSetUp).get();
}

/** What a row without them is: rules that have outlived the settings. */
const REMOVED = { baseUrl: "", consumerKey: "", sealedSecret: null, secretFrom: null };

const isSetUp = and(eq(eschoolplusSettings.site, DISTRICT), ne(eschoolplusSettings.consumerKey, ""));

/**
 * Writes the settings and adds the log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined where there are none yet
 * @param keepsSecret the sealed secret is not touched
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeEschoolplusSettings(
  db: Database,
  settings: EschoolplusSettings,
  replaced: string | undefined,
  line: NewLogLine,
  keepsSecret: boolean,
): Promise<boolean> {
  // A secret that is kept is left as it stands: it may have been sealed anew since it was read.
  const { sealedSecret: _kept, ...withoutSecret } = settings;
  const write =
    replaced === undefined
      ? db
          .insert(eschoolplusSettings)
          .values(settings)
          .onConflictDoUpdate({
            target: eschoolplusSettings.site,
            set: settings,
            setWhere: eq(eschoolplusSettings.consumerKey, ""),
          })
          .returning({ version: eschoolplusSettings.version })
      : db
          .update(eschoolplusSettings)
          .set(keepsSecret ? withoutSecret : settings)
          .where(isAtVersion(replaced))
          .returning({ version: eschoolplusSettings.version });
  const [written] = await db.batch([write, insertLogLineIf(db, line, standsAt(settings.version))]);
  return written.length === 1;
}

/**
 * Removes the settings with their sealed secret and adds the log line, all or nothing.
 *
 * @param left the version of the rules that stay
 */
export async function deleteEschoolplusSettings(
  db: Database,
  version: string,
  left: string,
  line: NewLogLine,
): Promise<boolean> {
  // The line goes first: its condition must still see the row.
  const [, removed] = await db.batch([
    insertLogLineIf(db, line, standsAt(version)),
    db
      .update(eschoolplusSettings)
      .set({ ...REMOVED, version: left, lastTestAt: null, lastTestCode: null })
      .where(isAtVersion(version))
      .returning({ version: eschoolplusSettings.version }),
  ]);
  return removed.length === 1;
}

/**
 * Notes the outcome of a test in the log and, when it was the saved settings that were tested, beside them.
 *
 * @param version of the saved settings that were tested; null where something else was
 */
export async function writeEschoolplusTest(
  db: Database,
  version: string | null,
  code: string | null,
  line: NewLogLine,
): Promise<void> {
  const note = insertLogLine(db, line);
  if (version === null) await note;
  else {
    await db.batch([
      db
        .update(eschoolplusSettings)
        .set({ lastTestAt: line.at, lastTestCode: code })
        .where(isAtVersion(version)),
      note,
    ]);
  }
}

/** Puts a freshly sealed secret in the place of the one it was made from, if that is still there. */
export async function replaceSealedConsumerSecret(db: Database, old: string, fresh: string): Promise<void> {
  await db
    .update(eschoolplusSettings)
    .set({ sealedSecret: fresh })
    .where(eq(eschoolplusSettings.sealedSecret, old));
}

function isAtVersion(version: string) {
  return and(eq(eschoolplusSettings.site, DISTRICT), eq(eschoolplusSettings.version, version));
}

function standsAt(version: string) {
  return sql`SELECT 1 FROM eschoolplus_settings WHERE site = ${DISTRICT} AND version = ${version}`;
}
