/** The schemas of students as administrators see them. */
import { z } from "@hono/zod-openapi";
import { block } from "./blocks.ts";
import { id, timestamp } from "./shared.ts";

export const studentParams = z.object({ id });
export const studentQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .openapi({ description: "The beginnings of names, or of the student id." }),
});
export const student = z
  .object({
    id: z.string(),
    name: z.string(),
    grade: z.string().nullable(),
    school: z
      .object({ id: z.string(), name: z.string().nullable() })
      .openapi({ description: "The site; the district for a student of no school." }),
    status: z.string().nullable().openapi({ description: "CURRENT_STATUS, as eSchoolPLUS has it." }),
    hasStateId: z.boolean().openapi({ description: "The state id itself is never answered." }),
    hiddenBy: z.enum(["inactive", "pre_registered", "out_of_district"]).nullable(),
  })
  .openapi("RosterStudent");
const told = z.object({ code: z.string(), detail: z.string() });
export const studentPreview = z
  .object({
    student,
    reports: z.array(
      z.object({
        id: z.string(),
        assessment: z.object({ code: z.string(), name: z.string() }),
        year: z.int(),
        language: z.object({ code: z.string(), name: z.string() }),
        format: z.enum(["pdf", "html", "video"]),
      }),
    ),
    code: z.string().nullable().openapi({ description: "Why nothing is shown; null where letters are." }),
    detail: z.string().nullable(),
    remarks: z.array(told).openapi({ description: "What keeps letters from some." }),
  })
  .openapi("StudentPreview");
export const letterLogLine = z
  .object({
    at: timestamp,
    portal: z.string(),
    viewer: z.string(),
    role: z.string(),
    student: z.string(),
    report: z.string(),
    outcome: z.string(),
  })
  .openapi("LetterLogLine");
const goneSince = timestamp
  .nullable()
  .openapi({ description: "Since when eSchoolPLUS no longer has it; null while it does." });
const words = z.string().nullable();
const yesOrNo = z.boolean().nullable();
export const studentRecord = z
  .object({
    madeAt: timestamp,
    id: z.string(),
    student: z
      .object({
        ...{ firstName: words, middleName: words, lastName: words, generation: words, nickname: words },
        ...{ school: words, grade: words, status: words, birthdate: words, language: words },
        hasStateId: z.boolean().openapi({ description: "The state id itself is never answered." }),
        goneSince,
      })
      .nullable()
      .openapi({ description: "Null for a student whom the roster does not know." }),
    contacts: z
      .array(
        z.object({
          id: z.string(),
          ...{ title: words, firstName: words, middleName: words, lastName: words, language: words },
          ...{ email: words, loginId: words },
          links: z.array(
            z.object({
              type: z.string(),
              ...{ priority: z.int().nullable(), relation: words, livingWith: yesOrNo },
              ...{ webAccess: z.boolean(), legalGuardian: yesOrNo, custodialGuardian: yesOrNo, goneSince },
            }),
          ),
          address: z
            .object({
              ...{ street: words, apartment: words, complex: words, city: words, state: words, zip: words },
              goneSince,
            })
            .nullable(),
          phones: z.array(
            z.object({
              type: z.string(),
              ...{ phone: words, extension: words, priority: z.int().nullable(), listing: words, goneSince },
            }),
          ),
        }),
      )
      .openapi({ description: "Everybody linked to the student, with what is held of them." }),
    userFields: z.array(
      z.object({ screen: z.string(), field: z.string(), sequence: z.string(), value: words, goneSince }),
    ),
    blocks: z.array(block),
    letters: z.array(letterLogLine).openapi({
      description: "Letters opened, newest first: those of the sites that you may see.",
    }),
    hasMoreLetters: z.boolean(),
  })
  .openapi("StudentRecord");
export const studentErasure = z
  .object({
    reference: z.string().openapi({
      description:
        "Stands in the logs where the student stood. Keep it with the request: nothing else tells.",
    }),
    erased: z.object({ students: z.int(), contacts: z.int(), links: z.int(), userFields: z.int() }),
    letterLines: z.int().openapi({ description: "Lines of the letter log that name the student no more." }),
    blocksKept: z.array(z.string()).openapi({ description: "Ids of the blocks, which stay in force." }),
    mayReturn: z.boolean().openapi({ description: "eSchoolPLUS is set up: a pull brings back whom it has." }),
    detail: z.string(),
  })
  .openapi("StudentErasure");
