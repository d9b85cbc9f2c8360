/**
 * The widget's own preact, for the finder: a second copy would number its nodes by itself, and the two would take
 * each other's nodes for their own. The build makes JSX of `finder.tsx` call these.
 */
import type { createElement as CreateElement, Fragment as PreactFragment } from "./jsx.ts";

export interface Host {
  createElement: typeof CreateElement;
  Fragment: typeof PreactFragment;
}

export let createElement: Host["createElement"];
export let Fragment: Host["Fragment"];

export function useHost(host: Host): void {
  ({ createElement, Fragment } = host);
}
