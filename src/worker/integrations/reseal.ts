/**
 * Seals what this room keeps with the newest key of the ring. Each value is replaced only if it is still the one that
 * was opened, in a write of its own, so that there is no moment in which something cannot be opened.
 */
import type { Runtime } from "../runtime.ts";
import { findEschoolplusSettings, replaceSealedConsumerSecret } from "./eschoolplus-queries.ts";
import { CONSUMER_SECRET_CONTEXT } from "./eschoolplus-secret.ts";
import { deleteAllTokens, listSealedSettings, replaceSealedSecret } from "./ets-queries.ts";
import { secretContext } from "./ets-secret.ts";
import { listSealedKeys, replaceSealedKey } from "./portal-queries.ts";
import { keyContext } from "./portals.ts";

export interface Resealed {
  resealed: number;
  /** Values that no key on the ring opens: their owners have to enter them again. */
  unreadable: number;
}

export async function resealIntegrations(runtime: Runtime): Promise<Resealed> {
  const { db, vault } = runtime;
  const result: Resealed = { resealed: 0, unreadable: 0 };

  async function reseal(
    purpose: "credentials" | "portal-secrets",
    context: string[],
    sealed: string,
    replace: (fresh: string) => Promise<void>,
  ): Promise<void> {
    const opened = await vault.open(purpose, context, sealed);
    if (!opened.ok) {
      result.unreadable++;
      runtime.log.error("not_resealed", { context: context.slice(0, -1).join(" "), reason: opened.reason });
      return;
    }
    await replace(await vault.seal(purpose, context, opened.text));
    result.resealed++;
  }

  for (const { site, sealedSecret } of await listSealedSettings(db)) {
    await reseal("credentials", secretContext(site), sealedSecret, (fresh) =>
      replaceSealedSecret(db, site, sealedSecret, fresh),
    );
  }
  const eschoolplus = (await findEschoolplusSettings(db))?.sealedSecret ?? null;
  if (eschoolplus !== null) {
    await reseal("credentials", CONSUMER_SECRET_CONTEXT, eschoolplus, (fresh) =>
      replaceSealedConsumerSecret(db, eschoolplus, fresh),
    );
  }
  for (const { portal, keyId, sealedSecret } of await listSealedKeys(db)) {
    await reseal("portal-secrets", keyContext(portal, keyId), sealedSecret, (fresh) =>
      replaceSealedKey(db, portal, keyId, sealedSecret, fresh),
    );
  }
  await deleteAllTokens(db); // cheaper asked for again than sealed again
  return result;
}
