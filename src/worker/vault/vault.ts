/**
 * Seals values for storage or for a trip through a browser, and opens them again. AES-256-GCM through WebCrypto;
 * what a value is for (its purpose, and a context such as kind, site and field) is bound as additional
 * authenticated data, so that a sealed value moved to another row, portal or field does not open.
 *
 * A sealed value reads `v1.<kid>.<base64url(nonce ‖ ciphertext ‖ tag)>`.
 */
import { base64url } from "./encoding.ts";
import type { KeyRing, Purpose } from "./key-ring.ts";

/** What a sealed value belongs to, such as `["ets", siteId, "secretKey"]`. */
export type SealContext = readonly string[];

export type Opened =
  | { ok: true; text: string }
  | { ok: false; reason: "malformed" | "unknown_key" | "not_authentic" };

export interface Vault {
  seal(purpose: Purpose, context: SealContext, text: string): Promise<string>;
  open(purpose: Purpose, context: SealContext, sealed: string): Promise<Opened>;
}

/** 96 random bits, the nonce size AES-GCM is made for (NIST SP 800-38D §8.2.2). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createVault(ring: KeyRing): Vault {
  return {
    async seal(purpose, context, text) {
      const kid = ring.newestKid;
      const key = await ring.key(kid, purpose);
      if (key === undefined) throw new Error("the newest key is not on its own ring");
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const ciphertext = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv: nonce, additionalData: additionalData(purpose, kid, context) },
        key,
        new TextEncoder().encode(text),
      );
      const sealed = new Uint8Array(NONCE_BYTES + ciphertext.byteLength);
      sealed.set(nonce);
      sealed.set(new Uint8Array(ciphertext), NONCE_BYTES);
      return `v1.${kid}.${base64url.encode(sealed)}`;
    },

    async open(purpose, context, sealed) {
      const [version, kid, payload, ...more] = sealed.split(".");
      if (version !== "v1" || kid === undefined || payload === undefined || more.length > 0) {
        return { ok: false, reason: "malformed" };
      }
      const bytes = base64url.decode(payload);
      if (bytes === undefined || bytes.byteLength < NONCE_BYTES + TAG_BYTES)
        return { ok: false, reason: "malformed" };
      const key = await ring.key(kid, purpose);
      if (key === undefined) return { ok: false, reason: "unknown_key" };
      try {
        const plain = await crypto.subtle.decrypt(
          {
            name: "AES-GCM",
            iv: bytes.subarray(0, NONCE_BYTES),
            additionalData: additionalData(purpose, kid, context),
          },
          key,
          bytes.subarray(NONCE_BYTES),
        );
        return { ok: true, text: new TextDecoder().decode(plain) };
      } catch {
        return { ok: false, reason: "not_authentic" };
      }
    },
  };
}

/** JSON keeps the parts apart: ["a", "bc"] and ["ab", "c"] must not be the same context. */
function additionalData(purpose: Purpose, kid: string, context: SealContext): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(JSON.stringify(["v1", kid, purpose, ...context])));
}
