/** What the schemas of the admin API share: ids, lines, dates, and how lists are paged. */
import { z } from "@hono/zod-openapi";
import { idText, plainText } from "../../plain-text.ts";

export const id = idText;
/** One line that people typed; spaces around it are slips. */
export const line = (max: number) => z.string().trim().pipe(plainText(max));
export const date = z.iso.date();
export const timestamp = z.iso.datetime();

/** Enough for one screen; a script asks for more. */
const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

export const pageQuery = z.strictObject({
  cursor: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
});

/** Logs page backwards by line number. */
export const logQuery = pageQuery.extend({ cursor: z.coerce.number().int().positive().optional() });

export const ifMatch = z.object({ "if-match": z.string().optional() });

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
