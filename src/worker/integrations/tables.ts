/**
 * What administrators set up: sites, ETS credentials per site, portals with their keys, and the log of changes.
 * Secrets stand here sealed only. Times are milliseconds since the epoch, UTC.
 */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PermissionGrant } from "../permission.ts";

export const sites = sqliteTable("sites", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ["district", "lea", "school"] }).notNull(),
  /** Null for the district alone. */
  parent: text("parent"),
  version: text("version").notNull(),
});

export const etsSettings = sqliteTable("ets_settings", {
  site: text("site").primaryKey(),
  /** New with every save: the ETag, and what ties cached tokens to these very credentials. */
  version: text("version").notNull(),
  /** Letters are switched off here although the district has them; nothing else is set then. */
  disabled: integer("disabled", { mode: "boolean" }).notNull(),
  apiUrl: text("api_url"),
  username: text("username"),
  sealedSecret: text("sealed_secret"),
  /** The name of a Workers secret in place of a sealed one. */
  secretFrom: text("secret_from"),
  /** YYYY-MM-DD. */
  expiresOn: text("expires_on"),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
  lastTestAt: integer("last_test_at"),
  /** Null: the last test went well. */
  lastTestCode: text("last_test_code"),
  /** When the first of the tests failed that have failed in a row; null while they go well. */
  failingSince: integer("failing_since"),
});

/** One ETS access token per connection, shared by all isolates; useless once the settings' version has changed. */
export const etsTokens = sqliteTable("ets_tokens", {
  site: text("site").primaryKey(),
  version: text("version").notNull(),
  sealedToken: text("sealed_token").notNull(),
  /** Unix seconds. */
  obtainedAt: integer("obtained_at").notNull(),
  /** Unix seconds. */
  usableUntil: integer("usable_until").notNull(),
});

export const portals = sqliteTable("portals", {
  id: text("id").primaryKey(),
  version: text("version").notNull(),
  name: text("name").notNull(),
  origins: text("origins", { mode: "json" }).$type<string[]>().notNull(),
  trust: text("trust", { enum: ["roster", "token"] }).notNull(),
  roles: text("roles", { mode: "json" }).$type<("guardian" | "student" | "staff")[]>().notNull(),
  /** Site ids, or `["*"]`. */
  sites: text("sites", { mode: "json" }).$type<string[]>().notNull(),
  widgetEnabled: integer("widget_enabled", { mode: "boolean" }).notNull(),
  /** The most that an administrator handed over by this portal may do. */
  adminHandoff: text("admin_handoff", { mode: "json" }).$type<PermissionGrant[]>().notNull(),
  jwks: text("jwks", { mode: "json" }).$type<{ keys: Record<string, unknown>[] }>(),
  jwksUrl: text("jwks_url"),
  /** Words to parents, by BCP 47 language. */
  instructions: text("instructions", { mode: "json" }).$type<Record<string, string>>().notNull(),
});

export const portalKeys = sqliteTable(
  "portal_keys",
  {
    portal: text("portal").notNull(),
    keyId: text("key_id").notNull(),
    /** Null once retired: a key that no longer counts is not kept. */
    sealedSecret: text("sealed_secret"),
    createdAt: integer("created_at").notNull(),
    retiredAt: integer("retired_at"),
  },
  (table) => [primaryKey({ columns: [table.portal, table.keyId] })],
);

/** The district's eSchoolPLUS: one row or none, as there is one student information system per deployment. */
export const eschoolplusSettings = sqliteTable("eschoolplus_settings", {
  /** Always the district: one row. */
  site: text("site").primaryKey(),
  version: text("version").notNull(),
  baseUrl: text("base_url").notNull(),
  consumerKey: text("consumer_key").notNull(),
  sealedSecret: text("sealed_secret"),
  /** The name of a Workers secret in place of a sealed one. */
  secretFrom: text("secret_from"),
  signatureMethod: text("signature_method", { enum: ["HMAC-SHA1", "HMAC-SHA256"] }).notNull(),
  pageSize: integer("page_size").notNull(),
  /** Local time of day, HH:MM. */
  nightlyAt: text("nightly_at").notNull(),
  /** IANA name. */
  timeZone: text("time_zone").notNull(),
  /** YYYY-MM-DD: the first local day on which nightly pulls run again; null while they run. */
  pausedUntil: text("paused_until"),
  includeInactive: integer("include_inactive", { mode: "boolean" }).notNull(),
  includePreRegistered: integer("include_pre_registered", { mode: "boolean" }).notNull(),
  includeOutOfDistrict: integer("include_out_of_district", { mode: "boolean" }).notNull(),
  guardianAccessEndsAt18: integer("guardian_access_ends_at_18", { mode: "boolean" }).notNull(),
  /** What user-defined fields mean; a value is compared without case. */
  userFields: text("user_fields", { mode: "json" })
    .$type<{ screen: string; field: string; value: string; means: "letters_withheld" }[]>()
    .notNull(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
  lastTestAt: integer("last_test_at"),
  /** Null: the last test went well. */
  lastTestCode: text("last_test_code"),
});

/** Each time an integration was added, changed, tested or removed. Grows only. */
export const integrationLog = sqliteTable("integration_log", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  at: integer("at").notNull(),
  actor: text("actor").notNull(),
  kind: text("kind", {
    enum: ["ets", "eschoolplus", "portal", "site", "administrator", "block", "student"],
  }).notNull(),
  /** The site; a portal's id or an administrator's address, a block's id for those, an erasure's reference for a student. */
  site: text("site").notNull(),
  action: text("action", {
    enum: [
      ...(["added", "changed", "tested", "removed", "key_added", "key_retired"] as const),
      ...(["pull_started", "pull_approved", "pull_discarded", "erased"] as const),
    ],
  }).notNull(),
  /** `ok`, or the code of what went wrong. */
  outcome: text("outcome").notNull(),
});
