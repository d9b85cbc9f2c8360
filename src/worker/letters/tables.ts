/** The access log (FERPA, 34 CFR § 99.32): who opened which letter, when, and how it ended. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const letterLog = sqliteTable(
  "letter_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The link's own id: a link leaves one line, whatever its ranges. */
    link: text("link").notNull(),
    /** Milliseconds since the epoch, UTC: when the link was first opened. */
    at: integer("at").notNull(),
    portal: text("portal").notNull(),
    /** The portal's own, opaque user id. */
    viewer: text("viewer").notNull(),
    role: text("role", { enum: ["guardian", "student", "staff"] }).notNull(),
    /** The district's id; the reference of an erasure once the student's record was erased. */
    student: text("student").notNull(),
    /** The student's site at that moment: an LEA sees its own students' lines. */
    site: text("site").notNull(),
    /** The report's id as viewers see it. */
    report: text("report").notNull(),
    /** `opened`, or the code of why it was not. */
    outcome: text("outcome").notNull(),
    /** Another request has opened the same link since: the line stays `opened`, whatever becomes of the first. */
    reopened: integer("reopened", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [uniqueIndex("letter_log_link").on(table.link), index("letter_log_student").on(table.student)],
);

/** How many letters were opened, and how often ETS refused, per day and site: what the overview shows. */
export const letterDays = sqliteTable(
  "letter_days",
  {
    /** YYYY-MM-DD, a day of California. */
    day: text("day").notNull(),
    site: text("site").notNull(),
    /** `opened`, or the code of why letters could not be listed or opened. */
    outcome: text("outcome").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.site, table.outcome] })],
);
