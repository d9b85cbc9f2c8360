/** What a test of eSchoolPLUS found: in a word above the page, and resource by resource in a table. */
import type { ConnectionTest, ResourceTest } from "../../eschoolplus/test-connection.ts";
import { codeTitle } from "./eschoolplus-codes.ts";
import { Notice, ScrollingTable, State } from "./parts.tsx";
import { number } from "./roster-words.ts";

export function isGood({ resources }: ConnectionTest): boolean {
  return resources.every(({ ok }) => ok);
}

/** @param isSaved it was the saved connection that was tested */
export function TestNotice({ test, isSaved }: { test: ConnectionTest; isSaved: boolean }) {
  const failed = test.resources.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    return (
      <Notice tone="good" title="The test went well">
        <p>
          {isSaved
            ? "eSchoolPLUS answers for all seven resources."
            : "eSchoolPLUS answers for all seven resources. Nothing is saved yet: choose Test and save to keep it."}
        </p>
      </Notice>
    );
  }
  const title =
    failed.length === test.resources.length
      ? "eSchoolPLUS could not be read"
      : failed.length === 1
        ? `${failed[0]?.resource} could not be read`
        : `${failed.length} of ${test.resources.length} resources could not be read`;
  return (
    <Notice tone="bad" title={title}>
      <p>
        {commonHint(test) ?? "What to do stands below."}
        {isSaved ? "" : " Nothing is saved."}
      </p>
    </Notice>
  );
}

/** Where nothing at all can be read for one and the same reason, it is said once. */
function commonHint({ resources }: ConnectionTest): string | null {
  const [first] = resources;
  return first !== undefined && resources.every(({ code }) => code !== undefined && code === first.code)
    ? (first.hint ?? null)
    : null;
}

export function TestResult({ test }: { test: ConnectionTest }) {
  const toDo = commonHint(test) === null ? test.resources.filter(({ hint }) => hint !== undefined) : [];
  return (
    <section aria-labelledby="test-result">
      <h2 id="test-result">What the test found</h2>
      {toDo.length > 0 && (
        <ul class="to-do">
          {toDo.map(({ hint }) => (
            <li>{hint}</li>
          ))}
        </ul>
      )}
      <ScrollingTable label="Resources" columns={["Resource", "Answer"]}>
        {test.resources.map((one) => (
          <ResourceRow {...one} />
        ))}
      </ScrollingTable>
      <BirthDates test={test} />
    </section>
  );
}

function ResourceRow({ resource, ok, code, rows }: ResourceTest) {
  return (
    <tr>
      <th scope="row">{resource}</th>
      <td>
        <State tone={ok ? "good" : "bad"}>{ok ? "Read" : (codeTitle(code ?? "") ?? "Not read")}</State>
        {ok && <span class="hint">{rows === 1 ? "1 row" : `${number(rows ?? 0)} rows`}</span>}
      </td>
    </tr>
  );
}

function BirthDates({ test: { resources, birthDates } }: { test: ConnectionTest }) {
  const students = resources.find(({ resource }) => resource === "Student");
  if (!students?.ok) return null;
  if (birthDates) {
    return (
      <p>
        <State tone="good">Dates of birth arrive.</State>
      </p>
    );
  }
  return (
    <p>
      <State tone="warn">No dates of birth arrive.</State> In the API Profile, under Endpoint Advanced
      Settings, tick the date of birth of Student. Without it, parents’ access cannot end at 18.
    </p>
  );
}
