/**
 * The three permissions of the admin side and the sites for which somebody holds them, children included
 * (`../shared/contracts/public-api.md` §4).
 */
import * as z from "zod";
import { idText } from "./plain-text.ts";

/**
 * `view`: settings and logs. `manage_integrations`: at a site its ETS settings, everywhere the rest.
 * `view_students`: search, preview, the letter log, blocks.
 */
export const PERMISSIONS = ["view", "manage_integrations", "view_students"] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** One permission for some sites and what lies below them, or for everything: `["*"]`. */
export const permissionGrant = z.strictObject({
  permission: z.enum(PERMISSIONS),
  sites: z.array(idText).max(1_000),
});
export type PermissionGrant = z.infer<typeof permissionGrant>;

/** A handful of permissions, for one person; more are a mistake. */
export const permissionGrants = z.array(permissionGrant).max(20);

/**
 * The sites that somebody's permission reaches: any of these reaches, each of which is the common part of some lists
 * of sites (children included). A hand-off's reach is what was handed over, cut to what the portal may hand over.
 */
export type SiteScope = readonly (readonly (readonly string[])[])[];

export const EVERYWHERE: SiteScope = [[["*"]]];

/** True when the scope names everything, sites that do not exist yet included. */
export function isEverywhere(scope: SiteScope): boolean {
  return scope.some((lists) => lists.every((list) => list.includes("*")));
}
