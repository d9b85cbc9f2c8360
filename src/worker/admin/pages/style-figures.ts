/** The part of the stylesheet that is about the overview's plots, and rows of fields. */
export const FIGURE_STYLE = `
figure { margin: 0 }
.plot { max-width: 42rem }
section > * + .plot { margin-top: 20px }
.plot figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px }
.plot figcaption strong { font-weight: 600 }
.plot svg { display: block; width: 100%; height: 112px; margin-top: 8px; border-bottom: 1px solid var(--border) }
.plot.small svg { height: 56px }
.plot .bar { fill: var(--accent) }
.plot.refused .bar { fill: var(--bad) }
.plot .axis { display: flex; justify-content: space-between; gap: 16px; margin-top: 4px; max-width: none }
.plot details { margin-top: 4px }
.plot details .scrolls { max-height: 20rem; overflow-y: auto }

.warning { max-width: 34rem; padding-inline-start: 12px; border-inline-start: 4px solid var(--warn) }
form.settings > .warning { margin-top: 8px }
input.short { width: auto; margin-inline-start: 0 }
.checklist > summary { font-weight: 600 }
.checklist ul { padding-inline-start: 20px }
.checklist li + li { margin-top: 8px }
.to-do { padding-inline-start: 20px }
.to-do li + li { margin-top: 8px }
.user-fields > .row { margin-top: 16px }
.user-fields > button { margin-top: 16px }
.cells { display: grid; grid-template-columns: 6rem 6rem minmax(0, 1fr); gap: 8px 16px; max-width: 34rem }
.cells label { font-weight: 400; font-size: .875rem; color: var(--muted) }
.cells input { margin-top: 4px }
@media (max-width: 30rem) {
  .cells { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .cells .cell-value { grid-column: 1 / -1 }
}
`;
