/** The routes of a site's ETS settings as descriptions: path, input, answers. The handlers are in `../ets-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { etsBody, etsParams, etsSettings, etsTestAnswer, etsTestBody } from "../schemas/ets.ts";
import { ifMatch } from "../schemas/shared.ts";
import { body, change, json, one, removed, security, testing } from "./parts.ts";

export const getEts = createRoute({
  operationId: "getEts",
  method: "get",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "The ETS settings in force at a site, and where they come from",
  request: { params: etsParams },
  responses: { 200: json(etsSettings, "The settings; never the secret"), ...one },
});

export const testEts = createRoute({
  operationId: "testEts",
  method: "post",
  path: "/integrations/ets/{site}/test",
  tags: ["ETS"],
  security,
  summary: "Test Integration: ask ETS for a token with these credentials",
  request: { params: etsParams, body: body(etsTestBody) },
  responses: { 200: json(etsTestAnswer, "ETS accepts them"), ...testing },
});

export const putEts = createRoute({
  operationId: "putEts",
  method: "put",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "Save Integration: a site's own settings, or no letters at this site",
  request: { params: etsParams, headers: ifMatch, body: body(etsBody) },
  responses: { 200: json(etsSettings, "Changed"), 201: json(etsSettings, "Added"), ...testing },
});

export const deleteEts = createRoute({
  operationId: "deleteEts",
  method: "delete",
  path: "/integrations/ets/{site}",
  tags: ["ETS"],
  security,
  summary: "Remove Integration: what the site inherits is then in force",
  request: { params: etsParams, headers: ifMatch },
  responses: { 204: removed, ...change },
});
