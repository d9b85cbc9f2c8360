/** The schemas of the admin API: one strict schema per body, query and parameter, and what is answered. */
import { z } from "@hono/zod-openapi";
import { isUpstreamSecretName } from "../integrations/ets-secret.ts";
import { LANGUAGES } from "../language.ts";
import { permissionGrants } from "../permission.ts";
import { idText, plainText } from "../plain-text.ts";

const id = idText;
/** One line that people typed; spaces around it are slips. */
const line = (max: number) => z.string().trim().pipe(plainText(max));
const date = z.iso.date();
const timestamp = z.iso.datetime();

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

// Sites

/** `*` means every site wherever sites are named: none may be called so. */
const siteId = id.refine((site) => site !== "*", "must name one site");

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

// ETS

export const etsParams = z.object({ site: siteId });

/** A half of a character cannot be sent to anybody. */
const isWhole = (text: string) => text.isWellFormed();

const credentials = {
  apiUrl: z.string().max(2_000).refine(isWhole, "must be whole characters"),
  username: line(200),
  secretKey: z.string().min(1).max(500).refine(isWhole, "must be whole characters").optional(),
  secretKeyFrom: z
    .string()
    .max(100)
    .refine(isUpstreamSecretName, "must match UPSTREAM_[A-Z0-9_]+")
    .optional(),
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

// Portals

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
    .openapi({ description: "May be sent back as it was read; not looked at." }),
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

// Administrators

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

// Blocks

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

// Students

export const studentParams = z.object({ id });
export const studentQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .openapi({ description: "The beginnings of names, or of the student id." }),
});
export const student = z
  .object({
    id: z.string(),
    name: z.string(),
    grade: z.string().nullable(),
    school: z
      .object({ id: z.string(), name: z.string().nullable() })
      .openapi({ description: "The site; the district for a student of no school." }),
    status: z.string().nullable().openapi({ description: "CURRENT_STATUS, as eSchoolPLUS has it." }),
    hasStateId: z.boolean().openapi({ description: "The state id itself is never answered." }),
    hiddenBy: z.enum(["inactive", "pre_registered", "out_of_district"]).nullable(),
  })
  .openapi("RosterStudent");
const told = z.object({ code: z.string(), detail: z.string() });
export const studentPreview = z
  .object({
    student,
    reports: z.array(
      z.object({
        id: z.string(),
        assessment: z.object({ code: z.string(), name: z.string() }),
        year: z.int(),
        language: z.object({ code: z.string(), name: z.string() }),
        format: z.enum(["pdf", "html", "video"]),
      }),
    ),
    code: z.string().nullable().openapi({ description: "Why nothing is shown; null where letters are." }),
    detail: z.string().nullable(),
    remarks: z.array(told).openapi({ description: "What keeps letters from some." }),
  })
  .openapi("StudentPreview");

// Notices

const address = z.email().max(254);
export const noticeSettingsBody = z.strictObject({
  emailFrom: address.nullable().default(null),
  emailTo: z.array(address).max(20).default([]),
  webhookUrl: z.string().max(2_000).nullable().default(null),
  webhookSecret: z
    .unknown()
    .optional()
    .openapi({ description: "May be sent back as it was read; not looked at." }),
});
export const noticeSettings = z
  .object({
    emailFrom: z.string().nullable(),
    emailTo: z.array(z.string()),
    webhookUrl: z.string().nullable(),
    webhookSecret: z.object({ set: z.boolean() }),
  })
  .openapi("NoticeSettings");
export const newWebhookSecret = z.object({ secret: z.string().openapi({ description: "Shown this once." }) });
export const notice = z
  .object({
    kind: z.enum(["key_expires", "key_expired", "credentials_failing"]),
    site: z.string(),
    expiresOn: date.nullable(),
    code: z.string().nullable(),
    at: timestamp,
    mailed: z.boolean(),
    posted: z.boolean(),
  })
  .openapi("Notice");

// All integrations

export const integrationState = z
  .object({
    kind: z.enum(["ets", "eschoolplus", "portal"]),
    site: z.string().openapi({ description: "The site, or the portal's id." }),
    state: z.enum(["ok", "failing", "expiring", "not_set_up"]),
    expiresOn: date.nullable(),
    lastTest: z.object({ at: timestamp, ok: z.boolean(), code: z.string().nullable() }).nullable(),
  })
  .openapi("IntegrationState");
export const resealAnswer = z.object({
  resealed: z.int(),
  unreadable: z.int().openapi({ description: "Values that no key on the ring opens: enter them again." }),
});

// Logs

export const integrationLogLine = z
  .object({
    at: timestamp,
    actor: z.string(),
    kind: z.string(),
    site: z.string(),
    action: z.string(),
    outcome: z.string(),
  })
  .openapi("IntegrationLogLine");
export const letterLogLine = z
  .object({
    at: timestamp,
    portal: z.string(),
    viewer: z.string(),
    role: z.string(),
    student: z.string(),
    report: z.string(),
    outcome: z.string(),
  })
  .openapi("LetterLogLine");
