/** Stands where the letters will be, in about their shape, so that nothing jumps; says that it is loading. */
import type { ListStrings } from "./strings/strings.ts";

/** Without words while it is not known in which language. */
export function Skeleton({ strings }: { strings?: ListStrings }) {
  const row = (
    <li>
      <div class="about">
        <div class="bone" />
      </div>
      <div class="actions">
        <div class="bone" />
      </div>
    </li>
  );
  return (
    <div class="skeleton">
      <p part="year">{strings?.loading}</p>
      <ul aria-hidden="true">
        {row}
        {row}
      </ul>
      <p class="small slow">{strings?.slow}</p>
    </div>
  );
}
