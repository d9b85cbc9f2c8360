/** The pages that ask before a pull that was held back is approved or discarded, and say what follows from it. */
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import type { Run } from "../../roster/run-queries.ts";
import { changesOf } from "../overview.ts";
import { districtMinute } from "./dates.ts";
import { ESCHOOLPLUS_PATH } from "./eschoolplus-words.ts";
import { heldWords } from "./held-words.ts";
import { type Frame, Page } from "./layout.tsx";
import { CountsTable } from "./roster-parts.tsx";
import { clockOf, number, runPath } from "./roster-words.ts";

export type Decision = "approve" | "discard";

interface ConfirmProps {
  frame: Frame;
  run: Run;
  settings: EschoolplusSettings | undefined;
  now: number;
}

const QUESTIONS: Record<Decision, string> = {
  approve: "Approve this pull?",
  discard: "Discard this pull?",
};

export function DecisionPage({ decision, ...props }: ConfirmProps & { decision: Decision }) {
  const { frame, run, settings, now } = props;
  const title = QUESTIONS[decision];
  const back = { href: runPath(run.id), label: "Back to the pull" };
  return (
    <Page {...frame} title={title} path={ESCHOOLPLUS_PATH} back={back}>
      <h1>{title}</h1>
      <p>It was started on {districtMinute(run.startedAt, clockOf(settings, now))} and held back because:</p>
      <ul class="to-do">
        {(run.held ?? []).map((reason) => (
          <li>{heldWords(reason).title}</li>
        ))}
      </ul>
      {decision === "approve" ? <WhatApprovingDoes run={run} /> : <WhatDiscardingDoes />}
      <form method="post" action={`${runPath(run.id)}/${decision}`} class="actions">
        <button type="submit" class="dangerous">
          {decision === "approve" ? "Approve and change the roster" : "Discard"}
        </button>
        <a class="second" href={runPath(run.id)}>
          Cancel
        </a>
      </form>
    </Page>
  );
}

function WhatApprovingDoes({ run }: { run: Run }) {
  const { added, updated, removed } = changesOf(run);
  return (
    <>
      <p>
        The roster then becomes what eSchoolPLUS sent: {number(added)} rows are added, {number(updated)}{" "}
        changed and {number(removed)} removed. Whoever gains access sees letters at once; whoever loses it
        sees none from then on. It cannot be taken back here: only a later pull, from a corrected eSchoolPLUS,
        changes it again.
      </p>
      <CountsTable run={run} />
    </>
  );
}

function WhatDiscardingDoes() {
  return (
    <p>
      The roster stays as it is, and families keep the access they have. New students, parents and changes of
      custody in this pull do not arrive. The next pull reads everything anew; if eSchoolPLUS still sends the
      same, it is held back again.
    </p>
  );
}
