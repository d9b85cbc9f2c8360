/** Reminders: which are due, that each goes out once by each channel, and that an outage loses none. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../src/worker/env.ts";
import type { EtsSettings } from "../../src/worker/integrations/ets-queries.ts";
import { dueNotices } from "../../src/worker/notices/due.ts";
import { sendNotices } from "../../src/worker/notices/send.ts";
import { createRuntime, type Runtime } from "../../src/worker/runtime.ts";
import { admin } from "./world.ts";

const NOW = Date.parse("2026-11-22T09:00:00Z");

function settings(change: Partial<EtsSettings>): EtsSettings {
  const times = { updatedAt: 0, lastTestAt: null, failingSince: null };
  const secrets = { sealedSecret: "s", secretFrom: null };
  return {
    ...{ site: "district", version: "v1", disabled: false, apiUrl: "https://a.ets.org/token", username: "u" },
    ...{ expiresOn: null, lastTestCode: null, updatedBy: "x", ...times, ...secrets, ...change },
  };
}

const keysAt = (expiresOn: string) => dueNotices([settings({ expiresOn })], NOW).map(({ key }) => key);

describe("a reminder is due", () => {
  it.each([
    ["2026-12-07", []],
    ["2026-12-06", ["expires district 2026-12-06 14"]],
    ["2026-11-30", ["expires district 2026-11-30 14"]],
    ["2026-11-29", ["expires district 2026-11-29 7"]],
    ["2026-11-25", ["expires district 2026-11-25 3"]],
    ["2026-11-23", ["expires district 2026-11-23 1"]],
    ["2026-11-22", ["expires district 2026-11-22 1"]],
    ["2026-11-21", ["expired district 2026-11-21"]],
  ])("for a key that ends on %s: %j", (expiresOn, keys) => {
    expect(keysAt(expiresOn)).toEqual(keys);
  });

  it("for credentials that fail, once per row of failures", () => {
    const failing = settings({ lastTestCode: "credentials_refused", failingSince: 77 });
    expect(dueNotices([failing], NOW)).toMatchObject([
      { key: "failing district v1 77", kind: "credentials_failing" },
    ]);
    expect(dueNotices([{ ...failing, failingSince: 99 }], NOW)[0]?.key).toBe("failing district v1 99");
  });

  it("not for a site where letters are switched off", () => {
    expect(dueNotices([settings({ disabled: true, expiresOn: "2026-11-23" })], NOW)).toEqual([]);
  });
});

interface Sent {
  mails: { to: unknown; subject: string; text: string }[];
  posts: { url: string; signature: string; body: string }[];
}

/** The Worker's runtime with a clock, a mailbox and a receiver of our own; `down` takes one of them away. */
function world(
  now: number,
  down: { mail?: boolean; webhook?: boolean } = {},
): { runtime: Runtime; sent: Sent } {
  const checked = readConfig(env);
  if (!checked.ok) throw new Error(checked.problems.join());
  const sent: Sent = { mails: [], posts: [] };
  const runtime = createRuntime(env, checked.config, { waitUntil: () => {} }, { request: "test" });
  return {
    sent,
    runtime: {
      ...runtime,
      now: () => now,
      log: { info() {}, warn() {}, error() {} },
      mail: {
        send: async (message: never) => {
          if (down.mail) throw new Error("mail is down");
          sent.mails.push(message);
          return {} as never;
        },
      } as unknown as SendEmail,
      outgoing: {
        ...runtime.outgoing,
        exchange: async ({ url, headers, body }) => {
          if (down.webhook) return { ok: false, reason: "timeout" };
          sent.posts.push({ url, signature: headers["scoreletter-signature"] ?? "", body: body ?? "" });
          return { ok: true, value: { status: 204, headers: new Headers(), text: "" } };
        },
      },
    },
  };
}

