/**
 * The script a portal embeds (public-api.md §1): defines `<state-assessments>`, offers `StateAssessments` for
 * portals that build pages in code, and mounts the widget where its own script tag stands if that tag says how
 * to get a token. May be loaded any number of times: the first defines, each tag still mounts its own widget.
 */
import { defineElement } from "./element.tsx";

const TAG = "state-assessments";

/** Attributes of the script tag, `data-…`, that the element knows under the plain name. */
const SCRIPT_ATTRIBUTES = ["token-url", "token", "lang", "api", "heading-level", "theme"];

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const scriptOrigin = script ? new URL(script.src).origin : location.origin;

if (!customElements.get(TAG)) customElements.define(TAG, defineElement(scriptOrigin));
window.StateAssessments ??= { mount, unmount };
if (script) mountAtScript(script);

function mount(element: Element, options: StateAssessmentsOptions = {}): StateAssessmentsHandle {
  const isWidget = element.localName === TAG;
  if (!isWidget) unmount(element);
  const widget = Object.assign(isWidget ? element : document.createElement(TAG), { options });
  if (!isWidget) element.append(widget);
  return { unmount: () => widget.remove() };
}

function unmount(element: Element): void {
  for (const child of [element, ...element.children]) if (child.localName === TAG) child.remove();
}

function mountAtScript(tag: HTMLScriptElement): void {
  const widget = document.createElement(TAG);
  // The element may have been defined by a script from somewhere else.
  widget.setAttribute("api", scriptOrigin);
  for (const name of SCRIPT_ATTRIBUTES) {
    const value = tag.getAttribute(`data-${name}`);
    if (value !== null) widget.setAttribute(name, value);
  }
  // A tag that says nothing of a token only brings the element.
  if (tag.matches("[data-token-url],[data-token]")) tag.after(widget);
}
