/**
 * How saved ETS settings become a connection for the ETS client: the secret is opened only when a token must be
 * fetched, and the token is remembered sealed, tied to this very version of the settings.
 */
import type { EtsConnection, EtsToken, TokenStore } from "../ets/connection.ts";
import type { Runtime } from "../runtime.ts";
import { type EtsSettingsInForce, findToken, writeToken } from "./ets-queries.ts";
import { secretKeyOf } from "./ets-secret.ts";

export type Connection =
  | { ok: true; connection: EtsConnection }
  | { ok: false; reason: "not_set_up" | "disabled" };

/** The connection of the settings in force at a site, from a row of `settingsInForceQuery`. */
export function connectionOf(row: EtsSettingsInForce | undefined, runtime: Runtime): Connection {
  if (row === undefined) return { ok: false, reason: "not_set_up" };
  if (row.disabled || row.apiUrl === null || row.username === null) return { ok: false, reason: "disabled" };
  const { site, version, apiUrl, username } = row;
  return {
    ok: true,
    connection: {
      key: `${site} ${version}`,
      apiUrl,
      username,
      secretKey: () => secretKeyOf(row, runtime),
      tokens: tokenStore(row, runtime),
    },
  };
}

/** Remembers a connection's token sealed in D1. The row that came with the settings answers the first read. */
function tokenStore(row: EtsSettingsInForce, runtime: Runtime): TokenStore {
  const { site, version } = row;
  const context = ["ets", site, "token", version];
  const cameAlong = row.sealedToken === null ? null : { ...row, sealedToken: row.sealedToken };
  let reads = 0;
  return {
    async read(): Promise<EtsToken | null> {
      try {
        const stored = reads++ === 0 ? cameAlong : await findToken(runtime.db, site, version);
        if (!stored) return null;
        const opened = await runtime.vault.open("credentials", context, stored.sealedToken);
        if (!opened.ok) return null;
        return {
          token: opened.text,
          obtainedAt: stored.obtainedAt ?? 0,
          usableUntil: stored.usableUntil ?? 0,
        };
      } catch {
        runtime.log.warn("ets_token_not_read", { site });
        return null;
      }
    },
    async write(token) {
      try {
        const sealedToken = await runtime.vault.seal("credentials", context, token.token);
        const { obtainedAt, usableUntil } = token;
        await writeToken(runtime.db, { site, version, sealedToken, obtainedAt, usableUntil });
      } catch {
        runtime.log.warn("ets_token_not_stored", { site });
      }
    },
  };
}
