/** SQL of the ETS settings and of the access tokens got with them. */
import { and, asc, eq, isNotNull, lt, ne, sql } from "drizzle-orm";
import type { SiteScope } from "../permission.ts";
import type { Database } from "../runtime.ts";
import { insertLogLine, insertLogLineIf, type NewLogLine } from "./log-queries.ts";
import { siteInScope } from "./scope-queries.ts";
import { siteChain } from "./site-queries.ts";
import { etsSettings, etsTokens } from "./tables.ts";

export type EtsSettings = typeof etsSettings.$inferSelect;
export type EtsTokenRow = typeof etsTokens.$inferSelect;

/** Settings and, where one is stored for this very version of them, the sealed token. */
export interface EtsSettingsInForce {
  site: string;
  version: string;
  disabled: 0 | 1;
  apiUrl: string | null;
  username: string | null;
  sealedSecret: string | null;
  secretFrom: string | null;
  sealedToken: string | null;
  obtainedAt: number | null;
  usableUntil: number | null;
}

/** The settings nearest above a site, its own first; one row or none. To be run alone or in a batch of reads. */
export function settingsInForceQuery(db: Database, site: string) {
  return db.all<EtsSettingsInForce>(sql`${siteChain(site)}
    SELECT s.site, s.version, s.disabled, s.api_url AS apiUrl, s.username, s.sealed_secret AS sealedSecret,
      s.secret_from AS secretFrom, t.sealed_token AS sealedToken, t.obtained_at AS obtainedAt,
      t.usable_until AS usableUntil
    FROM chain JOIN ets_settings s ON s.site = chain.id
    LEFT JOIN ets_tokens t ON t.site = s.site AND t.version = s.version
    ORDER BY chain.depth LIMIT 1`);
}

export async function findSettings(db: Database, site: string): Promise<EtsSettings | undefined> {
  return db.select().from(etsSettings).where(eq(etsSettings.site, site)).get();
}

/** Settings in force with everything an administrator sees of them. */
export async function findSettingsInForce(db: Database, site: string): Promise<EtsSettings | undefined> {
  const [nearest] = await settingsInForceQuery(db, site);
  return nearest === undefined ? undefined : findSettings(db, nearest.site);
}

/**
 * Writes the settings, drops the token got with the old ones and adds the log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined for a site that has none yet
 * @param keepsSecret the sealed secret is not touched
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeSettings(
  db: Database,
  settings: EtsSettings,
  replaced: string | undefined,
  line: NewLogLine,
  keepsSecret: boolean,
): Promise<boolean> {
  const { site, version } = settings;
  // A secret that is kept is left as it stands: it may have been sealed anew since it was read.
  const { sealedSecret: _kept, ...withoutSecret } = settings;
  const write =
    replaced === undefined
      ? db
          .insert(etsSettings)
          .values(settings)
          .onConflictDoNothing()
          .returning({ version: etsSettings.version })
      : db
          .update(etsSettings)
          .set(keepsSecret ? withoutSecret : settings)
          .where(isAtVersion(site, replaced))
          .returning({ version: etsSettings.version });
  const [written] = await db.batch([
    write,
    db.delete(etsTokens).where(and(eq(etsTokens.site, site), ne(etsTokens.version, version))),
    insertLogLineIf(db, line, sql`SELECT 1 FROM ets_settings WHERE site = ${site} AND version = ${version}`),
  ]);
  return written.length === 1;
}

/** Removes the settings with their sealed secret and token, and adds the log line, all or nothing. */
export async function deleteSettings(
  db: Database,
  site: string,
  version: string,
  line: NewLogLine,
): Promise<boolean> {
  // The line goes first: its condition must still see the row.
  const [, , removed] = await db.batch([
    insertLogLineIf(db, line, sql`SELECT 1 FROM ets_settings WHERE site = ${site} AND version = ${version}`),
    db.delete(etsTokens).where(eq(etsTokens.site, site)),
    db.delete(etsSettings).where(isAtVersion(site, version)).returning({ site: etsSettings.site }),
  ]);
  return removed.length === 1;
}

/** The first failure in a row stays noted. */
function failingSince(code: string | null, at: number) {
  return code === null ? null : sql`coalesce(${etsSettings.failingSince}, ${at})`;
}

/** Notes the outcome of a test in the log and, when it was the saved settings that were tested, beside them. */
export async function writeTestOutcome(
  db: Database,
  tested: { site: string; version: string } | null,
  code: string | null,
  line: NewLogLine,
): Promise<void> {
  const note = insertLogLine(db, line);
  if (tested === null) await note;
  else {
    await db.batch([
      db
        .update(etsSettings)
        .set({ lastTestAt: line.at, lastTestCode: code, failingSince: failingSince(code, line.at) })
        .where(isAtVersion(tested.site, tested.version)),
      note,
    ]);
  }
}

export async function findToken(
  db: Database,
  site: string,
  version: string,
): Promise<EtsTokenRow | undefined> {
  return db
    .select()
    .from(etsTokens)
    .where(and(eq(etsTokens.site, site), eq(etsTokens.version, version)))
    .get();
}

/** Keeps the newest token of a connection, unless its settings were changed or removed in the meantime. */
export async function writeToken(db: Database, token: EtsTokenRow): Promise<void> {
  await db.run(sql`
    INSERT INTO ets_tokens (site, version, sealed_token, obtained_at, usable_until)
    SELECT site, version, ${token.sealedToken}, ${token.obtainedAt}, ${token.usableUntil}
    FROM ets_settings WHERE site = ${token.site} AND version = ${token.version}
    ON CONFLICT (site) DO UPDATE SET version = excluded.version, sealed_token = excluded.sealed_token,
      obtained_at = excluded.obtained_at, usable_until = excluded.usable_until
    WHERE excluded.version <> ets_tokens.version OR excluded.obtained_at >= ets_tokens.obtained_at`);
}

/** @param nowSeconds Unix time */
export async function deleteExpiredTokens(db: Database, nowSeconds: number): Promise<void> {
  await db.delete(etsTokens).where(lt(etsTokens.usableUntil, nowSeconds));
}

/** Settings that hold a sealed secret, by site. */
export async function listSealedSettings(db: Database): Promise<{ site: string; sealedSecret: string }[]> {
  const rows = await db
    .select({ site: etsSettings.site, sealedSecret: etsSettings.sealedSecret })
    .from(etsSettings)
    .where(isNotNull(etsSettings.sealedSecret));
  return rows.flatMap(({ site, sealedSecret }) => (sealedSecret === null ? [] : [{ site, sealedSecret }]));
}

/** Puts a freshly sealed secret in the place of the one it was made from, if that is still there. */
export async function replaceSealedSecret(
  db: Database,
  site: string,
  old: string,
  fresh: string,
): Promise<void> {
  await db
    .update(etsSettings)
    .set({ sealedSecret: fresh })
    .where(and(eq(etsSettings.site, site), eq(etsSettings.sealedSecret, old)));
}

export async function deleteAllTokens(db: Database): Promise<void> {
  await db.delete(etsTokens);
}

/** All settings of the sites that a scope reaches, by site. */
export async function listSettings(db: Database, scope: SiteScope): Promise<EtsSettings[]> {
  return db
    .select()
    .from(etsSettings)
    .where(siteInScope(etsSettings.site, scope))
    .orderBy(asc(etsSettings.site));
}

function isAtVersion(site: string, version: string) {
  return and(eq(etsSettings.site, site), eq(etsSettings.version, version));
}
