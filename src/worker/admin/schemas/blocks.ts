/** The schemas of letters withheld by hand. */
import { z } from "@hono/zod-openapi";
import { id, line, timestamp } from "./shared.ts";

export const blockParams = z.object({ id });
export const blockBody = z.strictObject({
  id: id.optional().openapi({ description: "May be sent back as it was read; not looked at." }),
  student: line(64),
  contact: line(64)
    .nullable()
    .default(null)
    .openapi({ description: "A CONTACT_ID; null withholds from everybody." }),
  reason: line(500),
});
export const block = z
  .object({
    id: z.string(),
    student: z.string(),
    contact: z.string().nullable(),
    reason: z.string(),
    updatedAt: timestamp,
    updatedBy: z.string(),
  })
  .openapi("Block");
