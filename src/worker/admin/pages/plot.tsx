/**
 * A small plot of a number per day, as inline SVG: no script, no style of its own, its numbers in a table for whoever
 * cannot see it or wants them exactly. Words stand beside it, not in it: they would shrink with it on a phone.
 */
import { plainDate } from "./dates.ts";
import { number } from "./eschoolplus-words.ts";
import { ScrollingTable } from "./parts.tsx";

export interface DayCount {
  /** YYYY-MM-DD. */
  day: string;
  count: number;
}

interface PlotProps {
  /** What is counted: the plot's name, and its numbers' column. */
  label: string;
  /** What the numbers say in a sentence. */
  summary: string;
  days: DayCount[];
  kind: "opened" | "refused";
}

/** In units of the drawing, which is stretched to the width there is. */
const BAR_WIDTH = 8;
const BAR_STEP = 10;
const HEIGHT = 100;

/** A day on which something was counted can be seen, however little it is beside the others. */
const LEAST_HEIGHT = 3;

export function Plot({ label, summary, days, kind }: PlotProps) {
  const most = Math.max(...days.map(({ count }) => count), 0);
  const [first, last] = [days.at(0), days.at(-1)];
  return (
    <figure class={kind === "opened" ? "plot" : "plot small refused"}>
      <figcaption>
        <strong>{label}</strong>
        <span class="hint">{summary}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * BAR_STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}, by day. ${summary}`}
      >
        {days.map(({ count }, at) => {
          const height = count === 0 ? 0 : Math.max(LEAST_HEIGHT, (count / most) * HEIGHT);
          return (
            <rect
              class="bar"
              x={at * BAR_STEP + (BAR_STEP - BAR_WIDTH) / 2}
              y={HEIGHT - height}
              width={BAR_WIDTH}
              height={height}
            />
          );
        })}
      </svg>
      {first && last && (
        <p class="axis hint">
          <span>{plainDate(first.day)}</span>
          <span>{plainDate(last.day)}</span>
        </p>
      )}
      <details>
        <summary>
          Show the numbers<span class="only-heard"> of {label}</span>
        </summary>
        <ScrollingTable label={`${label} by day`} columns={["Day", label]}>
          {days.toReversed().map(({ day, count }) => (
            <tr>
              <th scope="row">{plainDate(day)}</th>
              <td>{number(count)}</td>
            </tr>
          ))}
        </ScrollingTable>
      </details>
    </figure>
  );
}
