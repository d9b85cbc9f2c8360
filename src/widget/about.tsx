/** "What is this letter?": one sentence about the test, and the way to the state's own guides. */
import type { Letter } from "./letters.ts";
import type { AboutCode } from "./strings/strings.ts";
import type { View } from "./view.ts";

export function About({ letter, inFull, view }: { letter: Letter; inFull: string; view: View }) {
  const { strings, more } = view;
  // The alternate assessments have a letter for each subject, and one sentence.
  const code = letter.code.replace(/^CAA-.*/, "CAA") as AboutCode;
  return (
    <details part="about" onToggle={view.needMore}>
      <summary aria-label={`${strings.whatIsThis} ${inFull}`}>{strings.whatIsThis}</summary>
      <p>
        {more.about?.[code] ?? more.about?.OTHER ?? strings.loading}{" "}
        <a href={more.statePageUrl ?? ""} target="_blank" rel="noopener">
          {more.statePage}
        </a>
      </p>
    </details>
  );
}
