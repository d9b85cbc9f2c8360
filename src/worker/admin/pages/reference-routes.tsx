/**
 * `GET /reference`: for everybody, as the document is that it is made from. A portal's developer needs it, and may not
 * come to the administrators' pages.
 */
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { ApiDocument } from "../../openapi.ts";
import type { AppEnv } from "../../runtime.ts";
import { asPage } from "./as-page.tsx";
import { documentOf } from "./layout.tsx";
import { ReferencePage } from "./reference-page.tsx";

/** @param describe the document for an origin, complete once all routes are mounted */
export function referencePages(describe: (publicOrigin: string) => ApiDocument) {
  const pages = new Hono<AppEnv>();
  pages.use(asPage);
  pages.get("/", etag(), (c) => {
    const document = describe(c.var.runtime.config.publicOrigin);
    return c.html(documentOf(<ReferencePage document={document} />), 200, { "cache-control": "no-cache" });
  });
  return pages;
}
