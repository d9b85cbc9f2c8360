/**
 * Text from outside that is kept, logged or shown: whole characters, none of them a control character, so that it
 * reads the same in a log, a CSV and a page as where it came from.
 */
import * as z from "zod";

/** @param max in UTF-16 units, as strings count */
export function plainText(max: number) {
  return (
    z
      .string()
      .min(1)
      .max(max)
      // Not as a pattern: it would stand in openapi.json with its flag, where no program reads it as one.
      .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters")
      .refine((text) => text.isWellFormed(), "must be whole characters")
  );
}

/** Ids are case-sensitive strings of at most 64 characters (`../shared/contracts/public-api.md`). */
export const idText = plainText(64);
