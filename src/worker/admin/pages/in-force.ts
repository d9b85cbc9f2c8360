/** Which settings are in force at which sites: each source once, with the sites that follow it. Pure. */
import type { EtsSettings } from "../../integrations/ets-queries.ts";
import type { Site } from "../../integrations/site-queries.ts";
import type { PlacedSite } from "./site-tree.ts";

export interface Source {
  /** Undefined: nothing is in force at these sites. */
  settings: EtsSettings | undefined;
  /** The name of the site that the settings belong to. */
  name: string;
  /** Where they are in force, the source itself first, as far as the administrator may see. */
  sites: Site[];
}

/**
 * @param visible what the administrator may view, in tree order
 * @param all every site, to climb through those they may not view
 */
export function sourcesInForce(visible: PlacedSite[], all: Site[], settings: EtsSettings[]): Source[] {
  const byId = new Map(all.map((site) => [site.id, site]));
  const settingsOf = new Map(settings.map((one) => [one.site, one]));
  const sources = new Map<string | undefined, Source>();
  for (const { site } of visible) {
    const found = nearest(site, byId, settingsOf);
    const key = found?.site;
    const source = sources.get(key) ?? { settings: found, name: nameOf(key, byId), sites: [] };
    source.sites.push(site);
    sources.set(key, source);
  }
  return [...sources.values()];
}

function nearest(site: Site, byId: Map<string, Site>, settingsOf: Map<string, EtsSettings>) {
  // As many steps as there are sites at most: a ring of parents, which nothing should make, ends too.
  for (let here: Site | undefined = site, step = 0; here !== undefined && step <= byId.size; step++) {
    const own = settingsOf.get(here.id);
    if (own !== undefined) return own;
    here = here.parent === null ? undefined : byId.get(here.parent);
  }
  return undefined;
}

function nameOf(id: string | undefined, byId: Map<string, Site>): string {
  return id === undefined ? "No settings" : (byId.get(id)?.name ?? id);
}
