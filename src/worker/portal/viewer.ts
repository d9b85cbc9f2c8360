/**
 * Who is asking: the claims of a verified viewer token, in the form in which they travel inside a sealed token or
 * a sealed letter link, and the check that they still hold. The portal's registration may have changed since.
 */
import * as z from "zod";
import type { RegisteredPortal } from "../integrations/portals.ts";
import { registeredPortal } from "../integrations/portals.ts";
import type { Runtime } from "../runtime.ts";

/** A student as a portal with trust `token` vouches for them. */
export const vouchedStudent = z.object({
  id: z.string(),
  ssid: z.string().nullable(),
  name: z.string(),
  site: z.string(),
  grade: z.string().nullable(),
});
export type VouchedStudent = z.infer<typeof vouchedStudent>;

export const viewerClaims = z.object({
  portal: z.string(),
  /** The portal's own, opaque user id. */
  sub: z.string(),
  role: z.enum(["guardian", "student", "staff"]),
  /** The shared secret that signed; null where a JWKS did. */
  keyId: z.string().nullable(),
  /** Trust `roster`, guardian: eSchoolPLUS CONTACT_IDs. */
  contacts: z.array(z.string()),
  /** Trust `roster`, student: eSchoolPLUS STUDENT_ID. */
  self: z.string().nullable(),
  /** Staff: site ids or `["*"]`, as claimed; cut to the portal's when used. */
  sites: z.array(z.string()),
  /** Trust `token` alone, vouched for by the portal's server; null for a JWT used directly. */
  students: z.array(vouchedStudent).nullable(),
});
export type ViewerClaims = z.infer<typeof viewerClaims>;

export interface Viewer extends ViewerClaims {
  registration: RegisteredPortal;
}

export type StillValid =
  | { ok: true; viewer: Viewer }
  | {
      ok: false;
      reason: "portal_unknown" | "portal_disabled" | "key_retired" | "role_not_registered" | "trust_changed";
    };

/** Holds earlier claims against the portal's registration of this moment. */
export async function revalidate(claims: ViewerClaims, runtime: Runtime): Promise<StillValid> {
  const registration = await registeredPortal(claims.portal, runtime);
  if (registration === undefined) return { ok: false, reason: "portal_unknown" };
  if (claims.keyId !== null && !registration.keyIds.includes(claims.keyId))
    return { ok: false, reason: "key_retired" };
  if (claims.students !== null && registration.trust !== "token")
    return { ok: false, reason: "trust_changed" };
  if (!registration.roles.includes(claims.role)) return { ok: false, reason: "role_not_registered" };
  if (!registration.widgetEnabled) return { ok: false, reason: "portal_disabled" };
  return { ok: true, viewer: { ...claims, registration } };
}
