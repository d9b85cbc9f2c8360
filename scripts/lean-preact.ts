/**
 * Builds preact from its own source without what the widget never uses: hydration, suspense, class components and
 * their state, error boundaries, refs, context, portals, SVG and MathML, inline styles, `dangerouslySetInnerHTML`,
 * nodes used twice, hooks into the renderer. What is left is preact's diff of keyed elements, at a third of the bytes, and no way to make HTML of text
 * (docs/decisions/0011-a-lean-preact.md). Components are plain functions, called while the tree is built
 * (`src/widget/jsx.ts`); preact itself meets elements, texts and fragments only.
 *
 * Each edit must match exactly once: an upgrade of preact that changes these places fails the build.
 */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";

const PREACT = join(import.meta.dirname, "../node_modules/preact/src");

/** Replaces all from `from` up to and with `to`; without `to`, only `from`. */
interface Edit {
  from: string;
  to?: string;
  by?: string;
}

/** Handed from call to call all the way down, for the sake of things that are not there any more. */
const UNUSED_ARGUMENTS =
  /^\t+(globalContext|namespace|excessDomChildren|commitQueue|isHydrating|refQueue)(,\n|\n(?=\t*\)))/gm;

const EDITS: Record<string, Edit[]> = {
  "render.js": [
    {
      from: "if (options._root)",
      to: "parentDom._children.props.children = NULL;",
      by: `const old = parentDom._children;
        parentDom._children = createVNode(Fragment, { children: [vnode] });
        diff(parentDom, parentDom._children, old || EMPTY_OBJ, old ? old._dom : NULL);`,
    },
  ],
  "component.js": [
    { from: "/**\n * Base Component class.", to: "BaseComponent.prototype.render = Fragment;" },
    { from: "&& !vnode.props._parentDom\n\t\t? getDomSibling", by: "? getDomSibling" },
    { from: "/**\n * Trigger in-place", to: "(prevDebounce || queueMicrotask)(process);\n\t\t}\n\t}\n}" },
  ],
  "options.js": [{ from: "import { _catchError } from './diff/catch-error';" }, { from: "\t_catchError\n" }],
  "create-element.js": [
    { from: "\t\tref,\n\t\t_children", by: "_children" },
    {
      from: "export function createVNode(type, props, key, ref, original) {",
      by: "export function createVNode(type, props, key, original) {",
    },
    { from: "_component: NULL," },
    { from: "// Only invoke the vnode hook", to: "options.vnode(vnode);" },
  ],
  "index.js": [
    {
      from: "if (\n\t\toldVNode._flags & MODE_SUSPENDED &&",
      to: "if ((tmp = options._diff)) tmp(newVNode);",
    },
    {
      from: "outer: if (typeof newType == 'function') {",
      to: "options._catchError(e, newVNode, oldVNode);\n\t\t}",
      by: `if (typeof newType == 'function') {
        tmp = newVNode.props.children;
        oldDom = diffChildren(parentDom, isArray(tmp) ? tmp : [tmp], newVNode, oldVNode, oldDom);`,
    },
    { from: "if ((tmp = options.diffed)) tmp(newVNode);" },
    { from: "// Tracks entering", to: "\n\tif (!dom) {", by: "if (!dom) {" },
    {
      from: "const doc = parentDom.ownerDocument || document;",
      to: "excessDomChildren = NULL;\n\t}\n\n\tif (!nodeType)",
      by: `dom = nodeType ? document.createElement(nodeType) : document.createTextNode(newProps);
        if (!nodeType) return dom;
      }
      if (!nodeType)`,
    },
    { from: "&& (!isHydrating || dom.data != newProps)" },
    { from: "// A <template> holds", to: "oldProps[value.name] = value.value;\n\t\t\t}\n\t\t}" },
    {
      from: "if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\toldHtml = value;\n\t\t\t} else if (",
      by: "if (",
    },
    { from: "&&\n\t\t\t\t!(i == 'value' && 'defaultValue'", to: "'defaultChecked' in newProps)" },
    { from: "else if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\tnewHtml = value;\n\t\t\t}" },
    {
      from: "else if (i == 'checked') {",
      to: "(!isHydrating || typeof value == 'function') &&",
      by: "else if (",
    },
    { from: "// If the new vnode didn't have", to: "namespace = XHTML_NAMESPACE;\n\t\t\t}", by: "{" },
    {
      from: "diffChildren(\n\t\t\t\tparentDom,",
      to: "excessDomChildren.some(removeNode);",
      by: `diffChildren(dom, isArray(newChildren) ? newChildren : [newChildren], newVNode, oldVNode,
        oldVNode._children && getDomSibling(oldVNode, 0));`,
    },
    {
      from: "// As above, don't diff props",
      to: "setProperty(dom, i, checked, oldProps[i], namespace);\n\t\t\t}\n\t\t}",
      by: "if (inputValue != UNDEFINED && inputValue !== dom.value) dom.value = inputValue;",
    },
    { from: "setProperty(dom, i, NULL, value, namespace)", by: "setProperty(dom, i, NULL, value)" },
    {
      from: "setProperty(dom, i, value, oldProps[i], namespace)",
      by: "setProperty(dom, i, value, oldProps[i])",
    },
    { from: "let r, end, nodes;\n", to: "r._parentDom = r._globalContext = NULL;\n\t}", by: "let r;" },
    { from: "? skipRemove && !vnode.props._parentDom", by: "? skipRemove" },
    { from: "// A component that suspended", to: "removeNode(r);\n\t}" },
    {
      from: "vnode._dom = vnode._component = vnode._parent = NULL;",
      by: "vnode._dom = vnode._parent = NULL;",
    },
  ],
  "children.js": [
    { from: "||\n\t\t\ttypeof childVNode == 'function'" },
    {
      from: "else if (childVNode.constructor === VNODE_MARKER && childVNode._depth) {",
      to: "} else {\n\t\t\tnewChildren[i]",
      by: "else {\n\t\t\tnewChildren[i]",
    },
    {
      from: "// A ref detached while its subtree",
      to: "childVNode\n\t\t\t\t);\n\t\t\t}\n\t\t}",
    },
    {
      from: "/** @type {number[]} tails[x]",
      to: "newChildren[i]._flags |= INSERT_VNODE;\n\t\t\t\t}\n\t\t\t}\n\t\t}",
      by: "while (i--) if (newChildren[i] && newChildren[i]._flags & LIS_CANDIDATE) newChildren[i]._flags |= INSERT_VNODE;",
    },
    { from: "||\n\t\t\tchildVNode.constructor === String" },
    { from: "// Root children live", to: "if (parentVNode.props._parentDom) return oldDom;" },
    { from: "// A cursor a parked", to: "oldDom = NULL;\n\t\t}" },
    {
      from: "let next = oldDom;\n\t\twhile (next && next.nodeType == 8) next = next.nextSibling;",
      by: "let next = oldDom;",
    },
    {
      from: "while (\n\t\t(oldDom = oldDom && oldDom.nextSibling)",
      to: "startsWith('$s')\n\t);",
      by: "oldDom = oldDom && oldDom.nextSibling;",
    },
  ],
  "props.js": [
    {
      from: "if (name == 'style') {",
      to: "if (typeof value != 'function') value = NULL;",
      by: "if (name[0] == 'o' && name[1] == 'n') {",
    },
    {
      from: "if (typeof oldValue != 'function') oldValue = NULL;",
      to: "dom.removeEventListener(name, proxy, useCapture);\n\t\t\t}\n\t\t}",
      by: "dom[name.toLowerCase()] = value;",
    },
    { from: "if (namespace == SVG_NAMESPACE) {", to: "name != 'popover' &&", by: "if (" },
    { from: "// Never serialize", to: "if (typeof value == 'function') return;" },
    { from: "name == 'popover' && value == true ? '' : value", by: "value" },
  ],
};

/** `preact` in the widget's sources means this. */
export const leanPreact: Plugin = {
  name: "lean-preact",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^preact$/ }, () => ({ path: join(PREACT, "index.js"), sideEffects: false }));
    onLoad({ filter: /preact\/src\/.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const isEntry = path === join(PREACT, "index.js");
      return { contents: isEntry ? ENTRY : edited(source, basename(path)) };
    });
  },
};

const ENTRY = `export { render } from './render'; export { createVNode, Fragment } from './create-element';`;

function edited(source: string, file: string): string {
  let text = source;
  for (const { from, to = from, by = "" } of EDITS[file] ?? []) {
    const start = text.indexOf(from);
    const end = text.indexOf(to, start) + to.length;
    if (start < 0 || end < to.length || text.indexOf(from, start + 1) >= 0)
      throw new Error(`preact's ${file} is not as lean-preact.ts expects it: ${from}`);
    text = text.slice(0, start) + by + text.slice(end);
  }
  return text.replace(UNUSED_ARGUMENTS, "");
}
