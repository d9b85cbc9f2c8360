/** The routes of the administrators as descriptions: path, input, answers. The handlers are in `../administrator-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { administrator, administratorBody, administratorParams } from "../schemas/administrators.ts";
import { ifMatch } from "../schemas/shared.ts";
import { body, change, json, one, removed, security } from "./parts.ts";

export const getAdministrator = createRoute({
  operationId: "getAdministrator",
  method: "get",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "What somebody may do who enters by Cloudflare Access",
  request: { params: administratorParams },
  responses: { 200: json(administrator, "The administrator"), ...one },
});

export const putAdministrator = createRoute({
  operationId: "putAdministrator",
  method: "put",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "Register an administrator for Cloudflare Access, or change what they may do",
  request: { params: administratorParams, headers: ifMatch, body: body(administratorBody) },
  responses: { 200: json(administrator, "Changed"), 201: json(administrator, "Registered"), ...change },
});

export const deleteAdministrator = createRoute({
  operationId: "deleteAdministrator",
  method: "delete",
  path: "/administrators/{email}",
  tags: ["Administrators"],
  security,
  summary: "Remove an administrator",
  request: { params: administratorParams, headers: ifMatch },
  responses: { 204: removed, ...change },
});
