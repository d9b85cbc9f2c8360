/**
 * The one piece a real portal has to write: its server signs who is looking (public-api.md §2). With trust `roster` that
 * is all: the district's records decide whose letters this person sees. With trust `token` it also vouches for the
 * students, and exchanges this for a sealed token that is fit for a browser.
 *
 * The SSIDs leave the portal here, from server to server, and nowhere else. Nothing here logs them or a token.
 */

import { SignJWT } from "jose";
import { type Login, STUDENTS } from "../people.ts";
import { userIdOf } from "./accounts.ts";

/** A parent waits for this; the Worker answers without asking anybody else. */
const EXCHANGE_TIMEOUT_MS = 10_000;

export interface WorkerLink {
  workerOrigin: string;
  portalId: string;
  secret: string;
  /** As registered: who decides which students a person sees. */
  trust: "roster" | "token";
}

export interface ScoreTokenRequest {
  login: Login;
  worker: WorkerLink;
  tokenLifetimeSeconds: number;
  /** Milliseconds since 1970. */
  now: number;
}

export type ScoreTokenOutcome =
  | { ok: true; token: string }
  | {
      ok: false;
      code: "token_not_signed" | "worker_unreachable" | "worker_refused" | "worker_answer_unreadable";
    };

export async function fetchScoreToken(request: ScoreTokenRequest): Promise<ScoreTokenOutcome> {
  let jwt: string;
  try {
    jwt = await signViewerToken(request);
  } catch {
    console.warn("Demo portal: no viewer token, it cannot be signed. Is the portal's secret set?");
    return { ok: false, code: "token_not_signed" };
  }
  if (request.worker.trust === "roster") return { ok: true, token: jwt };
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${request.worker.workerOrigin}/v1/viewer-tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/jwt", Accept: "application/json" },
      body: jwt,
      redirect: "error",
      signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
    });
    body = await answer.json().catch(() => null);
  } catch {
    console.warn("Demo portal: no viewer token, the Worker does not answer.");
    return { ok: false, code: "worker_unreachable" };
  }
  if (!answer.ok) {
    console.warn(`Demo portal: no viewer token, the Worker answered ${answer.status} ${problemCode(body)}.`);
    return { ok: false, code: "worker_refused" };
  }
  const token = member(body, "token");
  if (typeof token !== "string" || token === "") return { ok: false, code: "worker_answer_unreadable" };
  return { ok: true, token };
}

function signViewerToken({ login, worker, tokenLifetimeSeconds, now }: ScoreTokenRequest): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    role: login.role,
    ...(login.role === "staff" ? { sites: ["*"] } : {}),
    ...(worker.trust === "roster" ? inTheRoster(login) : { students: vouchedFor(login) }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(worker.portalId)
    .setAudience(worker.workerOrigin)
    .setSubject(userIdOf(login))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenLifetimeSeconds)
    .sign(new TextEncoder().encode(worker.secret));
}

/** Who this is in the district's records. */
function inTheRoster({ role, contactId, students }: Login) {
  switch (role) {
    case "guardian":
      return { contact_id: contactId };
    case "student":
      return { student_id: students[0] };
    case "staff":
      return {};
  }
}

/** A student to whom the state has not given an SSID yet cannot be vouched for: there is nothing to look up. */
function vouchedFor(login: Login) {
  return login.students.flatMap((studentId) => {
    const student = STUDENTS.find(({ id }) => id === studentId);
    if (!student?.ssid) return [];
    const { id, ssid, name, site, grade } = student;
    return [{ id, ssid, name, site, grade }];
  });
}

/** The problem's stable code and nothing else of it: its prose could repeat what we sent. */
function problemCode(body: unknown): string {
  const code = member(body, "code");
  return typeof code === "string" && /^\w{1,64}$/.test(code) ? code : "without a code";
}

function member(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
