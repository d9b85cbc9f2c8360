/**
 * What an administrator typed into the ETS form, checked with the API's own schemas, each mistake as a sentence
 * beside its field. A typed secret key goes into the credentials alone: nothing that is rendered again knows it.
 */

import * as z from "zod";
import type { CredentialsRefusal, EtsCredentials } from "../../integrations/ets-settings.ts";
import { dateAfter } from "../../integrations/ets-state.ts";
import { PROBLEMS } from "../../problem.ts";
import { etsTestBody } from "../schemas/ets.ts";

export const ACTIONS = ["test-and-save", "test", "save"] as const;
export const EXPIRIES = ["kept", "90", "365", "date"] as const;

/** A form that our own page sent. Anything else in it is a mistake of a program, not of a person. */
export const etsForm = z.object({
  site: z.string(),
  version: z.string(),
  action: z.enum(ACTIONS),
  apiUrl: z.string().trim(),
  username: z.string().trim(),
  secretKey: z.string().trim(),
  secretKeyFrom: z.string().trim(),
  expiry: z.enum(EXPIRIES),
  expiresOn: z.string().trim(),
});
export type EtsForm = z.infer<typeof etsForm>;

/** What is shown again: everything but the secret key. */
export type Typed = Pick<EtsForm, "apiUrl" | "username" | "secretKeyFrom" | "expiry" | "expiresOn">;

/** In the order of the form. */
export const FIELDS = ["apiUrl", "username", "secretKey", "secretKeyFrom", "expiresOn"] as const;
export type FieldName = (typeof FIELDS)[number];
export type FieldErrors = Partial<Record<FieldName, string>>;

export type Checked =
  | { ok: true; credentials: EtsCredentials; expiresOn: string | undefined }
  | { ok: false; errors: FieldErrors };

/** One sentence for whatever is wrong with a field. */
const MISTAKES: Record<string, { field: FieldName; sentence: string }> = {
  apiUrl: { field: "apiUrl", sentence: PROBLEMS.url_not_a_url.detail },
  username: { field: "username", sentence: "Enter the username from TOMS." },
  secretKey: { field: "secretKey", sentence: "Enter a secret key of at most 500 characters." },
  secretKeyFrom: {
    field: "secretKeyFrom",
    sentence: "Enter a name such as UPSTREAM_ETS_KEY: UPSTREAM_, then capital letters, digits and _.",
  },
};

/**
 * @param refusal what the room says to the same credentials without asking ETS. Told together with other mistakes; on
 *   its own it is left to the room, which logs a test that ended so
 * @param now milliseconds since the epoch
 */
export function checkForm(form: EtsForm, refusal: CredentialsRefusal | null, now: number): Checked {
  const { secretKey, secretKeyFrom } = form;
  const errors: FieldErrors = {};
  const parsed = etsTestBody.safeParse(credentialsOf(form));
  for (const { path } of parsed.error?.issues ?? []) {
    const mistake = MISTAKES[String(path[0])];
    if (mistake) errors[mistake.field] ??= mistake.sentence;
  }
  if (secretKey !== "" && secretKeyFrom !== "")
    errors.secretKeyFrom = "Type the secret key or name a Workers secret, not both.";
  // A test does not ask when the key ends.
  const expiresOn = form.action === "test" ? undefined : expiryOf(form, now);
  if (expiresOn === null) errors.expiresOn = "Enter a date that is still to come.";
  if (!parsed.success || expiresOn === null || Object.keys(errors).length > 0) {
    return { ok: false, errors: { ...(refusal === null ? {} : errorsOf(refusal)), ...errors } };
  }
  return { ok: true, credentials: parsed.data, expiresOn };
}

/** As typed: an empty field says nothing, so that the saved secret key of this very site is meant. */
export function credentialsOf({ apiUrl, username, secretKey, secretKeyFrom }: EtsForm): EtsCredentials {
  return {
    apiUrl,
    username,
    ...(secretKey === "" ? {} : { secretKey }),
    ...(secretKeyFrom === "" ? {} : { secretKeyFrom }),
  };
}

/** YYYY-MM-DD; undefined leaves it to the room, which keeps a kept key's date; null for a date that is none. */
function expiryOf({ expiry, expiresOn }: EtsForm, now: number): string | null | undefined {
  if (expiry === "kept") return undefined;
  if (expiry !== "date") return dateAfter(now, Number(expiry));
  const isDate = z.iso.date().safeParse(expiresOn).success;
  return isDate && expiresOn >= dateAfter(now, 0) ? expiresOn : null;
}

/** The field that a refusal of the room is about, with its exact sentence. */
export function errorsOf(code: CredentialsRefusal): FieldErrors {
  const sentence = PROBLEMS[code].detail;
  if (code === "credentials_refused") return { username: sentence };
  return code === "secret_required" ? { secretKey: sentence } : { apiUrl: sentence };
}
