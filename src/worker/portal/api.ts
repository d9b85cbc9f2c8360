/** The viewer API's routes as descriptions: path, input, answers. The handlers are in `routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { problems } from "../openapi.ts";
import { requireViewer } from "./authenticate.ts";
import {
  letterParams,
  reportsAnswer,
  searchAnswer,
  searchQuery,
  sessionAnswer,
  sessionQuery,
  studentParams,
  viewerTokenAnswer,
} from "./schemas.ts";

const TOKEN_CODES = [
  "token_missing",
  "token_invalid",
  "token_expired",
  "origin_not_allowed",
  "portal_disabled",
  "rate_limited",
] as const;
const STUDENT_CODES = [
  "student_not_found",
  "letters_withheld",
  "not_configured",
  "ETS001",
  "ETS002",
  "ETS003",
] as const;
const security = [{ viewerToken: [] }];
const tags = ["Viewer"];

export const getSession = createRoute({
  operationId: "getSession",
  method: "get",
  path: "/session",
  tags,
  security,
  summary: "Who is asking, and the students they may see",
  middleware: requireViewer,
  request: { query: sessionQuery },
  responses: {
    200: { description: "The session", content: { "application/json": { schema: sessionAnswer } } },
    ...problems("invalid_request", ...TOKEN_CODES),
  },
});

export const searchStudentsRoute = createRoute({
  operationId: "searchStudents",
  method: "get",
  path: "/students",
  tags,
  security,
  summary: "Staff: find a student by name or id",
  middleware: requireViewer,
  request: { query: searchQuery },
  responses: {
    200: { description: "At most 25 students", content: { "application/json": { schema: searchAnswer } } },
    ...problems("invalid_request", "forbidden", ...TOKEN_CODES),
  },
});

export const getReports = createRoute({
  operationId: "getReports",
  method: "get",
  path: "/students/{id}/reports",
  tags,
  security,
  summary: "A student's letters",
  middleware: requireViewer,
  request: { params: studentParams },
  responses: {
    200: {
      description: "The letters, newest year first",
      content: { "application/json": { schema: reportsAnswer } },
    },
    ...problems("invalid_request", ...TOKEN_CODES, ...STUDENT_CODES),
  },
});

export const exchangeToken = createRoute({
  operationId: "exchangeToken",
  method: "post",
  path: "/viewer-tokens",
  tags,
  summary: "For a portal's server, trust `token`: exchange a JWT with `students` for a sealed viewer token",
  request: { body: { required: true, content: { "application/jwt": { schema: { type: "string" } } } } },
  description:
    "The body is the JWT itself, `Content-Type: application/jwt`. A request that bears an `Origin` is refused.",
  responses: {
    200: { description: "The sealed token", content: { "application/json": { schema: viewerTokenAnswer } } },
    ...problems("invalid_request", "too_large", ...TOKEN_CODES),
  },
});

export const openLetterRoute = createRoute({
  operationId: "openLetter",
  method: "get",
  path: "/letters/{link}/{action}",
  tags,
  summary: "A letter; the link comes from the list and is good for 15 minutes",
  request: { params: letterParams },
  responses: {
    200: {
      description: "The letter",
      content: { "application/pdf": { schema: { type: "string", format: "binary" } } },
    },
    206: {
      description: "A part of it",
      content: { "application/pdf": { schema: { type: "string", format: "binary" } } },
    },
    302: { description: "ETS's page, for an html or video report" },
    ...problems(
      "letter_link_invalid",
      "letter_link_expired",
      "letter_not_found",
      "range_not_satisfiable",
      "origin_not_allowed",
      "portal_disabled",
      "rate_limited",
      ...STUDENT_CODES,
    ),
  },
});
