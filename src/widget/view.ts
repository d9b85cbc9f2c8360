/** What every part of the page is drawn with, besides the state itself. */
import type { WidgetSession } from "./session.ts";
import type { Strings } from "./strings/strings.ts";

export interface LetterOpened {
  studentId: string;
  reportId: string;
  action: "view" | "download";
}

export interface View {
  session: WidgetSession;
  strings: Strings;
  /** Languages of letters, BCP 47, the viewer's first choice first. */
  preferred: readonly string[];
  /** 1 to 6, for the student's name; years and tests follow below it. */
  headingLevel: number;
  /** Moves the focus to the first of these selectors that is in this widget. */
  focus: (...selectors: string[]) => void;
  letterOpened: (letter: LetterOpened) => void;
}
