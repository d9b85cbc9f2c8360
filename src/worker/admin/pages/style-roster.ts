/** The part of the stylesheet that is about pulls of the roster: a bar, figures, reasons. */
export const ROSTER_STYLE = `
.pull-progress { max-width: 34rem; padding-block: 8px }
.pull-progress > * + * { margin-top: 4px }
.pull-progress > p:last-of-type { margin-top: 12px }
.pull-progress .rows { min-height: 1.5em; font-variant-numeric: tabular-nums }
progress { display: block; width: 100%; height: 16px; accent-color: var(--accent) }
.run-now > * + * { margin-top: 8px }
.figures th { min-width: 7rem; padding-inline-end: 16px }
.figures td, .figures th:not(:first-child) { text-align: end; min-width: 0; padding-inline-end: 16px; font-variant-numeric: tabular-nums }
.reasons { padding-inline-start: 20px }
.reasons li + li { margin-top: 16px }
.reasons p { margin-top: 4px }
a.when { white-space: nowrap }
`;
