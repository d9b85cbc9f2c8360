/**
 * A secret that the deployment makes for itself on first need and keeps for ever, sealed in D1. It must outlive
 * the sealing keys: what is derived from it (the ids of letters) is promised to stay the same.
 */
import { Refusal } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import { base64url } from "./encoding.ts";
import { findSealedSecret, insertSealedSecret, listSealedSecrets, replaceSealedSecret } from "./queries.ts";
import type { Vault } from "./vault.ts";

/** HMAC-SHA-256 gains nothing from a longer key (RFC 2104 §3). */
const SECRET_BYTES = 32;

/** Made once and never changed, so an isolate may remember it for as long as it lives. */
const remembered = new Map<string, CryptoKey>();

/** The HMAC-SHA-256 key of that name. Refuses as `misconfigured` when it cannot be opened: the key that sealed it has left the ring. */
export async function deploymentHmacKey(
  name: string,
  { db, vault, randomId, config }: Pick<Runtime, "db" | "vault" | "randomId" | "config">,
): Promise<CryptoKey> {
  const cacheKey = `${config.publicOrigin} ${name}`;
  const known = remembered.get(cacheKey);
  if (known) return known;
  const secret = (await read(name, db, vault)) ?? (await make(name, db, vault, randomId));
  const bytes = base64url.decode(secret);
  if (bytes === undefined) throw new Error(`deployment secret ${name} is not base64url`);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  remembered.set(cacheKey, key);
  return key;
}

async function make(
  name: string,
  db: Runtime["db"],
  vault: Vault,
  randomId: Runtime["randomId"],
): Promise<string> {
  const sealed = await vault.seal("deployment", [name], randomId(SECRET_BYTES));
  await insertSealedSecret(db, name, sealed);
  const secret = await read(name, db, vault); // another isolate may have been faster: its secret counts
  if (secret === undefined) throw new Error(`deployment secret ${name} was not stored`);
  return secret;
}

async function read(name: string, db: Runtime["db"], vault: Vault): Promise<string | undefined> {
  const sealed = await findSealedSecret(db, name);
  if (sealed === undefined) return undefined;
  const opened = await vault.open("deployment", [name], sealed);
  if (!opened.ok) throw doesNotOpen(name, opened.reason);
  return opened.text;
}

/** Seals the deployment's own secrets with the newest key; one that no key opens is counted, and left. */
export async function resealDeploymentSecrets({
  db,
  vault,
}: Pick<Runtime, "db" | "vault">): Promise<{ resealed: number; unreadable: number }> {
  const result = { resealed: 0, unreadable: 0 };
  for (const { name, sealed } of await listSealedSecrets(db)) {
    const opened = await vault.open("deployment", [name], sealed);
    if (opened.ok) {
      await replaceSealedSecret(db, name, sealed, await vault.seal("deployment", [name], opened.text));
      result.resealed++;
    } else result.unreadable++;
  }
  return result;
}

function doesNotOpen(name: string, reason: string): Refusal {
  return new Refusal("misconfigured", { reason: `deployment secret ${name} does not open: ${reason}` });
}
