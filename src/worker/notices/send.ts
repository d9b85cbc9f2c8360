/**
 * Sends what is due by e-mail and by webhook, each optional, each notice once per channel. A channel that is down
 * keeps its notices for the next hour; neither holds up the other.
 */
import { siteNamesQuery } from "../integrations/site-queries.ts";
import type { Runtime } from "../runtime.ts";
import { allDueNotices } from "./due-now.ts";
import {
  addNotices,
  claim,
  deleteNoticesBefore,
  findNoticeSettings,
  giveBack,
  type Notice,
  type NoticeSettings,
  undelivered,
  writeNoticeSettings,
} from "./queries.ts";
import { wordsOf } from "./words.ts";

const DAY_MS = 86_400_000;

/** What could not be told for a week is told by the page's banner alone. */
const DELIVERY_DAYS = 7;

/** Longer than any key lives: a reminder's key must not be forgotten while its occasion lasts. */
const KEPT_DAYS = 500;

const WEBHOOK_TIMEOUT_MS = 10_000;
const WEBHOOK_ANSWER_BYTES = 10_000;

export async function sendNotices(runtime: Runtime): Promise<void> {
  const { db } = runtime;
  const now = runtime.now();
  await addNotices(db, await allDueNotices(runtime), now);
  await deleteNoticesBefore(db, now - KEPT_DAYS * DAY_MS);
  const settings = await findNoticeSettings(db);
  if (settings === undefined) return;
  await deliver("mailedAt", (notice) => mail(notice, settings, runtime), runtime);
  await deliver("postedAt", (notice) => post(notice, settings, runtime), runtime);
}

type Outcome = "sent" | "failed" | "no_channel";

async function deliver(
  channel: "mailedAt" | "postedAt",
  send: (notice: Notice) => Promise<Outcome>,
  { db, now, log }: Runtime,
): Promise<void> {
  for (const notice of await undelivered(db, channel, now() - DELIVERY_DAYS * DAY_MS)) {
    if (!(await claim(db, notice.key, channel, now()))) continue;
    const outcome = await send(notice).catch(() => "failed" as const);
    if (outcome === "sent") continue;
    await giveBack(db, notice.key, channel);
    if (outcome === "no_channel") return;
    log.error("notice_not_sent", { channel, kind: notice.kind, site: notice.site });
  }
}

async function mail(
  notice: Notice,
  { emailFrom, emailTo }: NoticeSettings,
  runtime: Runtime,
): Promise<Outcome> {
  if (runtime.mail === null || emailFrom === null || emailTo.length === 0) return "no_channel";
  const { subject, text } = await worded(notice, runtime);
  await runtime.mail.send({ from: emailFrom, to: emailTo, subject, text });
  return "sent";
}

/**
 * The signature is that of `<timestamp>.<body>` (HMAC-SHA-256, hexadecimal), so that a receiver can tell an old message
 * from a new one.
 */
async function post(notice: Notice, settings: NoticeSettings, runtime: Runtime): Promise<Outcome> {
  const { webhookUrl, sealedWebhookSecret } = settings;
  if (webhookUrl === null || sealedWebhookSecret === null) return "no_channel";
  const secret = await runtime.vault.open("credentials", WEBHOOK_CONTEXT, sealedWebhookSecret);
  if (!secret.ok) return "failed";
  const { subject, text } = await worded(notice, runtime);
  const { key, kind, site, expiresOn, code, at } = notice;
  const body = JSON.stringify({
    id: key,
    kind,
    site,
    expiresOn,
    code,
    at: new Date(at).toISOString(),
    subject,
    text,
  });
  const timestamp = Math.floor(runtime.now() / 1000);
  const answer = await runtime.outgoing.exchange(
    {
      purpose: "webhook",
      url: webhookUrl,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "scoreletter-signature": `t=${timestamp},v1=${await hmac(secret.text, `${timestamp}.${body}`)}`,
      },
      body,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
    },
    WEBHOOK_ANSWER_BYTES,
  );
  return answer.ok && answer.value.status >= 200 && answer.value.status < 300 ? "sent" : "failed";
}

/** Seals the webhook's secret with the newest key; how many that were. */
export async function resealNoticeSettings({ db, vault, randomId }: Runtime): Promise<number> {
  const settings = await findNoticeSettings(db);
  if (settings === undefined || settings.sealedWebhookSecret === null) return 0;
  const opened = await vault.open("credentials", WEBHOOK_CONTEXT, settings.sealedWebhookSecret);
  if (!opened.ok) return 0; // the next notice says so in the log
  const sealedWebhookSecret = await vault.seal("credentials", WEBHOOK_CONTEXT, opened.text);
  await writeNoticeSettings(db, { ...settings, sealedWebhookSecret, version: randomId() }, settings.version);
  return 1;
}

/** What the sealed webhook secret is bound to. */
export const WEBHOOK_CONTEXT = ["notices", "webhook", "secret"];

async function worded(notice: Notice, { db, config }: Runtime) {
  const [site] = await siteNamesQuery(db, [notice.site]);
  return wordsOf(notice, site?.name ?? notice.site, `${config.publicOrigin}/admin`);
}

async function hmac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
