/**
 * What an administrator typed into a portal's form, turned into what the API takes and checked with the API's own
 * schema and rules, each mistake as a sentence beside its field.
 */
import * as z from "zod";
import type { PortalRow } from "../../integrations/portal-queries.ts";
import { LANGUAGES } from "../../language.ts";
import { PERMISSIONS, type Permission } from "../../permission.ts";
import type { Runtime } from "../../runtime.ts";
import { holdsSecret, portalMistakes } from "../portal-rules.ts";
import { portalBody, portalParams } from "../schemas/portals.ts";
import type { TypedSites } from "./form-parts.tsx";
import { LANGUAGE_NAMES } from "./portals-words.ts";

type PortalBody = z.infer<typeof portalBody>;

/** A name that comes any number of times. */
const many = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .optional()
  .transform((values) => values ?? []);

const siteChoice = z.enum(["none", "all", "some"]);

/** A form that our own page sent. Anything else in it is a mistake of a program, not of a person. */
export const portalForm = z
  .object({
    id: z.string().trim(),
    version: z.string(),
    name: z.string().trim(),
    origins: z.string(),
    trust: z.enum(["roster", "token"]),
    roles: many,
    sites: siteChoice,
    "sites.site": many,
    widget: z.enum(["on", "off"]),
    jwks: z.string().trim(),
    jwksUrl: z.string().trim(),
  })
  .catchall(z.union([z.string(), z.array(z.string())]))
  .transform((form) => ({
    ...form,
    sites: { which: form.sites, ids: form["sites.site"] },
    handoff: byPermission((permission) => ({
      which: siteChoice.catch("none").parse(form[`handoff.${permission}`]),
      ids: many.parse(form[`handoff.${permission}.site`]),
    })),
    instructions: Object.fromEntries(
      LANGUAGES.map((language) => [language, z.string().catch("").parse(form[`instructions.${language}`])]),
    ),
  }));
export type PortalForm = z.infer<typeof portalForm>;

/** What is shown again. */
export type TypedPortal = Pick<
  PortalForm,
  "id" | "name" | "origins" | "trust" | "roles" | "widget" | "jwks" | "jwksUrl" | "instructions"
> & { sites: TypedSites; handoff: Record<Permission, TypedSites> };

/** By the id of what is to be mended. */
export type PortalErrors = Record<string, string>;

export type CheckedForm =
  | { ok: true; id: string; body: PortalBody }
  | { ok: false; errors: PortalErrors; typed: TypedPortal };

/** In the order of the form. */
export const PORTAL_FIELDS = [
  "name",
  "id",
  "origins",
  "trust",
  "roles",
  "sites",
  "widget",
  "jwks",
  "jwksUrl",
  ...LANGUAGES.map((language) => `instructions.${language}`),
  "handoff",
];

const SENTENCES: Record<string, string> = {
  id: "Enter an id of at most 64 characters, such as parent-portal.",
  name: "Enter a name of at most 200 characters.",
  origins: "Enter at most 50 origins, each of at most 300 characters.",
  roles: "Choose among the roles.",
  sites: "Choose at most 1,000 sites, or every site.",
  adminHandoff: "Choose at most 1,000 sites, or every site.",
  jwks: 'Paste a JSON Web Key Set with 1 to 20 keys: {"keys": [ … ]}.',
  jwksUrl: "Enter an https URL of at most 2,000 characters.",
};

/** The form of a portal as it is saved; of none, the usual. */
export function portalAsTyped(portal: PortalRow | undefined): TypedPortal {
  const grants = portal?.adminHandoff ?? [];
  return {
    id: portal?.id ?? "",
    name: portal?.name ?? "",
    origins: portal?.origins.join("\n") ?? "",
    trust: portal?.trust ?? "roster",
    roles: portal?.roles ?? ["guardian", "student"],
    sites: typedSites(portal?.sites ?? ["*"], "some"),
    widget: portal?.widgetEnabled === false ? "off" : "on",
    jwks: portal?.jwks ? JSON.stringify(portal.jwks, null, 2) : "",
    jwksUrl: portal?.jwksUrl ?? "",
    instructions: Object.fromEntries(
      LANGUAGES.map((language) => [language, portal?.instructions[language] ?? ""]),
    ),
    handoff: byPermission((permission) => {
      const sites = grants.filter((grant) => grant.permission === permission).flatMap((grant) => grant.sites);
      return typedSites([...new Set(sites)], "none");
    }),
  };
}

