/** `/admin/roster/{id}`: one pull: how far it is, what it did, or why it was held back and what to do about it. */
import type { Child } from "hono/jsx";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import type { Run } from "../../roster/run-queries.ts";
import { districtMinute } from "./dates.ts";
import { ESCHOOLPLUS_PATH } from "./eschoolplus-words.ts";
import { heldWords } from "./held-words.ts";
import { type Frame, Page } from "./layout.tsx";
import { State } from "./parts.tsx";
import { CountsTable, Progress } from "./roster-parts.tsx";
import {
  changesWords,
  clockOf,
  type DistrictClock,
  durationWords,
  ROSTER_PATH,
  runPath,
  STATUS,
  starterWords,
} from "./roster-words.ts";

export interface RunPageProps {
  frame: Frame;
  run: Run;
  settings: EschoolplusSettings | undefined;
  mayManage: boolean;
  now: number;
  notice?: Child;
}

export function RunPage({ frame, run, settings, mayManage, now, notice }: RunPageProps) {
  const clock = clockOf(settings, now);
  const title = `Pull of ${districtMinute(run.startedAt, clock)}`;
  const { tone, word } = STATUS[run.status];
  return (
    <Page
      {...frame}
      title={title}
      path={ESCHOOLPLUS_PATH}
      back={{ href: ROSTER_PATH, label: "Roster pulls" }}
    >
      {notice}
      <h1>{title}</h1>
      <div class="standing">
        <p class="lead">
          <State tone={tone}>{word}.</State> {sentenceOf(run)}
        </p>
        {run.status === "running" && <Progress run={run} now={now} />}
        <Facts run={run} clock={clock} />
      </div>
      {run.status === "held" && <Held run={run} mayManage={mayManage} />}
      {Object.keys(run.counts).length > 0 && (
        <section>
          <h2>{run.status === "succeeded" ? "What it changed" : "What it would change"}</h2>
          <CountsTable run={run} />
        </section>
      )}
    </Page>
  );
}

function sentenceOf(run: Run): string {
  switch (run.status) {
    case "running":
      return "You can leave this page: the pull goes on without it.";
    case "succeeded":
      return `The roster follows eSchoolPLUS: ${changesWords(run)}.`;
    case "failed":
      return run.errorDetail ?? "The roster stays as it was.";
    case "held":
      return "What eSchoolPLUS sent may be a mistake, so it waits for a decision. Families keep the letters they had.";
    case "discarded":
      return `It was not put in place, by decision or because a newer pull took its place: ${changesWords(run)}.`;
  }
}

function Facts({ run, clock }: { run: Run; clock: DistrictClock }) {
  const { startedAt, finishedAt, attempts, errorCode } = run;
  const ended =
    finishedAt === null
      ? ""
      : ` Ended ${districtMinute(finishedAt, clock)}, after ${durationWords(finishedAt - startedAt)}.`;
  return (
    <p class="hint">
      {starterWords(run)}, {districtMinute(startedAt, clock)}.{ended}
      {attempts > 1 && ` Taken up again ${attempts === 2 ? "once" : `${attempts - 1} times`}.`}
      {errorCode !== null && (
        <>
          {" "}
          Code for whoever helps you: <code>{errorCode}</code>
        </>
      )}
    </p>
  );
}

function Held({ run, mayManage }: { run: Run; mayManage: boolean }) {
  return (
    <>
      <section>
        <h2>Why it was held back</h2>
        <ul class="reasons">
          {(run.held ?? []).map((reason) => {
            const { title, meaning, check } = heldWords(reason);
            return (
              <li>
                <strong>{title}</strong>
                <p>{meaning}</p>
                <p>
                  <strong>What to check:</strong> {check}
                </p>
              </li>
            );
          })}
        </ul>
        <p class="hint">
          Access that eSchoolPLUS ended in so many words, such as Web Access switched off for a contact, has
          ended here already, unless so much of it ended that it is part of the doubt.
        </p>
      </section>
      <section>
        <h2>Your decision</h2>
        {mayManage ? (
          <>
            <p>
              Approve it if the district meant these changes. If not, mend them in eSchoolPLUS and run a new
              pull, which takes the place of this one, or discard this one. Each asks once more.
            </p>
            <p class="actions">
              <a class="second" href={`${runPath(run.id)}/approve`}>
                Approve
              </a>
              <a class="second" href={`${runPath(run.id)}/discard`}>
                Discard
              </a>
            </p>
          </>
        ) : (
          <p>Whoever manages the integrations of the whole district can approve or discard it.</p>
        )}
      </section>
    </>
  );
}
