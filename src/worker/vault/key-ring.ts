/**
 * The sealing keys of this deployment (`SEALING_KEYS`): several, newest first, each with an id. The newest seals,
 * all open. From each, HKDF derives one key per purpose (RFC 5869), so that a value sealed for one purpose can
 * never be opened as another, whatever else goes wrong.
 */
import { base64 } from "./encoding.ts";

export const PURPOSES = [
  "credentials",
  "portal-secrets",
  "viewer-tokens",
  "letter-links",
  "deployment",
] as const;

export type Purpose = (typeof PURPOSES)[number];

export interface KeyRing {
  readonly newestKid: string;
  /** The AES-256-GCM key of a purpose under one ring key; undefined for an id that is not on the ring. */
  key(kid: string, purpose: Purpose): Promise<CryptoKey> | undefined;
}

/** AES-256 and HKDF-SHA-256 both want 32 bytes of keying material. */
const KEY_BYTES = 32;
const KID_PATTERN = /^[A-Za-z0-9_-]{1,32}$/;

/** Reads `kid:base64(32 bytes)`, comma-separated. Returns what is wrong as a sentence, without the value. */
export function parseKeyRing(text: string): { ok: true; ring: KeyRing } | { ok: false; problem: string } {
  const materials = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const colon = entry.indexOf(":");
    const kid = entry.slice(0, Math.max(colon, 0));
    if (!KID_PATTERN.test(kid)) {
      return { ok: false, problem: "each key is written kid:base64, its kid in letters, digits, _ or -" };
    }
    if (materials.has(kid)) return { ok: false, problem: "two keys have the same kid" };
    const material = base64.decode(entry.slice(colon + 1));
    if (material?.byteLength !== KEY_BYTES) return { ok: false, problem: "each key is 32 bytes in base64" };
    materials.set(kid, material);
  }
  const [newestKid] = materials.keys();
  if (newestKid === undefined) return { ok: false, problem: "there is no key" };

  const derived = new Map<string, Promise<CryptoKey>>();
  return {
    ok: true,
    ring: {
      newestKid,
      key(kid, purpose) {
        const material = materials.get(kid);
        if (material === undefined) return undefined;
        const name = `${kid} ${purpose}`;
        const key = derived.get(name) ?? derive(material, purpose);
        derived.set(name, key);
        return key;
      },
    },
  };
}

async function derive(material: Uint8Array<ArrayBuffer>, purpose: Purpose): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(0),
      info: new TextEncoder().encode(`scoreletter/v1/${purpose}`),
    },
    root,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
