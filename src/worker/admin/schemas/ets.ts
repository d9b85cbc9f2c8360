/** The schemas of a site's ETS settings. */
import { z } from "@hono/zod-openapi";
import { isUpstreamSecretName } from "../../integrations/ets-secret.ts";
import { date, line, timestamp } from "./shared.ts";
import { siteId } from "./sites.ts";

export const etsParams = z.object({ site: siteId });

/** A half of a character cannot be sent to anybody. */
export const isWhole = (text: string) => text.isWellFormed();

export const upstreamSecret = z
  .string()
  .max(100)
  .refine(isUpstreamSecretName, "must match UPSTREAM_[A-Z0-9_]+");

const credentials = {
  apiUrl: z.string().max(2_000).refine(isWhole, "must be whole characters"),
  username: line(200),
  secretKey: z.string().min(1).max(500).refine(isWhole, "must be whole characters").optional(),
  secretKeyFrom: upstreamSecret.optional(),
};

function oneSecret(body: { secretKey?: string | undefined; secretKeyFrom?: string | undefined }): boolean {
  return body.secretKey === undefined || body.secretKeyFrom === undefined;
}
const ONE_SECRET = { error: "give secretKey or secretKeyFrom, not both", path: ["secretKeyFrom"] };

export const etsTestBody = z.strictObject(credentials).refine(oneSecret, ONE_SECRET);
export const etsBody = z.union([
  z.strictObject({ disabled: z.literal(true) }),
  z
    .strictObject({ ...credentials, expiresOn: date.optional(), disabled: z.literal(false).optional() })
    .refine(oneSecret, ONE_SECRET),
]);
export const etsTestAnswer = z.object({ ok: z.literal(true) });
export const etsSettings = z
  .object({
    site: z.string(),
    source: z.enum(["own", "inherited", "none"]),
    from: z.string().nullable(),
    disabled: z.boolean(),
    apiUrl: z.string().nullable(),
    username: z.string().nullable(),
    secretKey: z.object({ set: z.boolean() }),
    expiresOn: date.nullable(),
    updatedAt: timestamp.nullable(),
    updatedBy: z.string().nullable(),
    lastTest: z.object({ at: timestamp, ok: z.boolean(), code: z.string().nullable() }).nullable(),
  })
  .openapi("EtsSettings");
