/** The part of the stylesheet that is about students: the people around one, and the widget on their page. */
export const STUDENTS_STYLE = `
h3 { margin: 0; font-size: 1rem; line-height: 1.4; font-weight: 650 }
.selector > p { flex-basis: 100% }
.selector > input { flex: 1 1 12rem; width: auto; min-width: 0 }
.remarks { padding-inline-start: 20px }
.preview { padding-block: 16px; border-block: 1px solid var(--line) }
.preview > * + * { margin-top: 16px }
.people { list-style: none }
.people > li { max-width: none; padding-block: 16px; border-top: 1px solid var(--line) }
.people > li > * + * { margin-top: 4px }
.reach { margin: 0 }
.reach > div { display: flex; flex-wrap: wrap; gap: 0 12px }
.reach dt { color: var(--muted); min-width: 8rem }
.reach dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
`;
