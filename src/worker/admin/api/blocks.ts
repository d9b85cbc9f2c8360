/** The routes of the blocks as descriptions: path, input, answers. The handlers are in `../block-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { block, blockBody, blockParams } from "../schemas/blocks.ts";
import { ifMatch, pageOf, pageQuery } from "../schemas/shared.ts";
import { always, body, change, json, removed, security } from "./parts.ts";

export const listBlocks = createRoute({
  operationId: "listBlocks",
  method: "get",
  path: "/blocks",
  tags: ["Blocks"],
  security,
  summary: "Students whose letters are withheld by hand",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(block), "Blocks by id"), ...always },
});

export const putBlock = createRoute({
  operationId: "putBlock",
  method: "put",
  path: "/blocks/{id}",
  tags: ["Blocks"],
  security,
  summary: "Withhold a student's letters at once, from everybody or from one contact",
  request: { params: blockParams, headers: ifMatch, body: body(blockBody) },
  responses: {
    200: json(block, "Changed"),
    201: json(block, "In force from the next request on"),
    ...change,
  },
});

export const deleteBlock = createRoute({
  operationId: "deleteBlock",
  method: "delete",
  path: "/blocks/{id}",
  tags: ["Blocks"],
  security,
  summary: "Lift a block",
  request: { params: blockParams, headers: ifMatch },
  responses: { 204: removed, ...change },
});
