/** Nonces that were used, for as long as a request with their timestamp could still be accepted. */

export interface NonceBook {
  /** False: used before. */
  use(nonce: string, nowSeconds: number): boolean;
}

/** Old nonces are thrown out when the book has this many. */
const SWEEP_AT = 10_000;

/** `windowSeconds`: how far a timestamp may lie before or after the clock. */
export function createNonceBook(windowSeconds: number): NonceBook {
  const usedUntil = new Map<string, number>();
  let sweepAt = SWEEP_AT;

  function sweep(nowSeconds: number): void {
    for (const [nonce, until] of usedUntil) if (until < nowSeconds) usedUntil.delete(nonce);
    sweepAt = Math.max(SWEEP_AT, usedUntil.size * 2);
  }

  return {
    use(nonce, nowSeconds) {
      if ((usedUntil.get(nonce) ?? 0) >= nowSeconds) return false;
      if (usedUntil.size >= sweepAt) sweep(nowSeconds);
      usedUntil.set(nonce, nowSeconds + 2 * windowSeconds);
      return true;
    },
  };
}
