/**
 * `POST /admin/enter`: a portal's page posts an administrator's hand-off here and they find themselves inside, with a
 * session of their own. `POST /admin/leave` ends it. Contract: `../shared/contracts/public-api.md` §4 (b).
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { acceptHandoff, SESSION_SECONDS } from "../administrators/handoff.ts";
import { deleteSession } from "../administrators/queries.ts";
import { sha256Text } from "../administrators/sha256.ts";
import { Refusal } from "../problem.ts";
import { countFailure } from "../rates.ts";
import type { AppEnv } from "../runtime.ts";
import { refuseCrossSite, SESSION_COOKIE } from "./identity.ts";

/** A hand-off is a JWT of a few hundred bytes; a thousand sites fit. */
const MAX_BODY_BYTES = 100_000;

const COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

/** A page that keeps its referrer to itself sends `null`: it says nothing, and is nobody's proof. */
function originOf(header: string | undefined): string | null {
  return header === undefined || header === "null" ? null : header;
}

export function enterRoutes() {
  const routes = new Hono<AppEnv>();
  routes.use(
    "/enter",
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new Refusal("too_large");
      },
    }),
  );

  routes.post("/enter", async (c) => {
    const { runtime } = c.var;
    const { token } = await c.req.parseBody().catch(() => ({ token: undefined })); // not a form, whatever it says
    if (typeof token !== "string")
      throw new Refusal("invalid_request", { detail: "The form field `token` is missing." });
    const handoff = await acceptHandoff(token, originOf(c.req.header("origin")), runtime);
    if (!handoff.ok) {
      if (!handoff.isPortalsFault) await countFailure(c.req, "admin", runtime);
      throw new Refusal("not_authenticated", { reason: `hand-off: ${handoff.reason}` });
    }
    const previous = getCookie(c, SESSION_COOKIE);
    if (previous !== undefined) await deleteSession(runtime.db, await sha256Text(previous));
    setCookie(c, SESSION_COOKIE, handoff.cookie, { ...COOKIE, maxAge: SESSION_SECONDS });
    c.header("cache-control", "no-store");
    return c.redirect("/admin", 303);
  });

  routes.post("/leave", async (c) => {
    refuseCrossSite(c.req, c.var.runtime.config);
    const cookie = getCookie(c, SESSION_COOKIE);
    if (cookie !== undefined) await deleteSession(c.var.runtime.db, await sha256Text(cookie));
    deleteCookie(c, SESSION_COOKIE, COOKIE);
    c.header("cache-control", "no-store");
    return c.redirect("/admin", 303);
  });

  return routes;
}
