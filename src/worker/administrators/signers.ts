/**
 * What may have signed a hand-off: a shared secret by its id, or a portal's public keys as they are registered. A session
 * ends with what signed it, and does not come back with a portal that is registered anew under the same id.
 */
import type { RegisteredPortal } from "../integrations/portals.ts";
import { sha256Text } from "./sha256.ts";

export async function publicKeysOf({ jwks, jwksUrl }: RegisteredPortal): Promise<string> {
  return `public ${await sha256Text(JSON.stringify([jwks, jwksUrl]))}`;
}

export async function mayStillSign(portal: RegisteredPortal, signedBy: string): Promise<boolean> {
  return portal.keyIds.includes(signedBy) || signedBy === (await publicKeysOf(portal));
}
