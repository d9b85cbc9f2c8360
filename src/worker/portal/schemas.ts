/** The schemas of the viewer API: what is accepted, and what `GET /openapi.json` says is answered. */
import { z } from "@hono/zod-openapi";
import type {
  ReportItem,
  ReportsAnswer,
  SessionAnswer,
  StudentSearchAnswer,
  ViewerStudent,
  ViewerTokenAnswer,
} from "./api-types.ts";

export const studentParams = z.object({
  id: z.string().min(1).max(64).openapi({ description: "The district's student id.", example: "S-1001" }),
});

export const sessionQuery = z.object({
  include: z
    .enum(["reports"])
    .optional()
    .openapi({ description: "`reports` adds the first student's letters, for one request before the list." }),
});

export const searchQuery = z.object({
  q: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .openapi({ description: "A part of the name or of the id; with trust `roster`, how its words begin." }),
});

/** A sealed link is some 1,500 characters with a pre-signed URL in it; longer than this is none of ours. */
const MAX_LINK_LENGTH = 14_000;

export const letterParams = z.object({
  link: z.string().max(MAX_LINK_LENGTH),
  action: z.enum(["view", "download"]),
});

const viewerStudent = z
  .object({
    id: z.string(),
    name: z.string(),
    grade: z.string().nullable(),
    school: z.string().nullable(),
  })
  .openapi("Student") satisfies z.ZodType<ViewerStudent>;

const reportItem = z
  .object({
    id: z.string().openapi({ description: "Keyed hash, stable for the same student and letter." }),
    assessment: z.object({ code: z.string().openapi({ example: "ELPAC" }), name: z.string() }),
    year: z.int().openapi({ description: "The year in which the school year ends: 2026 is 2025–26." }),
    language: z.object({ code: z.string().openapi({ description: "BCP 47" }), name: z.string() }),
    format: z.enum(["pdf", "html", "video"]),
    view: z.url(),
    download: z.url().nullable(),
    expiresAt: z.iso.datetime(),
  })
  .openapi("Letter") satisfies z.ZodType<ReportItem>;

export const reportsAnswer = z
  .object({ student: viewerStudent, reports: z.array(reportItem) })
  .openapi("Letters") satisfies z.ZodType<ReportsAnswer>;

export const sessionAnswer = z
  .object({
    viewer: z.object({ role: z.enum(["guardian", "student", "staff"]) }),
    students: z.array(viewerStudent),
    instructions: z.string().nullable(),
    reports: z
      .union([
        z.object({ studentId: z.string(), items: z.array(reportItem) }),
        z.object({ studentId: z.string(), error: z.object({ code: z.string(), detail: z.string() }) }),
      ])
      .exactOptional(),
  })
  // Said in so many words: the generator takes what may be left out, but not undefined, for required.
  .openapi("Session", {
    required: ["viewer", "students", "instructions"],
  }) satisfies z.ZodType<SessionAnswer>;

export const searchAnswer = z
  .object({ items: z.array(viewerStudent), nextCursor: z.null() })
  .openapi("StudentSearch") satisfies z.ZodType<StudentSearchAnswer>;

export const viewerTokenAnswer = z
  .object({ token: z.string(), expiresAt: z.iso.datetime() })
  .openapi("ViewerToken") satisfies z.ZodType<ViewerTokenAnswer>;
