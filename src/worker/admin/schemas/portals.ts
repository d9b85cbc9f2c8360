/** The schemas of the portals and their keys. */
import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../language.ts";
import { permissionGrants } from "../../permission.ts";
import { id, line, timestamp } from "./shared.ts";

export const portalParams = z.object({ id });
export const portalKeyParams = z.object({ id, keyId: id });

const roles = z.array(z.enum(["guardian", "student", "staff"])).max(3);
const siteList = z.array(id).max(1_000);
const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(20) });
/** "en", "zh-Hant": a language, perhaps a script. */
const languageTag = z.enum(LANGUAGES);
const instructions = z.partialRecord(languageTag, z.string().trim().min(1).max(2_000));

export const portalBody = z.strictObject({
  id: id.optional().openapi({ description: "May be sent back as it was read; must be the one in the path." }),
  keys: z
    .array(z.unknown())
    .optional()
    .openapi({
      type: "array",
      items: { type: "object" },
      description: "May be sent back as it was read; not looked at.",
    }),
  name: line(200),
  origins: z.array(z.string().max(300)).max(50),
  trust: z.enum(["roster", "token"]),
  roles: roles.default(["guardian", "student"]),
  sites: siteList.default(["*"]),
  widgetEnabled: z.boolean().default(true),
  adminHandoff: permissionGrants.default([]),
  jwks: jwks.nullable().default(null),
  jwksUrl: z.string().max(2_000).nullable().default(null),
  instructions: instructions.default({}),
});
export const portal = z
  .object({
    id: z.string(),
    name: z.string(),
    origins: z.array(z.string()),
    trust: z.enum(["roster", "token"]),
    roles,
    sites: z.array(z.string()),
    widgetEnabled: z.boolean(),
    adminHandoff: permissionGrants,
    jwks: jwks.nullable(),
    jwksUrl: z.string().nullable(),
    keys: z.array(z.object({ keyId: z.string(), createdAt: timestamp, retiredAt: timestamp.nullable() })),
    instructions: z.record(z.string(), z.string()),
  })
  .openapi("Portal");
export const newPortalKey = z
  .object({ keyId: z.string(), secret: z.string().openapi({ description: "Shown this once." }) })
  .openapi("NewPortalKey");
