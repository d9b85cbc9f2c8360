/** The routes of the portals and their keys as descriptions: path, input, answers. The handlers are in `../portal-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { newPortalKey, portal, portalBody, portalKeyParams, portalParams } from "../schemas/portals.ts";
import { ifMatch, pageOf, pageQuery } from "../schemas/shared.ts";
import { always, body, change, json, one, removed, security } from "./parts.ts";

export const listPortals = createRoute({
  operationId: "listPortals",
  method: "get",
  path: "/portals",
  tags: ["Portals"],
  security,
  summary: "The registered portals",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(portal), "Portals by id"), ...always },
});

export const getPortal = createRoute({
  operationId: "getPortal",
  method: "get",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "One portal",
  request: { params: portalParams },
  responses: { 200: json(portal, "The portal"), ...one },
});

export const putPortal = createRoute({
  operationId: "putPortal",
  method: "put",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "Register or change a portal",
  request: { params: portalParams, headers: ifMatch, body: body(portalBody) },
  responses: { 200: json(portal, "Changed"), 201: json(portal, "Registered"), ...change },
});

export const deletePortal = createRoute({
  operationId: "deletePortal",
  method: "delete",
  path: "/portals/{id}",
  tags: ["Portals"],
  security,
  summary: "Remove a portal and its keys",
  request: { params: portalParams, headers: ifMatch },
  responses: { 204: removed, ...change },
});

export const addPortalKey = createRoute({
  operationId: "addPortalKey",
  method: "post",
  path: "/portals/{id}/keys",
  tags: ["Portals"],
  security,
  summary: "Make a shared secret for a portal; older ones stay good until retired",
  request: { params: portalParams },
  responses: { 201: json(newPortalKey, "The secret, shown this once"), ...one },
});

export const retirePortalKey = createRoute({
  operationId: "retirePortalKey",
  method: "delete",
  path: "/portals/{id}/keys/{keyId}",
  tags: ["Portals"],
  security,
  summary: "Retire a shared secret: tokens signed with it end at once",
  request: { params: portalKeyParams },
  responses: { 204: removed, ...one },
});
