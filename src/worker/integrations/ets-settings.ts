/**
 * How administrators test, save and remove a site's ETS settings. Secrets are sealed on the way in and opened only
 * for a call; a saved one never goes to a server that it was not typed for.
 */
import { askForToken } from "../ets/token.ts";
import type { Runtime } from "../runtime.ts";
import {
  deleteSettings,
  type EtsSettings,
  findSettings,
  writeSettings,
  writeTestOutcome,
} from "./ets-queries.ts";
import { sealSecretKey, secretKeyOf, secretOfEnvironment } from "./ets-secret.ts";
import { dateAfter } from "./ets-state.ts";
import { lastOneWins } from "./last-one-wins.ts";

/** The days TOMS gives a key where nobody says otherwise; today's TOMS offers 365 as well. */
export const DEFAULT_KEY_LIFETIME_DAYS = 90;

/** What an administrator types; without a secret, the saved one of this very site is meant. */
export interface EtsCredentials {
  apiUrl: string;
  username: string;
  secretKey?: string | undefined;
  secretKeyFrom?: string | undefined;
}

export type CredentialsRefusal =
  | "url_not_a_url"
  | "url_unavailable"
  | "credentials_refused"
  | "secret_required";

/** Checks what can be checked without asking ETS. */
export function refusalOf(
  credentials: EtsCredentials,
  saved: EtsSettings | undefined,
  runtime: Runtime,
): CredentialsRefusal | null {
  if (!isUrlOfTheWeb(credentials.apiUrl)) return "url_not_a_url";
  if (!runtime.outgoing.judge("ets", credentials.apiUrl).ok) return "url_unavailable";
  if (credentials.secretKey !== undefined || credentials.secretKeyFrom !== undefined) return null;
  // A saved secret must never be sent to a server that its owner did not type it for.
  const savedSecret = saved?.sealedSecret ?? saved?.secretFrom;
  const sameOrigin =
    saved?.apiUrl != null && new URL(saved.apiUrl).origin === new URL(credentials.apiUrl).origin;
  return savedSecret && sameOrigin ? null : "secret_required";
}

/**
 * True when the credentials name a Workers secret that this site does not use already at this very server. Such a secret
 * may be another site's: to name it takes more than a permission at one site.
 */
export function namesAnotherSecret(credentials: EtsCredentials, saved: EtsSettings | undefined): boolean {
  const { apiUrl, secretKeyFrom } = credentials;
  if (secretKeyFrom === undefined) return false;
  return saved?.secretFrom !== secretKeyFrom || saved.apiUrl !== apiUrl;
}

function isUrlOfTheWeb(text: string): boolean {
  return URL.canParse(text) && ["https:", "http:"].includes(new URL(text).protocol);
}

/** Tries credentials against ETS, with nothing remembered, and notes the outcome. */
export async function testSettings(
  site: string,
  credentials: EtsCredentials,
  actor: string,
  runtime: Runtime,
): Promise<CredentialsRefusal | null> {
  const saved = await findSettings(runtime.db, site);
  const refusal =
    refusalOf(credentials, saved, runtime) ?? (await tryCredentials(credentials, saved, runtime));
  const { apiUrl, username, secretKey, secretKeyFrom } = credentials;
  const isSaved =
    saved !== undefined &&
    saved.apiUrl === apiUrl &&
    saved.username === username &&
    secretKey === undefined &&
    (secretKeyFrom === undefined || secretKeyFrom === saved.secretFrom);
  await writeTestOutcome(runtime.db, isSaved ? saved : null, refusal, {
    at: runtime.now(),
    actor,
    kind: "ets",
    site,
    action: "tested",
    outcome: refusal ?? "ok",
  });
  return refusal;
}

async function tryCredentials(
  credentials: EtsCredentials,
  saved: EtsSettings | undefined,
  runtime: Runtime,
): Promise<CredentialsRefusal | null> {
  const result = await askForToken(
    {
      apiUrl: credentials.apiUrl,
      username: credentials.username,
      secretKey: async () => {
        if (credentials.secretKey !== undefined) return credentials.secretKey;
        if (credentials.secretKeyFrom !== undefined)
          return secretOfEnvironment(credentials.secretKeyFrom, runtime);
        return saved === undefined ? null : secretKeyOf(saved, runtime);
      },
    },
    runtime.outgoing,
    runtime.now,
  );
  if (result.ok) return null;
  runtime.log.warn("ets_test_failed", { code: result.code, reason: result.reason });
  return result.code === "ETS002" ? "credentials_refused" : "url_unavailable";
}

