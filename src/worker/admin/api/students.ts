/** The routes of the students as descriptions: path, input, answers. The handlers are in `../student-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import * as s from "../schemas.ts";
import { always, json, one, security } from "./parts.ts";

export const searchStudents = createRoute({
  method: "get",
  path: "/students",
  tags: ["Students"],
  security,
  summary: "Find a student of the roster by name or id; at most 25",
  request: { query: s.studentQuery },
  responses: { 200: json(s.pageOf(s.student), "By last name"), ...always },
});

export const previewStudent = createRoute({
  method: "get",
  path: "/students/{id}/preview",
  tags: ["Students"],
  security,
  summary: "What a portal would show of a student, and if nothing, why",
  request: { params: s.studentParams },
  responses: {
    200: json(s.studentPreview, "Without links: a letter is opened on the student's page"),
    ...one,
  },
});
