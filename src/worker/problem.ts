/**
 * Every error code the Worker can answer with: its HTTP status, its title and its sentence, and how a front ends a
 * request with one. Programs test `code`; `detail` is for people, in their language where a viewer sees it.
 *
 * Contract: `../shared/contracts/public-api.md` (codes), `ets-ssr.md` (the ETS sentences, word for word).
 */
import type { ContentfulStatusCode } from "hono/utils/http-status";

interface ProblemKind {
  status: ContentfulStatusCode;
  title: string;
  detail: string;
}

export const PROBLEMS = {
  invalid_request: {
    status: 400,
    title: "Invalid request",
    detail: "The request is not in the expected form.",
  },
  not_authenticated: {
    status: 401,
    title: "Not authenticated",
    detail: "This call needs valid administrator credentials.",
  },
  forbidden: { status: 403, title: "Forbidden", detail: "You do not have permission to do this." },
  not_found: { status: 404, title: "Not found", detail: "There is nothing here." },
  changed_meanwhile: {
    status: 412,
    title: "Changed meanwhile",
    detail: "Somebody else changed this after you read it. Read it again, then save.",
  },
  run_in_progress: {
    status: 409,
    title: "Pull in progress",
    detail: "A pull is running already. Wait until it has ended.",
  },
  run_not_held: {
    status: 409,
    title: "Not held back",
    detail:
      "This pull does not wait for a decision: it was decided already, or a newer one has taken its place.",
  },
  too_large: { status: 413, title: "Too large", detail: "The request is larger than this call accepts." },
  range_not_satisfiable: {
    status: 416,
    title: "Range not satisfiable",
    detail: "The letter does not have the requested part.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    detail: "There were too many requests in a short time. Please wait a minute, then try again.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    detail: "Something went wrong on our side. Please try again in a few minutes.",
  },
  storage_unavailable: {
    status: 503,
    title: "Storage unavailable",
    detail: "The service is busy. Please try again in a few minutes.",
  },
  misconfigured: {
    status: 503,
    title: "Misconfigured",
    detail: "This service is not set up completely. Its operator finds the reason in the log.",
  },

  token_missing: {
    status: 401,
    title: "Viewer token missing",
    detail: "Open this page from your school's portal.",
  },
  token_invalid: {
    status: 401,
    title: "Viewer token invalid",
    detail: "Your school's portal could not show that it is you. Sign in to the portal again.",
  },
  token_expired: {
    status: 401,
    title: "Viewer token expired",
    detail: "You were away for a while. Reload the page to see the letters again.",
  },
  origin_not_allowed: {
    status: 403,
    title: "Origin not allowed",
    detail: "This website is not set up to show letters. Open them from your school's portal.",
  },
  portal_disabled: {
    status: 403,
    title: "Portal disabled",
    detail: "Your school has switched off test letters in this portal for now.",
  },
  student_not_found: {
    status: 404,
    title: "Student not found",
    detail: "We found no such student for you. If you expect one here, ask your school.",
  },
  letters_withheld: {
    status: 403,
    title: "Letters withheld",
    detail: "This student's letters are not shown here. Ask your school for them.",
  },
  not_configured: {
    status: 404,
    title: "Not configured",
    detail: "Your school does not offer test letters here.",
  },
  ETS001: {
    status: 502,
    title: "ETS is unavailable",
    detail:
      "Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001",
  },
  ETS002: {
    status: 502,
    title: "ETS refused the school's credentials",
    detail:
      "Could not connect to 3rd party integrations(s). Please contact your school admin. Error Code: ETS002",
  },
  ETS003: {
    status: 404,
    title: "ETS does not know the student",
    detail:
      "An error occurred while trying to connect to 3rd party integrations. Please contact your school admin. Error Code: ETS003",
  },
  letter_not_found: {
    status: 404,
    title: "Letter not found",
    detail: "This letter is no longer offered. Go back to the list to see what there is now.",
  },
  letter_link_invalid: {
    status: 400,
    title: "Letter link invalid",
    detail: "This link is not complete or not ours. Open the letter again from your school's portal.",
  },
  letter_link_expired: {
    status: 410,
    title: "Letter link expired",
    detail: "Links to letters work for 15 minutes. Open the letter again from your school's portal.",
  },

  url_not_a_url: { status: 422, title: "Not a URL", detail: "The API URL needs to be a valid URL string." },
  url_unavailable: {
    status: 422,
    title: "URL invalid or unavailable",
    detail: "Provided API URL is either invalid or currently unavailable.",
  },
  credentials_refused: {
    status: 422,
    title: "Credentials refused",
    detail: "Provided Username/Secret Key is either incorrect or has expired.",
  },
  secret_required: {
    status: 422,
    title: "Secret key required",
    detail: "Enter the secret key: none is saved for this site and this API URL.",
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface RefusalOptions {
  /** A sentence in place of the standard one. Must not echo input, secrets or personal data. */
  detail?: string;
  /** Why, for the log only. */
  reason?: string;
  headers?: Record<string, string>;
}

/** Thrown by a front to end a request with a declared code; `app.ts` turns it into the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly options: RefusalOptions;

  constructor(code: ProblemCode, options: RefusalOptions = {}) {
    super(code);
    this.code = code;
    this.options = options;
  }
}

/**
 * True for what D1 throws when it cannot answer: its own errors, and those of the connection to it. No other
 * connection's errors arrive here: `net/` turns them into reasons.
 */
export function isStorageFailure(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if (/\bD1_|\bD1 |SQLITE_|Network connection lost|Failed query/.test(cause.message)) return true;
  }
  return false;
}
