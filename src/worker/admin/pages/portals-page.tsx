/** The page of one portal: how it is doing, what is set, its keys, and where to go on. */
import type { Child } from "hono/jsx";
import type { PortalRow, PortalWithKeys } from "../../integrations/portal-queries.ts";
import { LANGUAGES } from "../../language.ts";
import { PROBLEMS } from "../../problem.ts";
import { type Frame, Page } from "./layout.tsx";
import { State } from "./parts.tsx";
import { PortalKeys } from "./portals-keys.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { LANGUAGE_NAMES, PERMISSION_WORDS, portalWords, ROLES, siteWords, TRUST } from "./portals-words.ts";

export interface PortalPageProps {
  frame: Frame;
  found: PortalWithKeys;
  siteNames: Map<string, string>;
  mayManage: boolean;
  /** The name of the key that the form on this page makes, once. */
  nextKeyId: string;
  notice?: Child;
}

export function PortalPage({ frame, found, siteNames, mayManage, nextKeyId, notice }: PortalPageProps) {
  const { portal, keys } = found;
  const { tone, word, sentence } = portalWords(found);
  return (
    <Page {...frame} title={portal.name} path={PORTALS_PATH} back={{ href: PORTALS_PATH, label: "Portals" }}>
      {notice}
      <h1>{portal.name}</h1>
      <div class="standing">
        <p class="lead">
          <State tone={tone}>{word}.</State> {sentence}
        </p>
        {!portal.widgetEnabled && <p>Parents read: “{PROBLEMS.portal_disabled.detail}”</p>}
      </div>
      <section>
        <h2>Settings</h2>
        <Settings portal={portal} siteNames={siteNames} />
        {mayManage ? (
          <p>
            <a class="button second" href={portalPath(portal.id, "edit")}>
              Change
            </a>
          </p>
        ) : (
          <p class="hint">You can see these settings but not change them.</p>
        )}
      </section>
      <PortalKeys portal={portal} keys={keys} mayManage={mayManage} nextKeyId={nextKeyId} />
      <section>
        <h2>Put the letters into its pages</h2>
        <p>
          One script tag, and a route on the portal's server that signs a token: ready to copy, with this
          portal's id.
        </p>
        <p>
          <a class="go" href={portalPath(portal.id, "embed")}>
            Script tag and code
          </a>
        </p>
      </section>
      {mayManage && (
        <ul class="other-ways">
          <li>
            <a class="danger" href={portalPath(portal.id, "remove")}>
              Remove this portal
            </a>
          </li>
        </ul>
      )}
    </Page>
  );
}

function Settings({ portal, siteNames }: { portal: PortalRow; siteNames: Map<string, string> }) {
  const { jwks, jwksUrl, adminHandoff, instructions } = portal;
  const languages = LANGUAGES.filter((language) => instructions[language] !== undefined);
  return (
    <dl>
      <Entry term="Id">
        <code>{portal.id}</code>
      </Entry>
      <Entry term="Origins">
        {portal.origins.length === 0
          ? "None"
          : portal.origins.map((origin) => (
              <div>
                <code>{origin}</code>
              </div>
            ))}
      </Entry>
      <Entry term="Who decides">
        {TRUST[portal.trust].label}
        <span class="hint">{TRUST[portal.trust].sentence}</span>
      </Entry>
      <Entry term="Who may use it">
        {portal.roles.length === 0 ? "Nobody" : portal.roles.map((role) => ROLES[role]).join(", ")}
      </Entry>
      <Entry term="For students of">{siteWords(portal.sites, siteNames)}</Entry>
      {jwks !== null && (
        <Entry term="Public keys">
          {jwks.keys.length === 1 ? "1 key" : `${jwks.keys.length} keys`}, pasted
        </Entry>
      )}
      {jwksUrl !== null && (
        <Entry term="Key set">
          <code>{jwksUrl}</code>
        </Entry>
      )}
      <Entry term="Administrators from here">
        {adminHandoff.length === 0
          ? "None"
          : adminHandoff.map(({ permission, sites }) => (
              <div>
                {PERMISSION_WORDS[permission].label}: {siteWords(sites, siteNames)}
              </div>
            ))}
      </Entry>
      {languages.length > 0 && (
        <Entry term="Words to parents">
          {languages.map((language) => (
            <p class="told">
              <span class="hint">{LANGUAGE_NAMES[language]}</span>
              <span lang={language}>{instructions[language]}</span>
            </p>
          ))}
        </Entry>
      )}
    </dl>
  );
}

function Entry({ term, children }: { term: string; children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
