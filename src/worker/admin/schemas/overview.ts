/** The schemas of what is about everything: states, figures, sealing anew. */
import { z } from "@hono/zod-openapi";
import { run } from "./runs.ts";
import { date, timestamp } from "./shared.ts";

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
