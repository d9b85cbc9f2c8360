/** Secrets that the deployment makes for itself, sealed; made once, then the same for ever. */
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const deploymentSecrets = sqliteTable("deployment_secrets", {
  name: text("name").primaryKey(),
  sealed: text("sealed").notNull(),
});
