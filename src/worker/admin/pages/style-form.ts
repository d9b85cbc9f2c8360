/** The part of the stylesheet that is about forms: fields, buttons, what unfolds, what is dangerous. */
export const FORM_STYLE = `
form.settings > * + * { margin-top: 24px }
.field { max-width: 34rem }
.field label, label, legend { font-weight: 600 }
.field > * + *, fieldset > * + * { margin-top: 4px }
.field .hint + input { margin-top: 8px }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0 }
legend { padding: 0 }
input:not([type="radio"]), select {
  display: block;
  width: 100%;
  max-width: 24rem;
  min-height: 44px;
  padding: 8px 12px;
  border: 1px solid var(--border);
  border-radius: 6px;
  background: var(--background);
  color: var(--text);
  font: inherit;
}
input.wide { max-width: 34rem }
input[type="date"] { width: auto; margin-inline-start: 32px }
.wrong { padding-inline-start: 12px; border-inline-start: 4px solid var(--bad) }
.wrong input:not([type="radio"]) { border: 2px solid var(--bad) }
.error { color: var(--bad); font-weight: 600 }
.field .choice { display: flex; gap: 12px; align-items: center; min-height: 36px; font-weight: 400 }
.choice input { width: 20px; height: 20px; margin: 0; flex: none; accent-color: var(--accent) }

.selector { display: flex; flex-wrap: wrap; align-items: end; gap: 4px 12px }
.selector label { flex-basis: 100% }
.selector select { flex: 1 1 12rem; width: auto; min-width: 0 }

button, a.second, .replace > summary {
  display: inline-flex;
  align-items: center;
  min-height: 44px;
  padding: 8px 20px;
  border: 1px solid var(--accent);
  border-radius: 6px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)) }
button.second, a.second, .replace > summary {
  border-color: var(--border);
  background: none;
  color: var(--text);
}
button.second:hover, a.second:hover, .replace > summary:hover { background: var(--raised); border-color: var(--text) }
button.dangerous { border-color: var(--bad); background: var(--bad); color: var(--background) }
button.dangerous:hover { background: color-mix(in srgb, var(--bad) 85%, var(--text)) }
button.plain {
  min-height: 32px;
  padding: 0;
  border: 0;
  background: none;
  color: var(--accent);
  font-weight: 400;
  text-decoration: underline;
  text-underline-offset: 3px;
}
.actions { display: flex; flex-wrap: wrap; gap: 12px }
form.settings > .actions + .hint { margin-top: 8px }

summary { cursor: pointer; color: var(--accent); width: fit-content; border-radius: 4px; min-height: 24px }
.replace > summary { min-height: 36px; padding-inline: 16px; list-style: none }
.replace > summary::-webkit-details-marker { display: none }
details > * + * { margin-top: 12px }
details.replace { margin-top: 8px }
.saved-secret details details { margin-top: 16px }

.other-ways { margin-top: 40px; padding-top: 24px; border-top: 1px solid var(--line); list-style: none }
.other-ways li + li { margin-top: 12px }
.danger { color: var(--bad) }
`;
