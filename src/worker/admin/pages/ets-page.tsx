/** The page of a site's ETS settings: how things stand, then what can be changed. */
import type { Child } from "hono/jsx";
import { daysUntil } from "../../integrations/ets-state.ts";
import { PROBLEMS } from "../../problem.ts";
import { dayOf } from "./dates.ts";
import { EtsForm, savedAsTyped } from "./ets-form.tsx";
import { FIELDS, type FieldErrors, type Typed } from "./ets-form-fields.ts";
import type { EtsSituation } from "./ets-situation.ts";
import { type Frame, Page } from "./layout.tsx";
import { ErrorSummary, State } from "./parts.tsx";
import { expiryWords, sentenceOf, stateWords } from "./words.ts";

export interface EtsPageProps {
  frame: Frame;
  situation: EtsSituation;
  now: number;
  /** What was typed, where the page comes back with it. */
  typed?: Typed;
  /** The version that they have seen; the one of now where not given. */
  version?: string;
  errors?: FieldErrors;
  secretWasTyped?: boolean;
  /** What has just happened. */
  notice?: Child;
}

export function EtsPage(props: EtsPageProps) {
  const { frame, situation, now, errors = {}, notice } = props;
  const { site, own } = situation;
  const mistakes = FIELDS.flatMap((field): [string, string][] => {
    const sentence = errors[field];
    return sentence === undefined ? [] : [[field, sentence]];
  });
  const title = `${mistakes.length > 0 ? "Error: " : ""}ETS settings of ${site.name}`;
  return (
    <Page {...frame} title={title} path="/admin/integrations/ets">
      {mistakes.length > 0 ? <ErrorSummary errors={mistakes} /> : notice}
      <h1>Educational Testing Service</h1>
      <SiteSelector {...situation} />
      <h2>{site.name}</h2>
      <InForce situation={situation} now={now} />
      {situation.mayManage ? (
        <section>
          <h2>{own && !own.disabled ? "Settings" : "Settings of its own"}</h2>
          <EtsForm
            site={site.id}
            own={own}
            version={props.version ?? own?.version ?? ""}
            typed={props.typed ?? savedAsTyped(own)}
            errors={errors}
            secretWasTyped={props.secretWasTyped ?? false}
            now={now}
          />
          <OtherWays {...situation} />
        </section>
      ) : (
        <p class="hint">You can see these settings but not change them.</p>
      )}
    </Page>
  );
}

/** For an option, which cannot be styled: below the district and its sites, each level a little further in. */
const INDENT = "\u00a0\u00a0\u00a0";

function SiteSelector({ sites, site }: EtsSituation) {
  if (sites.length < 2) return null;
  return (
    <form method="get" action="/admin/integrations/ets" class="selector">
      <label for="site">Site</label>
      <select id="site" name="site">
        {sites.map((place) => (
          <option value={place.site.id} selected={place.site.id === site.id}>
            {`${INDENT.repeat(Math.max(0, place.depth - 1))}${place.site.name}`}
          </option>
        ))}
      </select>
      <button type="submit" class="second">
        Show
      </button>
    </form>
  );
}

/** Which settings are in force, from where, and how they are doing. */
function InForce({ situation, now }: { situation: EtsSituation; now: number }) {
  const { own, inherited, inheritedFrom, seesInherited, site } = situation;
  const settings = own ?? inherited;
  const { tone, word, sentence } = stateWords(settings, now);
  const hasOwn = own !== undefined;
  const isTold = hasOwn || seesInherited;
  return (
    <div class="standing">
      <p class="lead">
        <State tone={tone}>{word}.</State> {sentence} {expiryWords(settings, now)}
      </p>
      {settings?.lastTestCode && <p>{sentenceOf(settings.lastTestCode)}</p>}
      {settings?.disabled && <p>Parents read: “{PROBLEMS.not_configured.detail}”</p>}
      {settings !== undefined && (daysUntil(settings.expiresOn, now) ?? 1) < 0 && (
        <p>Until a new key is saved, parents cannot open letters. They read error code ETS002.</p>
      )}
      <p class="hint">
        {hasOwn && `In force: ${site.name}’s own settings`}
        {!hasOwn && settings !== undefined && `In force: inherited from ${inheritedFrom}`}
        {settings === undefined && "No settings are in force here."}
        {settings !== undefined && isTold && `, saved ${dayOf(settings.updatedAt)} by ${settings.updatedBy}`}
        {settings !== undefined && "."}
        {!hasOwn && isTold && inherited?.username && ` Username ${inherited.username}.`}
      </p>
    </div>
  );
}

/** What else can be done here, each on a page that says what it means first. */
function OtherWays({ site, own }: EtsSituation) {
  const query = `?${new URLSearchParams({ site: site.id })}`;
  return (
    <ul class="other-ways">
      {own !== undefined && (
        <li>
          <a class={own.disabled ? "" : "danger"} href={`/admin/integrations/ets/remove${query}`}>
            {own.disabled ? "Switch letters on again" : "Remove Integration"}
          </a>
        </li>
      )}
      {!own?.disabled && (
        <li>
          <a class="danger" href={`/admin/integrations/ets/switch-off${query}`}>
            Switch letters off at {site.name}
          </a>
        </li>
      )}
    </ul>
  );
}
