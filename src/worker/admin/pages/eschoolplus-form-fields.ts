/**
 * What an administrator typed into the eSchoolPLUS form, checked with the API's own schema, each mistake as a sentence
 * beside its field. A typed consumer secret goes into the credentials alone: nothing that is rendered again knows it.
 */
import * as z from "zod";
import { baseUrlProblem } from "../../eschoolplus/base-url.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import {
  type EschoolplusCredentials,
  type EschoolplusRefusal,
  type EschoolplusRules,
  MAX_PAGE_SIZE,
} from "../../integrations/eschoolplus-settings.ts";
import { ESCHOOLPLUS_SENTENCES } from "../eschoolplus-routes.ts";
import { eschoolplusBody, MAX_USER_FIELDS } from "../schemas/eschoolplus.ts";

const text = z.string().trim();
const box = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

/** A form that our own page sent. Anything else in it is a mistake of a program, not of a person. */
const fixedFields = z.object({
  version: z.string(),
  action: z.enum(["test-and-save", "test", "save", "add-row"]),
  baseUrl: text,
  consumerKey: text,
  consumerSecret: text,
  consumerSecretFrom: text,
  signatureMethod: z.enum(["HMAC-SHA1", "HMAC-SHA256"]),
  pageSize: text,
  nightlyAt: text,
  timeZone: text,
  pausedUntil: text,
  includeInactive: box,
  includePreRegistered: box,
  includeOutOfDistrict: box,
  guardianAccessEndsAt18: box,
});

export interface TypedRow {
  screen: string;
  field: string;
  value: string;
}

export type EschoolplusForm = z.infer<typeof fixedFields> & { rows: TypedRow[] };

/** What is shown again: everything but the consumer secret. */
export type Typed = Omit<EschoolplusForm, "version" | "action" | "consumerSecret">;

/** Sentences by the id of the field that they stand beside. */
export type Errors = Record<string, string>;

/** @returns undefined for what is no form of ours */
export function readForm(body: Record<string, unknown>): EschoolplusForm | undefined {
  const parsed = fixedFields.safeParse(body);
  if (!parsed.success) return undefined;
  const rows: TypedRow[] = [];
  while (rows.length < MAX_USER_FIELDS && typeof body[`screen-${rows.length}`] === "string") {
    const [screen, field, value] = ["screen", "field", "value"].map((part) =>
      String(body[`${part}-${rows.length}`] ?? "").trim(),
    );
    rows.push({ screen: screen ?? "", field: field ?? "", value: value ?? "" });
  }
  return { ...parsed.data, rows };
}

/** The form as it is first seen: what is saved, or the contract's defaults. */
export function savedAsTyped(saved: EschoolplusSettings | undefined): Typed {
  const rules = saved ?? eschoolplusBody.parse({ baseUrl: "-", consumerKey: "-" });
  return {
    baseUrl: saved?.baseUrl ?? "",
    consumerKey: saved?.consumerKey ?? "",
    consumerSecretFrom: "",
    signatureMethod: rules.signatureMethod,
    pageSize: String(rules.pageSize),
    nightlyAt: rules.nightlyAt,
    timeZone: rules.timeZone,
    pausedUntil: rules.pausedUntil ?? "",
    includeInactive: rules.includeInactive,
    includePreRegistered: rules.includePreRegistered,
    includeOutOfDistrict: rules.includeOutOfDistrict,
    guardianAccessEndsAt18: rules.guardianAccessEndsAt18,
    rows: rules.userFields.map(({ screen, field, value }) => ({ screen, field, value })),
  };
}

/** One sentence for whatever is wrong with a field. In the order of the form. */
const MISTAKES: Record<string, string> = {
  baseUrl: ESCHOOLPLUS_SENTENCES.url_not_a_url,
  consumerKey: "Enter the consumer key from the API Profile.",
  consumerSecret: "Enter a consumer secret of at most 500 characters.",
  consumerSecretFrom:
    "Enter a name such as UPSTREAM_ESCHOOLPLUS_SECRET: UPSTREAM_, then capital letters, digits and _.",
  nightlyAt: "Enter a time of day such as 02:00.",
  timeZone: "Enter a time zone such as America/Los_Angeles.",
  pausedUntil: "Enter a date, or nothing.",
  pageSize: `Enter a number from 1 to ${MAX_PAGE_SIZE}.`,
};

