/** `/admin/integrations/log`: everything in force, and the log of each time it was added, changed, tested or removed. */
import type { LogLine } from "../../integrations/log-queries.ts";
import { dateWithDistance } from "./dates.ts";
import { etsPath } from "./ets-situation.ts";
import type { Source } from "./in-force.ts";
import { type Frame, Page } from "./layout.tsx";
import { Moment, ScrollingTable, State } from "./parts.tsx";
import { actionWords, outcomeWords, stateWords } from "./words.ts";

interface ConfiguredProps {
  frame: Frame;
  sources: Source[];
  siteNames: Map<string, string>;
  lines: LogLine[];
  /** The page of older lines, where there are any. */
  olderHref: string | null;
  isNewest: boolean;
  now: number;
}

export function Configured(props: ConfiguredProps) {
  const { frame, sources, now } = props;
  return (
    <Page {...frame} title="Configured Integrations" path="/admin/integrations/log">
      <h1>Configured Integrations</h1>
      {props.isNewest && (
        <section>
          <h2>In force</h2>
          <ScrollingTable
            label="Settings in force"
            columns={["ETS settings of", "State", "Key expires", "In force at"]}
          >
            {sources.map((source) => (
              <SourceRow {...source} now={now} />
            ))}
          </ScrollingTable>
        </section>
      )}
      <Log {...props} />
    </Page>
  );
}

function SourceRow({ settings, name, sites, now }: Source & { now: number }) {
  const { tone, word } = stateWords(settings, now);
  const mayOpen = settings !== undefined && sites.some(({ id }) => id === settings.site);
  return (
    <tr>
      <th scope="row">{mayOpen ? <a href={etsPath(settings.site)}>{name}</a> : name}</th>
      <td>
        <State tone={tone}>{word}</State>
      </td>
      <td>{settings?.expiresOn ? dateWithDistance(settings.expiresOn, now) : "—"}</td>
      <td>
        {sites.length === 1 ? (
          sites[0]?.name
        ) : (
          <details class="plain">
            <summary>{sites.length} sites</summary>
            <ul>
              {sites.map((site) => (
                <li>
                  <a href={etsPath(site.id)}>{site.name}</a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
    </tr>
  );
}

function Log({ lines, siteNames, olderHref, isNewest }: ConfiguredProps) {
  return (
    <section>
      <h2>Log</h2>
      <p>
        <a href="/admin/api/integrations/log.csv" download>
          Download all as CSV
        </a>
      </p>
      {lines.length === 0 ? (
        <p>Nothing has been changed or tested yet.</p>
      ) : (
        <ScrollingTable label="Log" kind="log" columns={["When (UTC)", "What", "Where", "Outcome", "Who"]}>
          {lines.map((line) => (
            <tr>
              <td class="when">
                <Moment at={line.at} />
              </td>
              <td>{actionWords(line)}</td>
              <td>{siteNames.get(line.site) ?? line.site}</td>
              <td>
                {outcomeWords(line.outcome)}
                {line.outcome !== "ok" && <code class="hint">{line.outcome}</code>}
              </td>
              <td>{line.actor}</td>
            </tr>
          ))}
        </ScrollingTable>
      )}
      <p class="paging">
        {!isNewest && <a href="/admin/integrations/log">Newest</a>}
        {olderHref !== null && <a href={olderHref}>Older</a>}
      </p>
    </section>
  );
}
