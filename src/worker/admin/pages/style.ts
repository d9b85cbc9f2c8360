/**
 * The pages' one stylesheet: a single column, hairlines, one accent, the widget's colors in light and dark. Kept as
 * text, so that the Worker serves it itself and its policy can forbid every other source.
 */
import { CODE_STYLE } from "./style-code.ts";
import { FIGURE_STYLE } from "./style-figures.ts";
import { FORM_STYLE } from "./style-form.ts";
import { STUDENTS_STYLE } from "./style-students.ts";

const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1c2127, #eceff3);
  --muted: light-dark(#515a65, #b4bcc6);
  --background: light-dark(#fff, #16191d);
  --raised: light-dark(#f5f7f9, #1e2328);
  --accent: light-dark(#14509b, #94c2ff);
  --on-accent: light-dark(#fff, #10233c);
  --line: light-dark(#d9dde2, #373e47);
  --border: light-dark(#7d8793, #7f8a97);
  --good: light-dark(#17663a, #7fd6a4);
  --warn: light-dark(#8a4a00, #f3bb6c);
  --bad: light-dark(#a51d18, #ffa49b);
}
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body {
  margin: 0;
  background: var(--background);
  color: var(--text);
  font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word;
}
h1, h2, p, ul { margin: 0; padding: 0 }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; text-wrap: balance }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650 }
a { color: var(--accent); text-underline-offset: 3px }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; border-radius: 4px }
main:focus, .notice:focus { outline: none }
code { font: 400 .9375em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere }

.column { max-width: 58rem; margin-inline: auto; padding-inline: 16px }
.only-heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; inset-inline-start: 16px; top: -80px; padding: 8px 16px; background: var(--background) }
.skip:focus { top: 8px; z-index: 1 }

header { border-bottom: 1px solid var(--line) }
.top { display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: baseline; padding-block: 12px 4px }
.brand { display: flex; flex-wrap: wrap; gap: 0 12px }
.brand span, .who { color: var(--muted) }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: 0 16px; font-size: .875rem; min-width: 0 }
.who > span { overflow-wrap: anywhere }
nav ul { display: flex; flex-wrap: wrap; gap: 0 24px; list-style: none }
nav a {
  display: block;
  padding-block: 10px 9px;
  border-bottom: 3px solid transparent;
  color: var(--muted);
  text-decoration: none;
}
nav a:hover { color: var(--text); border-color: var(--line) }
nav a[aria-current] { color: var(--text); border-color: var(--accent); font-weight: 600 }

main { padding-block: 32px 64px }
main > * + * { margin-top: 24px }
main > * + section, main > * + h2 { margin-top: 40px }
main > h1 + section { margin-top: 24px }
main > h2 + * { margin-top: 12px }
main > .notice + h1 { margin-top: 32px }
section > * + * { margin-top: 12px }
.back + h1 { margin-top: 12px }
p, li { max-width: 42rem }
.lead { font-size: 1.0625rem }
.hint { color: var(--muted); font-size: .875rem }
.standing > * + * { margin-top: 8px }

.state { font-weight: 600; white-space: nowrap }
.state::before {
  content: "";
  display: inline-block;
  width: 10px;
  height: 10px;
  margin-inline-end: 8px;
  border: 2px solid currentColor;
  border-radius: 50%;
  background: currentColor;
  forced-color-adjust: none;
}
.state.off::before { background: none }
.good { --tone: var(--good) }
.warn { --tone: var(--warn) }
.bad { --tone: var(--bad) }
.off { --tone: var(--muted) }
.state { color: var(--tone) }

.notice {
  padding: 16px;
  border: 1px solid var(--line);
  border-inline-start: 4px solid var(--tone);
  border-radius: 4px;
  background: var(--raised);
}
.notice h2 { font-size: 1rem; color: var(--tone) }
.notice > * + * { margin-top: 4px }
.notice ul { padding-inline-start: 20px }

.scrolls { overflow-x: auto; border-block: 1px solid var(--line) }
table { width: 100%; border-collapse: collapse }
th, td { padding: 10px 24px 10px 0; text-align: start; vertical-align: top; min-width: 7rem }
th:last-child, td:last-child { padding-inline-end: 0 }
thead th { font-size: .875rem; font-weight: 400; color: var(--muted); white-space: nowrap }
tbody th { font-weight: 600; min-width: 11rem }
tbody tr { border-top: 1px solid var(--line) }
td .hint { display: block }
.when { font-variant-numeric: tabular-nums }
.log td { overflow-wrap: anywhere; min-width: 9rem }
.log code { white-space: nowrap }
.log td:nth-child(-n + 2) { white-space: nowrap; min-width: 0 }
.paging { display: flex; gap: 24px }
.go { font-weight: 600 }
td details ul { margin-top: 8px; padding-inline-start: 20px }
`;

export const STYLE = PAGE_STYLE + FORM_STYLE + CODE_STYLE + FIGURE_STYLE + STUDENTS_STYLE;