const USER_FIELD_MISTAKES: Record<keyof TypedRow, string> = {
  screen: "Enter the screen number of this field, at most 20 characters.",
  field: "Enter the field number, at most 20 characters.",
  value: "Enter the value that withholds letters, at most 200 characters.",
};

export type Checked =
  | { ok: true; given: EschoolplusCredentials & EschoolplusRules }
  | { ok: false; errors: Errors };

/**
 * @param refusal what the room says to the same credentials without asking eSchoolPLUS. Told together with other
 *   mistakes; on its own it is left to the room, which logs a test that ended so
 */
export function checkForm(form: EschoolplusForm, refusal: EschoolplusRefusal | null): Checked {
  const isTest = form.action === "test";
  const errors: Errors = {};
  if (form.consumerSecret !== "" && form.consumerSecretFrom !== "")
    errors["consumerSecretFrom"] = "Type the consumer secret or name a Workers secret, not both.";
  const filled = [...form.rows.entries()].filter(([, row]) => Object.values(row).some((part) => part !== ""));
  const parsed = eschoolplusBody.safeParse({
    ...credentialsOf(form),
    ...(isTest
      ? {}
      : rulesOf(
          form,
          filled.map(([, row]) => row),
        )),
  });
  for (const { path } of parsed.error?.issues ?? []) {
    const [name, at, part] = path;
    if (name !== "userFields") errors[String(name)] ??= MISTAKES[String(name)] ?? "";
    else {
      const row = filled[Number(at)]?.[0] ?? 0;
      const wrong = part === "field" || part === "value" ? part : "screen";
      errors[`${wrong}-${row}`] ??= USER_FIELD_MISTAKES[wrong];
    }
  }
  if (!parsed.success || Object.keys(errors).length > 0) {
    const all = { ...(refusal === null ? {} : errorsOf(refusal)), ...errors };
    return { ok: false, errors: inOrder(all, form.rows.length) };
  }
  return { ok: true, given: parsed.data };
}

/** As typed: an empty field says nothing, so that the saved consumer secret is meant. */
export function credentialsOf(form: EschoolplusForm): EschoolplusCredentials {
  const { baseUrl, consumerKey, signatureMethod, consumerSecret, consumerSecretFrom } = form;
  return {
    ...{ baseUrl, consumerKey, signatureMethod },
    ...(consumerSecret === "" ? {} : { consumerSecret }),
    ...(consumerSecretFrom === "" ? {} : { consumerSecretFrom }),
  };
}

function rulesOf(form: EschoolplusForm, rows: TypedRow[]) {
  const { nightlyAt, timeZone, includeInactive, includePreRegistered, includeOutOfDistrict } = form;
  return {
    ...{ nightlyAt, timeZone, includeInactive, includePreRegistered, includeOutOfDistrict },
    guardianAccessEndsAt18: form.guardianAccessEndsAt18,
    pageSize: Number(form.pageSize),
    pausedUntil: form.pausedUntil === "" ? null : form.pausedUntil,
    userFields: rows.map((row) => ({ ...row, means: "letters_withheld" })),
  };
}

/** The field that a refusal of the room is about, with its sentence. */
export function errorsOf(refusal: EschoolplusRefusal): Errors {
  return { [refusal === "secret_required" ? "consumerSecret" : "baseUrl"]: ESCHOOLPLUS_SENTENCES[refusal] };
}

/** What looks odd and may be right all the same: said beside the field, and saved. */
export function warningOf({ baseUrl, consumerKey }: Pick<Typed, "baseUrl" | "consumerKey">): string | null {
  return baseUrl === "" || consumerKey === "" ? null : baseUrlProblem(baseUrl, consumerKey);
}

function inOrder(errors: Errors, rows: number): Errors {
  const ids = [
    ...Object.keys(MISTAKES),
    ...Array.from({ length: rows }, (_, row) => [`screen-${row}`, `field-${row}`, `value-${row}`]).flat(),
  ];
  const known = ids.flatMap((id) => (errors[id] === undefined ? [] : [[id, errors[id]] as const]));
  return Object.fromEntries(known);
}
