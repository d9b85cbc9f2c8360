/** For a child with more letters than fit on a screen: only one school year, only one test. */
import { type LetterYear, schoolYear } from "./letters.ts";
import type { WidgetState } from "./session.ts";
import { fill } from "./strings/strings.ts";
import type { View } from "./view.ts";

/** More than a handful. */
const MANY_LETTERS = 6;

export function Filters({ all, state, view }: { all: LetterYear[]; state: WidgetState; view: View }) {
  const { strings, session } = view;
  const letters = all.flatMap((year) => year.letters);
  if (letters.length < MANY_LETTERS) return null;
  const tests = new Map(letters.map(({ code, name }) => [code, name]));
  const years = all.map(({ year }) => [`${year}`, fill(strings.schoolYear, schoolYear(year))] as const);

  function select(what: "year" | "test", everything: string, choices: Iterable<readonly [string, string]>) {
    return (
      <select
        part="filter"
        aria-label={everything}
        value={state[what]}
        onChange={(event) => {
          void view.needMore(); // for a choice that has no letter
          session.choose({ [what]: event.currentTarget.value });
        }}
      >
        <option value="">{everything}</option>
        {Array.from(choices, ([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    );
  }

  return (
    <div class="filters">
      {select("year", strings.allYears, years)}
      {select("test", strings.allTests, tests)}
    </div>
  );
}
