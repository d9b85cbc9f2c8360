/**
 * The types that a portal copies, used as a portal would use them; `tsc` holds them. Each line that is wrong on
 * purpose must be refused.
 */
/// <reference path="../../src/widget/widget.d.ts" />
import type { ListStrings, MoreStrings } from "../../src/widget/strings/strings.ts";

/** Every sentence that we have can be replaced. */
type Words = keyof ListStrings | keyof MoreStrings;
export const allWords: Exclude<Words, keyof StateAssessmentsStrings> extends never ? true : false = true;
export const noOthers: Exclude<keyof StateAssessmentsStrings, Words> extends never ? true : false = true;

export function embed(place: Element, signIn: () => void): () => void {
  const handle: StateAssessmentsHandle = StateAssessments.mount(place, {
    getToken: () => fetch("/portal/score-token").then((answer) => answer.text()),
    lang: "es",
    headingLevel: 3,
    strings: { view: "Open", errors: { ETS001: ["What", "Help"] }, about: { ELPAC: "A test." } },
  });
  place.addEventListener("state-assessments:error", ({ detail }) => {
    if (detail.code === "token_missing") signIn();
  });
  document.addEventListener("state-assessments:letter", ({ detail: { action, reportId, studentId } }) => {
    const opened: "view" | "download" = action;
    console.info(opened, reportId, studentId);
  });
  const element: StateAssessmentsElement = document.createElement("state-assessments");
  element.options = { tokenUrl: "/portal/score-token" };
  window.StateAssessments?.unmount(place);

  // @ts-expect-error there is no such way to get a token
  StateAssessments.mount(place, { tokenURL: "/portal/score-token" });
  // @ts-expect-error a message has what happened, and what helps
  StateAssessments.mount(place, { strings: { errors: { ETS001: "only one" } } });
  // @ts-expect-error a letter is viewed or downloaded
  document.addEventListener("state-assessments:letter", ({ detail }) => detail.action === "printed");
  return handle.unmount;
}
