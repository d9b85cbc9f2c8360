/** The sites as a tree to read: the district, its LEAs, their schools; each level by name. */
import type { Site } from "../../integrations/site-queries.ts";

export interface PlacedSite {
  site: Site;
  /** 0 for what hangs below nothing that is shown. */
  depth: number;
}

/** More sites than any county has; the selector and the tables show no more. */
export const MAX_SITES = 2_000;

/** Depth first. A site whose parent is not among them stands at the left, so that nothing is lost. */
export function inTreeOrder(sites: Site[]): PlacedSite[] {
  const shown = new Set(sites.map(({ id }) => id));
  const below = Map.groupBy(sites, ({ parent }) => (parent !== null && shown.has(parent) ? parent : null));
  const placed: PlacedSite[] = [];
  function place(parent: string | null, depth: number): void {
    const level = below.get(parent) ?? [];
    for (const site of level.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))) {
      placed.push({ site, depth });
      place(site.id, depth + 1);
    }
  }
  place(null, 0);
  return placed;
}
