/** Who may administer: people registered for Cloudflare Access, sessions that a portal opened, hand-offs used up. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PermissionGrant } from "../permission.ts";

export const administrators = sqliteTable("administrators", {
  /** In lower case: addresses differ in nothing else for Access. */
  email: text("email").primaryKey(),
  version: text("version").notNull(),
  permissions: text("permissions", { mode: "json" }).$type<PermissionGrant[]>().notNull(),
});

export const adminSessions = sqliteTable("admin_sessions", {
  /** SHA-256 of the cookie, so that a look into the database opens no session. */
  cookieHash: text("cookie_hash").primaryKey(),
  portal: text("portal").notNull(),
  /** The portal's own user id. */
  sub: text("sub").notNull(),
  /** What signed the hand-off, as `signers` names it: when that is retired, the session ends. */
  signedBy: text("signed_by").notNull(),
  /** As handed over; cut to the portal's ceiling each time they are used. */
  permissions: text("permissions", { mode: "json" }).$type<PermissionGrant[]>().notNull(),
  /** Milliseconds since the epoch, UTC. */
  expiresAt: integer("expires_at").notNull(),
});

/** Hand-offs that have been used, for as long as they could be used again. */
export const usedHandoffs = sqliteTable(
  "used_handoffs",
  {
    portal: text("portal").notNull(),
    jti: text("jti").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.portal, table.jti] })],
);
