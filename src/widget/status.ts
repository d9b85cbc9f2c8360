/** What a screen reader is told when the state changes: one short sentence, or nothing. */
import { errorText } from "./error-text.ts";
import { groupLetters } from "./letters.ts";
import type { FailedState, OpenState, WidgetState } from "./session.ts";
import { fill, fillCounted, type Strings } from "./strings/strings.ts";

export function statusText(state: WidgetState, strings: Strings): string {
  switch (state.kind) {
    case "starting":
      return strings.loading;
    case "failed":
      return failureStatus(state, strings);
    case "open":
      return state.student ? lettersStatus(state, state.student.name, strings) : searchStatus(state, strings);
  }
}

function lettersStatus({ letters }: OpenState, name: string, strings: Strings): string {
  if (letters.kind === "loading") return fill(strings.loadingFor, name);
  if (letters.kind === "failed") return failureStatus(letters, strings);
  const count = groupLetters(letters.reports, []).reduce((sum, year) => sum + year.letters.length, 0);
  return count === 0 ? strings.noLetters : fillCounted(strings.lettersFor, count, name);
}

function searchStatus({ role, search }: OpenState, strings: Strings): string {
  if (role !== "staff") return strings.noStudents.what;
  if (search.kind === "searching") return strings.searching;
  if (search.kind === "failed") return errorText(search.failure, strings).what;
  if (search.kind === "idle") return "";
  return search.students.length === 0
    ? strings.foundNone
    : fillCounted(strings.found, search.students.length);
}

function failureStatus({ failure, retrying }: FailedState, strings: Strings): string {
  return retrying ? strings.tryingAgain : errorText(failure, strings).what;
}
