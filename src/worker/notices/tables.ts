/** What administrators must be told, once each, and where to tell it. Times are milliseconds since the epoch, UTC. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const NOTICE_KINDS = [
  ...(["key_expires", "key_expired", "credentials_failing"] as const),
  ...(["pull_held", "pull_overdue"] as const),
] as const;

export const notices = sqliteTable("notices", {
  /** What it is about, and about which occasion: the same key is never told twice. */
  key: text("key").primaryKey(),
  kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
  site: text("site").notNull(),
  /** YYYY-MM-DD, for a key that ends. */
  expiresOn: text("expires_on"),
  /** Why a credential or a pull fails, or a pull is held back. */
  code: text("code"),
  at: integer("at").notNull(),
  mailedAt: integer("mailed_at"),
  postedAt: integer("posted_at"),
});

/** One row: the deployment's. */
export const noticeSettings = sqliteTable("notice_settings", {
  id: integer("id").primaryKey(),
  version: text("version").notNull(),
  emailFrom: text("email_from"),
  emailTo: text("email_to", { mode: "json" }).$type<string[]>().notNull(),
  webhookUrl: text("webhook_url"),
  sealedWebhookSecret: text("sealed_webhook_secret"),
});
