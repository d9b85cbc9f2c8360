/** The part of the stylesheet that is about students: the people around one, and the widget on their page. */
export const STUDENTS_STYLE = `
h3 { margin: 0; font-size: 1rem; line-height: 1.4; font-weight: 650 }
.finder > p { flex-basis: 100%; max-width: none }
.finder > input { flex: 0 1 24rem; width: auto; min-width: 0 }
.place { display: block; color: var(--muted); font-weight: 400; font-size: .875rem }
.remarks { padding-inline-start: 20px }
.preview { padding-block: 16px; border-block: 1px solid var(--line) }
.preview > * + * { margin-top: 16px }
.people { list-style: none }
.people > li { max-width: none; padding-block: 16px; border-top: 1px solid var(--line) }
.people { border-bottom: 1px solid var(--line) }
.people > li > * + * { margin-top: 4px }
.people > li > .reach, .people > li > .reach + p { margin-top: 12px }
.reach { margin: 0; border: 0 }
.reach > div { display: flex; flex-wrap: wrap; gap: 0 12px; padding: 2px 0; border: 0 }
.reach dt { color: var(--muted); min-width: 8rem }
.reach dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
`;
