/**
 * The viewer API (public-api.md §3) as three calls. Every failure becomes a `Failure` with a stable code,
 * whatever answered: our Worker, a proxy's page in HTML, or nobody.
 */
import type { ReportsAnswer, SessionAnswer, StudentSearchAnswer } from "../worker/portal/api-types.ts";
import { Failure, withinLimit } from "./failure.ts";
import type { TokenKeeper } from "./token.ts";

export interface ViewerApi {
  /** With the first student's letters. */
  session(signal: AbortSignal): Promise<SessionAnswer>;
  reports(studentId: string, signal: AbortSignal): Promise<ReportsAnswer>;
  /** Staff only; at most 25. */
  search(query: string, signal: AbortSignal): Promise<StudentSearchAnswer>;
}

/** `origin` is where the Worker answers; `language` is BCP 47. */
export function createViewerApi(origin: string, tokens: TokenKeeper, language: string): ViewerApi {
  async function send(path: string, token: string, signal: AbortSignal): Promise<unknown> {
    const headers = { Authorization: `Bearer ${token}`, "Accept-Language": language };
    const request = fetch(origin + path, { headers, signal, credentials: "omit", cache: "no-store" });
    const { ok, status, text } = await request
      .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
      .catch(() => {
        throw new Failure("network");
      });
    const body = parsed(text);
    if (!ok) throw failureOf(status, body);
    return body;
  }

  async function sendAndRenewOnce(path: string, signal: AbortSignal): Promise<unknown> {
    const token = await tokens.current();
    try {
      return await send(path, token, signal);
    } catch (error) {
      const refused = error instanceof Failure && /^token_(expired|invalid)$/.test(error.code);
      const other = refused ? await tokens.replace(token) : null;
      if (other === null) throw error;
      return send(path, other, signal);
    }
  }

  /** `list` names the field that every true answer of this call has. */
  async function call<T>(path: string, list: keyof T, signal: AbortSignal): Promise<T> {
    const body = await withinLimit(sendAndRenewOnce(path, signal));
    if (!Array.isArray(Object(body)[list])) throw new Failure("misconfigured");
    return body as T;
  }

  return {
    session: (signal) => call("/v1/session?include=reports", "students", signal),
    reports: (studentId, signal) =>
      call(`/v1/students/${encodeURIComponent(studentId)}/reports`, "reports", signal),
    search: (query, signal) => call(`/v1/students?q=${encodeURIComponent(query)}`, "items", signal),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The problem's own code; for a body that is none (a proxy's page), the code that fits the status best. */
function failureOf(status: number, body: unknown): Failure {
  const { code, detail } = Object(body) as { code?: unknown; detail?: unknown };
  if (typeof code === "string") return new Failure(code, typeof detail === "string" ? detail : "");
  if (status === 401) return new Failure("token_invalid");
  if (status === 429) return new Failure("rate_limited");
  return new Failure(status >= 500 ? "internal" : "misconfigured");
}
