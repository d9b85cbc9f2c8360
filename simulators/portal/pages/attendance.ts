/** Invented attendance, a section for each child. */

import { html } from "hono/html";
import { type Pupil, pupilsOf } from "../accounts.ts";
import { isoDate, longDate, schoolDaysAgo } from "../dates.ts";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";
import { schoolRecordOf } from "../school-life.ts";
import { gradeName, type Language, OFFICE_PHONE } from "../words.ts";

const WORDS = {
  en: {
    title: "Attendance",
    staff:
      "Staff look up attendance in the student information system. It is not part of this demonstration.",
    present: "Days present",
    absent: "Absences",
    late: "Late arrivals",
    recent: "Recent days",
    day: "Day",
    what: "What was recorded",
    note: `To report an absence, call the school’s office before 9 in the morning: ${OFFICE_PHONE}.`,
  },
  es: {
    title: "Asistencia",
    staff: "El personal consulta la asistencia en el sistema escolar. No es parte de esta demostración.",
    present: "Días de asistencia",
    absent: "Ausencias",
    late: "Llegadas tarde",
    recent: "Días recientes",
    day: "Día",
    what: "Lo que se registró",
    note: `Para avisar de una ausencia, llame a la oficina de la escuela antes de las 9 de la mañana: ${OFFICE_PHONE}.`,
  },
};

export function attendancePage(visit: SignedInVisit, { now }: PageFacts): Html {
  const { language, login } = visit;
  const words = WORDS[language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      ${
        login.role === "staff"
          ? html`<p class="notice">${words.staff}</p>`
          : html`<p class="lead">${words.note}</p>${pupilsOf(login).map((pupil) => pupilAttendance(pupil, language, now))}`
      }`,
  );
}

function pupilAttendance(pupil: Pupil, language: Language, now: Date): Html | string {
  const words = WORDS[language];
  const record = schoolRecordOf(pupil.id);
  if (!record) return "";
  return html`<section class="card" aria-labelledby="${pupil.id}">
        <h2 id="${pupil.id}">${pupil.name}</h2>
        <p class="quiet">${gradeName(pupil.grade, language)} · <span lang="en">${pupil.school}</span></p>
        <dl class="facts">
          <div><dt>${words.present}</dt><dd>${record.daysPresent} / ${record.daysEnrolled}</dd></div>
          <div><dt>${words.absent}</dt><dd>${record.daysEnrolled - record.daysPresent}</dd></div>
          <div><dt>${words.late}</dt><dd>${record.lateArrivals}</dd></div>
        </dl>
        <table>
          <caption>${words.recent}</caption>
          <thead><tr><th scope="col">${words.day}</th><th scope="col">${words.what}</th></tr></thead>
          <tbody>${record.attendance.map(({ schoolDays, what }) => {
            const day = schoolDaysAgo(schoolDays, now);
            return html`<tr><td><time datetime="${isoDate(day)}">${longDate(day, language)}</time></td><td>${what[language]}</td></tr>`;
          })}</tbody>
        </table>
      </section>`;
}
