/** The codes of the eSchoolPLUS client as the pages call them. */
import type { EschoolCode } from "../../eschoolplus/failure.ts";

/** A code of the client in a few words, for a table; what to do about it stands in the test's hint. */
const CODE_TITLES: Record<EschoolCode, string> = {
  refused: "Signature refused",
  not_subscribed: "Not subscribed",
  busy: "Asked to slow down",
  unavailable: "No answer",
  unexpected_status: "Unknown answer",
  not_json: "Answer is not JSON",
  envelope_missing: "No list of rows",
  key_missing: "Fields are missing",
  too_large: "Page too large",
  redirected: "Sent elsewhere",
  host_not_allowed: "Address not allowed",
};

/** "Not subscribed"; undefined for a code that is none of the client's. */
export function codeTitle(code: string): string | undefined {
  return Object.entries(CODE_TITLES).find(([known]) => known === code)?.[1];
}
