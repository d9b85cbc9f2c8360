/** What one sees after signing in: the way to the state's letters, the children at a glance, the latest news. */

import { html } from "hono/html";
import { pupilsOf } from "../accounts.ts";
import { isoDate, longDate } from "../dates.ts";
import { ICONS } from "../icons.ts";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";
import { latestMessages, schoolRecordOf, upcomingEvents } from "../school-life.ts";
import { gradeName } from "../words.ts";

const WORDS = {
  en: {
    title: "Home",
    welcome: "Welcome,",
    letters: "State assessments",
    lettersLead: {
      guardian: "Score letters from the state’s CAASPP and ELPAC tests, in English and your language.",
      student: "Your score letters from the state’s CAASPP and ELPAC tests.",
      staff: "Find a student and open the score letters that the family received.",
    },
    manage: "Manage Third Party Integrations",
    manageLead: "The district’s keys for the state’s testing service, and who changed them.",
    students: { guardian: "Your children", student: "Your school", staff: "" },
    present: "Days present",
    latest: "Latest grade",
    messages: "Messages",
    allMessages: "All messages",
    events: "Coming up",
    allEvents: "Whole calendar",
  },
  es: {
    title: "Inicio",
    welcome: "Le damos la bienvenida,",
    letters: "Evaluaciones estatales",
    lettersLead: {
      guardian: "Cartas de resultados de los exámenes estatales CAASPP y ELPAC, en inglés y en su idioma.",
      student: "Tus cartas de resultados de los exámenes estatales CAASPP y ELPAC.",
      staff: "Busque a un estudiante y abra las cartas de resultados que recibió la familia.",
    },
    manage: "Administrar integraciones de terceros",
    manageLead: "Las claves del distrito para el servicio estatal de exámenes, y quién las cambió.",
    students: { guardian: "Sus hijos", student: "Tu escuela", staff: "" },
    present: "Días de asistencia",
    latest: "Última calificación",
    messages: "Mensajes",
    allMessages: "Todos los mensajes",
    events: "Próximamente",
    allEvents: "Calendario completo",
  },
};

export function homePage(visit: SignedInVisit, { now }: PageFacts): Html {
  const { language, login } = visit;
  const words = WORDS[language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.welcome} ${login.name}</h1>
      <a class="card tile" href="/assessments">
        <span class="tile-icon">${ICONS.assessments}</span>
        <span class="tile-text"><strong class="tile-title">${words.letters}</strong>
          <span>${words.lettersLead[login.role]}</span></span>
        ${ICONS.arrow}
      </a>
      ${login.manages ? integrations(visit) : ""}
      ${login.role === "staff" ? "" : students(visit)}
      <div class="columns">
        <section aria-labelledby="messages">
          <h2 id="messages">${words.messages}</h2>
          <ul class="rows">${latestMessages(now)
            .slice(0, 2)
            .map(
              (message) =>
                html`<li><p><a href="/messages#${message.id}">${message.title[language]}</a><br>
                  <span class="quiet"><time datetime="${isoDate(message.date)}">${longDate(message.date, language)}</time></span></p></li>`,
            )}</ul>
          <p><a href="/messages">${words.allMessages}</a></p>
        </section>
        <section aria-labelledby="events">
          <h2 id="events">${words.events}</h2>
          <ul class="rows">${upcomingEvents(now)
            .slice(0, 3)
            .map(
              (event) =>
                html`<li><p>${event.title[language]}<br>
                  <span class="quiet"><time datetime="${isoDate(event.date)}">${longDate(event.date, language)}</time></span></p></li>`,
            )}</ul>
          <p><a href="/calendar">${words.allEvents}</a></p>
        </section>
      </div>`,
  );
}

function integrations({ language }: SignedInVisit): Html {
  const words = WORDS[language];
  return html`<a class="card tile" href="/integrations">
        <span class="tile-icon">${ICONS.assessments}</span>
        <span class="tile-text"><strong class="tile-title">${words.manage}</strong>
          <span>${words.manageLead}</span></span>
        ${ICONS.arrow}
      </a>`;
}

function students({ language, login }: SignedInVisit): Html {
  const words = WORDS[language];
  return html`<section aria-labelledby="students">
        <h2 id="students">${words.students[login.role]}</h2>
        <ul class="columns plain">${pupilsOf(login).map((pupil) => {
          const record = schoolRecordOf(pupil.id);
          const latest = record?.marks[0];
          return html`<li class="card">
            <h3>${pupil.name}</h3>
            <p class="quiet">${gradeName(pupil.grade, language)} · <span lang="en">${pupil.school}</span></p>
            ${
              record && latest
                ? html`<dl class="facts">
              <div><dt>${words.present}</dt><dd>${record.daysPresent} / ${record.daysEnrolled}</dd></div>
              <div><dt>${words.latest}</dt><dd>${latest.mark[language]} <span class="quiet">${latest.subject[language]}</span></dd></div>
            </dl>`
                : ""
            }
          </li>`;
        })}</ul>
      </section>`;
}
