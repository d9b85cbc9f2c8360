/**
 * Rates: 120 calls a minute per viewer. Addresses are limited only for failed authentication,
 * since whole schools share one.
 */
import type { HonoRequest } from "hono";
import { Refusal } from "./problem.ts";
import type { Runtime } from "./runtime.ts";

/** The rate-limiting binding's period. */
const RETRY_AFTER = { "retry-after": "60" };

export async function countCall(
  viewer: { portal: string; sub: string },
  { rateLimit }: Runtime,
): Promise<void> {
  const { success } = await rateLimit.limit({ key: JSON.stringify(["viewer", viewer.portal, viewer.sub]) });
  if (!success) throw new Refusal("rate_limited", { headers: RETRY_AFTER });
}

/**
 * A PDF viewer reads one letter in many ranges: those after the first count for the link alone, so that a large
 * letter does not lock its reader out of everything else.
 */
export async function countRange(linkId: string, { rateLimit }: Runtime): Promise<void> {
  const { success } = await rateLimit.limit({ key: JSON.stringify(["range", linkId]) });
  if (!success) throw new Refusal("rate_limited", { headers: RETRY_AFTER });
}

/** Counts a failed authentication; the address that had too many learns so instead of what was wrong. */
export async function countFailure(
  request: HonoRequest,
  front: "viewer" | "admin",
  { rateLimit }: Runtime,
): Promise<void> {
  const address = request.header("cf-connecting-ip") ?? "unknown";
  const { success } = await rateLimit.limit({ key: JSON.stringify(["failed", front, address]) });
  if (!success) throw new Refusal("rate_limited", { headers: RETRY_AFTER });
}
