/**
 * How administrators test, save and remove the district's eSchoolPLUS settings. The consumer secret is sealed on the
 * way in and opened only for a call; a saved one never goes to a server that it was not typed for.
 */
import { normalBaseUrl } from "../eschoolplus/base-url.ts";
import { type ConnectionTest, testConnection } from "../eschoolplus/test-connection.ts";
import type { Runtime } from "../runtime.ts";
import { callToolsOf } from "./eschoolplus-connection.ts";
import {
  deleteEschoolplusSettings,
  type EschoolplusSettings,
  findEschoolplusSettings,
  writeEschoolplusSettings,
  writeEschoolplusTest,
} from "./eschoolplus-queries.ts";
import { consumerSecretOf, sealConsumerSecret } from "./eschoolplus-secret.ts";
import { secretOfEnvironment } from "./ets-secret.ts";
import { lastOneWins } from "./last-one-wins.ts";
import type { NewLogLine } from "./log-queries.ts";
import { DISTRICT } from "./site-queries.ts";

/** As many as one call gets from most servers; a page of them is about 1 MB. */
export const DEFAULT_PAGE_SIZE = 1_000;

/** Above, a page of students comes near what a Worker may hold. */
export const MAX_PAGE_SIZE = 5_000;

/** What an administrator types; without a secret, the saved one is meant. */
export interface EschoolplusCredentials
  extends Pick<EschoolplusSettings, "baseUrl" | "consumerKey" | "signatureMethod"> {
  consumerSecret?: string | undefined;
  consumerSecretFrom?: string | undefined;
}

/** How the roster is to be pulled and read. */
export type EschoolplusRules = Pick<
  EschoolplusSettings,
  | "pageSize"
  | "nightlyAt"
  | "timeZone"
  | "pausedUntil"
  | "includeInactive"
  | "includePreRegistered"
  | "includeOutOfDistrict"
  | "guardianAccessEndsAt18"
  | "userFields"
>;

export type EschoolplusRefusal = "url_not_a_url" | "url_unavailable" | "secret_required";

/** Checks what can be checked without asking eSchoolPLUS. */
export function eschoolplusRefusalOf(
  credentials: EschoolplusCredentials,
  saved: EschoolplusSettings | undefined,
  runtime: Runtime,
): EschoolplusRefusal | null {
  const { baseUrl, consumerSecret, consumerSecretFrom } = credentials;
  if (!isUrlOfTheWeb(baseUrl)) return "url_not_a_url";
  const normal = normalBaseUrl(baseUrl);
  if (normal === null || !runtime.outgoing.judge("eschoolplus", normal).ok) return "url_unavailable";
  if (consumerSecret !== undefined || consumerSecretFrom !== undefined) return null;
  // A saved secret must never be sent to a server that its owner did not type it for.
  const sameOrigin = saved !== undefined && new URL(saved.baseUrl).origin === new URL(normal).origin;
  return sameOrigin && (saved.sealedSecret ?? saved.secretFrom) !== null ? null : "secret_required";
}

function isUrlOfTheWeb(text: string): boolean {
  return URL.canParse(text) && ["https:", "http:"].includes(new URL(text).protocol);
}

export type EschoolplusTest =
  | { ok: true; test: ConnectionTest; isSaved: boolean }
  | { ok: false; reason: EschoolplusRefusal };

/** Asks eSchoolPLUS for a few rows of each resource, with nothing kept but the outcome. */
export async function testEschoolplus(
  credentials: EschoolplusCredentials,
  actor: string,
  runtime: Runtime,
): Promise<EschoolplusTest> {
  const saved = await findEschoolplusSettings(runtime.db);
  const refusal = eschoolplusRefusalOf(credentials, saved, runtime);
  const isSaved = saved !== undefined && isSameConnection(credentials, saved);
  const test = refusal === null ? await tryConnection(credentials, saved, runtime) : null;
  const code = refusal ?? codeOf(test);
  const line = lineOf("tested", code ?? "ok", actor, runtime.now());
  await writeEschoolplusTest(runtime.db, isSaved ? saved.version : null, code, line);
  if (refusal !== null) return { ok: false, reason: refusal };
  return test === null ? { ok: false, reason: "secret_required" } : { ok: true, test, isSaved };
}

/** The code of the first resource that could not be read; null when all could. A secret that is gone has to be typed again. */
function codeOf(test: ConnectionTest | null): string | null {
  if (test === null) return "secret_required";
  const failed = test.resources.find(({ ok }) => !ok);
  return failed === undefined ? null : (failed.code ?? "internal");
}

async function tryConnection(
  credentials: EschoolplusCredentials,
  saved: EschoolplusSettings | undefined,
  runtime: Runtime,
): Promise<ConnectionTest | null> {
  const baseUrl = normalBaseUrl(credentials.baseUrl);
  const consumerSecret = await secretOf(credentials, saved, runtime);
  if (baseUrl === null || consumerSecret === null) return null;
  const { consumerKey, signatureMethod } = credentials;
  const connection = { baseUrl, consumerKey, consumerSecret, signatureMethod, pageSize: DEFAULT_PAGE_SIZE };
  return testConnection(connection, callToolsOf(runtime));
}

