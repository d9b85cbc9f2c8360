/** The schemas of the reminders and where they go. */
import { z } from "@hono/zod-openapi";
import { NOTICE_KINDS } from "../../notices/tables.ts";
import { date, timestamp } from "./shared.ts";

const address = z.email().max(254);
export const noticeSettingsBody = z.strictObject({
  emailFrom: address.nullable().default(null),
  emailTo: z.array(address).max(20).default([]),
  webhookUrl: z.string().max(2_000).nullable().default(null),
  webhookSecret: z
    .unknown()
    .optional()
    .openapi({ type: "object", description: "May be sent back as it was read; not looked at." }),
});
export const noticeSettings = z
  .object({
    emailFrom: z.string().nullable(),
    emailTo: z.array(z.string()),
    webhookUrl: z.string().nullable(),
    webhookSecret: z.object({ set: z.boolean() }),
  })
  .openapi("NoticeSettings");
export const newWebhookSecret = z.object({ secret: z.string().openapi({ description: "Shown this once." }) });
export const notice = z
  .object({
    kind: z.enum(NOTICE_KINDS),
    site: z.string(),
    expiresOn: date.nullable(),
    code: z.string().nullable(),
    at: timestamp,
    mailed: z.boolean(),
    posted: z.boolean(),
  })
  .openapi("Notice");
