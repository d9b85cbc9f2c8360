/**
 * The claims of a viewer token beyond its signature and times: read strictly, with a sentence for the portal's
 * developer where one is wrong.
 */
import type { JWTPayload } from "jose";
import * as z from "zod";
import type { RegisteredPortal } from "../integrations/portals.ts";
import { idText, plainText } from "../plain-text.ts";
import type { ViewerClaims, VouchedStudent } from "./viewer.ts";

/** Names are shown, not looked up; longer ones are mistakes, and 20 of these still fit a header. */
const MAX_NAME_LENGTH = 100;

const commonClaims = z.object({
  sub: plainText(255),
  role: z.enum(["guardian", "student", "staff"]),
});

const rosterClaims = z.discriminatedUnion("role", [
  z.object({
    role: z.literal("guardian"),
    contact_id: z.union([idText.transform((one) => [one]), z.array(idText).min(1).max(20)]),
  }),
  z.object({ role: z.literal("student"), student_id: idText }),
  z.object({ role: z.literal("staff"), sites: z.array(idText).max(1_000) }),
]);

/** With trust `token` the students are vouched for; staff are cut to their sites all the same. */
const vouchingClaims = z.discriminatedUnion("role", [
  z.object({ role: z.enum(["guardian", "student"]) }),
  z.object({ role: z.literal("staff"), sites: z.array(idText).max(1_000) }),
]);

const students = z
  .array(
    z.object({
      id: idText,
      // Whatever the portal holds: an SSID that is none ends as ETS003 for this student, not for the siblings.
      ssid: z
        .string()
        .max(64)
        .nullish()
        .transform((ssid) => ssid?.trim() || null),
      name: z
        .string()
        .transform((name) =>
          name
            .toWellFormed()
            .replace(/[\s\p{Cc}]+/gu, " ")
            .trim(),
        )
        .pipe(plainText(MAX_NAME_LENGTH)),
      site: idText,
      grade: z
        .string()
        .max(16)
        .nullish()
        .transform((grade) => grade?.trim() || null),
    }),
  )
  .min(1)
  .max(20)
  .refine((list) => new Set(list.map((student) => student.id)).size === list.length, {
    error: "two students have the same id",
  });

export type ClaimsResult = { ok: true; claims: ViewerClaims } | { ok: false; reason: string; hint: string };

export function claimsOf(payload: JWTPayload, portal: RegisteredPortal, keyId: string | null): ClaimsResult {
  const common = commonClaims.safeParse(payload);
  if (!common.success) return wrong(common.error);
  const { sub, role } = common.data;
  if (!portal.roles.includes(role)) {
    return {
      ok: false,
      reason: "role not registered",
      hint: `This portal is not registered for the role \`${role}\`.`,
    };
  }
  const base = {
    portal: portal.id,
    sub,
    role,
    keyId,
    contacts: [],
    self: null,
    sites: [],
    students: null,
    preview: null,
  };
  if (portal.trust === "token") {
    const vouching = vouchingClaims.safeParse(payload);
    if (!vouching.success) return wrong(vouching.error);
    const sites = vouching.data.role === "staff" ? vouching.data.sites : [];
    return { ok: true, claims: { ...base, sites } };
  }
  const roster = rosterClaims.safeParse(payload);
  if (!roster.success) return wrong(roster.error);
  switch (roster.data.role) {
    case "guardian":
      return { ok: true, claims: { ...base, contacts: roster.data.contact_id } };
    case "student":
      return { ok: true, claims: { ...base, self: roster.data.student_id } };
    case "staff":
      return { ok: true, claims: { ...base, sites: roster.data.sites } };
  }
}

export type StudentsResult =
  | { ok: true; students: VouchedStudent[] }
  | { ok: false; reason: string; hint: string };

/** The `students` claim of a JWT that is being exchanged. */
export function vouchedStudentsOf(payload: JWTPayload): StudentsResult {
  const parsed = students.safeParse(payload["students"]);
  return parsed.success ? { ok: true, students: parsed.data } : wrong(parsed.error, "students");
}

/** Names the claim and what is wrong with it, never its value. */
function wrong(error: z.ZodError, parent?: string): { ok: false; reason: string; hint: string } {
  const [issue] = error.issues;
  const path = [parent, ...(issue?.path ?? [])].filter((part) => part !== undefined).join(".");
  return {
    ok: false,
    reason: `claim ${path}`,
    hint: `The claim \`${path}\`: ${issue?.message ?? "not as expected"}.`,
  };
}
