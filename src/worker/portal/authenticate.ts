/**
 * Lets a request in: the viewer token verified, the page's origin held against the token's own portal, the call
 * counted. What exactly was wrong goes to the log; the caller learns a code.
 */
import { createMiddleware } from "hono/factory";
import { Refusal } from "../problem.ts";
import { countCall, countFailure } from "../rates.ts";
import type { AppEnv } from "../runtime.ts";
import type { Viewer } from "./viewer.ts";
import type { TokenRefusal } from "./viewer-token.ts";
import { verifyViewerToken } from "./viewer-token.ts";

const CHALLENGE = { "www-authenticate": "Bearer" };

export type ViewerEnv = AppEnv & { Variables: { viewer: Viewer } };

export const requireViewer = createMiddleware<ViewerEnv>(async (c, next) => {
  const { runtime } = c.var;
  const token = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (token === undefined) throw new Refusal("token_missing", { headers: CHALLENGE });
  const verified = await verifyViewerToken(token, runtime);
  if (!verified.ok) {
    if (verified.code === "token_invalid" && !verified.isPortalsFault)
      await countFailure(c.req, "viewer", runtime);
    throw refusalOf(verified);
  }
  const { viewer } = verified;
  const origin = c.req.header("origin");
  if (origin !== undefined && !viewer.registration.origins.includes(origin)) {
    throw new Refusal("origin_not_allowed", { reason: `not an origin of ${viewer.portal}` });
  }
  await countCall(viewer, runtime);
  c.set("viewer", viewer);
  await next();
});

/** The public answer to a refused token. */
export function refusalOf(refused: TokenRefusal): Refusal {
  switch (refused.code) {
    case "token_invalid":
      return new Refusal("token_invalid", {
        reason: refused.reason,
        headers: CHALLENGE,
        ...(refused.hint === undefined ? {} : { detail: refused.hint }),
      });
    case "portal_disabled":
      return new Refusal(refused.code, { reason: refused.reason });
    case "token_missing":
    case "token_expired":
      return new Refusal(refused.code, { reason: refused.reason, headers: CHALLENGE });
  }
}
