/** Text to be copied. One click, or the keyboard's "select all" after a tab, takes all of it: no script is needed. */

interface CopyBlockProps {
  label: string;
  code: string;
  /** One value rather than lines of code: it breaks where the page ends. */
  isShort?: boolean;
}

export function CopyBlock({ label, code, isShort = false }: CopyBlockProps) {
  return (
    <section class={isShort ? "code-block short" : "code-block"} tabindex={0} aria-label={label}>
      <pre>
        <code translate="no">{code}</code>
      </pre>
    </section>
  );
}
