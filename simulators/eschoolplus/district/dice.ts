/**
 * Chance without a sequence: what falls depends only on the seed, the question and the index, so that any row of two
 * million can be made alone, in any order, and is always the same.
 */

export interface Dice {
  /** 0 inclusive to 1 exclusive. */
  share(question: string, index: number): number;
  below(question: string, index: number, limit: number): number;
  /** The list must not be empty. */
  pick<T>(question: string, index: number, list: readonly T[]): T;
}

export function createDice(seed: number): Dice {
  const salts = new Map<string, number>();

  function saltOf(question: string): number {
    let salt = salts.get(question);
    if (salt === undefined) {
      salt = seed | 0;
      for (let at = 0; at < question.length; at++) salt = mix(salt ^ question.charCodeAt(at));
      salts.set(question, salt);
    }
    return salt;
  }

  function share(question: string, index: number): number {
    return (mix(saltOf(question) ^ mix(index)) >>> 0) / 2 ** 32;
  }

  const below = (question: string, index: number, limit: number) =>
    Math.floor(share(question, index) * limit);
  return {
    share,
    below,
    pick: <T>(question: string, index: number, list: readonly T[]) =>
      list[below(question, index, list.length)] as T,
  };
}

/** The finalizer of MurmurHash3, with a step so that 0 does not stay 0. */
function mix(value: number): number {
  let bits = (value + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
