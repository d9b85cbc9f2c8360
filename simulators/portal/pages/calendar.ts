/** The district's year, reckoned from today. */

import { html } from "hono/html";
import { isoDate, longDate } from "../dates.ts";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";
import { upcomingEvents } from "../school-life.ts";

/** About half a year: beyond that a family plans nothing by this page. */
const EVENTS_SHOWN = 8;

const WORDS = {
  en: {
    title: "Calendar",
    lead: "The district’s days in the months ahead. Your school adds its own by letter.",
  },
  es: {
    title: "Calendario",
    lead: "Los días del distrito en los próximos meses. Su escuela avisa de los suyos por carta.",
  },
};

export function calendarPage(visit: SignedInVisit, { now }: PageFacts): Html {
  const words = WORDS[visit.language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <ul class="card rows agenda">${upcomingEvents(now)
        .slice(0, EVENTS_SHOWN)
        .map(
          (event) =>
            html`<li><time datetime="${isoDate(event.date)}">${longDate(event.date, visit.language)}</time>
            <p><strong>${event.title[visit.language]}</strong><br><span class="quiet">${event.note[visit.language]}</span></p></li>`,
        )}</ul>`,
  );
}
