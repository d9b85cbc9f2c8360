/** A heading at a level that only the page around the widget can know. */
import type { ComponentProps } from "preact";

/** Beyond 6 counts as 6. */
export function Heading({ level, children, ...rest }: ComponentProps<"h2"> & { level: number }) {
  const Tag = `h${Math.min(level, 6)}` as "h2";
  return <Tag {...rest}>{children}</Tag>;
}
