/** The few parts that the pages are made of: states, notices, errors on top and beside a field, tables, moments. */
import type { Child, PropsWithChildren } from "hono/jsx";
import { minuteOf } from "./dates.ts";
import type { Tone } from "./words.ts";

/** A word with a colored dot; the word alone says it all. */
export function State({ tone, children }: PropsWithChildren<{ tone: Tone }>) {
  return <span class={`state ${tone}`}>{children}</span>;
}

/** What has just happened. Comes first on the page and takes the focus, so that it is read out first as well. */
export function Notice({ tone, title, children }: PropsWithChildren<{ tone: Tone; title: string }>) {
  return (
    <section class={`notice ${tone}`} tabindex={-1} autofocus aria-labelledby="notice-title">
      <h2 id="notice-title">{title}</h2>
      {children}
    </section>
  );
}

/** What has to be mended, each a link to its field. */
export function ErrorSummary({ errors }: { errors: [fieldId: string, sentence: string][] }) {
  return (
    <Notice tone="bad" title={errors.length === 1 ? "One thing to mend" : "Some things to mend"}>
      <ul>
        {errors.map(([fieldId, sentence]) => (
          <li>
            <a href={`#${fieldId}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface FieldProps {
  id: string;
  label: string;
  hint?: Child;
  error?: string | undefined;
}

/** A label above, a hint and perhaps an error, and the input that names both as what describes it. */
export function Field(props: FieldProps & { input: Record<string, string | boolean | number | undefined> }) {
  const { id, label, hint, error, input } = props;
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
      <input
        id={id}
        name={id}
        aria-describedby={describedBy === "" ? undefined : describedBy}
        aria-invalid={error ? "true" : undefined}
        {...input}
      />
    </div>
  );
}

export function FieldError({ id, sentence }: { id: string; sentence: string }) {
  return (
    <p class="error" id={`${id}-error`}>
      <span class="only-heard">Error: </span>
      {sentence}
    </p>
  );
}

/** A table that scrolls inside itself on a phone, by keyboard too. */
export function ScrollingTable({
  label,
  columns,
  kind,
  children,
}: PropsWithChildren<{ label: string; columns: string[]; kind?: "log" | "figures" }>) {
  return (
    <section class="scrolls" tabindex={0} aria-label={label}>
      <table class={kind}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** A moment in UTC, exact to a program and readable to a person. */
export function Moment({ at }: { at: number }) {
  return <time datetime={new Date(at).toISOString()}>{minuteOf(at)}</time>;
}
