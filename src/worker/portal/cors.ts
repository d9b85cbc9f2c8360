/**
 * CORS for the viewer API. A preflight is answered, and an error made readable, for any registered portal's
 * origin; whether the request itself is allowed is decided by the token's own portal (`authenticate.ts`).
 */
import { cors } from "hono/cors";
import { isRegisteredOrigin } from "../integrations/portal-queries.ts";
import type { AppEnv } from "../runtime.ts";

/** How long a browser may remember a preflight, and an isolate that an origin is registered. */
const PREFLIGHT_SECONDS = 7_200;
const REMEMBERED_MS = 60_000;

/** A county has a few portals with a few origins each; beyond this, memory starts afresh. */
const MAX_REMEMBERED = 500;

/** Registered origins with the time until which that is believed; saves a read on nearly every request. */
const remembered = new Map<string, number>();

export const viewerCors = cors({
  origin: async (origin, c) => {
    if (origin === "") return null;
    const { db, now }: AppEnv["Variables"]["runtime"] = c.get("runtime");
    if ((remembered.get(origin) ?? 0) > now()) return origin;
    try {
      if (!(await isRegisteredOrigin(db, origin))) return null;
    } catch {
      // The request itself will fail as well, and its page should be able to read why. Nothing else becomes readable:
      // without a token of the page's own portal there is no answer that holds anything.
      return origin;
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(origin, now() + REMEMBERED_MS);
    return origin;
  },
  allowMethods: ["GET"],
  allowHeaders: ["authorization", "accept-language", "range"],
  exposeHeaders: ["content-disposition", "content-length", "content-range", "retry-after"],
  maxAge: PREFLIGHT_SECONDS,
});
