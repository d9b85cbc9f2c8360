/** Parts of longer forms: a field of several lines, choices with a sentence each, and a choice of sites. */
import type { Child, PropsWithChildren } from "hono/jsx";
import { FieldError } from "./parts.tsx";
import type { PlacedSite } from "./site-tree.ts";

interface TextAreaProps {
  id: string;
  label: Child;
  hint?: Child;
  error?: string | undefined;
  value: string;
  rows: number;
  /** The language of what is typed, where it is not the page's. */
  lang?: string;
  isCode?: boolean;
}

/** Code, or an address: not to be spelled or wrapped like prose. */
const CODE: Record<string, string> = { class: "code", spellcheck: "false", autocapitalize: "none" };

export function TextArea({ id, label, hint, error, value, rows, lang, isCode = false }: TextAreaProps) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id} sentence={error} />}
      <textarea
        id={id}
        name={id}
        rows={rows}
        lang={lang}
        {...(isCode ? CODE : {})}
        autocomplete="off"
        aria-describedby={describedBy === "" ? undefined : describedBy}
        aria-invalid={error ? "true" : undefined}
      >
        {/* A line break right after the tag would be taken for the source's own. */}
        {`\n${value}`}
      </textarea>
    </div>
  );
}

interface GroupProps {
  id: string;
  legend: string;
  hint?: Child;
  error?: string | undefined;
}

/** Choices that belong together; an error in the summary leads to the first of them. */
export function Group({ id, legend, hint, error, children }: PropsWithChildren<GroupProps>) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      id={id}
      class={error ? "field wrong" : "field"}
      tabindex={error ? -1 : undefined}
      aria-describedby={describedBy === "" ? undefined : describedBy}
    >
      <legend>{legend}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={id} sentence={error} />}
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  type: "radio" | "checkbox";
  name: string;
  value: string;
  checked: boolean;
  label: string;
  sentence?: string;
}

export function Choice({ type, name, value, checked, label, sentence }: ChoiceProps) {
  return (
    <label class={sentence === undefined ? "choice" : "choice explained"}>
      <input type={type} name={name} value={value} checked={checked} />
      {sentence === undefined ? (
        label
      ) : (
        <span>
          {label}
          <span class="hint">{sentence}</span>
        </span>
      )}
    </label>
  );
}

/** Which sites: none, where that can be said, all, or those that are ticked. */
export interface TypedSites {
  which: "none" | "all" | "some";
  ids: string[];
}

interface SiteChoiceProps {
  /** The radio's name; the boxes' is that with `.site`. */
  name: string;
  typed: TypedSites;
  offersNone: boolean;
  sites: PlacedSite[];
}

export function SiteChoice({ name, typed, offersNone, sites }: SiteChoiceProps) {
  const choices = [
    ...(offersNone ? [{ value: "none", label: "No" }] : []),
    { value: "all", label: offersNone ? "Yes, at every site" : "Every site" },
    {
      value: "some",
      label: offersNone
        ? "Yes, at these sites and what lies below them"
        : "These sites and what lies below them",
    },
  ];
  const known = new Set(sites.map(({ site }) => site.id));
  // A site may have gone since: what was saved is shown as it is, and not lost by saving again.
  const unknown = typed.ids.filter((id) => !known.has(id));
  return (
    <>
      {choices.map(({ value, label }) => (
        <Choice type="radio" name={name} value={value} checked={typed.which === value} label={label} />
      ))}
      <fieldset class="sites" aria-label="Sites" tabindex={0}>
        {sites.map(({ site, depth }) => (
          <div class={`depth-${Math.min(depth, 3)}`}>
            <Choice
              type="checkbox"
              name={`${name}.site`}
              value={site.id}
              checked={typed.ids.includes(site.id)}
              label={site.name}
            />
          </div>
        ))}
        {unknown.map((id) => (
          <Choice
            type="checkbox"
            name={`${name}.site`}
            value={id}
            checked
            label={`${id} (no longer a site)`}
          />
        ))}
      </fieldset>
    </>
  );
}
