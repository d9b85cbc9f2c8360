/** The routes of the two logs as descriptions: path, input, answers. The handlers are in `../log-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { integrationLogLine } from "../schemas/logs.ts";
import { logQuery, pageOf } from "../schemas/shared.ts";
import { letterLogLine } from "../schemas/students.ts";
import { always, csv, json, security } from "./parts.ts";

export const listIntegrationLog = createRoute({
  operationId: "listIntegrationLog",
  method: "get",
  path: "/integrations/log",
  tags: ["Logs"],
  security,
  summary: "Each time an integration was added, changed, tested or removed",
  request: { query: logQuery },
  responses: { 200: json(pageOf(integrationLogLine), "Newest first"), ...always },
});

export const integrationLogCsv = createRoute({
  operationId: "integrationLogCsv",
  method: "get",
  path: "/integrations/log.csv",
  tags: ["Logs"],
  security,
  summary: "The log of changes as CSV",
  responses: { 200: csv, ...always },
});

export const listLetterLog = createRoute({
  operationId: "listLetterLog",
  method: "get",
  path: "/letters/log",
  tags: ["Logs"],
  security,
  summary: "Each letter opened",
  request: { query: logQuery },
  responses: { 200: json(pageOf(letterLogLine), "Newest first"), ...always },
});

export const letterLogCsv = createRoute({
  operationId: "letterLogCsv",
  method: "get",
  path: "/letters/log.csv",
  tags: ["Logs"],
  security,
  summary: "The letter log as CSV",
  responses: { 200: csv, ...always },
});