describe("notices", () => {
  let secret: string;
  beforeEach(async () => {
    await env.DB.exec("DELETE FROM notices");
    await admin("PUT", "/notices/settings", {
      emailFrom: "scores@example.org",
      emailTo: ["ada@example.org", "office@example.org"],
      webhookUrl: "https://hooks.example.org/scoreletter",
    });
    secret = (await admin("POST", "/notices/webhook-secret")).body.secret;
    await admin("PUT", "/integrations/ets/district", {
      apiUrl: "https://caaspp-aws.ets.org/api/v1/token",
      username: "example",
      secretKey: "DEMO-1111-NOT-REAL-1",
      expiresOn: "2026-11-29",
    });
  });

  it("go out once by each channel, signed, with no secret in them", async () => {
    const first = world(NOW);
    await sendNotices(first.runtime);
    expect(first.sent.mails).toHaveLength(1);
    expect(first.sent.mails[0]).toMatchObject({
      to: ["ada@example.org", "office@example.org"],
      subject: "The ETS key of District expires on 2026-11-29",
    });
    const [post] = first.sent.posts;
    const [, timestamp = "", signature = ""] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(post?.signature ?? "") ?? [];
    expect(Number(timestamp)).toBe(NOW / 1000);
    expect(signature).toBe(await hmacHex(secret, `${timestamp}.${post?.body}`));
    expect(JSON.stringify(first.sent)).not.toMatch(/DEMO-1111|v1\.new/);

    const second = world(NOW + 3_600_000);
    await sendNotices(second.runtime);
    expect(second.sent).toEqual({ mails: [], posts: [] });

    const fourDaysLater = world(NOW + 4 * 86_400_000);
    await sendNotices(fourDaysLater.runtime);
    expect(fourDaysLater.sent.mails).toHaveLength(1);
  });

  it("survive an outage of one channel without troubling the other", async () => {
    const outage = world(NOW, { mail: true });
    await sendNotices(outage.runtime);
    expect([outage.sent.mails.length, outage.sent.posts.length]).toEqual([0, 1]);
    const later = world(NOW + 3_600_000, { webhook: true });
    await sendNotices(later.runtime);
    expect([later.sent.mails.length, later.sent.posts.length]).toEqual([1, 0]);
    const { items } = (await admin("GET", "/notices")).body;
    expect(items).toEqual([
      expect.objectContaining({ kind: "key_expires", site: "district", mailed: true, posted: true }),
    ]);
  });

  it("are not sent twice by two runs at the same moment", async () => {
    const worlds = [world(NOW), world(NOW)];
    await Promise.all(worlds.map(({ runtime }) => sendNotices(runtime)));
    expect(worlds.flatMap(({ sent }) => sent.mails)).toHaveLength(1);
    expect(worlds.flatMap(({ sent }) => sent.posts)).toHaveLength(1);
  });

  it("wait, without a word, while no channel is set up", async () => {
    await admin("PUT", "/notices/settings", {});
    const { runtime, sent } = world(NOW);
    await sendNotices(runtime);
    expect(sent).toEqual({ mails: [], posts: [] });
    expect((await admin("GET", "/notices")).body.items[0]).toMatchObject({ mailed: false, posted: false });
  });

  it("keep the webhook's secret sealed, through a resealing, and drop it with its receiver", async () => {
    const { body, text } = await admin("GET", "/notices/settings");
    expect(body.webhookSecret).toEqual({ set: true });
    expect(text).not.toContain(secret);
    expect(
      JSON.stringify((await env.DB.prepare("SELECT * FROM notice_settings").all()).results),
    ).not.toContain(secret);
    await admin("POST", "/vault/reseal");
    const { runtime, sent } = world(NOW);
    await sendNotices(runtime);
    expect(sent.posts).toHaveLength(1);
    const moved = await admin("PUT", "/notices/settings", { webhookUrl: "https://other.example.org/" });
    expect(moved.body.webhookSecret).toEqual({ set: false });
  });

  it.each([
    { emailFrom: "scores@example.org" },
    { emailTo: ["ada@example.org"] },
    { emailFrom: "no address", emailTo: ["ada@example.org"] },
    { webhookUrl: "http://hooks.example.org/" },
    { webhookUrl: "https://127.0.0.1/" },
    { sms: "+1 555 0100" },
  ])("are not to be sent as %j", async (body) => {
    const answer = await admin("PUT", "/notices/settings", body);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
  });
});

async function hmacHex(key: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", imported, encoder.encode(text));
  return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
