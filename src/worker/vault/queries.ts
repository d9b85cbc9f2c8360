/** SQL of the deployment's own secrets. */
import { eq } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import { deploymentSecrets } from "./tables.ts";

export async function findSealedSecret(db: Database, name: string): Promise<string | undefined> {
  const row = await db.select().from(deploymentSecrets).where(eq(deploymentSecrets.name, name)).get();
  return row?.sealed;
}

/** Keeps the first one written, whoever was faster. */
export async function insertSealedSecret(db: Database, name: string, sealed: string): Promise<void> {
  await db.insert(deploymentSecrets).values({ name, sealed }).onConflictDoNothing();
}
