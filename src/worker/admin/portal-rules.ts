/** What a portal's registration must hold beyond its form: honest origins, public keys only, reachable key URLs. */
import type { z } from "@hono/zod-openapi";
import { PREVIEW_PORTAL } from "../administrators/preview.ts";
import type { PortalSettings } from "../integrations/portals.ts";
import { isLoopbackOrigin } from "../net/allowed-hosts.ts";
import { Refusal } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import type { portalBody } from "./schemas/portals.ts";

/** RFC 7518 §3.3. */
const MIN_RSA_BITS = 2_048;

/** Members that only a private or a shared key has (RFC 7518 §6). */
const SECRET_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/** A set, its list, a key. */
const KEY_SET_DEPTH = 3;

type PortalBody = z.infer<typeof portalBody>;

export interface PortalMistake {
  field: "origins" | "jwks" | "jwksUrl";
  /** Which of several, from 0. */
  index: number;
  /** For whoever sent it; names the field, never its value. */
  sentence: string;
}

/** Whether a registration's own rules are kept; the first mistake ends the request. */
export function checkedPortal(id: string, body: PortalBody, runtime: Runtime): PortalSettings {
  if (body.id !== undefined && body.id !== id) invalid("`id` is not the one in the path.");
  if (id === PREVIEW_PORTAL) invalid("`id` stands for administrators' own previews: choose another.");
  const [mistake] = portalMistakes(body, runtime);
  if (mistake !== undefined) {
    const { field, index, sentence } = mistake;
    const path = { origins: `origins.${index}`, jwks: `jwks.keys.${index}`, jwksUrl: field }[field];
    invalid(`\`${path}\`: ${sentence}`);
  }
  const { id: _id, keys: _keys, instructions, ...settings } = body;
  const given = Object.entries(instructions).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...settings, origins: [...new Set(body.origins)], instructions: Object.fromEntries(given) };
}

/** Everything that is wrong with a registration beyond its form, in the order of its fields. */
export function portalMistakes(
  { origins, jwks, jwksUrl }: Pick<PortalBody, "origins" | "jwks" | "jwksUrl">,
  { config, outgoing }: Runtime,
): PortalMistake[] {
  const mistakes: PortalMistake[] = [];
  for (const [index, origin] of origins.entries()) {
    if (isPortalOrigin(origin, config.isLoopback)) continue;
    const sentence = "must be an https origin such as https://portal.example.org, without a path.";
    mistakes.push({ field: "origins", index, sentence });
  }
  for (const [index, key] of (jwks?.keys ?? []).entries()) {
    const sentence = mistakeOfKey(key);
    if (sentence !== null) mistakes.push({ field: "jwks", index, sentence });
  }
  if (jwksUrl !== null && !outgoing.judge("jwks", jwksUrl).ok)
    mistakes.push({ field: "jwksUrl", index: 0, sentence: "must be an https URL on a public host." });
  return mistakes;
}

function isPortalOrigin(text: string, isLoopback: boolean): boolean {
  if (!URL.canParse(text) || new URL(text).origin !== text) return false;
  return text.startsWith("https://") || (isLoopback && isLoopbackOrigin(text));
}

/** Whether somebody has sent what only they should have: it is not shown again. */
export function holdsSecret(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null || depth > KEY_SET_DEPTH) return false;
  if (SECRET_MEMBERS.some((member) => member in value)) return true;
  return Object.values(value).some((part) => holdsSecret(part, depth + 1));
}

function mistakeOfKey(key: Record<string, unknown>): string | null {
  if (SECRET_MEMBERS.some((member) => member in key)) {
    return "holds a private or shared key. Register the public key, and replace this one.";
  }
  const { kty, crv, n, x, y } = key;
  const isText = (value: unknown): value is string =>
    typeof value === "string" && /^[A-Za-z0-9_-]+$/.test(value);
  const isRsa = kty === "RSA" && isText(n) && isText(key["e"]) && (n.length * 6) / 8 >= MIN_RSA_BITS / 8;
  const isEc = kty === "EC" && crv === "P-256" && isText(x) && isText(y);
  const isEd = kty === "OKP" && crv === "Ed25519" && isText(x);
  return isRsa || isEc || isEd ? null : "must be RSA of at least 2048 bits, EC P-256 or OKP Ed25519.";
}

function invalid(detail: string): never {
  throw new Refusal("invalid_request", { detail });
}
