/** What can be set from the start or changed while the simulator runs, apart from faults. */

import * as z from "zod";

const lifetime = z.int().min(1).max(86_400);

export const settingsSchema = z.strictObject({
  /** 30 minutes, as `expiresIn` in the contract. */
  tokenLifetimeSeconds: lifetime.default(1800),
  /** 30 minutes: published by ETS's vendors. */
  linkLifetimeSeconds: lifetime.default(1800),
  /** Before every answer but those under /_control. */
  delayMs: z.int().min(0).max(600_000).default(0),
  /** Where report links point; null is the simulator's own origin. */
  lettersOrigin: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
});

export type Settings = z.infer<typeof settingsSchema>;
