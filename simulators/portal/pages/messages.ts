/** Invented messages from the district and its schools, newest first. */

import { html } from "hono/html";
import { isoDate, longDate } from "../dates.ts";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";
import { latestMessages } from "../school-life.ts";

const WORDS = {
  en: { title: "Messages", answer: "Answering a message is not part of this demonstration." },
  es: { title: "Mensajes", answer: "Responder a un mensaje no es parte de esta demostración." },
};

export function messagesPage(visit: SignedInVisit, { now }: PageFacts): Html {
  const { language } = visit;
  const words = WORDS[language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      ${latestMessages(now).map(
        (message) =>
          html`<article class="card" id="${message.id}" aria-labelledby="${message.id}-title">
        <h2 id="${message.id}-title">${message.title[language]}</h2>
        <p class="quiet">${message.from[language]} · <time datetime="${isoDate(message.date)}">${longDate(message.date, language)}</time></p>
        <p>${message.body[language]}</p>
      </article>`,
      )}
      <p class="quiet">${words.answer}</p>`,
  );
}
