/** Parts that show a pull: how far it is while it runs, how the last one went, and its figures. */
import { RESOURCE_NAMES } from "../../eschoolplus/contract.ts";
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import type { PullFacts } from "../../roster/last-run-queries.ts";
import type { Run } from "../../roster/run-queries.ts";
import { noPullYet } from "./eschoolplus-words.ts";
import { ScrollingTable, State } from "./parts.tsx";
import {
  clockOf,
  type DistrictClock,
  lastPullLine,
  number,
  outcomeWords,
  ROSTER_PATH,
  resourceWords,
  rowsWords,
  runPath,
  STATUS,
  stepWords,
} from "./roster-words.ts";

interface PullStandingProps {
  settings: EschoolplusSettings | undefined;
  pulls: PullFacts;
  now: number;
  /** What the page says already. */
  said: string;
}

/** The pull that runs and the last one that is over, for pages that are about more than pulls. */
export function PullStanding({ settings, pulls, now, said }: PullStandingProps) {
  const { running, outcome } = pulls;
  if (settings === undefined && outcome === undefined) return null;
  return (
    <>
      {running && (
        <p>
          <State tone="warn">Running.</State> {stepWords(running, now)}
          {rowsWords(running, now) && `, ${rowsWords(running, now)}`}.{" "}
          <a href={runPath(running.id)}>Watch this pull</a>
        </p>
      )}
      {outcome && <LastPull run={outcome} clock={clockOf(settings, now)} said={said} />}
      {!running && !outcome && settings && <p>{noPullYet(settings, now)}</p>}
      <p>
        <a class="go" href={ROSTER_PATH}>
          Roster pulls
        </a>
      </p>
    </>
  );
}

function LastPull({ run, clock, said }: { run: Run; clock: DistrictClock; said: string }) {
  const isSaid = said.includes(lastPullLine(run, clock));
  const { head, rest } = outcomeWords(run, clock);
  return (
    <p>
      {isSaid ? run.errorDetail : `${head} ${rest}`}{" "}
      <a href={runPath(run.id)}>
        {run.status === "held" ? "Look at the reasons and decide" : "See the last pull"}
      </a>
    </p>
  );
}

/**
 * How far a pull is. The script moves it on; a screen reader hears of another step and of the end, not of every number.
 * Without script the link shows the page anew.
 */
export function Progress({ run, now }: { run: Run; now: number }) {
  const rows = rowsWords(run, now);
  const isKnown = rows !== "" && run.rowsTotal !== null && run.rowsTotal > 0;
  const bar = isKnown ? { max: Math.max(run.rowsTotal ?? 1, run.rowsRead), value: run.rowsRead } : {};
  return (
    <div class="pull-progress" data-run={run.id}>
      <label for="pull-bar">{stepWords(run, now)}</label>
      <progress id="pull-bar" {...bar} />
      <p class="hint rows">{rows}</p>
      <p role="status" class="only-heard" />
      <p>
        <a class="go" href={runPath(run.id)}>
          Refresh
        </a>
      </p>
      <script src="/admin/progress.js" defer />
    </div>
  );
}

export function RunState({ run }: { run: Run }) {
  const { tone, word } = STATUS[run.status];
  return <State tone={tone}>{word}</State>;
}

/** Resource by resource, once a pull has compared what it read. */
export function CountsTable({ run }: { run: Run }) {
  return (
    <ScrollingTable label="Rows" kind="figures" columns={["Rows", "Read", "Added", "Changed", "Removed"]}>
      {RESOURCE_NAMES.map((resource) => {
        const counts = run.counts[resource] ?? { read: 0, added: 0, updated: 0, removed: 0 };
        const { read, added, updated, removed } = counts;
        return (
          <tr>
            <th scope="row">{capital(resourceWords(resource))}</th>
            {[read, added, updated, removed].map((count) => (
              <td>{number(count)}</td>
            ))}
          </tr>
        );
      })}
    </ScrollingTable>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
