/** What the descriptions of the admin API share: bodies, answers, and the refusals that each kind of call may meet. */
import type { z } from "@hono/zod-openapi";
import { problems } from "../../openapi.ts";

export const security = [{ adminToken: [] }];

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

export function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { "application/json": { schema } } };
}

export const csv = {
  description: "Everything, newest first",
  content: { "text/csv": { schema: { type: "string" as const } } },
};

const FOR_ALL = ["invalid_request", "not_authenticated", "forbidden", "rate_limited"] as const;
const FOR_CHANGES = [...FOR_ALL, "not_found", "changed_meanwhile", "too_large"] as const;

export const always = problems(...FOR_ALL);
export const one = problems(...FOR_ALL, "not_found");
export const change = problems(...FOR_CHANGES);
export const testing = problems(
  ...FOR_CHANGES,
  "url_not_a_url",
  "url_unavailable",
  "credentials_refused",
  "secret_required",
);
export const connecting = problems(...FOR_CHANGES, "url_not_a_url", "url_unavailable", "secret_required");
export const removed = { description: "Removed" };
