/** The schemas of the sites. */
import { z } from "@hono/zod-openapi";
import { id, line } from "./shared.ts";

/** `*` means every site wherever sites are named: none may be called so. */
export const siteId = id.refine((site) => site !== "*", "must name one site");

export const siteParams = z.object({ id: siteId });
export const site = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["district", "lea", "school"]),
    parent: z.string().nullable(),
  })
  .openapi("Site");
export const siteBody = z.strictObject({
  id: id.optional().openapi({ description: "May be sent back as it was read; must be the one in the path." }),
  name: line(200),
  kind: z.enum(["district", "lea", "school"]),
  parent: id
    .nullable()
    .optional()
    .openapi({ description: "The district where not given; null for the district itself." }),
});
