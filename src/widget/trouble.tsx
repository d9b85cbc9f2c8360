/** A failure: what happened, what it means and what to do, a way to try again, and the code for the school. */
import { errorText } from "./error-text.ts";
import { type Failure, mayPass } from "./failure.ts";
import { fill } from "./strings/strings.ts";
import type { View } from "./view.ts";

interface TroubleProps {
  failure: Failure;
  retrying?: boolean;
  view: View;
}

export function Trouble({ failure, retrying = false, view }: TroubleProps) {
  const { strings, session, focus } = view;
  const { what, help } = errorText(failure, strings);

  async function tryAgain(): Promise<void> {
    if (retrying) return;
    await session.retry();
    // Where the pressed button is gone, its user goes on at the top of what came in its place.
    if (document.activeElement === document.body) focus("[part~=student]", "[part~=search]");
  }

  return (
    <div class="message" part="message">
      <p class="what">{what}</p>
      <p>{help}</p>
      {mayPass(failure.code) && (
        <button type="button" class="action" part="try-again" aria-disabled={retrying} onClick={tryAgain}>
          {retrying ? strings.tryingAgain : strings.tryAgain}
        </button>
      )}
      <p class="small">{fill(strings.codeForSchool, failure.code)}</p>
    </div>
  );
}
