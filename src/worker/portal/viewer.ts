/**
 * Who is asking: the claims of a verified viewer token, in the form in which they travel inside a sealed token or
 * a sealed letter link, and the check that they still hold. The portal's registration may have changed since.
 */
import * as z from "zod";
import { identifyAgain } from "../administrators/identify.ts";
import { PREVIEW_PORTAL, type Preview, previewOf } from "../administrators/preview.ts";
import type { RegisteredPortal } from "../integrations/portals.ts";
import { registeredPortal } from "../integrations/portals.ts";
import type { SiteScope } from "../permission.ts";
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
  /** An administrator who looks at one student's letters; null for a portal's viewers. */
  preview: previewOf.nullable().default(null),
});
export type ViewerClaims = z.infer<typeof viewerClaims>;

export interface Viewer extends ViewerClaims {
  registration: RegisteredPortal;
  /** An administrator's preview: the sites whose students they may see at this moment. */
  reach?: SiteScope;
}

export type StillValid =
  | { ok: true; viewer: Viewer }
  | {
      ok: false;
      reason:
        | "portal_unknown"
        | "portal_disabled"
        | "key_retired"
        | "role_not_registered"
        | "trust_changed"
        | "administrator_left";
    };

/** Holds earlier claims against the portal's registration of this moment. */
export async function revalidate(claims: ViewerClaims, runtime: Runtime): Promise<StillValid> {
  if (claims.preview !== null) return revalidatePreview(claims, claims.preview, runtime);
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

/** An administrator is asked for again: their session may have ended, their permission been taken. */
async function revalidatePreview(
  claims: ViewerClaims,
  { known }: Preview,
  runtime: Runtime,
): Promise<StillValid> {
  const identified = await identifyAgain(known, runtime);
  if (!identified.ok) return { ok: false, reason: "administrator_left" };
  const registration = previewRegistration(runtime.config.publicOrigin);
  return {
    ok: true,
    viewer: { ...claims, registration, reach: identified.administrator.reach.view_students },
  };
}

/** What a preview has in place of a portal: our own pages, and no key that could sign for it. */
function previewRegistration(publicOrigin: string): RegisteredPortal {
  return {
    ...{ id: PREVIEW_PORTAL, name: "Administrators", version: "", origins: [publicOrigin] },
    ...{ trust: "roster", roles: ["staff"], sites: ["*"], widgetEnabled: true, adminHandoff: [] },
    ...{ jwks: null, jwksUrl: null, instructions: {}, keyIds: [], liveKeys: async () => [] },
  };
}
