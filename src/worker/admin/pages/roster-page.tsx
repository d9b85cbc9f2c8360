/** `/admin/roster`: how the pulls of the roster are going, a button for one more, and the ones before. */
import type { Child } from "hono/jsx";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import type { PullFacts } from "../../roster/last-run-queries.ts";
import type { Run } from "../../roster/run-queries.ts";
import { districtMinute } from "./dates.ts";
import { ESCHOOLPLUS_PATH, noPullYet } from "./eschoolplus-words.ts";
import { type Frame, Page } from "./layout.tsx";
import { ScrollingTable, State } from "./parts.tsx";
import { Progress, RunState } from "./roster-parts.tsx";
import {
  changesWords,
  clockOf,
  type DistrictClock,
  outcomeWords,
  ROSTER_PATH,
  runPath,
  STATUS,
  scheduleWords,
} from "./roster-words.ts";

export interface RosterPageProps {
  frame: Frame;
  settings: EschoolplusSettings | undefined;
  pulls: PullFacts;
  /** Since when no pull has succeeded that should have; null while all is well. */
  overdueSince: number | null;
  /** Newest first. */
  history: Run[];
  olderHref: string | null;
  isNewest: boolean;
  mayManage: boolean;
  now: number;
  notice?: Child;
}

export function RosterPage(props: RosterPageProps) {
  const { frame, notice, settings, pulls, mayManage } = props;
  return (
    <Page
      {...frame}
      title="Roster pulls"
      path={ESCHOOLPLUS_PATH}
      back={{ href: ESCHOOLPLUS_PATH, label: "eSchoolPLUS" }}
    >
      {notice}
      <h1>Roster pulls</h1>
      <Standing {...props} />
      {mayManage && settings !== undefined && pulls.running === undefined && <RunNow pulls={pulls} />}
      {!mayManage && <p class="hint">You can see pulls but not start or decide one.</p>}
      <History {...props} />
      <ForSupport />
    </Page>
  );
}

function Standing({ settings, pulls: { running, outcome }, overdueSince, now }: RosterPageProps) {
  const clock = clockOf(settings, now);
  return (
    <div class="standing">
      {running && (
        <>
          <p class="lead">
            <State tone="warn">Running</State> since {districtMinute(running.startedAt, clock)}.
          </p>
          <Progress run={running} now={now} />
        </>
      )}
      {overdueSince !== null && (
        <p class="lead">
          <State tone="bad">Overdue.</State> No pull has succeeded since {districtMinute(overdueSince, clock)}
          . Families keep the access they had.
        </p>
      )}
      {outcome && <Outcome run={outcome} clock={clock} isLead={!running && overdueSince === null} />}
      {settings === undefined && (
        <p>
          eSchoolPLUS is not set up, so no pull runs. <a href={ESCHOOLPLUS_PATH}>Set up eSchoolPLUS</a>
        </p>
      )}
      {settings && !outcome && !running && <p class="lead">{noPullYet(settings, now)}</p>}
      {settings && <p class="hint">{scheduleWords(settings, now)}</p>}
    </div>
  );
}

function Outcome({ run, clock, isLead }: { run: Run; clock: DistrictClock; isLead: boolean }) {
  const { head, rest } = outcomeWords(run, clock);
  return (
    <p class={isLead ? "lead" : undefined}>
      <State tone={STATUS[run.status].tone}>{head}</State> {rest}{" "}
      <a href={runPath(run.id)}>
        {run.status === "held" ? "Look at the reasons and decide" : "See this pull"}
      </a>
    </p>
  );
}

function RunNow({ pulls }: { pulls: PullFacts }) {
  return (
    <form method="post" action={ROSTER_PATH} class="run-now">
      <button type="submit">Run now</button>
      {pulls.outcome?.status === "held" && (
        <p class="hint">A new pull takes the place of the one that is held back.</p>
      )}
    </form>
  );
}

function History({ settings, history, olderHref, isNewest, now }: RosterPageProps) {
  const clock = clockOf(settings, now);
  return (
    <section>
      <h2>Pulls so far</h2>
      {history.length === 0 ? (
        <p>{isNewest ? "None yet." : "There are no older ones."}</p>
      ) : (
        <ScrollingTable
          label="Pulls so far"
          columns={["Started", "How it went", "Rows of the roster", "Started by"]}
        >
          {history.map((run) => (
            <tr>
              <th scope="row">
                <a class="when" href={runPath(run.id)}>
                  {districtMinute(run.startedAt, clock)}
                </a>
              </th>
              <td>
                <RunState run={run} />
              </td>
              <td>{shortWords(run)}</td>
              <td>{run.trigger === "nightly" ? "Nightly" : run.startedBy}</td>
            </tr>
          ))}
        </ScrollingTable>
      )}
      {(olderHref !== null || !isNewest) && (
        <p class="paging">
          {!isNewest && <a href={ROSTER_PATH}>Newest</a>}
          {olderHref !== null && <a href={olderHref}>Older</a>}
        </p>
      )}
    </section>
  );
}

/** What it did, or would have done, or the first sentence of what it met. */
function shortWords(run: Run): string {
  if (run.status === "failed") return (run.errorDetail ?? "").split(/(?<=\.) /)[0] ?? "";
  if (run.status === "running") return "—";
  const words = changesWords(run);
  return run.status === "succeeded" ? words : `${words}; not put in place`;
}

function ForSupport() {
  return (
    <section>
      <h2>If nothing arrived last night</h2>
      <p>
        This file helps whoever helps you. It holds the version of Scoreletter, the eSchoolPLUS settings
        without the consumer secret and without most of the consumer key, the district’s clock and whether a
        pull is due, the last 20 pulls with their counts and errors, the last test, and how many rows the
        roster has. It holds nobody’s name, no student’s id and no address.
      </p>
      <p>
        <a class="go" href="/admin/api/roster/support" download>
          Download the file for support (JSON)
        </a>
      </p>
    </section>
  );
}
