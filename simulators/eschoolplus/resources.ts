/**
 * The seven resources, the columns whose form on the wire can change, and what makes a row the same row. Rows are
 * kept as they look by default: PascalCase names, Y and N, ISO dates.
 */

export const RESOURCES = [
  "School",
  "Student",
  "Contact",
  "ContactAddress",
  "ContactPhone",
  "StudentContact",
  "UDRegUser",
] as const;

export type Resource = (typeof RESOURCES)[number];
export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** Together they are unique within a resource; the first one is what a row cannot do without. */
export const KEYS: Record<Resource, readonly [string, ...string[]]> = {
  School: ["Building"],
  Student: ["StudentId"],
  Contact: ["ContactId"],
  ContactAddress: ["ContactId"],
  ContactPhone: ["ContactId", "PhoneType"],
  StudentContact: ["StudentId", "ContactId", "ContactType"],
  UDRegUser: ["StudentId", "ScreenNumber", "FieldNumber", "ListSequence"],
};

/** Sent as Y/N, true/false or 1/0. */
export const FLAG_COLUMNS = new Set([
  "OutOfDistrict",
  "PhoneListing",
  "LivingWith",
  "WebAccess",
  "LegalGuard",
  "CustGuard",
]);

export const DATE_COLUMNS = new Set(["Birthdate"]);

/** Columns that a roster must never keep. Every value of theirs starts with CANARY. */
export const NEVER_STORED_COLUMNS = ["Ssn", "MealStatus", "MedicalAlert", "WebPassword"] as const;
export const CANARY = "canary-";

export function isResource(name: string): name is Resource {
  return RESOURCES.some((each) => each === name);
}

/** Char columns come padded: ids compare without it. */
export function textOf(value: Value | undefined): string {
  return value === undefined || value === null ? "" : String(value).trim();
}

export function keyOf(resource: Resource, row: Row): string {
  return JSON.stringify(KEYS[resource].map((column) => textOf(row[column])));
}
