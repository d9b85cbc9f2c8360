/** The schemas of the admin API: one strict schema per body, query and parameter, and what is answered. */
import { z } from "@hono/zod-openapi";
import { CALIFORNIA } from "../california.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../integrations/eschoolplus-settings.ts";
import { isUpstreamSecretName } from "../integrations/ets-secret.ts";
import { LANGUAGES } from "../language.ts";
import { NOTICE_KINDS } from "../notices/tables.ts";
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

const upstreamSecret = z.string().max(100).refine(isUpstreamSecretName, "must match UPSTREAM_[A-Z0-9_]+");

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

// eSchoolPLUS

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
const goneSince = timestamp
  .nullable()
  .openapi({ description: "Since when eSchoolPLUS no longer has it; null while it does." });
const words = z.string().nullable();
const yesOrNo = z.boolean().nullable();
export const studentRecord = z
  .object({
    madeAt: timestamp,
    id: z.string(),
    student: z
      .object({
        ...{ firstName: words, middleName: words, lastName: words, generation: words, nickname: words },
        ...{ school: words, grade: words, status: words, birthdate: words, language: words },
        hasStateId: z.boolean().openapi({ description: "The state id itself is never answered." }),
        goneSince,
      })
      .nullable()
      .openapi({ description: "Null for a student whom the roster does not know." }),
    contacts: z
      .array(
        z.object({
          id: z.string(),
          ...{ title: words, firstName: words, middleName: words, lastName: words, language: words },
          ...{ email: words, loginId: words },
          links: z.array(
            z.object({
              type: z.string(),
              ...{ priority: z.int().nullable(), relation: words, livingWith: yesOrNo },
              ...{ webAccess: z.boolean(), legalGuardian: yesOrNo, custodialGuardian: yesOrNo, goneSince },
            }),
          ),
          address: z
            .object({
              ...{ street: words, apartment: words, complex: words, city: words, state: words, zip: words },
              goneSince,
            })
            .nullable(),
          phones: z.array(
            z.object({
              type: z.string(),
              ...{ phone: words, extension: words, priority: z.int().nullable(), listing: words, goneSince },
            }),
          ),
        }),
      )
      .openapi({ description: "Everybody linked to the student, with what is held of them." }),
    userFields: z.array(
      z.object({ screen: z.string(), field: z.string(), sequence: z.string(), value: words, goneSince }),
    ),
    blocks: z.array(block),
    letters: z.array(letterLogLine).openapi({
      description: "Letters opened, newest first: those of the sites that you may see.",
    }),
    hasMoreLetters: z.boolean(),
  })
  .openapi("StudentRecord");
export const studentErasure = z
  .object({
    reference: z.string().openapi({
      description:
        "Stands in the logs where the student stood. Keep it with the request: nothing else tells.",
    }),
    erased: z.object({ students: z.int(), contacts: z.int(), links: z.int(), userFields: z.int() }),
    letterLines: z.int().openapi({ description: "Lines of the letter log that name the student no more." }),
    blocksKept: z.array(z.string()).openapi({ description: "Ids of the blocks, which stay in force." }),
    mayReturn: z.boolean().openapi({ description: "eSchoolPLUS is set up: a pull brings back whom it has." }),
    detail: z.string(),
  })
  .openapi("StudentErasure");

// Notices

const address = z.email().max(254);
export const noticeSettingsBody = z.strictObject({
  emailFrom: address.nullable().default(null),
  emailTo: z.array(address).max(20).default([]),
  webhookUrl: z.string().max(2_000).nullable().default(null),
  webhookSecret: z
    .unknown()
    .optional()
    .openapi({ type: "object", description: "May be sent back as it was read; not looked at." }),
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
    kind: z.enum(NOTICE_KINDS),
    site: z.string(),
    expiresOn: date.nullable(),
    code: z.string().nullable(),
    at: timestamp,
    mailed: z.boolean(),
    posted: z.boolean(),
  })
  .openapi("Notice");

// Pulls of the roster

