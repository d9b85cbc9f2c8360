/**
 * Registered portals as the rest of the house knows them: their settings, and their live shared secrets opened
 * for the moment in which a token is checked. A secret is shown once, when it is made.
 */
import type { Runtime } from "../runtime.ts";
import { lastOneWins } from "./last-one-wins.ts";
import {
  deletePortal,
  findPortal,
  findPortalWithAllKeys,
  insertPortalKey,
  type PortalKeyRow,
  type PortalRow,
  type PortalWithKeys,
  retirePortalKey,
  writePortal,
} from "./portal-queries.ts";

/** A shared secret of a portal that still counts. */
export interface LiveKey {
  keyId: string;
  secret: string;
}

export interface RegisteredPortal extends PortalRow {
  keyIds: string[];
  /** Opens the live shared secrets; one that no longer opens is left out, with a line in the log. */
  liveKeys(): Promise<LiveKey[]>;
}

/** 256 bits in base64url: more than the 32 characters that the contract asks of a shared secret. */
const SECRET_BYTES = 32;

export async function registeredPortal(id: string, runtime: Runtime): Promise<RegisteredPortal | undefined> {
  const found = await findPortal(runtime.db, id);
  if (found === undefined) return undefined;
  return {
    ...found.portal,
    keyIds: found.keys.map((key) => key.keyId),
    liveKeys: async () => (await Promise.all(found.keys.map((key) => openKey(key, runtime)))).flat(),
  };
}

async function openKey({ portal, keyId, sealedSecret }: PortalKeyRow, runtime: Runtime): Promise<LiveKey[]> {
  if (sealedSecret === null) return [];
  const opened = await runtime.vault.open("portal-secrets", keyContext(portal, keyId), sealedSecret);
  if (opened.ok) return [{ keyId, secret: opened.text }];
  runtime.log.error("portal_key_unreadable", { portal, keyId, reason: opened.reason });
  return [];
}

/** What a portal's sealed secret is bound to. */
export function keyContext(portal: string, keyId: string): string[] {
  return ["portal", portal, keyId, "secret"];
}

export type PortalSettings = Omit<PortalRow, "id" | "version">;

export type SavePortalResult =
  | { ok: true; created: boolean; saved: PortalWithKeys }
  | { ok: false; reason: "changed_meanwhile" };

/** @param ifVersion the version that the administrator saw, where they said so; empty: that there was none */
export async function savePortal(
  id: string,
  settings: PortalSettings,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
): Promise<SavePortalResult> {
  async function attempt(): Promise<SavePortalResult> {
    const existing = await findPortalWithAllKeys(runtime.db, id);
    if (ifVersion !== null && (existing?.portal.version ?? "") !== ifVersion)
      return { ok: false, reason: "changed_meanwhile" };
    const portal = { ...settings, id, version: runtime.randomId() };
    const line = portalLine(id, existing === undefined ? "added" : "changed", actor, runtime);
    const written = await writePortal(runtime.db, portal, existing?.portal.version, line);
    if (!written) return { ok: false, reason: "changed_meanwhile" };
    return { ok: true, created: existing === undefined, saved: { portal, keys: existing?.keys ?? [] } };
  }
  return lastOneWins(ifVersion, attempt, (result) => !result.ok);
}

/** Removes a portal and its keys. */
export async function removePortal(
  id: string,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
): Promise<"removed" | "not_found" | "changed_meanwhile"> {
  async function attempt() {
    const existing = await findPortal(runtime.db, id);
    if (existing === undefined) return "not_found";
    const { version } = existing.portal;
    if (ifVersion !== null && version !== ifVersion) return "changed_meanwhile";
    const line = portalLine(id, "removed", actor, runtime);
    return (await deletePortal(runtime.db, id, version, line)) ? "removed" : "changed_meanwhile";
  }
  return lastOneWins(ifVersion, attempt, (result) => result === "changed_meanwhile");
}

const KEY_ID_BYTES = 9;

/** The name of a key that is still to be made. */
export function newKeyId(runtime: Runtime): string {
  return runtime.randomId(KEY_ID_BYTES);
}

/** What a form that makes a secret says: sent twice, it names the same key of the same registration. */
export interface KeyAsked {
  keyId: string;
  /** The version of the portal that the administrator saw. */
  version: string;
}

/**
 * Makes a shared secret. Older keys stay good until they are retired.
 *
 * @param asked null for a script, which wants a new key each time
 * @returns undefined when there is no such portal, or not the one that was seen, or the key was made before
 */
export async function addPortalKey(
  portal: string,
  asked: KeyAsked | null,
  actor: string,
  runtime: Runtime,
): Promise<LiveKey | undefined> {
  const keyId = asked?.keyId ?? newKeyId(runtime);
  const secret = runtime.randomId(SECRET_BYTES);
  const sealedSecret = await runtime.vault.seal("portal-secrets", keyContext(portal, keyId), secret);
  const key = { portal, keyId, sealedSecret, createdAt: runtime.now(), retiredAt: null };
  const line = portalLine(portal, "key_added", actor, runtime);
  const added = await insertPortalKey(runtime.db, key, asked?.version ?? null, line);
  return added ? { keyId, secret } : undefined;
}

export async function retireKey(
  portal: string,
  keyId: string,
  actor: string,
  runtime: Runtime,
): Promise<boolean> {
  return retirePortalKey(runtime.db, portal, keyId, portalLine(portal, "key_retired", actor, runtime));
}

function portalLine(
  portal: string,
  action: "added" | "changed" | "removed" | "key_added" | "key_retired",
  actor: string,
  runtime: Runtime,
) {
  return { at: runtime.now(), actor, kind: "portal" as const, site: portal, action, outcome: "ok" };
}