async function secretOf(
  { consumerSecret, consumerSecretFrom }: EschoolplusCredentials,
  saved: EschoolplusSettings | undefined,
  runtime: Runtime,
): Promise<string | null> {
  if (consumerSecret !== undefined) return consumerSecret;
  if (consumerSecretFrom !== undefined) return secretOfEnvironment(consumerSecretFrom, runtime);
  return saved === undefined ? null : consumerSecretOf(saved, runtime);
}

function isSameConnection(given: EschoolplusCredentials, saved: EschoolplusSettings): boolean {
  return (
    normalBaseUrl(given.baseUrl) === saved.baseUrl &&
    given.consumerKey === saved.consumerKey &&
    given.signatureMethod === saved.signatureMethod &&
    given.consumerSecret === undefined &&
    (given.consumerSecretFrom === undefined || given.consumerSecretFrom === saved.secretFrom)
  );
}

export type EschoolplusSaved =
  | { ok: true; created: boolean; settings: EschoolplusSettings }
  | { ok: false; reason: EschoolplusRefusal | "changed_meanwhile" };

/**
 * Saves the settings, with their log line.
 *
 * @param ifVersion the version that the administrator saw, where they said so
 * @param testedAt when this very connection has just been tested and was good, milliseconds since the epoch
 */
export async function saveEschoolplus(
  given: EschoolplusCredentials & EschoolplusRules,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
  testedAt: number | null = null,
): Promise<EschoolplusSaved> {
  return lastOneWins(
    ifVersion,
    () => trySave(given, ifVersion, actor, runtime, testedAt),
    (result) => !result.ok && result.reason === "changed_meanwhile",
  );
}

async function trySave(
  given: EschoolplusCredentials & EschoolplusRules,
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
  testedAt: number | null,
): Promise<EschoolplusSaved> {
  const saved = await findEschoolplusSettings(runtime.db);
  if (ifVersion !== null && saved?.version !== ifVersion) return { ok: false, reason: "changed_meanwhile" };
  const refusal = eschoolplusRefusalOf(given, saved, runtime);
  const baseUrl = normalBaseUrl(given.baseUrl);
  if (refusal !== null || baseUrl === null) return { ok: false, reason: refusal ?? "url_unavailable" };

  const at = runtime.now();
  const { consumerSecret, consumerSecretFrom, ...rest } = given;
  // The hour of a pull says nothing of the connection: what its last test said stays true.
  const test =
    testedAt === null && saved !== undefined && isSameConnection(given, saved)
      ? { lastTestAt: saved.lastTestAt, lastTestCode: saved.lastTestCode }
      : { lastTestAt: testedAt, lastTestCode: null };
  const settings: EschoolplusSettings = {
    ...rest,
    ...test,
    site: DISTRICT,
    version: runtime.randomId(),
    baseUrl,
    ...(await secretColumns(given, saved, runtime)),
    updatedAt: at,
    updatedBy: actor,
  };
  const line = lineOf(saved === undefined ? "added" : "changed", "ok", actor, at);
  const keepsSecret = consumerSecret === undefined && consumerSecretFrom === undefined;
  const written = await writeEschoolplusSettings(runtime.db, settings, saved?.version, line, keepsSecret);
  return written
    ? { ok: true, created: saved === undefined, settings }
    : { ok: false, reason: "changed_meanwhile" };
}

async function secretColumns(
  { consumerSecret, consumerSecretFrom }: EschoolplusCredentials,
  saved: EschoolplusSettings | undefined,
  runtime: Runtime,
): Promise<Pick<EschoolplusSettings, "sealedSecret" | "secretFrom">> {
  if (consumerSecretFrom !== undefined) return { sealedSecret: null, secretFrom: consumerSecretFrom };
  if (consumerSecret === undefined) {
    return { sealedSecret: saved?.sealedSecret ?? null, secretFrom: saved?.secretFrom ?? null };
  }
  return { sealedSecret: await sealConsumerSecret(consumerSecret, runtime), secretFrom: null };
}

/** Removes the settings; the roster stays as the last pull left it, read by the same rules. */
export async function removeEschoolplus(
  ifVersion: string | null,
  actor: string,
  runtime: Runtime,
): Promise<"removed" | "not_found" | "changed_meanwhile"> {
  async function attempt() {
    const saved = await findEschoolplusSettings(runtime.db);
    if (saved === undefined) return "not_found";
    if (ifVersion !== null && saved.version !== ifVersion) return "changed_meanwhile";
    const line = lineOf("removed", "ok", actor, runtime.now());
    return (await deleteEschoolplusSettings(runtime.db, saved.version, runtime.randomId(), line))
      ? "removed"
      : "changed_meanwhile";
  }
  return lastOneWins(ifVersion, attempt, (result) => result === "changed_meanwhile");
}

function lineOf(
  action: "added" | "changed" | "tested" | "removed",
  outcome: string,
  actor: string,
  at: number,
): NewLogLine {
  return { at, actor, kind: "eschoolplus", site: DISTRICT, action, outcome };
}
