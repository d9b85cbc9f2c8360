/** The schemas of who may enter by Access. */
import { z } from "@hono/zod-openapi";
import { permissionGrants } from "../../permission.ts";

export const administratorParams = z.object({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase()),
});
export const administratorBody = z.strictObject({
  email: z.string().optional().openapi({ description: "May be sent back as it was read; not looked at." }),
  permissions: permissionGrants,
});
export const administrator = z
  .object({ email: z.string(), permissions: permissionGrants })
  .openapi("Administrator");
