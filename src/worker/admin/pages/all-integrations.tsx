/** `/admin`: every integration and how it is doing, at a glance. */
import type { EtsSettings } from "../../integrations/ets-queries.ts";
import type { PortalRow } from "../../integrations/portal-queries.ts";
import { DISTRICT } from "../../integrations/site-queries.ts";
import { dateWithDistance } from "./dates.ts";
import { ESCHOOLPLUS_PATH, eschoolplusWords, type ShownEschoolplus } from "./eschoolplus-words.ts";
import { etsPath } from "./ets-situation.ts";
import { type Frame, Page } from "./layout.tsx";
import { lettersOpened } from "./overview-page.tsx";
import { ScrollingTable, State } from "./parts.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { ROSTER_PATH } from "./roster-words.ts";
import { expiryWords, stateWords } from "./words.ts";

interface AllIntegrationsProps {
  frame: Frame;
  /** The name of each site that the administrator may view. */
  siteNames: Map<string, string>;
  settings: EtsSettings[];
  /** Null for those who do not see the whole district. */
  portals: PortalRow[] | null;
  /** Null for those who do not see the whole district. */
  eschoolplus: ShownEschoolplus | null;
  openedThisWeek: number;
  now: number;
}

export function AllIntegrations(props: AllIntegrationsProps) {
  const { frame, siteNames, settings, portals, eschoolplus, openedThisWeek, now } = props;
  return (
    <Page {...frame} title="All Integrations" path="/admin">
      <h1>All Integrations</h1>
      <p>
        {lettersOpened(openedThisWeek)} this week. <a href="/admin/overview">Overview</a>
      </p>
      <Ets siteNames={siteNames} settings={settings} now={now} />
      {eschoolplus !== null && <Eschoolplus {...eschoolplus} now={now} />}
      {portals !== null && <Portals portals={portals} />}
    </Page>
  );
}

function Ets({ siteNames, settings, now }: Pick<AllIntegrationsProps, "siteNames" | "settings" | "now">) {
  const seesDistrict = siteNames.has(DISTRICT);
  const district = settings.find(({ site }) => site === DISTRICT);
  const others = settings.filter((one) => one !== district);
  const { tone, word, sentence } = stateWords(district, now);
  return (
    <section>
      <h2>Educational Testing Service</h2>
      {seesDistrict && (
        <p class="lead">
          <State tone={tone}>{word}.</State> {sentence} {expiryWords(district, now)}
        </p>
      )}
      {others.length > 0 && (
        <ScrollingTable
          label="Sites with settings of their own"
          columns={["Site with settings of its own", "State", "Key expires"]}
        >
          {others.map((one) => (
            <EtsRow name={siteNames.get(one.site) ?? one.site} settings={one} now={now} />
          ))}
        </ScrollingTable>
      )}
      {settings.length === 0 && !seesDistrict && <p>None of your sites has settings of its own.</p>}
      <p>
        <a class="go" href="/admin/integrations/ets">
          {seesDistrict && district === undefined ? "Set up ETS" : "ETS settings"}
        </a>
      </p>
    </section>
  );
}

function EtsRow({ name, settings, now }: { name: string; settings: EtsSettings; now: number }) {
  const { tone, word, sentence } = stateWords(settings, now);
  return (
    <tr>
      <th scope="row">
        <a href={etsPath(settings.site)}>{name}</a>
      </th>
      <td>
        <State tone={tone}>{word}</State>
        <span class="hint">{sentence}</span>
      </td>
      <td>{settings.expiresOn === null ? "—" : dateWithDistance(settings.expiresOn, now)}</td>
    </tr>
  );
}

function Eschoolplus({ settings, pulls, now }: ShownEschoolplus & { now: number }) {
  const { tone, word, sentence } = eschoolplusWords(settings, pulls, now);
  return (
    <section>
      <h2>eSchoolPLUS</h2>
      <p class="lead">
        <State tone={tone}>{word}.</State> {sentence}
      </p>
      <p>
        <a class="go" href={ESCHOOLPLUS_PATH}>
          {settings === undefined ? "Set up eSchoolPLUS" : "eSchoolPLUS settings"}
        </a>
      </p>
      {settings !== undefined && (
        <p>
          <a class="go" href={ROSTER_PATH}>
            {pulls.running === undefined ? "Roster pulls" : "Roster pulls: one is running"}
          </a>
        </p>
      )}
    </section>
  );
}

const TRUST: Record<PortalRow["trust"], string> = { roster: "The roster", token: "The portal" };

function Portals({ portals }: { portals: PortalRow[] }) {
  return (
    <section>
      <h2>{portals.length === 0 ? "Portals" : `Portals (${portals.length})`}</h2>
      {portals.length === 0 ? (
        <p>No portal is registered yet. Parents read their letters in a portal's pages.</p>
      ) : (
        <ScrollingTable label="Portals" columns={["Portal", "Access decided by", "Widget"]}>
          {portals.map(({ id, name, trust, widgetEnabled }) => (
            <tr>
              <th scope="row">
                <a href={portalPath(id)}>{name}</a>
              </th>
              <td>{TRUST[trust]}</td>
              <td>
                <State tone={widgetEnabled ? "good" : "off"}>{widgetEnabled ? "On" : "Off"}</State>
              </td>
            </tr>
          ))}
        </ScrollingTable>
      )}
      <p>
        <a class="go" href={PORTALS_PATH}>
          {portals.length === 0 ? "Register a portal" : "Portals and their keys"}
        </a>
      </p>
    </section>
  );
}
