/**
 * Who is administering, and what they may do. Today the bearer of `ADMIN_TOKEN`, for scripts and first set-up: it
 * may do everything, and is logged as what it is.
 */
import { createMiddleware } from "hono/factory";
import { Refusal } from "../problem.ts";
import { countFailure } from "../rates.ts";
import type { AppEnv } from "../runtime.ts";

export interface Administrator {
  /** As the logs name them. */
  actor: string;
}

export type AdminEnv = AppEnv & { Variables: { administrator: Administrator } };

export const requireAdministrator = createMiddleware<AdminEnv>(async (c, next) => {
  const { runtime } = c.var;
  const given = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const expected = runtime.config.adminToken;
  if (given === undefined || expected === null || !(await isSameSecret(given, expected))) {
    await countFailure(c.req, "admin", runtime);
    throw new Refusal("not_authenticated", {
      reason:
        given === undefined ? "no bearer" : expected === null ? "no ADMIN_TOKEN is set" : "wrong bearer",
      headers: { "www-authenticate": "Bearer" },
    });
  }
  runtime.log.info("admin_token_used", { method: c.req.method, path: new URL(c.req.url).pathname });
  c.set("administrator", { actor: "admin-token" });
  await next();
});

/** Compares in constant time; hashing first hides the lengths as well. */
async function isSameSecret(given: string, expected: string): Promise<boolean> {
  const hash = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const [a, b] = await Promise.all([hash(given), hash(expected)]);
  return crypto.subtle.timingSafeEqual(a, b);
}
