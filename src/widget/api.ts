/**
 * Calls of the viewer API (public-api.md §3). Every failure becomes a `Failure` with a stable code, whatever
 * answered: our Worker, a proxy's page in HTML, or nobody.
 */
import { Failure, withinLimit } from "./failure.ts";
import type { TokenKeeper } from "./token.ts";

/** GETs `path`; `list` names the field that every true answer of this call has. */
export type Call = <T>(path: string, list: keyof T, signal: AbortSignal) => Promise<T>;

/** `origin` is where the Worker answers; `language` is BCP 47. */
export function createCall(origin: string, tokens: TokenKeeper, language: string): Call {
  async function send(path: string, token: string, signal: AbortSignal): Promise<unknown> {
    const headers = { Authorization: `Bearer ${token}`, "Accept-Language": language };
    let status = 0;
    const text = await fetch(origin + path, { headers, signal, credentials: "omit", cache: "no-store" })
      .then((response) => {
        status = response.status;
        return response.text();
      })
      .catch(() => {
        throw new Failure("network");
      });
    const body = parsed(text);
    if (status !== 200) throw failureOf(status, body);
    return body;
  }

  async function sendAndRenewOnce(path: string, signal: AbortSignal): Promise<unknown> {
    const token = await tokens.current();
    try {
      return await send(path, token, signal);
    } catch (error) {
      const refused = error instanceof Failure && /^token_[ei]/.test(error.code); // expired, invalid
      const other = refused ? await tokens.replace(token) : null;
      if (other === null) throw error;
      return send(path, other, signal);
    }
  }

  return async function call<T>(path: string, list: keyof T, signal: AbortSignal): Promise<T> {
    const body = await withinLimit(sendAndRenewOnce(path, signal));
    if (!Array.isArray(Object(body)[list])) throw new Failure("misconfigured");
    return body as T;
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
