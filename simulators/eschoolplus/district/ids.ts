/**
 * Ids of generated people, unique and recognisable as invented. They are text: some are zero-filled, and would be
 * another student's id as a number; some hold a letter.
 */

const FIRST_STUDENT = 200_000;
const FIRST_CONTACT = 5_000_000;
/** The cast has 90000001xx; a real SSID may not start like this, but has ten digits too. */
const FIRST_SSID = 9_010_000_000;
/** Far enough from the cast's and the generated ones. */
const CHANGED_SSID_STEP = 40_000_000;

export function studentIdOf(index: number): string {
  if (index % 10 === 3) return `0${FIRST_STUDENT + index - 1}`;
  if (index % 10 === 7) return `S${FIRST_STUDENT + index}A`;
  return String(FIRST_STUDENT + index);
}

export function contactIdOf(index: number): string {
  if (index % 17 === 5) return `00${FIRST_CONTACT + index - 1}`;
  if (index % 17 === 11) return `C${FIRST_CONTACT + index}`;
  return String(FIRST_CONTACT + index);
}

export function ssidOf(index: number): string {
  return String(FIRST_SSID + index);
}

/** Another SSID for the same student, and nobody else's. */
export function changedSsidOf(ssid: string): string {
  return String(Number(ssid) + CHANGED_SSID_STEP);
}
