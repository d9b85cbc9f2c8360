/**
 * Stands where the letters will be, in about their shape, so that nothing jumps; says that it is loading. Its key keeps
 * its elements from becoming the list's: one that moves would count as a jump.
 */
/** Without words while it is not known in which language. */
export function Skeleton({ loading, slow }: { loading?: string; slow?: string | undefined }) {
  const row = () => (
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
    <div key="skeleton">
      <p part="year">{loading}</p>
      <ul aria-hidden="true">
        {row()}
        {row()}
      </ul>
      <p class="small slow">{slow}</p>
    </div>
  );
}
