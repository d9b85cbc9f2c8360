/** Invented grades, a section for each child. */

import { html } from "hono/html";
import { type Pupil, pupilsOf } from "../accounts.ts";
import { type Html, layout, type SignedInVisit } from "../layout.ts";
import { schoolRecordOf } from "../school-life.ts";
import { gradeName, type Language } from "../words.ts";

const WORDS = {
  en: {
    title: "Grades",
    lead: "Where each class stands today. Report cards come at the end of each term.",
    staff: "Teachers and counselors work with grades in the gradebook. It is not part of this demonstration.",
    subject: "Class",
    teacher: "Teacher",
    mark: "Now",
    scale: "Elementary schools use a scale of 1 to 4; a 3 meets the grade’s standard.",
  },
  es: {
    title: "Calificaciones",
    lead: "Cómo va cada clase hoy. Las boletas llegan al final de cada periodo.",
    staff: "Los maestros y consejeros usan el libro de calificaciones. No es parte de esta demostración.",
    subject: "Clase",
    teacher: "Maestro",
    mark: "Hoy",
    scale: "Las primarias usan una escala de 1 a 4; un 3 cumple con el nivel del grado.",
  },
};

export function gradesPage(visit: SignedInVisit): Html {
  const { language, login } = visit;
  const words = WORDS[language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      ${
        login.role === "staff"
          ? html`<p class="notice">${words.staff}</p>`
          : html`<p class="lead">${words.lead}</p>${pupilsOf(login).map((pupil) => pupilGrades(pupil, language))}`
      }`,
  );
}

function pupilGrades(pupil: Pupil, language: Language): Html | string {
  const words = WORDS[language];
  const record = schoolRecordOf(pupil.id);
  if (!record) return "";
  return html`<section class="card" aria-labelledby="${pupil.id}">
        <h2 id="${pupil.id}">${pupil.name}</h2>
        <p class="quiet">${gradeName(pupil.grade, language)} · <span lang="en">${pupil.school}</span></p>
        <table>
          <thead><tr><th scope="col">${words.subject}</th><th scope="col">${words.teacher}</th><th scope="col" class="mark-column">${words.mark}</th></tr></thead>
          <tbody>${record.marks.map(
            ({ subject, teacher, mark }) =>
              html`<tr><th scope="row">${subject[language]}</th><td lang="en">${teacher}</td><td class="mark-column">${mark[language]}</td></tr>`,
          )}</tbody>
        </table>
        ${record.elementary ? html`<p class="quiet">${words.scale}</p>` : ""}
      </section>`;
}
