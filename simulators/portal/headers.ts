/**
 * The portal's response headers. The policy is deliberately about as strict as a district could choose: what
 * works here works on a real portal.
 */

import { createMiddleware } from "hono/factory";

/**
 * `workerOrigin` only on the page with the widget: no other page runs any script at all. `formOrigin` only on the page
 * whose form leads out of the portal; `ownScripts` only on the examples for developers.
 */
export function contentSecurityPolicy(
  workerOrigin: string | null,
  formOrigin: string | null = null,
  ownScripts: "'self'" | null = null,
): string {
  const scripts = ownScripts === null ? workerOrigin : `${ownScripts} ${workerOrigin}`;
  return [
    "default-src 'none'",
    ...(workerOrigin === null ? [] : [`script-src ${scripts}`, `connect-src 'self' ${workerOrigin}`]),
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self'${formOrigin === null ? "" : ` ${formOrigin}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

export const headersForPages = createMiddleware(async (c, next) => {
  await next();
  if (!c.res.headers.has("Content-Security-Policy")) {
    c.header("Content-Security-Policy", contentSecurityPolicy(null));
  }
  c.header("Cache-Control", "no-store");
  c.header("X-Content-Type-Options", "nosniff");
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms, which the CSRF check refuses.
  c.header("Referrer-Policy", "same-origin");
});
