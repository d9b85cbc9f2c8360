/** Who may not see whose letters, whatever the records say: blocks that the district has set by hand. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
    /** Milliseconds since the epoch, UTC. */
    updatedAt: integer("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (table) => [index("blocks_student").on(table.student)],
);
