/** `/admin/overview`: how the last weeks went, in a sentence, a plot and a table each. */
import { EXPIRING_DAYS } from "../../integrations/ets-state.ts";
import { type Overview, type OverviewDay, openedThisWeek, sum } from "../overview.ts";
import { dateWithDistance, plainDate } from "./dates.ts";
import { ESCHOOLPLUS_PATH, eschoolplusWords, type ShownEschoolplus } from "./eschoolplus-words.ts";
import { etsPath } from "./ets-situation.ts";
import { type Frame, Page } from "./layout.tsx";
import { ScrollingTable, State } from "./parts.tsx";
import { Plot } from "./plot.tsx";
import { PullStanding } from "./roster-parts.tsx";
import { number } from "./roster-words.ts";
import { outcomeWords, type Tone } from "./words.ts";

interface OverviewPageProps {
  frame: Frame;
  overview: Overview;
  /** The name of each site that the administrator may view. */
  siteNames: Map<string, string>;
  /** Null for those who do not see the whole district. */
  eschoolplus: ShownEschoolplus | null;
  now: number;
}

export function OverviewPage({ frame, overview, siteNames, eschoolplus, now }: OverviewPageProps) {
  const { days, keys } = overview;
  return (
    <Page {...frame} title="Overview" path="/admin/overview">
      <h1>Overview</h1>
      <Letters days={days} />
      <Refusals days={days} />
      <Keys keys={keys} siteNames={siteNames} now={now} />
      {eschoolplus !== null && <Pull eschoolplus={eschoolplus} now={now} />}
    </Page>
  );
}

/** "412 letters opened". */
export function lettersOpened(count: number): string {
  if (count === 0) return "No letters opened";
  return `${number(count)} ${count === 1 ? "letter" : "letters"} opened`;
}

function Letters({ days }: { days: OverviewDay[] }) {
  const all = sum(days.map(({ opened }) => opened));
  const most = days.toSorted((a, b) => b.opened - a.opened)[0];
  return (
    <section>
      <h2>Letters</h2>
      <p class="lead">
        {lettersOpened(openedThisWeek(days))} this week
        {all === 0 ? ", and none" : `, ${number(all)}`} in the last {days.length} days.
      </p>
      {all === 0 ? (
        <p>Letters for spring usually arrive between June and September; families open most of them then.</p>
      ) : (
        <Plot
          kind="opened"
          label="Letters opened"
          summary={most ? `Most on ${plainDate(most.day)}: ${number(most.opened)}` : ""}
          days={days.map(({ day, opened }) => ({ day, count: opened }))}
        />
      )}
    </section>
  );
}

/** What a code means for families, and whose turn it is. */
const MEANINGS: Record<string, string> = {
  ETS001: "ETS did not answer",
  ETS002: "ETS refused the key",
  ETS003: "ETS does not know the student",
};

function Refusals({ days }: { days: OverviewDay[] }) {
  const seen = days.flatMap(({ refused }) => Object.keys(refused));
  const codes = [...Object.keys(MEANINGS), ...seen.filter((code) => !(code in MEANINGS)).toSorted()];
  const counts = [...new Set(codes)].map((code) => {
    const perDay = days.map(({ day, refused }) => ({ day, count: refused[code] ?? 0 }));
    return { code, perDay, total: sum(perDay.map(({ count }) => count)) };
  });
  const shown = counts.filter(({ total }) => total > 0);
  const total = sum(shown.map((one) => one.total));
  return (
    <section>
      <h2>What families could not open</h2>
      <p class="lead">
        {total === 0
          ? `In the last ${days.length} days no list and no letter was refused.`
          : `${number(total)} ${total === 1 ? "time" : "times"} in the last ${days.length} days a list or a letter could not be shown.`}
      </p>
      {shown.map(({ code, perDay, total: count }) => (
        <Plot
          kind="refused"
          label={MEANINGS[code] === undefined ? outcomeWords(code) : `${code}: ${MEANINGS[code]}`}
          summary={`${number(count)} ${count === 1 ? "time" : "times"}`}
          days={perDay}
        />
      ))}
    </section>
  );
}

function Keys({
  keys,
  siteNames,
  now,
}: Pick<Overview, "keys"> & Pick<OverviewPageProps, "siteNames" | "now">) {
  const [next] = keys;
  return (
    <section>
      <h2>ETS keys</h2>
      {next === undefined ? (
        <p class="lead">No key is saved at your sites.</p>
      ) : (
        <>
          <p class="lead">
            {next.days < 0
              ? "A key has expired."
              : `The next key expires ${dateWithDistance(next.expiresOn, now)}.`}
          </p>
          <ScrollingTable label="Keys" columns={["Site", "Expires"]}>
            {keys.map(({ site, expiresOn, days }) => (
              <tr>
                <th scope="row">
                  <a href={etsPath(site)}>{siteNames.get(site) ?? site}</a>
                </th>
                <td>
                  <State tone={toneOf(days)}>{daysLeft(days)}</State>
                  <span class="hint">{plainDate(expiresOn)}</span>
                </td>
              </tr>
            ))}
          </ScrollingTable>
        </>
      )}
    </section>
  );
}

function daysLeft(days: number): string {
  if (days < 0) return "Expired";
  if (days === 0) return "Today";
  return days === 1 ? "1 day left" : `${days} days left`;
}

function toneOf(days: number): Tone {
  if (days < 0) return "bad";
  return days <= EXPIRING_DAYS ? "warn" : "good";
}

interface PullProps {
  eschoolplus: ShownEschoolplus;
  now: number;
}

function Pull({ eschoolplus: { settings, pulls }, now }: PullProps) {
  const { tone, word, sentence } = eschoolplusWords(settings, pulls, now);
  return (
    <section>
      <h2>Roster</h2>
      <p class="lead">
        <State tone={tone}>{word}.</State> {sentence}
      </p>
      <PullStanding settings={settings} pulls={pulls} now={now} said={sentence} />
      <p>
        <a class="go" href={ESCHOOLPLUS_PATH}>
          {settings === undefined ? "Set up eSchoolPLUS" : "eSchoolPLUS settings"}
        </a>
      </p>
    </section>
  );
}
