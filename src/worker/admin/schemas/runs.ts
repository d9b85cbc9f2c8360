/** The schemas of the roster's pulls and of the file for support. */
import { z } from "@hono/zod-openapi";
import { date, id, timestamp } from "./shared.ts";

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
