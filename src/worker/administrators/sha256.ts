/** SHA-256 of a text, as bytes to compare and as base64url to store. */
import { base64url } from "../vault/encoding.ts";

export function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}

export async function sha256Text(text: string): Promise<string> {
  return base64url.encode(new Uint8Array(await sha256(text)));
}
