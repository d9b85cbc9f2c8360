/**
 * Who guards whom, as eSchoolPLUS said it last, and the pull that keeps it so; beside it the blocks that the district
 * has set by hand. Ids are text, as the district writes them. Times are milliseconds since the epoch, UTC.
 *
 * A row that vanished from eSchoolPLUS keeps standing with `goneAt` set and opens nothing; it revives when it comes
 * back and is purged after a while. `hash` stands for the whole row as it was sent: an equal one is not written again.
 */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

const pulled = {
  hash: text("hash").notNull(),
  goneAt: integer("gone_at"),
};

export const schools = sqliteTable("roster_schools", {
  /** BUILDING; also the id of the school's site. */
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  abbreviation: text("abbreviation"),
  stateCode: text("state_code"),
  outOfDistrict: integer("out_of_district", { mode: "boolean" }).notNull(),
  ...pulled,
});

export const students = sqliteTable(
  "roster_students",
  {
    id: text("id").primaryKey(),
    firstName: text("first_name"),
    middleName: text("middle_name"),
    lastName: text("last_name"),
    generation: text("generation"),
    nickname: text("nickname"),
    /** BUILDING. */
    school: text("school"),
    grade: text("grade"),
    /** A active, I inactive, G graduated, P pre-registered; others as they come. */
    status: text("status"),
    /** YYYY-MM-DD. */
    birthdate: text("birthdate"),
    language: text("language"),
    /** STATE_REPORT_ID. */
    ssid: text("ssid"),
    /** The words of names and id without case and accents, a JSON list: what `roster_student_words` is made of. */
    words: text("words", { mode: "json" }).$type<string[]>().notNull(),
    ...pulled,
  },
  (table) => [index("roster_students_ssid").on(table.ssid)],
);

/** A search finds students by the beginning of a word, school by school, without reading the district. */
export const studentWords = sqliteTable(
  "roster_student_words",
  {
    /** Empty where the student has none. */
    school: text("school").notNull(),
    word: text("word").notNull(),
    student: text("student").notNull(),
  },
  (table) => [primaryKey({ columns: [table.school, table.word, table.student] })],
);

export const contacts = sqliteTable("roster_contacts", {
  id: text("id").primaryKey(),
  title: text("title"),
  firstName: text("first_name"),
  middleName: text("middle_name"),
  lastName: text("last_name"),
  language: text("language"),
  email: text("email"),
  loginId: text("login_id"),
  ...pulled,
});

export const addresses = sqliteTable("roster_addresses", {
  contact: text("contact").primaryKey(),
  street: text("street"),
  apartment: text("apartment"),
  complex: text("complex"),
  city: text("city"),
  state: text("state"),
  zip: text("zip"),
  ...pulled,
});

export const phones = sqliteTable(
  "roster_phones",
  {
    contact: text("contact").notNull(),
    type: text("type").notNull(),
    phone: text("phone"),
    extension: text("extension"),
    priority: integer("priority"),
    listing: text("listing"),
    ...pulled,
  },
  (table) => [primaryKey({ columns: [table.contact, table.type] })],
);

export const links = sqliteTable(
  "roster_links",
  {
    student: text("student").notNull(),
    contact: text("contact").notNull(),
    /** CONTACT_TYPE: G legal guardian, P and M addresses of the student, C emergency, O other. */
    type: text("type").notNull(),
    priority: integer("priority"),
    relation: text("relation"),
    livingWith: integer("living_with", { mode: "boolean" }),
    webAccess: integer("web_access", { mode: "boolean" }).notNull(),
    legalGuardian: integer("legal_guardian", { mode: "boolean" }),
    custodialGuardian: integer("custodial_guardian", { mode: "boolean" }),
    ...pulled,
  },
  (table) => [
    primaryKey({ columns: [table.student, table.contact, table.type] }),
    index("roster_links_contact").on(table.contact),
  ],
);

/** User-defined fields of students: those alone to which the settings give a meaning. */
export const userFields = sqliteTable(
  "roster_user_fields",
  {
    student: text("student").notNull(),
    screen: text("screen").notNull(),
    field: text("field").notNull(),
    sequence: text("sequence").notNull(),
    value: text("value"),
    ...pulled,
  },
  (table) => [primaryKey({ columns: [table.student, table.screen, table.field, table.sequence] })],
);

export type RunCounts = Record<string, { read: number; added: number; updated: number; removed: number }>;
export type HeldReason = { resource: string; reason: string; count: number };

/** One pull: where it stands while it runs, what it did afterwards. Holds counts and cursors, never people. */
export const runs = sqliteTable(
  "roster_runs",
  {
    id: text("id").primaryKey(),
    trigger: text("trigger", { enum: ["nightly", "manual"] }).notNull(),
    startedBy: text("started_by").notNull(),
    /** The district's local day whose nightly pull this is, or stands for; YYYY-MM-DD. */
    night: text("night"),
    status: text("status", { enum: ["running", "succeeded", "failed", "held", "discarded"] }).notNull(),
    phase: text("phase", { enum: ["reading", "comparing", "applying", "waiting", "done"] }).notNull(),
    resource: text("resource"),
    rowsRead: integer("rows_read").notNull(),
    rowsTotal: integer("rows_total"),
    counts: text("counts", { mode: "json" }).$type<RunCounts>().notNull(),
    held: text("held", { mode: "json" }).$type<HeldReason[]>(),
    errorCode: text("error_code"),
    errorDetail: text("error_detail"),
    /** The version of the eSchoolPLUS settings that it works with. */
    settingsVersion: text("settings_version").notNull(),
    /** Where the work stands: reading state, apply cursor. */
    cursor: text("cursor", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** Counts the pieces of work done: whoever finds another count than they read has been overtaken. */
    step: integer("step").notNull(),
    /** How often its Workflow had to be started. */
    attempts: integer("attempts").notNull(),
    heartbeatAt: integer("heartbeat_at").notNull(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
  },
  (table) => [
    index("roster_runs_started").on(table.startedAt),
    // One at a time, whoever starts it.
    uniqueIndex("roster_runs_running").on(table.status).where(sql`status = 'running'`),
  ],
);

/** The keys of each page read, to find doubles and what has vanished; dropped when the run ends. */
export const runPages = sqliteTable(
  "roster_run_pages",
  {
    run: text("run").notNull(),
    resource: text("resource").notNull(),
    pass: integer("pass").notNull(),
    page: integer("page").notNull(),
    keys: text("keys", { mode: "json" }).$type<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.resource, table.pass, table.page] })],
);

/** What differs from the roster, waiting to be applied: new and changed rows, and the keys of vanished ones. */
export const staged = sqliteTable(
  "roster_staged",
  {
    run: text("run").notNull(),
    resource: text("resource").notNull(),
    key: text("key").notNull(),
    /** Empty for a row that has vanished. */
    hash: text("hash").notNull(),
    /** The columns in the order of `shapes.ts`, a JSON list; of a row that has vanished only those that name it. */
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.resource, table.key] })],
);

export const blocks = sqliteTable(
  "blocks",
  {
    /** As the administrator names it. */
    id: text("id").primaryKey(),
    version: text("version").notNull(),
    /** The district's student id. */
    student: text("student").notNull(),
    /** An eSchoolPLUS CONTACT_ID; null withholds the letters from everybody. */
    contact: text("contact"),
    reason: text("reason").notNull(),
    updatedAt: integer("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (table) => [index("blocks_student").on(table.student)],
);
