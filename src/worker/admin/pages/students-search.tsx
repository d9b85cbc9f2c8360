/** `/admin/students`: one field, and whom it finds. */
import type { RosterStudent } from "../../roster/queries.ts";
import { SEARCH_LIMIT } from "../student-routes.ts";
import { type Frame, Page } from "./layout.tsx";
import { ScrollingTable } from "./parts.tsx";
import { placeWords, statusWord, studentPath } from "./student-words.ts";

interface StudentsSearchProps {
  frame: Frame;
  hasRoster: boolean;
  query: string;
  isTooShort: boolean;
  /** Null: nothing was asked yet. */
  found: RosterStudent[] | null;
}

export function StudentsSearch({ frame, hasRoster, query, isTooShort, found }: StudentsSearchProps) {
  return (
    <Page {...frame} title="Students" path="/admin/students">
      <h1>Students</h1>
      {hasRoster ? (
        <>
          <form method="get" action="/admin/students" class="selector finder">
            <label for="q">Name or student id</label>
            <p class="hint" id="q-hint">
              The beginning is enough: “xim nu” finds Ximena Núñez.
            </p>
            {isTooShort && (
              <p class="error" id="q-error">
                <span class="only-heard">Error: </span>Type two letters at least.
              </p>
            )}
            <input
              id="q"
              name="q"
              type="search"
              value={query}
              maxlength={100}
              autocomplete="off"
              spellcheck={false}
              aria-describedby={isTooShort ? "q-hint q-error" : "q-hint"}
              aria-invalid={isTooShort ? "true" : undefined}
            />
            <button type="submit">Search</button>
          </form>
          {found !== null && <Found students={found} query={query} />}
        </>
      ) : (
        <NoRoster />
      )}
    </Page>
  );
}

function Found({ students, query }: { students: RosterStudent[]; query: string }) {
  if (students.length === 0)
    return (
      <section>
        <h2>Nobody found</h2>
        <p>
          At your schools there is nobody whose name or student id begins like “{query}”. A new student is
          here after the next pull from eSchoolPLUS.
        </p>
      </section>
    );
  const isCut = students.length >= SEARCH_LIMIT;
  const count = students.length === 1 ? "1 student" : `${students.length} students`;
  return (
    <section>
      <h2>{isCut ? `The first ${SEARCH_LIMIT} students` : count}</h2>
      {isCut && <p>There may be more. Type more of the name to see fewer.</p>}
      <ScrollingTable label="Students found" columns={["Name", "Student id", "Status"]}>
        {students.map((student) => (
          <tr>
            <th scope="row">
              <a href={studentPath(student.id)}>{student.name}</a>
              <span class="place">{placeWords(student)}</span>
            </th>
            <td>{student.id}</td>
            <td>{statusWord(student.status)}</td>
          </tr>
        ))}
      </ScrollingTable>
    </section>
  );
}

/** Also a district without eSchoolPLUS comes here. */
function NoRoster() {
  return (
    <>
      <p class="lead">No students are listed here yet.</p>
      <p>
        They come from eSchoolPLUS, with the first pull of the district's roster. Then you can look up a
        student here, see what parents see, and withhold letters.
      </p>
      <p>
        If your district does not use eSchoolPLUS, nothing is missing: your portal itself says whose letters a
        parent may see, and this page stays empty.
      </p>
    </>
  );
}
