/**
 * How reading from eSchoolPLUS can fail: a stable code for programs, a reason for the log, and words for the
 * administrator that say which box of which eSchoolPLUS screen to look at. None of them holds a secret, a URL or
 * anything about a person.
 */
import type { ReadingCode } from "./paging.ts";
import type { Resource } from "./rows.ts";

export type EschoolCode =
  /** 401: the signature, the key, the secret or the clock. */
  | "refused"
  /** 403 or 404. */
  | "not_subscribed"
  /** 429. */
  | "busy"
  /** 5xx, no answer in time, or no connection. */
  | "unavailable"
  | "unexpected_status"
  | "not_json"
  | "envelope_missing"
  | "key_missing"
  | "too_large"
  | "redirected"
  | "host_not_allowed";

export interface EschoolFailure {
  ok: false;
  code: EschoolCode;
  /** For the log. */
  reason: string;
  /** How often the call was repeated before this was the result. */
  retried: number;
  /** What the server said about a refusal, short and cleaned; null when it said nothing. */
  said: string | null;
  /** How far a refusing server's clock is ahead of ours; null when it is right, or unknown. */
  clockOffMinutes: number | null;
}

/** What an administrator can be told about. */
export type FailureToTell = { code: EschoolCode | ReadingCode } & Partial<
  Pick<EschoolFailure, "said" | "clockOffMinutes">
>;

/** What happened and what to do, for an administrator. */
export function failureWords(failure: FailureToTell, resource: Resource): string {
  switch (failure.code) {
    case "refused":
      return refusedWords(failure);
    case "not_subscribed":
      return `eSchoolPLUS does not give us ${resource}. In the API Profile, under Subscriptions, tick ${resource}. If every resource is missing, check the last part of the base URL.`;
    case "busy":
      return `eSchoolPLUS asked us to slow down while we read ${resource}. We try again later; nothing needs to be done unless this goes on for days.`;
    case "unavailable":
      return `eSchoolPLUS did not answer when we asked for ${resource}. Check the host name in the base URL, and that the server can be reached from the internet. We try again later.`;
    case "unexpected_status":
      return `eSchoolPLUS gave an answer for ${resource} that we do not know.${said(failure)} Check the base URL, and that the API Profile uses OAuth 1.0 with the signature method chosen here.`;
    case "not_json":
      return `The answer for ${resource} was not JSON; it may be a sign-in or maintenance page. Check that the base URL is that of the PLUS 360 API and ends in the profile's own part.`;
    case "envelope_missing":
      return `The answer for ${resource} held no list of rows. Check that the base URL is that of the PLUS 360 API, version 1.`;
    case "key_missing":
      return `A row of ${resource} came without the fields that identify it. In the API Profile, under Endpoint Advanced Settings, check that these fields are included and keep their own labels.`;
    case "too_large":
      return `A page of ${resource} was larger than we read at once. Choose a smaller page size here.`;
    case "redirected":
      return `eSchoolPLUS sent us to another address when we asked for ${resource}, which we do not follow. Enter the final https address as the base URL.`;
    case "host_not_allowed":
      return "We may not call this base URL: it must be https on the standard port, with a public host name that this installation allows (ESCHOOLPLUS_HOSTS).";
    case "pages_repeat":
      return `eSchoolPLUS sent the same page of ${resource} again and again instead of the next one. Nothing was changed. Choose another page size here; if that does not help, PowerSchool support should look at the paging of ${resource}.`;
    case "total_changes":
      return `The number of rows of ${resource} kept changing while we read them. Nothing was changed. Choose an hour for the pull when nobody imports into eSchoolPLUS.`;
    case "short_of_total":
      return `eSchoolPLUS announced more rows of ${resource} than it sent. Nothing was changed. If this goes on, PowerSchool support should look at ${resource}.`;
    case "order_moves":
      return `The rows of ${resource} came in another order each time, so we could not be sure to have all of them. Nothing was changed. Choose an hour for the pull when nobody imports into eSchoolPLUS.`;
    case "never_ends":
      return `${resource} had no end: more rows came than a district can have. Nothing was changed. PowerSchool support should look at the paging of ${resource}.`;
  }
}

function refusedWords(failure: FailureToTell): string {
  const off = failure.clockOffMinutes ?? 0;
  const clock =
    off === 0
      ? "and the clock of the eSchoolPLUS server"
      : `and the clock of the eSchoolPLUS server, which is about ${Math.abs(off)} minutes ${off > 0 ? "fast" : "slow"}`;
  return `eSchoolPLUS refused our signature.${said(failure)} Compare the consumer key, the consumer secret and the signature method with the API Profile; check that the profile is active and uses OAuth 1.0, ${clock}.`;
}

function said({ said: text }: FailureToTell): string {
  return text == null ? "" : ` It said: “${text}”.`;
}
