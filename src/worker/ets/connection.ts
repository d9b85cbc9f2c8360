/** What a room hands to the ETS client: whose credentials, how to read them, and where a token is remembered. */

export interface EtsToken {
  token: string;
  /** Unix seconds. */
  obtainedAt: number;
  /** Unix seconds; the token is not used after it. */
  usableUntil: number;
}

/** Remembers one connection's token across isolates. Neither call may throw: a lost token only costs a call. */
export interface TokenStore {
  read(): Promise<EtsToken | null>;
  write(token: EtsToken): Promise<void>;
}

export interface EtsConnection {
  /** Names the credentials and their version: changes with every save, so nothing cached outlives one. */
  key: string;
  /** The token URL as the administrator typed it. */
  apiUrl: string;
  username: string;
  /** Opened only when a token must be fetched; null when it cannot be. */
  secretKey(): Promise<string | null>;
  tokens: TokenStore;
}
