/** The consumer keys that PLUS 360 knows, each with the part of the path that its API profile answers under. */

import * as z from "zod";

export const consumerSchema = z.strictObject({
  /** The middle part names the profile: OneRoster_ABC_123 answers under /abc/. */
  consumerKey: z
    .string()
    .regex(/^[A-Za-z0-9]+_[A-Za-z0-9]+_[A-Za-z0-9]+$/, "Must look like OneRoster_ABC_123"),
  consumerSecret: z.string().min(1),
});

export type Consumer = z.infer<typeof consumerSchema>;

export interface ConsumerBook {
  secretOf(consumerKey: string): string | undefined;
  /** Whether any key's profile answers under this part of the path. */
  hasProfile(profile: string): boolean;
  replace(consumers: Consumer[]): void;
}

export function createConsumerBook(initial: Consumer[]): ConsumerBook {
  let consumers = initial;
  return {
    secretOf: (consumerKey) => consumers.find((each) => each.consumerKey === consumerKey)?.consumerSecret,
    hasProfile: (profile) => consumers.some(({ consumerKey }) => profileOf(consumerKey) === profile),
    replace(next) {
      consumers = next;
    },
  };
}

export function profileOf(consumerKey: string): string {
  return (consumerKey.split("_")[1] ?? "").toLowerCase();
}
