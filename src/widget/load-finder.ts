/**
 * Fetches the search for staff, which no parent needs: the one script that the widget loads by itself. It comes
 * from the folder of this very version, and only with the very bytes that were built with it: a portal that pins the
 * widget by its hash has pinned this as well.
 */

import { asFailure, Failure } from "./failure.ts";
import type { createFinder } from "./finder.tsx";
import { createElement, Fragment } from "./jsx.ts";
import { aboutStudent } from "./student-heading.tsx";
import { Trouble } from "./trouble.tsx";

/** Of `finder.js`; the build fills it in. */
declare const FINDER_INTEGRITY: string;

export type Finder = ReturnType<typeof createFinder>;

export async function loadFinder(origin: string, root: ShadowRoot): Promise<Finder> {
  const url = `${origin}/widget/__VERSION__/finder.js`;
  const link = Object.assign(document.createElement("link"), {
    rel: "modulepreload",
    href: url,
    integrity: FINDER_INTEGRITY,
  });
  root.append(link);
  try {
    const finder: { createFinder: typeof createFinder } = await import(url);
    return finder.createFinder({ root, createElement, Fragment, asFailure, Trouble, aboutStudent });
  } catch {
    throw new Failure("network");
  } finally {
    link.remove();
  }
}
