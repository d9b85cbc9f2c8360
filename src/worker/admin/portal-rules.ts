/** What a portal's registration must hold beyond its form: honest origins, public keys only, reachable key URLs. */
import type { z } from "@hono/zod-openapi";
import { PREVIEW_PORTAL } from "../administrators/preview.ts";
import type { PortalSettings } from "../integrations/portals.ts";
import { isLoopbackOrigin } from "../net/allowed-hosts.ts";
import { Refusal } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import type { portalBody } from "./schemas.ts";

/** RFC 7518 §3.3. */
const MIN_RSA_BITS = 2_048;

/** Members that only a private or a shared key has (RFC 7518 §6). */
const SECRET_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

export function checkedPortal(
  id: string,
  body: z.infer<typeof portalBody>,
  runtime: Runtime,
): PortalSettings {
  if (body.id !== undefined && body.id !== id) invalid("`id` is not the one in the path.");
  if (id === PREVIEW_PORTAL) invalid("This id stands for administrators' own previews.");
  for (const [index, origin] of body.origins.entries()) {
    if (!isPortalOrigin(origin, runtime.config.isLoopback)) {
      invalid(
        `\`origins.${index}\`: must be an https origin such as https://portal.example.org, without a path.`,
      );
    }
  }
  if (body.jwks !== null)
    for (const [index, key] of body.jwks.keys.entries()) checkKey(key, `jwks.keys.${index}`);
  if (body.jwksUrl !== null && !runtime.outgoing.judge("jwks", body.jwksUrl).ok) {
    invalid("`jwksUrl`: must be an https URL on a public host.");
  }
  const { id: _id, keys: _keys, instructions, ...settings } = body;
  const given = Object.entries(instructions).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...settings, origins: [...new Set(body.origins)], instructions: Object.fromEntries(given) };
}

function isPortalOrigin(text: string, isLoopback: boolean): boolean {
  if (!URL.canParse(text) || new URL(text).origin !== text) return false;
  return text.startsWith("https://") || (isLoopback && isLoopbackOrigin(text));
}

function checkKey(key: Record<string, unknown>, path: string): void {
  if (SECRET_MEMBERS.some((member) => member in key)) {
    invalid(`\`${path}\` holds a private or shared key: register the public key, and replace this one.`);
  }
  const { kty, crv, n, x, y } = key;
  const isText = (value: unknown): value is string =>
    typeof value === "string" && /^[A-Za-z0-9_-]+$/.test(value);
  const isRsa = kty === "RSA" && isText(n) && isText(key["e"]) && (n.length * 6) / 8 >= MIN_RSA_BITS / 8;
  const isEc = kty === "EC" && crv === "P-256" && isText(x) && isText(y);
  const isEd = kty === "OKP" && crv === "Ed25519" && isText(x);
  if (!isRsa && !isEc && !isEd)
    invalid(`\`${path}\`: must be RSA of at least 2048 bits, EC P-256 or OKP Ed25519.`);
}

function invalid(detail: string): never {
  throw new Refusal("invalid_request", { detail });
}
