/** The consumer secret for eSchoolPLUS: sealed in D1, or a Workers secret by name. */
import type { Runtime } from "../runtime.ts";
import type { EschoolplusSettings } from "./eschoolplus-queries.ts";
import { secretOfEnvironment } from "./ets-secret.ts";

/** What the sealed consumer secret is bound to. */
export const CONSUMER_SECRET_CONTEXT = ["eschoolplus", "district", "consumerSecret"];

export function sealConsumerSecret(consumerSecret: string, { vault }: Runtime): Promise<string> {
  return vault.seal("credentials", CONSUMER_SECRET_CONTEXT, consumerSecret);
}

/** The consumer secret of saved settings, or null where it can no longer be read. */
export async function consumerSecretOf(
  settings: Pick<EschoolplusSettings, "sealedSecret" | "secretFrom">,
  runtime: Runtime,
): Promise<string | null> {
  if (settings.secretFrom !== null) return secretOfEnvironment(settings.secretFrom, runtime);
  if (settings.sealedSecret === null) return null;
  const opened = await runtime.vault.open("credentials", CONSUMER_SECRET_CONTEXT, settings.sealedSecret);
  if (opened.ok) return opened.text;
  runtime.log.error("eschoolplus_secret_unreadable", { reason: opened.reason });
  return null;
}

/** True when a consumer secret is saved, or named and there. */
export function hasConsumerSecret(
  { sealedSecret, secretFrom }: Pick<EschoolplusSettings, "sealedSecret" | "secretFrom">,
  runtime: Runtime,
): boolean {
  return sealedSecret !== null || (secretFrom !== null && secretOfEnvironment(secretFrom, runtime) !== null);
}
