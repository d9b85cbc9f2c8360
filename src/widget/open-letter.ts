/**
 * A click on View or Download. The browser opens the link by itself; only where the link has ended meanwhile
 * (a laptop that slept) do we step in. A tab opened later than the click would be blocked as a pop-up, so an
 * empty one is opened at once and sent to the letter when the new link is there.
 */
import type { LetterOpened, View } from "./view.ts";

export async function openLetter(event: MouseEvent, letter: LetterOpened, view: View): Promise<void> {
  const { session } = view;
  // The widget says that it is offline; a tab of the browser would say so with less sense.
  if (session.state().offline) return event.preventDefault();
  view.tell("letter", letter);
  if (session.linksAreGood()) return;

  event.preventDefault();
  const isView = letter.action === "view";
  const tab = isView ? window.open("", "_blank") : null;
  const report = await session.renewed(letter.reportId);
  if (!report) {
    tab?.close();
    view.focus("[part=student]");
  } else if (tab) {
    tab.opener = null; // the same as rel=noopener
    tab.location.replace(report.view);
  } else {
    location.assign((!isView && report.download) || report.view);
  }
}