/** @param saved what is saved; a private key that was pasted is not shown again, but what was there before */
export function checkPortalForm(
  form: PortalForm,
  saved: PortalRow | undefined,
  runtime: Runtime,
): CheckedForm {
  const errors: PortalErrors = {};
  const id = portalParams.safeParse({ id: form.id });
  if (!id.success) errors["id"] = SENTENCES["id"] ?? "";
  const jwks = jsonOf(form.jwks);
  const parsed = portalBody.safeParse({
    name: form.name,
    origins: linesOf(form.origins).map(({ origin }) => origin),
    trust: form.trust,
    roles: form.roles,
    sites: idsOf(form.sites),
    widgetEnabled: form.widget === "on",
    adminHandoff: PERMISSIONS.filter((permission) => form.handoff[permission].which !== "none").map(
      (permission) => ({ permission, sites: idsOf(form.handoff[permission]) }),
    ),
    jwks,
    jwksUrl: form.jwksUrl === "" ? null : form.jwksUrl,
    instructions: given(form.instructions),
  });
  for (const { path } of parsed.error?.issues ?? []) {
    const [field, language] = path.map(String);
    if (field === "instructions") errors[`instructions.${language}`] = tooLong(language);
    else if (field !== undefined)
      errors[field === "adminHandoff" ? "handoff" : field] ??= SENTENCES[field] ?? "";
  }
  if (form.sites.which === "some" && form.sites.ids.length === 0)
    errors["sites"] = "Tick at least one site, or choose every site.";
  if (PERMISSIONS.some((one) => form.handoff[one].which === "some" && form.handoff[one].ids.length === 0))
    errors["handoff"] = "Tick at least one site for each permission that is given at some sites.";
  Object.assign(errors, ruleErrors(form, jwks, errors["jwks"] === undefined, runtime));
  if (parsed.success && id.success && Object.keys(errors).length === 0)
    return { ok: true, id: id.data.id, body: parsed.data };

  const typed = holdsSecret(jwks) ? { ...form, jwks: portalAsTyped(saved).jwks } : form;
  return { ok: false, errors, typed };
}

/** The rules that the API keeps beyond the form, each mistake with the line or the key that it is about. */
function ruleErrors(form: PortalForm, jwks: unknown, isKeySet: boolean, runtime: Runtime): PortalErrors {
  const lines = linesOf(form.origins);
  const mistakes = portalMistakes(
    {
      origins: lines.map(({ origin }) => origin),
      jwks: isKeySet && isJwks(jwks) ? jwks : null,
      jwksUrl: form.jwksUrl === "" ? null : form.jwksUrl,
    },
    runtime,
  );
  const errors: PortalErrors = {};
  for (const { field, index, sentence } of mistakes) {
    const where = { origins: `Line ${lines[index]?.line}`, jwks: `Key ${index + 1}`, jwksUrl: "The URL" }[
      field
    ];
    errors[field] = [errors[field], `${where} ${sentence}`].filter(Boolean).join(" ");
  }
  return errors;
}

function isJwks(value: unknown): value is NonNullable<PortalBody["jwks"]> {
  return portalBody.shape.jwks.safeParse(value).success && value !== null;
}

/** Null for nothing; what is not JSON is an empty object, which no key set is. */
function jsonOf(text: string): unknown {
  if (text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return value === null ? {} : value;
  } catch {
    return {};
  }
}

/** One origin a line; a slash at its end is what a browser's address bar adds. */
function linesOf(text: string): { line: number; origin: string }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, origin: line.trim().replace(/\/$/, "") }))
    .filter(({ origin }) => origin !== "");
}

function given(instructions: Record<string, string>): Record<string, string> {
  const entries = Object.entries(instructions).map(([language, text]) => [
    language,
    text.replaceAll("\r\n", "\n").trim(),
  ]);
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}

function tooLong(language: string | undefined): string {
  const name = LANGUAGES.find((one) => one === language);
  return `${name === undefined ? "" : LANGUAGE_NAMES[name]}: enter at most 2,000 characters.`;
}

function idsOf({ which, ids }: TypedSites): string[] {
  return which === "all" ? ["*"] : which === "some" ? ids : [];
}

function typedSites(ids: string[], whenEmpty: "none" | "some"): TypedSites {
  if (ids.includes("*")) return { which: "all", ids: ids.filter((id) => id !== "*") };
  return { which: ids.length === 0 ? whenEmpty : "some", ids };
}

function byPermission<T>(make: (permission: Permission) => T): Record<Permission, T> {
  return {
    view: make("view"),
    manage_integrations: make("manage_integrations"),
    view_students: make("view_students"),
  };
}
