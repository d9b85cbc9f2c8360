/**
 * What JSX calls (`scripts/build-widget.ts` injects it). Our components have no state of their own, so each is
 * called at once, and preact meets elements only.
 */
import type { createElement as CreateElement, VNode } from "preact";
// @ts-expect-error preact's own, which its types do not name
import { createVNode } from "preact";

export { Fragment } from "preact";

// biome-ignore-start lint/suspicious/noExplicitAny: the one place where any component meets any properties
function create(type: any, attributes: any, ...children: any[]): VNode {
  const { key, ...props } = { ...attributes, children };
  const node = typeof type === "function" ? type(props) : createVNode(type, props);
  if (node) node.key ??= key; // a component may give its own node one
  return node;
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above

export const createElement = create as typeof CreateElement;
