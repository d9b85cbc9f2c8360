/**
 * How a conversation with ETS can fail. Viewers learn one of three codes; the reason is for the log, where the
 * operator needs the truth. Contract: `../shared/contracts/ets-ssr.md`, "What the user sees".
 */
import type { NetFailure } from "../net/outgoing.ts";

export type EtsCode = "ETS001" | "ETS002" | "ETS003";

export interface EtsFailure {
  ok: false;
  code: EtsCode;
  /** Never holds an SSID, a secret, a token or a link. */
  reason: string;
}

export function unavailable(step: "token" | "reports" | "letter", reason: NetFailure | string): EtsFailure {
  return { ok: false, code: "ETS001", reason: `${step}: ${reason}` };
}

export function credentialsRefused(reason: string): EtsFailure {
  return { ok: false, code: "ETS002", reason };
}

export function unknownStudent(reason: string): EtsFailure {
  return { ok: false, code: "ETS003", reason };
}
