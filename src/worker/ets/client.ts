/**
 * Asks ETS for a student's letters. Every way to fail ends as ETS001, ETS002 or ETS003, the true reason beside it.
 *
 * Contract: `../shared/contracts/ets-ssr.md`. A 401 is answered with one new token, a 403 is confirmed once with
 * a fresh one (a firewall or an ended credential looks like an unknown student); there is no third call.
 */
import type { EtsConnection, EtsToken } from "./connection.ts";
import { parseReportsAnswer, reportsRequest, SSID_PATTERN } from "./contract.ts";
import { credentialsRefused, type EtsFailure, unavailable, unknownStudent } from "./failure.ts";
import { throughGate } from "./gate.ts";
import { ANSWER_MAX_BYTES, CALL_TIMEOUT_MS, TOKEN_FRESH_SECONDS } from "./limits.ts";
import type { Report } from "./report.ts";
import { type EtsDeps, tokenFor } from "./token.ts";

export type ReportsResult = { ok: true; reports: Report[] } | EtsFailure;

/**
 * The letters that ETS offers for a student, in ETS's order.
 *
 * @param ssid as the district has it; null, or not ten digits, is a student whom ETS cannot know
 */
export async function listReports(
  connection: EtsConnection,
  ssid: string | null,
  deps: EtsDeps,
): Promise<ReportsResult> {
  if (ssid === null) return unknownStudent("the student has no SSID");
  if (!SSID_PATTERN.test(ssid)) return unknownStudent("the SSID is not ten digits");

  const first = await tokenFor(connection, deps);
  if (!first.ok) return first;
  const answer = await askForReports(connection, ssid, first.value, deps);
  if (answer.kind === "done") return answer.result;

  // Refused: the token may have ended (401), or the refusal may be about the token and not the student (403).
  const isFresh = deps.now() / 1000 - first.value.obtainedAt < TOKEN_FRESH_SECONDS;
  const keep = answer.status === 403 && isFresh;
  const second = keep ? first : await tokenFor(connection, deps, first.value.token);
  if (!second.ok) return second;
  const confirmed = await askForReports(connection, ssid, second.value, deps);
  if (confirmed.kind === "done") return confirmed.result;
  return confirmed.status === 401
    ? credentialsRefused("reports: status 401 with a new token")
    : unknownStudent("reports: status 403, confirmed");
}

type ReportsAnswer = { kind: "done"; result: ReportsResult } | { kind: "refused"; status: 401 | 403 };

async function askForReports(
  connection: EtsConnection,
  ssid: string,
  token: EtsToken,
  deps: EtsDeps,
): Promise<ReportsAnswer> {
  const answer = await throughGate(connection.key, deps).exchange(
    {
      purpose: "ets",
      ...reportsRequest(connection.apiUrl, ssid, token.token),
      timeoutMs: Math.min(CALL_TIMEOUT_MS, deps.deadline - deps.now()),
    },
    ANSWER_MAX_BYTES,
  );
  if (!answer.ok) return done(unavailable("reports", answer.reason));
  const { status, text } = answer.value;
  if (status === 401 || status === 403) return { kind: "refused", status };
  if (status === 404) return done(unknownStudent("reports: status 404"));
  if (status < 200 || status > 299) return done(unavailable("reports", `status ${status}`));
  const parsed = parseReportsAnswer(text);
  if (!parsed.ok) return done(unavailable("reports", parsed.problem));
  return done({ ok: true, reports: parsed.value });
}

function done(result: ReportsResult): ReportsAnswer {
  return { kind: "done", result };
}
