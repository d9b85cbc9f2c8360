/** The schemas of the eSchoolPLUS settings and their test. */
import { z } from "@hono/zod-openapi";
import { CALIFORNIA } from "../../california.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../../integrations/eschoolplus-settings.ts";
import { isWhole, upstreamSecret } from "./ets.ts";
import { date, line, timestamp } from "./shared.ts";

/** A district withholds by a handful of fields. */
export const MAX_USER_FIELDS = 50;

/** Every time zone that the runtime knows by a name; a mere distance from UTC would forget daylight saving. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const consumer = {
  baseUrl: z.string().trim().max(2_000).refine(isWhole, "must be whole characters"),
  consumerKey: line(200),
  consumerSecret: z
    .union([
      z.string().min(1).max(500).refine(isWhole, "must be whole characters"),
      z.object({ set: z.boolean() }).transform(() => undefined),
    ])
    .optional()
    .openapi({
      description: "The secret; as it was read, or left out, the saved one is kept.",
      type: "string",
    }),
  consumerSecretFrom: upstreamSecret.optional(),
  signatureMethod: z.enum(["HMAC-SHA1", "HMAC-SHA256"]).default("HMAC-SHA1"),
};
export const eschoolplusUserField = z.strictObject({
  screen: line(20),
  field: line(20),
  value: line(200),
  means: z.literal("letters_withheld"),
});
const rules = {
  pageSize: z.int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  nightlyAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 02:00")
    .default("02:00"),
  timeZone: line(64)
    .refine(isTimeZone, "must be a time zone such as America/Los_Angeles")
    .default(CALIFORNIA),
  pausedUntil: date.nullable().default(null),
  includeInactive: z.boolean().default(false),
  includePreRegistered: z.boolean().default(true),
  includeOutOfDistrict: z.boolean().default(true),
  guardianAccessEndsAt18: z.boolean().default(false),
  userFields: z.array(eschoolplusUserField).max(MAX_USER_FIELDS).default([]),
};
const asRead = z
  .unknown()
  .optional()
  .openapi({
    type: ["string", "object", "null"],
    description: "May be sent back as it was read; not looked at.",
  });

function oneConsumerSecret(body: { consumerSecret?: unknown; consumerSecretFrom?: unknown }): boolean {
  return body.consumerSecret === undefined || body.consumerSecretFrom === undefined;
}
const ONE_CONSUMER_SECRET = {
  error: "give consumerSecret or consumerSecretFrom, not both",
  path: ["consumerSecretFrom"],
};

const eschoolplusFields = z.strictObject({
  ...consumer,
  ...rules,
  updatedAt: asRead,
  updatedBy: asRead,
  lastTest: asRead,
});
export const eschoolplusBody = eschoolplusFields.refine(oneConsumerSecret, ONE_CONSUMER_SECRET);
export const eschoolplusTestBody = z.union([z.strictObject({}), eschoolplusBody]).openapi({
  description: "Nothing, to test what is saved; else what would be saved, tested without saving it.",
});
export const eschoolplusSettings = z
  .object({
    baseUrl: z.string(),
    consumerKey: z.string(),
    consumerSecret: z.object({ set: z.boolean() }),
    signatureMethod: z.enum(["HMAC-SHA1", "HMAC-SHA256"]),
    pageSize: z.int(),
    nightlyAt: z.string(),
    timeZone: z.string(),
    pausedUntil: date.nullable(),
    includeInactive: z.boolean(),
    includePreRegistered: z.boolean(),
    includeOutOfDistrict: z.boolean(),
    guardianAccessEndsAt18: z.boolean(),
    userFields: z.array(eschoolplusUserField),
    updatedAt: timestamp,
    updatedBy: z.string(),
    lastTest: z.object({ at: timestamp, ok: z.boolean(), code: z.string().nullable() }).nullable(),
  })
  .openapi("EschoolplusSettings");
export const eschoolplusTestAnswer = z
  .object({
    resources: z.array(
      z.object({
        resource: z.string(),
        ok: z.boolean(),
        rows: z.int().optional(),
        code: z.string().optional(),
        hint: z.string().optional().openapi({ description: "For people: what to look at." }),
      }),
    ),
    birthDates: z
      .boolean()
      .openapi({ description: "Whether any student of the sample came with a date of birth." }),
  })
  .openapi("EschoolplusTest");
