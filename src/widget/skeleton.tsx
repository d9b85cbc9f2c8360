/** Stands where the letters will be, in about their shape, so that nothing jumps; says that it is loading. */
import type { Strings } from "./strings/strings.ts";

export function Skeleton({ strings, withHeading = false }: { strings: Strings; withHeading?: boolean }) {
  return (
    <div class="skeleton">
      {withHeading && <div class="bone heading-bone" />}
      {withHeading && <div class="bone about-bone" />}
      <p class="year">{strings.loading}</p>
      <SkeletonRow />
      <SkeletonRow />
      <p class="small slow">{strings.slow}</p>
    </div>
  );
}

function SkeletonRow() {
  return (
    <div class="letter">
      <div class="letter-about">
        <div class="bone name-bone" />
        <div class="bone choice-bone" />
      </div>
      <div class="letter-actions">
        <div class="bone action-bone" />
      </div>
    </div>
  );
}
