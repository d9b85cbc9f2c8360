/** What the portals' pages call things: how a portal is doing, and its settings as people say them. */
import type { PortalKeyRow, PortalRow, PortalWithKeys } from "../../integrations/portal-queries.ts";
import type { Language } from "../../language.ts";
import type { Permission } from "../../permission.ts";
import type { StateWords } from "./words.ts";

export function portalWords({ portal, keys }: PortalWithKeys): StateWords {
  if (!portal.widgetEnabled)
    return {
      tone: "off",
      word: "Switched off",
      sentence: "Parents read that letters are switched off here.",
    };
  if (!hasKey(portal, keys))
    return { tone: "warn", word: "No key yet", sentence: "Until it has one, parents see no letters." };
  if (portal.origins.length === 0)
    return { tone: "warn", word: "No origin yet", sentence: "Browsers are refused until one is registered." };
  return { tone: "good", word: "Ready", sentence: "Parents see their letters in its pages." };
}

/** Whether anything that the portal signs can be verified. */
export function hasKey({ jwks, jwksUrl }: PortalRow, keys: PortalKeyRow[]): boolean {
  return jwks !== null || jwksUrl !== null || liveKeys(keys).length > 0;
}

export function liveKeys(keys: PortalKeyRow[]): PortalKeyRow[] {
  return keys.filter(({ retiredAt }) => retiredAt === null);
}

export const TRUST: Record<PortalRow["trust"], { label: string; sentence: string }> = {
  roster: {
    label: "The roster",
    sentence:
      "The portal says who is signed in; the students they see are those that eSchoolPLUS links to them. The safer choice.",
  },
  token: {
    label: "The portal",
    sentence:
      "The portal's server vouches for the students of whoever is signed in. For districts without eSchoolPLUS.",
  },
};

export const ROLES: Record<PortalRow["roles"][number], string> = {
  guardian: "Parents and guardians",
  student: "Students",
  staff: "Staff",
};

export const PERMISSION_WORDS: Record<Permission, { label: string; sentence: string }> = {
  view: {
    label: "See settings and logs",
    sentence: "Everything on these pages but students and their letters.",
  },
  manage_integrations: {
    label: "Manage integrations",
    sentence: "At a site, its ETS settings; with every site, also portals, sites and administrators.",
  },
  view_students: {
    label: "See students and letters opened",
    sentence: "Also withhold a student's letters.",
  },
};

/** Each by its own name, with the English one for whoever types. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  es: "Spanish (español)",
  vi: "Vietnamese (Tiếng Việt)",
  fil: "Filipino",
  "zh-Hant": "Traditional Chinese (繁體中文)",
  ko: "Korean (한국어)",
};

/** Site ids as their names; every site is said in words. */
export function siteWords(ids: string[], siteNames: Map<string, string>): string {
  if (ids.includes("*")) return "Every site";
  return ids.length === 0 ? "No site" : ids.map((id) => siteNames.get(id) ?? id).join(", ");
}
