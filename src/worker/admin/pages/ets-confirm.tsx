/** The two pages that ask before something ends for parents, and say what they will see afterwards. */
import type { Child } from "hono/jsx";
import { PROBLEMS } from "../../problem.ts";
import { type EtsSituation, etsPath } from "./ets-situation.ts";
import { type Frame, Page } from "./layout.tsx";
import { Notice } from "./parts.tsx";

interface ConfirmProps {
  frame: Frame;
  situation: EtsSituation;
  /** Somebody saved after the question was asked. */
  changedMeanwhile?: boolean;
}

const NO_LETTERS = `Parents then read: “${PROBLEMS.not_configured.detail}”`;

export function RemovePage(props: ConfirmProps) {
  const { site, own, inherited, inheritedFrom } = props.situation;
  const isSwitchedOff = own?.disabled === true;
  const title = isSwitchedOff ? `Switch letters on again at ${site.name}?` : `Remove ETS from ${site.name}?`;
  return (
    <Question
      {...props}
      title={title}
      path="remove"
      button={isSwitchedOff ? "Switch letters on again" : "Remove Integration"}
      isDangerous={!isSwitchedOff}
    >
      {!isSwitchedOff && <p>The username and the secret key saved for this site are wiped.</p>}
      {inherited === undefined && <p>Nothing is inherited here. {NO_LETTERS}</p>}
      {inherited?.disabled && (
        <p>
          Letters are switched off at {inheritedFrom}, from which this site inherits. {NO_LETTERS}
        </p>
      )}
      {inherited !== undefined && !inherited.disabled && (
        <p>Parents then see letters through the settings of {inheritedFrom}.</p>
      )}
      <p>This holds from the next time a parent opens the page, for all sites that inherit from here.</p>
    </Question>
  );
}

export function SwitchOffPage(props: ConfirmProps) {
  const { site, own } = props.situation;
  return (
    <Question
      {...props}
      title={`Switch letters off at ${site.name}?`}
      path="switch-off"
      button="Switch letters off"
      isDangerous
    >
      <p>{NO_LETTERS}</p>
      <p>
        This holds from the next time a parent opens the page, here and for all sites below that have no
        settings of their own. Other sites are not touched.
      </p>
      {own !== undefined && <p>The username and the secret key saved for this site are wiped.</p>}
    </Question>
  );
}

interface QuestionProps extends ConfirmProps {
  title: string;
  path: "remove" | "switch-off";
  button: string;
  isDangerous: boolean;
  children?: Child;
}

function Question({ frame, situation, changedMeanwhile, ...question }: QuestionProps) {
  const { site, own } = situation;
  const back = etsPath(site.id);
  return (
    <Page
      {...frame}
      title={question.title}
      path="/admin/integrations/ets"
      back={{ href: back, label: "Back" }}
    >
      {changedMeanwhile && (
        <Notice tone="warn" title="Somebody changed these settings meanwhile">
          <p>Nothing was done. Look at them again, or go on all the same.</p>
        </Notice>
      )}
      <h1>{question.title}</h1>
      {question.children}
      <form method="post" action={`/admin/integrations/ets/${question.path}`} class="actions">
        <input type="hidden" name="site" value={site.id} />
        <input type="hidden" name="version" value={own?.version ?? ""} />
        <button type="submit" class={question.isDangerous ? "dangerous" : ""}>
          {question.button}
        </button>
        <a class="second" href={back}>
          Cancel
        </a>
      </form>
    </Page>
  );
}
