/** The page that asks before eSchoolPLUS is removed, and says what stays. */

import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { isPaused } from "../../roster/nightly.ts";
import type { Run } from "../../roster/run-queries.ts";
import { dayOf } from "./dates.ts";
import { ESCHOOLPLUS_PATH } from "./eschoolplus-words.ts";
import { type Frame, Page } from "./layout.tsx";
import { Notice } from "./parts.tsx";

interface RemoveProps {
  frame: Frame;
  settings: EschoolplusSettings;
  outcome: Run | undefined;
  /** Somebody saved after the question was asked. */
  changedMeanwhile?: boolean;
  now: number;
}

export function RemoveEschoolplusPage({ frame, settings, outcome, changedMeanwhile, now }: RemoveProps) {
  const title = "Remove eSchoolPLUS?";
  return (
    <Page {...frame} title={title} path={ESCHOOLPLUS_PATH} back={{ href: ESCHOOLPLUS_PATH, label: "Back" }}>
      {changedMeanwhile && (
        <Notice tone="warn" title="Somebody changed these settings meanwhile">
          <p>Nothing was done. Look at them again, or go on all the same.</p>
        </Notice>
      )}
      <h1>{title}</h1>
      <p>The consumer key and the consumer secret are wiped, and no more pulls run.</p>
      <p>
        {outcome === undefined
          ? "Where a roster has been pulled, it stays in force: "
          : `The roster stays in force as the pull of ${dayOf(outcome.startedAt)} left it: `}
        parents keep seeing the letters of the students they are linked to there. It no longer follows the
        district’s records. Who loses access in eSchoolPLUS keeps it here, and who gains it there does not see
        letters here.
      </p>
      <p>
        The rules by which the roster is read stay as well: letters that a user-defined field withholds, or
        that your choices on this page keep back, stay kept back.
      </p>
      <p>
        To end access for one student, withhold the student’s letters. To end it for everybody, switch letters
        off in each <a href="/admin/integrations/portals">portal</a>.
      </p>
      {!isPaused(now, settings) && (
        <p>
          To stop for a while only, set “Pause until” in{" "}
          <a href={`${ESCHOOLPLUS_PATH}#pausedUntil`}>the form</a> instead.
        </p>
      )}
      <form method="post" action={`${ESCHOOLPLUS_PATH}/remove`} class="actions">
        <input type="hidden" name="version" value={settings.version} />
        <button type="submit" class="dangerous">
          Remove Integration
        </button>
        <a class="second" href={ESCHOOLPLUS_PATH}>
          Cancel
        </a>
      </form>
    </Page>
  );
}
