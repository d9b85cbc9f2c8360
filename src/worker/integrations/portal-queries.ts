/** SQL of the registered portals and their keys. */
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { insertLogLineIf, type NewLogLine } from "./log-queries.ts";
import { portalKeys, portals } from "./tables.ts";

export type PortalRow = typeof portals.$inferSelect;
export type PortalKeyRow = typeof portalKeys.$inferSelect;

export interface PortalWithKeys {
  portal: PortalRow;
  keys: PortalKeyRow[];
}

/** A portal with its live keys, in one read. */
export async function findPortal(db: Database, id: string): Promise<PortalWithKeys | undefined> {
  const rows = await db
    .select()
    .from(portals)
    .leftJoin(portalKeys, and(eq(portalKeys.portal, portals.id), isNull(portalKeys.retiredAt)))
    .where(eq(portals.id, id));
  return grouped(rows)[0];
}

/** Portals with all their keys, retired ones too, for administrators. */
export async function listPortals(
  db: Database,
  after: string | null,
  limit: number,
): Promise<PortalWithKeys[]> {
  const page = db.select({ id: portals.id }).from(portals).orderBy(asc(portals.id)).limit(limit);
  const ids = after === null ? page : page.where(gt(portals.id, after));
  const rows = await db
    .select()
    .from(portals)
    .leftJoin(portalKeys, eq(portalKeys.portal, portals.id))
    .where(sql`${portals.id} IN ${ids}`)
    .orderBy(asc(portals.id), asc(portalKeys.createdAt), asc(portalKeys.keyId));
  return grouped(rows);
}

/** One portal with all its keys, retired ones too. */
export async function findPortalWithAllKeys(db: Database, id: string): Promise<PortalWithKeys | undefined> {
  const rows = await db
    .select()
    .from(portals)
    .leftJoin(portalKeys, eq(portalKeys.portal, portals.id))
    .where(eq(portals.id, id))
    .orderBy(asc(portalKeys.createdAt), asc(portalKeys.keyId));
  return grouped(rows)[0];
}

/** True when any portal is registered with this origin. */
export async function isRegisteredOrigin(db: Database, origin: string): Promise<boolean> {
  const row = await db.get<{ registered: number }>(
    sql`SELECT EXISTS(SELECT 1 FROM portals, json_each(portals.origins) WHERE json_each.value = ${origin}) AS registered`,
  );
  return row?.registered === 1;
}

/**
 * Writes the portal and its log line, all or nothing.
 *
 * @param replaced the version that this one replaces; undefined for a new portal
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writePortal(
  db: Database,
  portal: PortalRow,
  replaced: string | undefined,
  line: NewLogLine,
): Promise<boolean> {
  const { id, version } = portal;
  const write =
    replaced === undefined
      ? db.insert(portals).values(portal).onConflictDoNothing().returning({ version: portals.version })
      : db
          .update(portals)
          .set(portal)
          .where(and(eq(portals.id, id), eq(portals.version, replaced)))
          .returning({ version: portals.version });
  const [written] = await db.batch([
    write,
    insertLogLineIf(db, line, sql`SELECT 1 FROM portals WHERE id = ${id} AND version = ${version}`),
  ]);
  return written.length === 1;
}

/** Removes the portal, its keys with it, and adds the log line, all or nothing. */
export async function deletePortal(
  db: Database,
  id: string,
  version: string,
  line: NewLogLine,
): Promise<boolean> {
  const condition = sql`SELECT 1 FROM portals WHERE id = ${id} AND version = ${version}`;
  const [, , removed] = await db.batch([
    insertLogLineIf(db, line, condition),
    db.delete(portalKeys).where(sql`${portalKeys.portal} = ${id} AND EXISTS (${condition})`),
    db
      .delete(portals)
      .where(and(eq(portals.id, id), eq(portals.version, version)))
      .returning({ id: portals.id }),
  ]);
  return removed.length === 1;
}

/**
 * Adds a key and its log line, all or nothing.
 *
 * @param ifVersion only to the portal of this version; null: to whichever there is
 * @returns false, with nothing changed, when there is no such portal, or it has, or had, a key of that name
 */
export async function insertPortalKey(
  db: Database,
  key: PortalKeyRow,
  ifVersion: string | null,
  line: NewLogLine,
): Promise<boolean> {
  const { portal, keyId, sealedSecret, createdAt } = key;
  // No two sealed secrets are the same: the row that holds this one is the row that was added here.
  const added = sql`SELECT 1 FROM portal_keys WHERE portal = ${portal} AND key_id = ${keyId} AND sealed_secret = ${sealedSecret}`;
  const [, found] = await db.batch([
    db
      .insert(portalKeys)
      .select(
        sql`SELECT id, ${keyId}, ${sealedSecret}, ${createdAt}, NULL FROM portals WHERE id = ${portal} AND version = coalesce(${ifVersion}, version)`,
      )
      .onConflictDoNothing(),
    db.select({ keyId: portalKeys.keyId }).from(portalKeys).where(sql`EXISTS (${added})`).limit(1),
    insertLogLineIf(db, line, added),
  ]);
  return found.length === 1;
}

/** Retires a key and forgets its secret; false when there is no such live key. */
export async function retirePortalKey(
  db: Database,
  portal: string,
  keyId: string,
  line: NewLogLine,
): Promise<boolean> {
  const [, retired] = await db.batch([
    insertLogLineIf(
      db,
      line,
      sql`SELECT 1 FROM portal_keys WHERE portal = ${portal} AND key_id = ${keyId} AND retired_at IS NULL`,
    ),
    db
      .update(portalKeys)
      .set({ sealedSecret: null, retiredAt: line.at })
      .where(and(isKey(portal, keyId), isNull(portalKeys.retiredAt)))
      .returning({ keyId: portalKeys.keyId }),
  ]);
  return retired.length === 1;
}

/** The live keys with their sealed secrets. */
export async function listSealedKeys(
  db: Database,
): Promise<{ portal: string; keyId: string; sealedSecret: string }[]> {
  const rows = await db.select().from(portalKeys).where(isNull(portalKeys.retiredAt));
  return rows.flatMap(({ portal, keyId, sealedSecret }) =>
    sealedSecret === null ? [] : [{ portal, keyId, sealedSecret }],
  );
}

/** Puts a freshly sealed secret in the place of the one it was made from, if that is still there. */
export async function replaceSealedKey(
  db: Database,
  portal: string,
  keyId: string,
  old: string,
  fresh: string,
): Promise<void> {
  await db
    .update(portalKeys)
    .set({ sealedSecret: fresh })
    .where(and(isKey(portal, keyId), eq(portalKeys.sealedSecret, old)));
}

function isKey(portal: string, keyId: string) {
  return and(eq(portalKeys.portal, portal), eq(portalKeys.keyId, keyId));
}

function grouped(rows: { portals: PortalRow; portal_keys: PortalKeyRow | null }[]): PortalWithKeys[] {
  const found = new Map<string, PortalWithKeys>();
  for (const row of rows) {
    const entry = found.get(row.portals.id) ?? { portal: row.portals, keys: [] };
    if (row.portal_keys) entry.keys.push(row.portal_keys);
    found.set(row.portals.id, entry);
  }
  return [...found.values()];
}
