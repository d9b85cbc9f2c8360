/**
 * The username and secret key pairs that ETS accepts. TOMS makes a new pair and the old one dies at once, for every
 * vendor; tokens that were issued before live on until they expire.
 */

import * as z from "zod";

export const credentialSchema = z.strictObject({ username: z.string().min(1), secretKey: z.string().min(1) });

export type Credential = z.infer<typeof credentialSchema>;

export interface CredentialBook {
  accepts(pair: Credential): boolean;
  replace(pairs: Credential[]): void;
}

export function createCredentialBook(initial: Credential[]): CredentialBook {
  let pairs = initial;
  return {
    accepts: ({ username, secretKey }) =>
      pairs.some((pair) => pair.username === username && pair.secretKey === secretKey),
    replace(next) {
      pairs = next;
    },
  };
}

/** Reads `Basic base64(username ":" secretKey)`. A username holds no colon, a key may. */
export function readBasic(header: string | undefined): Credential | null {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? "")?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 1 ? null : { username: text.slice(0, colon), secretKey: text.slice(colon + 1) };
}
