/** The routes of the roster's pulls as descriptions: path, input, answers. The handlers are in `../run-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { problems } from "../../openapi.ts";
import { newRun, run, runParams, support } from "../schemas/runs.ts";
import { logQuery, pageOf } from "../schemas/shared.ts";
import { always, json, one, security } from "./parts.ts";

const tags = ["Roster"];

export const listRuns = createRoute({
  operationId: "listRuns",
  method: "get",
  path: "/roster/runs",
  tags,
  security,
  summary: "The pulls of the roster, the newest first",
  request: { query: logQuery },
  responses: { 200: json(pageOf(run), "The pulls"), ...always },
});

export const startRun = createRoute({
  operationId: "startRun",
  method: "post",
  path: "/roster/runs",
  tags,
  security,
  summary: "Start a pull now",
  responses: {
    202: json(newRun, "It has begun; ask for it by its id"),
    ...problems("not_authenticated", "forbidden", "rate_limited", "not_configured", "run_in_progress"),
  },
});

export const getRun = createRoute({
  operationId: "getRun",
  method: "get",
  path: "/roster/runs/{id}",
  tags,
  security,
  summary: "One pull: how far it is, or how it ended",
  request: { params: runParams },
  responses: { 200: json(run, "The pull"), ...one },
});

const judging = problems(
  "invalid_request",
  "not_authenticated",
  "forbidden",
  "rate_limited",
  "not_found",
  "run_not_held",
);

export const approveRun = createRoute({
  operationId: "approveRun",
  method: "post",
  path: "/roster/runs/{id}/approve",
  tags,
  security,
  summary: "Apply a pull that was held back",
  request: { params: runParams },
  responses: { 202: json(run, "It is being applied"), ...judging },
});

export const discardRun = createRoute({
  operationId: "discardRun",
  method: "post",
  path: "/roster/runs/{id}/discard",
  tags,
  security,
  summary: "Drop a pull that was held back; the roster stays as it is",
  request: { params: runParams },
  responses: { 200: json(run, "It is dropped"), ...judging },
});

export const getSupport = createRoute({
  operationId: "getSupport",
  method: "get",
  path: "/roster/support",
  tags,
  security,
  summary: "What support needs when nothing arrived last night: no secrets, nobody's name",
  responses: {
    200: json(support, "Settings without secrets, the clock, the last pulls, row counts"),
    ...always,
  },
});