export const runParams = z.object({ id });
export const newRun = z.object({ id: z.string() });
const runCounts = z.record(
  z.string(),
  z.object({ read: z.int(), added: z.int(), updated: z.int(), removed: z.int() }),
);
const heldReason = z.object({ resource: z.string(), reason: z.string(), count: z.int() });
const runError = z.object({ code: z.string(), detail: z.string() });
export const run = z
  .object({
    id: z.string(),
    status: z.enum(["running", "succeeded", "failed", "held", "discarded"]),
    trigger: z.enum(["nightly", "manual"]),
    phase: z.string().openapi({
      description:
        "`reading`, `comparing`, `applying`, `done`; `waiting` while eSchoolPLUS is given time to come back.",
    }),
    resource: z.string().nullable(),
    rowsRead: z
      .int()
      .openapi({ description: "Of the resource that is being read; of all once they have been read." }),
    rowsTotal: z.int().nullable().openapi({ description: "Null where eSchoolPLUS does not say." }),
    changes: z.object({ added: z.int(), updated: z.int(), removed: z.int() }),
    counts: runCounts,
    held: z.array(heldReason).exactOptional(),
    error: runError.exactOptional(),
    startedBy: z.string(),
    startedAt: timestamp,
    finishedAt: timestamp.nullable(),
  })
  .openapi("RosterRun");

export const support = z
  .object({
    madeAt: timestamp,
    version: z.string(),
    schema: z.string().nullable(),
    settings: z
      .object({
        host: z.string(),
        lastPathPart: z.string().nullable(),
        consumerKeyMiddle: z.string().nullable(),
        consumerSecret: z.object({ set: z.boolean() }),
        signatureMethod: z.string(),
        pageSize: z.int(),
        nightlyAt: z.string(),
        timeZone: z.string(),
        pausedUntil: date.nullable(),
        includeInactive: z.boolean(),
        includePreRegistered: z.boolean(),
        includeOutOfDistrict: z.boolean(),
        guardianAccessEndsAt18: z.boolean(),
        userFields: z.int().openapi({ description: "How many have a meaning." }),
        savedAt: timestamp,
      })
      .nullable(),
    lastTest: z.object({ at: timestamp, ok: z.boolean(), code: z.string().nullable() }).nullable(),
    clock: z
      .object({
        localDay: date,
        localTime: z.string(),
        isPaused: z.boolean(),
        nightDue: date.nullable().openapi({ description: "Null before the hour of the nightly pull." }),
        nightHasRun: z.boolean(),
        overdueSince: timestamp.nullable(),
      })
      .nullable(),
    runs: z
      .array(
        z.object({
          ...{ id: z.string(), night: date.nullable(), status: z.string(), trigger: z.string() },
          ...{ phase: z.string(), resource: z.string().nullable() },
          ...{ rowsRead: z.int(), rowsTotal: z.int().nullable(), counts: runCounts },
          held: z.array(heldReason).nullable(),
          error: runError.nullable(),
          ...{ steps: z.int(), attempts: z.int(), usesTheseSettings: z.boolean() },
          ...{ startedAt: timestamp, heartbeatAt: timestamp, finishedAt: timestamp.nullable() },
        }),
      )
      .openapi({ description: "The last 20, the newest first." }),
    rows: z
      .record(z.string(), z.object({ living: z.int(), gone: z.int() }))
      .openapi({ description: "Of each table of the roster." }),
  })
  .openapi("RosterSupport");

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

// Overview

export const overview = z
  .object({
    days: z
      .array(
        z.object({
          day: date,
          opened: z.int().openapi({ description: "Letters opened." }),
          refused: z
            .record(z.string(), z.int())
            .openapi({ description: "Lists and letters that could not be shown, by code." }),
        }),
      )
      .openapi({ description: "The last 30 days in California, oldest first." }),
    keys: z
      .array(z.object({ site: z.string(), expiresOn: date, days: z.int() }))
      .openapi({ description: "The next to expire first; negative days have passed." }),
    lastPull: run.nullable().openapi({
      type: "object",
      description: "Null before the first, and for those who do not see the whole district.",
    }),
  })
  .openapi("Overview");

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
