/** The routes of the sites as descriptions: path, input, answers. The handlers are in `../site-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { ifMatch, pageOf, pageQuery } from "../schemas/shared.ts";
import { site, siteBody, siteParams } from "../schemas/sites.ts";
import { always, body, change, json, one, removed, security } from "./parts.ts";

export const listSites = createRoute({
  operationId: "listSites",
  method: "get",
  path: "/sites",
  tags: ["Sites"],
  security,
  summary: "The district and its sites",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(site), "Sites by id"), ...always },
});

export const getSite = createRoute({
  operationId: "getSite",
  method: "get",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "One site",
  request: { params: siteParams },
  responses: { 200: json(site, "The site"), ...one },
});

export const putSite = createRoute({
  operationId: "putSite",
  method: "put",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "Add or change a site",
  request: { params: siteParams, headers: ifMatch, body: body(siteBody) },
  responses: { 200: json(site, "Changed"), 201: json(site, "Added"), ...change },
});

export const deleteSite = createRoute({
  operationId: "deleteSite",
  method: "delete",
  path: "/sites/{id}",
  tags: ["Sites"],
  security,
  summary: "Remove a site that nothing depends on",
  request: { params: siteParams, headers: ifMatch },
  responses: { 204: removed, ...change },
});
