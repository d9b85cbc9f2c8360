/** The routes of the eSchoolPLUS settings as descriptions: path, input, answers. The handlers are in `../eschoolplus-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../../runtime.ts";
import {
  eschoolplusBody,
  eschoolplusSettings,
  eschoolplusTestAnswer,
  eschoolplusTestBody,
} from "../schemas/eschoolplus.ts";
import { ifMatch } from "../schemas/shared.ts";
import { body, change, connecting, json, one, removed, security } from "./parts.ts";

const path = "/integrations/eschoolplus";
const tags = ["eSchoolPLUS"];

export const getEschoolplus = createRoute({
  operationId: "getEschoolplus",
  method: "get",
  path,
  tags,
  security,
  summary: "The district's eSchoolPLUS settings",
  responses: { 200: json(eschoolplusSettings, "The settings; never the secret"), ...one },
});

export const putEschoolplus = createRoute({
  operationId: "putEschoolplus",
  method: "put",
  path,
  tags,
  security,
  summary: "Save the eSchoolPLUS settings",
  request: { headers: ifMatch, body: body(eschoolplusBody) },
  responses: {
    200: json(eschoolplusSettings, "Changed"),
    201: json(eschoolplusSettings, "Added"),
    ...connecting,
  },
});

export const deleteEschoolplus = createRoute({
  operationId: "deleteEschoolplus",
  method: "delete",
  path,
  tags,
  security,
  summary: "Remove the eSchoolPLUS settings: the roster stays as it was pulled last",
  request: { headers: ifMatch },
  responses: { 204: removed, ...change },
});

/** Scripts that send JSON always say so, even where they send nothing. */
const nothingIsNoJson = createMiddleware<AppEnv>(async (c, next) => {
  if ((await c.req.text()) === "") {
    const headers = new Headers(c.req.raw.headers);
    headers.delete("content-type");
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers });
  }
  await next();
});

export const testEschoolplus = createRoute({
  operationId: "testEschoolplus",
  method: "post",
  path: `${path}/test`,
  tags,
  security,
  summary: "Test Integration: ask eSchoolPLUS for a few rows of each resource",
  middleware: [nothingIsNoJson] as const,
  request: { body: { ...body(eschoolplusTestBody), required: false } },
  responses: { 200: json(eschoolplusTestAnswer, "What each resource answered"), ...connecting },
});
