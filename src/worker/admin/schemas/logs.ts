/** The schemas of the log of changes. */
import { z } from "@hono/zod-openapi";
import { timestamp } from "./shared.ts";

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
