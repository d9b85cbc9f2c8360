/** The page of the eSchoolPLUS settings: how things stand, what to have ready, then what can be changed. */
import type { Child } from "hono/jsx";
import type { ConnectionTest } from "../../eschoolplus/test-connection.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import type { Run } from "../../roster/run-queries.ts";
import { dayOf } from "./dates.ts";
import { Checklist } from "./eschoolplus-checklist.tsx";
import { EschoolplusForm } from "./eschoolplus-form.tsx";
import { type Errors, savedAsTyped, type Typed } from "./eschoolplus-form-fields.ts";
import { TestResult } from "./eschoolplus-test-result.tsx";
import { ESCHOOLPLUS_PATH, eschoolplusWords, noPullYet, pullWords } from "./eschoolplus-words.ts";
import { type Frame, Page } from "./layout.tsx";
import { ErrorSummary, State } from "./parts.tsx";

export interface EschoolplusPageProps {
  frame: Frame;
  saved: EschoolplusSettings | undefined;
  /** The last pull that is over, or waits. */
  outcome: Run | undefined;
  mayManage: boolean;
  now: number;
  /** What was typed, where the page comes back with it. */
  typed?: Typed;
  /** The version that they have seen; the one of now where not given. */
  version?: string;
  errors?: Errors;
  secretWasTyped?: boolean;
  focusesLastRow?: boolean;
  /** What has just happened. */
  notice?: Child;
  test?: ConnectionTest | undefined;
}

export function EschoolplusPage(props: EschoolplusPageProps) {
  const { frame, saved, errors = {}, test } = props;
  const mistakes = Object.entries(errors);
  const title = `${mistakes.length > 0 ? "Error: " : ""}eSchoolPLUS settings`;
  return (
    <Page {...frame} title={title} path={ESCHOOLPLUS_PATH}>
      {mistakes.length > 0 ? <ErrorSummary errors={mistakes} /> : props.notice}
      <h1>eSchoolPLUS</h1>
      <Standing {...props} />
      {test && <TestResult test={test} />}
      {props.mayManage ? (
        <>
          <Checklist isOpen={saved === undefined && props.typed === undefined} />
          <section>
            <h2>Settings</h2>
            <EschoolplusForm
              saved={saved}
              version={props.version ?? saved?.version ?? ""}
              typed={props.typed ?? savedAsTyped(saved)}
              errors={errors}
              secretWasTyped={props.secretWasTyped ?? false}
              focusesLastRow={props.focusesLastRow ?? false}
            />
            {saved !== undefined && (
              <ul class="other-ways">
                <li>
                  <a class="danger" href={`${ESCHOOLPLUS_PATH}/remove`}>
                    Remove Integration
                  </a>
                </li>
              </ul>
            )}
          </section>
        </>
      ) : (
        <p class="hint">You can see how this integration is doing but not change it.</p>
      )}
    </Page>
  );
}

/** How the integration is doing, in the order of what one wants to know. */
function Standing({ saved, outcome, now }: EschoolplusPageProps) {
  const { tone, word, sentence } = eschoolplusWords(saved, outcome, now);
  const pull = outcome && pullWords(outcome);
  return (
    <div class="standing">
      <p class="lead">
        <State tone={tone}>{word}.</State> {sentence}
      </p>
      {saved !== undefined && (
        <p>
          {pull === undefined
            ? noPullYet(saved, now)
            : `Last pull: ${pull.word.toLowerCase()}. ${pull.sentence}`}
        </p>
      )}
      {saved !== undefined && (
        <p class="hint">
          Every night at {saved.nightlyAt}, {saved.timeZone}. Consumer key {saved.consumerKey} at{" "}
          {new URL(saved.baseUrl).host}. Saved {dayOf(saved.updatedAt)} by {saved.updatedBy}.
        </p>
      )}
    </div>
  );
}
