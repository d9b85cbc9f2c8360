/**
 * Where notices go: saved, and the webhook's secret made, by the API and by the pages alike. A secret is given out
 * once, when it is made, and kept sealed.
 */
import type { Runtime } from "../runtime.ts";
import { findNoticeSettings, type NoticeSettings, writeNoticeSettings } from "./queries.ts";
import { WEBHOOK_CONTEXT } from "./send.ts";

export type Destinations = Pick<NoticeSettings, "emailFrom" | "emailTo" | "webhookUrl">;

export interface DestinationMistake {
  field: "emailFrom" | "emailTo" | "webhookUrl";
  /** For whoever sent it; names the field, never its value. */
  sentence: string;
}

/** 256 bits. */
const SECRET_BYTES = 32;

/** What is wrong with the destinations beyond their form. */
export function destinationMistakes(given: Destinations, { outgoing }: Runtime): DestinationMistake[] {
  const { emailFrom, emailTo, webhookUrl } = given;
  const mistakes: DestinationMistake[] = [];
  if ((emailFrom === null) !== (emailTo.length === 0)) {
    const field = emailFrom === null ? "emailFrom" : "emailTo";
    mistakes.push({ field, sentence: "`emailFrom` and `emailTo` belong together." });
  }
  if (webhookUrl !== null && !outgoing.judge("webhook", webhookUrl).ok)
    mistakes.push({ field: "webhookUrl", sentence: "`webhookUrl`: must be an https URL on a public host." });
  return mistakes;
}

/**
 * @param existing what was read when the change was decided; only that is replaced
 * @returns undefined when somebody else was faster
 */
export async function saveDestinations(
  { emailFrom, emailTo, webhookUrl }: Destinations,
  existing: NoticeSettings | undefined,
  { db, randomId }: Runtime,
): Promise<Omit<NoticeSettings, "id"> | undefined> {
  // A secret is made for one receiver: another one gets another.
  const keeps = existing !== undefined && existing.webhookUrl === webhookUrl;
  const settings = {
    ...{ emailFrom, emailTo, webhookUrl },
    version: randomId(),
    sealedWebhookSecret: keeps ? existing.sealedWebhookSecret : null,
  };
  return (await writeNoticeSettings(db, settings, existing?.version)) ? settings : undefined;
}

/**
 * Makes the secret that signs the webhook's messages; the one before it ends.
 *
 * @param ifVersion the version that the administrator saw, where they said so: a form sent twice then makes one secret
 */
export async function makeWebhookSecret(
  ifVersion: string | null,
  { db, vault, randomId }: Runtime,
): Promise<{ ok: true; secret: string } | { ok: false; reason: "not_found" | "changed_meanwhile" }> {
  const existing = await findNoticeSettings(db);
  if (existing === undefined || existing.webhookUrl === null) return { ok: false, reason: "not_found" };
  if (ifVersion !== null && existing.version !== ifVersion) return { ok: false, reason: "changed_meanwhile" };
  const secret = randomId(SECRET_BYTES);
  const sealedWebhookSecret = await vault.seal("credentials", WEBHOOK_CONTEXT, secret);
  const settings = { ...existing, sealedWebhookSecret, version: randomId() };
  const written = await writeNoticeSettings(db, settings, existing.version);
  return written ? { ok: true, secret } : { ok: false, reason: "changed_meanwhile" };
}
