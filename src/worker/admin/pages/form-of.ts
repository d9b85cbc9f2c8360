/** A form as a browser sends it, read by the schema of the page that it came from. */
import type { Context } from "hono";
import type * as z from "zod";
import { Refusal } from "../../problem.ts";
import type { AdminEnv } from "../identity.ts";

/** Ends the request when it is no form of ours. A name that comes several times is a list. */
export async function formOf<T extends z.ZodType>(c: Context<AdminEnv>, schema: T): Promise<z.infer<T>> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({})); // not a form, whatever it says
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal("invalid_request", { reason: "not a form of ours" });
  return parsed.data;
}
