/** The routes of what is about everything as descriptions: path, input, answers. The handlers are in `../overview-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { integrationState, overview, resealAnswer } from "../schemas/overview.ts";
import { pageOf } from "../schemas/shared.ts";
import { always, json, security } from "./parts.ts";

export const listIntegrations = createRoute({
  operationId: "listIntegrations",
  method: "get",
  path: "/integrations",
  tags: ["Integrations"],
  security,
  summary: "Every integration, each configured scope, and its state",
  responses: { 200: json(pageOf(integrationState), "The states"), ...always },
});

export const getOverview = createRoute({
  operationId: "getOverview",
  method: "get",
  path: "/overview",
  tags: ["Integrations"],
  security,
  summary: "The last 30 days: letters opened and refused, keys that expire, the last pull",
  responses: { 200: json(overview, "The figures of the sites that one may view"), ...always },
});

export const reseal = createRoute({
  operationId: "reseal",
  method: "post",
  path: "/vault/reseal",
  tags: ["Vault"],
  security,
  summary: "Seal everything with the newest key of SEALING_KEYS",
  responses: { 200: json(resealAnswer, "How much was sealed anew"), ...always },
});
