/** A failure: what happened, what it means and what to do, a way to try again, and the code for the school. */
import type { Failure } from "./failure.ts";
import { type ErrorCode, fill, type Message } from "./strings/strings.ts";
import type { View } from "./view.ts";

interface TroubleProps {
  failure: Failure;
  retrying: boolean;
  again: () => Promise<void>;
  view: View;
}

export function Trouble({ failure, retrying, again, view }: TroubleProps) {
  const { strings, more, focus } = view;
  const [what, help] = errorText(failure, view);

  async function tryAgain(): Promise<void> {
    await again();
    // Where the pressed button is gone, its user goes on at the top of what came in its place.
    if (document.activeElement === document.body) focus("[part=student]", "[part=search]");
  }

  return (
    <div part="message">
      <p class="what">{what}</p>
      <p>{help}</p>
      <button type="button" part="try-again" aria-disabled={retrying} onClick={tryAgain}>
        {retrying ? strings.loading : strings.tryAgain}
      </button>
      {failure.code !== "no_students" && (
        <p class="small">{fill(more.codeForSchool ?? "{}", failure.code)}</p>
      )}
    </div>
  );
}

/**
 * For the ETS codes the server's own sentence comes first. A code we do not know reads as a mistake on our side;
 * without our own words, which may be out of reach, the server's sentence or the one about the connection must do.
 */
export function errorText({ code, detail }: Failure, { strings, more: { errors } }: View): Message {
  const own = code === "network" ? null : (errors?.[code as ErrorCode] ?? errors?.internal);
  const [what, help] = own ?? strings.network;
  return [detail && (!own || code.startsWith("ETS")) ? detail : what, help];
}
