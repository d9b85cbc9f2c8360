/** SQL of the deployment's own secrets. */
import { and, eq } from "drizzle-orm";
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

export async function listSealedSecrets(db: Database): Promise<{ name: string; sealed: string }[]> {
  return db.select().from(deploymentSecrets);
}

/** Puts a freshly sealed secret in the place of the one it was made from, if that is still there. */
export async function replaceSealedSecret(
  db: Database,
  name: string,
  old: string,
  fresh: string,
): Promise<void> {
  await db
    .update(deploymentSecrets)
    .set({ sealed: fresh })
    .where(and(eq(deploymentSecrets.name, name), eq(deploymentSecrets.sealed, old)));
}
