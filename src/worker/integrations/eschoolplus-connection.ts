/** How saved eSchoolPLUS settings become a connection for its client, and what the client works with. */
import type { CallTools, EschoolConnection } from "../eschoolplus/client.ts";
import type { Runtime } from "../runtime.ts";
import type { EschoolplusSettings } from "./eschoolplus-queries.ts";
import { consumerSecretOf } from "./eschoolplus-secret.ts";

/** The connection of saved settings; null when their consumer secret can no longer be read. */
export async function eschoolConnectionOf(
  settings: EschoolplusSettings,
  runtime: Runtime,
): Promise<EschoolConnection | null> {
  const { baseUrl, consumerKey, signatureMethod, pageSize } = settings;
  const consumerSecret = await consumerSecretOf(settings, runtime);
  return consumerSecret === null ? null : { baseUrl, consumerKey, consumerSecret, signatureMethod, pageSize };
}

export function callToolsOf({ outgoing, now, randomId }: Runtime): CallTools {
  return {
    outgoing,
    now,
    randomId,
    random: () => Math.random(), // for pauses alone
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
