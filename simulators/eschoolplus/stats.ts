/**
 * What callers did, counted. Refused and faulty answers count too. Of a request only its place is remembered, never
 * a key, a signature or a row.
 */

import { RESOURCES, type Resource } from "./resources.ts";

/** A pull of two million rows in pages of a thousand fits. */
const MAX_RECENT = 5_000;

export interface ResourceStats {
  requests: number;
  /** Answered with 200, whatever the body. */
  pages: number;
  rows: number;
}

export interface RecentRequest {
  resource: Resource;
  offset: number;
  limit: number;
  /** Null: there was no answer. */
  status: number | null;
}

export interface Stats {
  /** Under the API's base path, whatever came of them. */
  requests: number;
  badSignatures: number;
  resources: Record<Resource, ResourceStats>;
  /** The latest ones, oldest first; those with a bad signature are not among them. */
  recent: RecentRequest[];
}

export function createStats(): Stats {
  return zero();
}

export function clearStats(stats: Stats): void {
  Object.assign(stats, zero());
}

export function remember(stats: Stats, request: RecentRequest): void {
  stats.recent.push(request);
  if (stats.recent.length > MAX_RECENT) stats.recent.shift();
}

function zero(): Stats {
  const resources = Object.fromEntries(
    RESOURCES.map((resource) => [resource, { requests: 0, pages: 0, rows: 0 }]),
  ) as Record<Resource, ResourceStats>;
  return { requests: 0, badSignatures: 0, resources, recent: [] };
}
