/** Base64 and base64url of bytes (RFC 4648 §4 and §5), strict: undefined for anything that is not exactly that. */

type Bytes = Uint8Array<ArrayBuffer>;

export const base64 = {
  encode(bytes: Uint8Array): string {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  },
  decode(text: string): Bytes | undefined {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
    try {
      return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    } catch {
      return undefined;
    }
  },
};

export const base64url = {
  encode(bytes: Uint8Array): string {
    return base64.encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  },
  decode(text: string): Bytes | undefined {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
    return base64.decode(text.replaceAll("-", "+").replaceAll("_", "/"));
  },
};
