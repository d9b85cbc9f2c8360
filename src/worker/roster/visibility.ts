/**
 * What the district's switches say about a student, beyond who is linked to whom. Pure. Whether a student is shown at
 * all (status, out of district) is decided in `queries.ts`, because a search must stop at so many who are shown.
 */

/** A user-defined field to which the settings give a meaning, or one as a student has it. */
export interface FieldValue {
  screen: string;
  field: string;
  value: string | null;
}

export interface AccessRules {
  guardianAccessEndsAt18: boolean;
  /** IANA name. */
  timeZone: string;
  /** A student with one of these gets no letters shown, whoever asks. */
  withholding: readonly FieldValue[];
}

/** The contract's defaults: what holds while no eSchoolPLUS is set up. */
export const DEFAULT_RULES: AccessRules = {
  guardianAccessEndsAt18: false,
  timeZone: "America/Los_Angeles",
  withholding: [],
};

/** True when a field of the student says that letters are withheld; values are compared without case and padding. */
export function isWithheldByField(fields: readonly FieldValue[], { withholding }: AccessRules): boolean {
  return fields.some((own) =>
    withholding.some(
      ({ screen, field, value }) =>
        own.screen === screen &&
        own.field === field &&
        own.value !== null &&
        plain(own.value) === plain(value ?? ""),
    ),
  );
}

/**
 * True when the student's 18th birthday has come where the district is and guardians lose their access then. A birth
 * date that is not known changes nothing.
 *
 * @param birthdate YYYY-MM-DD
 * @param now milliseconds since the epoch
 */
export function hasOutgrownGuardians(birthdate: string | null, rules: AccessRules, now: number): boolean {
  if (!rules.guardianAccessEndsAt18) return false;
  const parts = /^(\d{4})(-\d{2}-\d{2})$/.exec(birthdate ?? "");
  if (parts === null) return false;
  // A February 29 comes, as text, after February 28 and before March 1: as the law counts.
  const eighteenth = `${Number(parts[1]) + 18}${parts[2]}`;
  return localDate(rules.timeZone, now) >= eighteenth;
}

function localDate(timeZone: string, now: number): string {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, calendar: "gregory", numberingSystem: "latn" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  });
  const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
