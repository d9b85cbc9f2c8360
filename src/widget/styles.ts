/**
 * Puts `styles.css` into a shadow root as a constructable stylesheet, which a strict Content-Security-Policy of
 * the portal does not stop. A browser without them (Safari before 16.4) shows the letters plainly.
 */
import { css } from "./styles.css";

let sheet: CSSStyleSheet | undefined;

export function adoptStyles(root: ShadowRoot): void {
  if (!("adoptedStyleSheets" in root)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}
