/** What every part of the page is drawn with, besides the state itself. */
import type { Finder } from "./load-finder.ts";
import type { Session } from "./session.ts";
import type { ListStrings, MoreStrings } from "./strings/strings.ts";

export interface LetterOpened {
  studentId: string;
  reportId: string;
  action: "view" | "download";
}

export interface View {
  session: Session;
  strings: ListStrings;
  /** Empty until something has asked for them, and where they could not be had. */
  more: Partial<MoreStrings>;
  /** Fetches `more` and draws again. */
  needMore: () => Promise<void>;
  /** Draws the search for staff; fetched only for them. */
  finder?: Finder;
  /** Languages of letters, BCP 47, the viewer's first choice first. */
  preferred: readonly string[];
  /** 1 to 6, for the student's name; years and tests follow below it. */
  headingLevel: number;
  /** Moves the focus to the first of these selectors that is in this widget. */
  focus: (...selectors: string[]) => void;
  /** Tells the page around the widget. */
  tell: (event: "error" | "letter", detail: object) => void;
}
