/** A site's secret key for ETS: sealed in D1 and bound to that site, or a Workers secret by name. */
import type { Runtime } from "../runtime.ts";
import type { EtsSettings } from "./ets-queries.ts";

export function sealSecretKey(site: string, secretKey: string, { vault }: Runtime): Promise<string> {
  return vault.seal("credentials", secretContext(site), secretKey);
}

/** The secret key of saved settings, or null where it can no longer be read. */
export async function secretKeyOf(
  settings: Pick<EtsSettings, "site" | "sealedSecret" | "secretFrom">,
  runtime: Runtime,
): Promise<string | null> {
  if (settings.secretFrom !== null) return secretOfEnvironment(settings.secretFrom, runtime);
  if (settings.sealedSecret === null) return null;
  const opened = await runtime.vault.open("credentials", secretContext(settings.site), settings.sealedSecret);
  if (opened.ok) return opened.text;
  runtime.log.error("ets_secret_unreadable", { site: settings.site, reason: opened.reason });
  return null;
}

/** True when a secret key is saved, or named and there. */
export function hasSecretKey(settings: EtsSettings, runtime: Runtime): boolean {
  const { sealedSecret, secretFrom } = settings;
  return sealedSecret !== null || (secretFrom !== null && secretOfEnvironment(secretFrom, runtime) !== null);
}

/** A Workers secret that an administrator named; null when the deployment has none of that name. */
export function secretOfEnvironment(name: string, runtime: Runtime): string | null {
  return isUpstreamSecretName(name) ? (runtime.upstreamSecret(name) ?? null) : null;
}

/** The only names an administrator may give: no other secret of the Worker can be reached by naming it. */
export function isUpstreamSecretName(name: string): name is `UPSTREAM_${string}` {
  return /^UPSTREAM_[A-Z0-9_]+$/.test(name);
}

/** What a site's sealed secret key is bound to. */
export function secretContext(site: string): string[] {
  return ["ets", site, "secretKey"];
}
