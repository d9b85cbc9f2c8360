/**
 * Links in the manner of an object store's pre-signed ones: anybody who holds one may read that object until it
 * expires, and a changed path, date or lifetime breaks the signature. Not AWS's algorithm, only its looks.
 */

import { createHmac, timingSafeEqual } from "node:crypto";

const SIGNATURE = "X-Amz-Signature";

export type LinkState = "good" | "expired" | "tampered";

export interface LinkSigner {
  /** Path and query; `extra` goes into the query and is signed with it. */
  sign(path: string, lifetimeSeconds: number, extra?: Record<string, string>): string;
  check(url: URL): LinkState;
}

export function createLinkSigner(secret: Buffer, now: () => number): LinkSigner {
  function signatureOf(url: URL): Buffer {
    const signed = [...url.searchParams].filter(([name]) => name !== SIGNATURE).sort();
    return createHmac("sha256", secret)
      .update(JSON.stringify([url.pathname, signed]))
      .digest();
  }

  return {
    sign(path, lifetimeSeconds, extra = {}) {
      const date = `${new Date(now()).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
      const url = new URL(path, "http://unused.invalid");
      const query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": `SIMULATED/${date.slice(0, 8)}/us-west-2/s3/aws4_request`,
        "X-Amz-Date": date,
        "X-Amz-Expires": String(lifetimeSeconds),
        "X-Amz-SignedHeaders": "host",
        ...extra,
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      url.searchParams.set(SIGNATURE, signatureOf(url).toString("hex"));
      return url.pathname + url.search;
    },
    check(url) {
      const given = Buffer.from(url.searchParams.get(SIGNATURE) ?? "", "hex");
      const right = signatureOf(url);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return "tampered";
      const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get("X-Amz-Date") ?? "");
      if (!date) return "tampered";
      const [, year, month, day, hours, minutes, seconds] = date;
      const signedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
      const lifetime = Number(url.searchParams.get("X-Amz-Expires"));
      return now() <= signedAt + lifetime * 1000 ? "good" : "expired";
    },
  };
}
