/** Issued bearer tokens and when each dies. Opaque and random; or, on request, dressed as a JWT with an `exp`. */

import { createHmac, randomBytes } from "node:crypto";

export interface TokenBook {
  issue(lifetimeSeconds: number): string;
  issueJwt(lifetimeSeconds: number): string;
  accepts(authorization: string | undefined): boolean;
  revokeAll(): void;
}

export function createTokenBook(now: () => number): TokenBook {
  const expiries = new Map<string, number>();

  function keep(token: string, lifetimeSeconds: number): string {
    for (const [old, expiry] of expiries) if (expiry <= now()) expiries.delete(old);
    expiries.set(token, now() + lifetimeSeconds * 1000);
    return token;
  }

  return {
    issue: (lifetimeSeconds) => keep(randomBytes(32).toString("base64url"), lifetimeSeconds),
    issueJwt(lifetimeSeconds) {
      const issued = Math.floor(now() / 1000);
      const claims = { iat: issued, exp: issued + lifetimeSeconds, jti: randomBytes(8).toString("hex") };
      const signed = [{ alg: "HS256", typ: "JWT" }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
        .join(".");
      const signature = createHmac("sha256", randomBytes(32)).update(signed).digest("base64url");
      return keep(`${signed}.${signature}`, lifetimeSeconds);
    },
    accepts(authorization) {
      const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? "")?.[1];
      return token !== undefined && (expiries.get(token) ?? 0) > now();
    },
    revokeAll: () => expiries.clear(),
  };
}