export type NewSettings =
  | { disabled: true }
  | ({ disabled?: false | undefined; expiresOn?: string | undefined } & EtsCredentials);

export type SaveResult =
  | { ok: true; created: boolean; settings: EtsSettings }
  | { ok: false; reason: CredentialsRefusal | "changed_meanwhile" };

/**
 * Saves a site's own settings, with their log line.
 *
 * @param ifVersion the version that the administrator saw, where they said so
 * @param testedAt when these very credentials have just been tested and were good, milliseconds since the epoch
 */
export async function saveSettings(
  site: string,
  given: NewSettings,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
  testedAt: number | null = null,
): Promise<SaveResult> {
  return lastOneWins(
    ifVersion,
    () => trySave(site, given, ifVersion, actor, runtime, testedAt),
    (result) => !result.ok && result.reason === "changed_meanwhile",
  );
}

async function trySave(
  site: string,
  given: NewSettings,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
  testedAt: number | null,
): Promise<SaveResult> {
  const saved = await findSettings(runtime.db, site);
  if (ifVersion !== null && saved?.version !== ifVersion) return { ok: false, reason: "changed_meanwhile" };
  const at = runtime.now();
  const base = {
    site,
    version: runtime.randomId(),
    updatedAt: at,
    updatedBy: actor,
    lastTestAt: testedAt,
    lastTestCode: null,
    failingSince: null,
  };

  let settings: EtsSettings;
  if (given.disabled) {
    const nothing = { apiUrl: null, username: null, sealedSecret: null, secretFrom: null, expiresOn: null };
    settings = { ...base, disabled: true, ...nothing };
  } else {
    const refusal = refusalOf(given, saved, runtime);
    if (refusal !== null) return { ok: false, reason: refusal };
    settings = {
      ...base,
      disabled: false,
      apiUrl: given.apiUrl,
      username: given.username,
      expiresOn: given.expiresOn ?? keptExpiry(given, saved) ?? dateAfter(at, DEFAULT_KEY_LIFETIME_DAYS),
      ...(await secretColumns(site, given, saved, runtime)),
    };
  }
  const action = saved === undefined ? "added" : "changed";
  const line = {
    at,
    actor,
    kind: "ets" as const,
    site,
    action: action as "added" | "changed",
    outcome: "ok",
  };
  const written = await writeSettings(runtime.db, settings, saved?.version, line, keepsSecret(given));
  return written
    ? { ok: true, created: saved === undefined, settings }
    : { ok: false, reason: "changed_meanwhile" };
}

/** A key that is kept ends when it would have ended anyway. */
function keptExpiry(given: NewSettings, saved: EtsSettings | undefined): string | null {
  return keepsSecret(given) ? (saved?.expiresOn ?? null) : null;
}

function keepsSecret(given: NewSettings): boolean {
  return !given.disabled && given.secretKey === undefined && given.secretKeyFrom === undefined;
}

async function secretColumns(
  site: string,
  given: EtsCredentials,
  saved: EtsSettings | undefined,
  runtime: Runtime,
): Promise<Pick<EtsSettings, "sealedSecret" | "secretFrom">> {
  if (given.secretKeyFrom !== undefined) return { sealedSecret: null, secretFrom: given.secretKeyFrom };
  if (given.secretKey === undefined) {
    return { sealedSecret: saved?.sealedSecret ?? null, secretFrom: saved?.secretFrom ?? null };
  }
  return { sealedSecret: await sealSecretKey(site, given.secretKey, runtime), secretFrom: null };
}

/** Removes a site's own settings; what it inherits is then in force. */
export async function removeSettings(
  site: string,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
): Promise<"removed" | "not_found" | "changed_meanwhile"> {
  async function attempt() {
    const saved = await findSettings(runtime.db, site);
    if (saved === undefined) return "not_found";
    if (ifVersion !== null && saved.version !== ifVersion) return "changed_meanwhile";
    const line = {
      at: runtime.now(),
      actor,
      kind: "ets" as const,
      site,
      action: "removed" as const,
      outcome: "ok",
    };
    return (await deleteSettings(runtime.db, site, saved.version, line)) ? "removed" : "changed_meanwhile";
  }
  return lastOneWins(ifVersion, attempt, (result) => result === "changed_meanwhile");
}
