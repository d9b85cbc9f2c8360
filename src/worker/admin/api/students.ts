/** The routes of the students as descriptions: path, input, answers. The handlers are in `../student-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { problems } from "../../openapi.ts";
import { pageOf } from "../schemas/shared.ts";
import {
  student,
  studentErasure,
  studentParams,
  studentPreview,
  studentQuery,
  studentRecord as studentRecordSchema,
} from "../schemas/students.ts";
import { always, json, one, security } from "./parts.ts";

export const searchStudents = createRoute({
  operationId: "findStudents",
  method: "get",
  path: "/students",
  tags: ["Students"],
  security,
  summary: "Find a student of the roster by name or id; at most 25",
  request: { query: studentQuery },
  responses: { 200: json(pageOf(student), "By last name"), ...always },
});

export const previewStudent = createRoute({
  operationId: "previewStudent",
  method: "get",
  path: "/students/{id}/preview",
  tags: ["Students"],
  security,
  summary: "What a portal would show of a student, and if nothing, why",
  request: { params: studentParams },
  responses: {
    200: json(studentPreview, "Without links: a letter is opened on the student's page"),
    ...one,
  },
});

export const studentRecord = createRoute({
  operationId: "getStudentRecord",
  method: "get",
  path: "/students/{id}/record",
  tags: ["Students"],
  security,
  summary: "All that this deployment holds about a student, to be handed out or looked through",
  request: { params: studentParams },
  responses: { 200: json(studentRecordSchema, "Roster, contacts, blocks and letters opened"), ...one },
});

export const eraseStudentRecord = createRoute({
  operationId: "eraseStudentRecord",
  method: "delete",
  path: "/students/{id}/record",
  tags: ["Students"],
  security,
  summary: "Erase a student: roster and contacts go, the letter log no longer names them, blocks stay",
  request: { params: studentParams },
  responses: {
    200: json(studentErasure, "What was erased, and what stays"),
    ...one,
    ...problems("run_in_progress"),
  },
});
