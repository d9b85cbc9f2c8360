/**
 * Everything that can be made to go wrong. Each fault is an object with a `kind`; where, when and how often it
 * applies is said in the same words for all. What a kind does is in fault-answers.ts (`ANSWER_KINDS`: another answer
 * than the true one), page-views.ts (rows paged wrongly) and district-views.ts (rows that say something else).
 */

import * as z from "zod";
import { RESOURCES } from "./resources.ts";

const where = {
  resource: z.enum(RESOURCES).optional(),
  /** Counted from 0, in pages of the asked limit. */
  page: z.int().min(0).optional(),
  /** Exactly this offset was asked. */
  offset: z.int().min(0).optional(),
  /** For the next n requests that it applies to; for ever when not said. */
  times: z.int().min(1).optional(),
};

const count = z.int().min(1).max(1_000_000);
const share = z.number().min(0).max(1);
/** No spaces, no line ends: it goes into a header as it is. */
const printable = z.string().regex(/^[\x21-\x7e]+$/, "Must be printable ASCII without spaces");

const answers = [
  z.strictObject({
    ...where,
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.int().min(0).max(86_400).optional(),
    /** A number of seconds, or the moment as an HTTP date. */
    retryAfterForm: z.enum(["seconds", "date"]).default("seconds"),
  }),
  z.strictObject({ ...where, kind: z.literal("reset") }),
  /** The true answer, later. */
  z.strictObject({ ...where, kind: z.literal("slow"), delayMs: z.int().min(0).max(600_000) }),
  /** Accepted and never answered. */
  z.strictObject({ ...where, kind: z.literal("hang") }),
  /** The headers and half of the body, and then nothing more. */
  z.strictObject({ ...where, kind: z.literal("stall") }),
  /** The right Content-Length, half of the body, and the connection is closed. */
  z.strictObject({ ...where, kind: z.literal("truncated") }),
  z.strictObject({ ...where, kind: z.literal("html") }),
  z.strictObject({ ...where, kind: z.literal("invalid-json") }),
  /** An object without any list of rows. */
  z.strictObject({ ...where, kind: z.literal("no-rows") }),
  /** Well-formed rows, more than anybody should read. */
  z.strictObject({
    ...where,
    kind: z.literal("oversized"),
    bytes: z.int().min(1).max(2_147_483_648).default(67_108_864),
  }),
  z.strictObject({ ...where, kind: z.literal("redirect"), location: printable }),
] as const;

const paging = [
  /** Whatever offset is asked, the first page comes. */
  z.strictObject({ ...where, kind: z.literal("repeat-page") }),
  /** Another order at each request; with `seed`, a strange order that stays. */
  z.strictObject({ ...where, kind: z.literal("shuffle"), seed: z.int().optional() }),
  /** The total grows (or shrinks) by this at each request; the rows do not. */
  z.strictObject({ ...where, kind: z.literal("total-drift"), by: z.int() }),
  /** The total says this many more rows than ever come. */
  z.strictObject({ ...where, kind: z.literal("total-too-high"), by: count }),
  /** After every so many rows, the first of them comes again. */
  z.strictObject({
    ...where,
    kind: z.literal("duplicates"),
    every: count.default(10),
    /** Whether the total counts what comes twice. */
    counted: z.boolean().default(true),
  }),
  /** Once so many pages of a resource were sent, its first rows are gone and the others move up. */
  z.strictObject({
    ...where,
    kind: z.literal("rows-dropped"),
    rows: count.default(1),
    afterPages: count.default(1),
  }),
  /** Once so many pages of a resource were sent, new rows stand before the others and move them down. */
  z.strictObject({
    ...where,
    kind: z.literal("rows-gained"),
    rows: count.default(1),
    afterPages: count.default(1),
  }),
  z.strictObject({ ...where, kind: z.literal("empty") }),
  /** One row of so many lacks the first field of its key. */
  z.strictObject({ ...where, kind: z.literal("missing-key"), every: count.default(10) }),
  /** A few rows, as if only what changed had been asked; the total counts them alone. */
  z.strictObject({ ...where, kind: z.literal("delta"), rows: count.default(5) }),
] as const;

const district = [
  /** This share of the links without web access have it. */
  z.strictObject({ ...where, kind: z.literal("web-access-granted"), share }),
  /** This share of the students have another SSID, all different. */
  z.strictObject({ ...where, kind: z.literal("ssids-changed"), share }),
  /** Student `to` has the SSID of student `from`. */
  z.strictObject({ ...where, kind: z.literal("ssid-shared"), from: printable, to: printable }),
  /** The contact becomes the guardian of this many students more, from the list's end. */
  z.strictObject({
    ...where,
    kind: z.literal("contact-gains"),
    contactId: printable,
    students: count.default(50),
  }),
  /** This share of a school's students, their links, or both, is not there. */
  z.strictObject({
    ...where,
    kind: z.literal("school-removed"),
    building: printable,
    share: share.default(1),
    what: z.enum(["students", "links", "both"]).default("both"),
  }),
] as const;

export const faultSchema = z.discriminatedUnion("kind", [...answers, ...paging, ...district]);
const answerSchema = z.discriminatedUnion("kind", [...answers]);
const pagingSchema = z.discriminatedUnion("kind", [...paging]);
const districtSchema = z.discriminatedUnion("kind", [...district]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type AnswerFault = z.infer<typeof answerSchema>;
export type PagingFault = z.infer<typeof pagingSchema>;
export type DistrictFault = z.infer<typeof districtSchema>;

const kindsOf = (schemas: readonly { shape: { kind: { value: string } } }[]) =>
  new Set(schemas.map(({ shape }) => shape.kind.value));
const ANSWER_KINDS = kindsOf(answers);
const PAGING_KINDS = kindsOf(paging);

export function isAnswerFault(fault: Fault): fault is AnswerFault {
  return ANSWER_KINDS.has(fault.kind);
}

export function isPagingFault(fault: Fault): fault is PagingFault {
  return PAGING_KINDS.has(fault.kind);
}

export function isDistrictFault(fault: Fault): fault is DistrictFault {
  return !isAnswerFault(fault) && !isPagingFault(fault);
}
