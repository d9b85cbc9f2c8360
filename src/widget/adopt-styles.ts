/**
 * Puts styles into a shadow root as a constructable stylesheet, which a strict Content-Security-Policy of the
 * portal does not stop. A browser without them (Safari before 16.4) shows the letters plainly.
 */

export function adoptStyles(root: ShadowRoot, css: string): void {
  if (!("adoptedStyleSheets" in root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
