/** The routes of what is about everything as descriptions: path, input, answers. The handlers are in `../overview-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import * as s from "../schemas.ts";
import { always, json, security } from "./parts.ts";

export const listIntegrations = createRoute({
  operationId: "listIntegrations",
  method: "get",
  path: "/integrations",
  tags: ["Integrations"],
  security,
  summary: "Every integration, each configured scope, and its state",
  responses: { 200: json(s.pageOf(s.integrationState), "The states"), ...always },
});

export const getOverview = createRoute({
  operationId: "getOverview",
  method: "get",
  path: "/overview",
  tags: ["Integrations"],
  security,
  summary: "The last 30 days: letters opened and refused, keys that expire, the last pull",
  responses: { 200: json(s.overview, "The figures of the sites that one may view"), ...always },
});

export const reseal = createRoute({
  operationId: "reseal",
  method: "post",
  path: "/vault/reseal",
  tags: ["Vault"],
  security,
  summary: "Seal everything with the newest key of SEALING_KEYS",
  responses: { 200: json(s.resealAnswer, "How much was sealed anew"), ...always },
});
