/** `npm run migrations:generate` turns changes of the tables.ts files into a numbered migration. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: "./src/worker/*/tables.ts",
  out: "./migrations",
});
