/** The part of the stylesheet that is about what the later pages add: code, definition lists, long forms, reminders. */
export const CODE_STYLE = `
.code-block { overflow-x: auto; max-width: 100%; padding: 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised) }
.code-block pre { margin: 0; tab-size: 4 }
.code-block code { display: block; width: max-content; min-width: 100%; overflow-wrap: normal; font-size: .875rem; user-select: all; -webkit-user-select: all }
.code-block.short code { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1.0625rem }

a.button {
  display: inline-flex;
  align-items: center;
  min-height: 44px;
  padding: 8px 20px;
  border: 1px solid var(--accent);
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  text-decoration: none;
}
a.button:hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)) }
a.button.second { border-color: var(--border); background: none; color: var(--text) }
a.button.second:hover { background: var(--raised); border-color: var(--text) }

dl { margin: 0; border-block: 1px solid var(--line) }
dl > div { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 0 24px; padding-block: 10px }
dl > div + div { border-top: 1px solid var(--line) }
section > dl { margin-top: 12px }
dt { color: var(--muted) }
dd { margin: 0; overflow-wrap: anywhere }
dd .hint, th .hint { display: block }
th .hint { font-weight: 400 }
.told + .told { margin-top: 8px }
.told > [lang] { white-space: pre-line }
@media (max-width: 40rem) { dl > div { grid-template-columns: minmax(0, 1fr) } }

ol { margin: 0; padding-inline-start: 24px }
section > ol, details > ol { margin-top: 12px }
ol li + li { margin-top: 8px }

textarea {
  display: block;
  width: 100%;
  max-width: 34rem;
  min-height: 44px;
  padding: 8px 12px;
  border: 1px solid var(--border);
  border-radius: 6px;
  background: var(--background);
  color: var(--text);
  font: inherit;
  resize: vertical;
}
textarea.code { font: 400 .9375rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace }
.wrong textarea { border: 2px solid var(--bad) }
.field .hint + textarea { margin-top: 8px }
.choice input[type="checkbox"] { display: inline-block; min-height: 0; padding: 0; max-width: none; border-width: 1px }
.choice.explained { align-items: start; padding-block: 6px }
.choice.explained input { margin-top: 2px }
.choice .hint { display: block }
details.part { padding-top: 24px; border-top: 1px solid var(--line) }
details.part > summary { font-weight: 600 }
details.part > * + * { margin-top: 16px }
details.part fieldset + fieldset { margin-top: 24px }
.sites { max-width: 34rem; max-height: 16rem; margin-inline-start: 32px; padding: 4px 12px; overflow-y: auto; border: 1px solid var(--line); border-radius: 6px }
.depth-1 { padding-inline-start: 12px }
.depth-2 { padding-inline-start: 28px }
.depth-3 { padding-inline-start: 44px }
@supports selector(:has(*)) {
  fieldset:not(:has(input[value="some"]:checked)) > .sites { display: none }
}

/* What is only heard must not reach out of a table that scrolls. */
.scrolls { position: relative }
.tabs ul { display: flex; flex-wrap: wrap; gap: 0 20px; border-bottom: 1px solid var(--line) }
.tabs a { margin-bottom: -1px }

.banner { border-bottom: 1px solid var(--line); background: var(--raised) }
.banner ul { padding-block: 10px; list-style: none }
.banner li { max-width: none }
.banner li, .due li { padding-inline-start: 22px; position: relative }
.banner .state, .due li > .state:empty { position: absolute; inset-inline-start: 0 }
.banner a { color: var(--text) }
.due { list-style: none }
.due li + li { margin-top: 12px }
.due .hint { display: block }
.due li:has(> .state:not(:empty)) { padding-inline-start: 0 }

h3, h4 { margin: 0; font-weight: 650; font-size: 1rem }
h3 { font-size: 1.0625rem }
h4 { font-weight: 600 }
article > * + *, .answer > * + * { margin-top: 8px }
article > h4, article > .answer { margin-top: 16px }
article + article { margin-top: 24px; padding-top: 24px; border-top: 1px solid var(--line) }
.call strong { display: inline-block; min-width: 4.5rem }
.contents ul { display: flex; flex-wrap: wrap; gap: 0 20px; list-style: none }
.contents a { padding-block: 4px 1px; color: var(--accent) }
`;
