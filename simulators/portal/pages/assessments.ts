/** The page this portal exists for: one script tag, as `docs` tell every district to paste it (public-api.md §1). */

import { html } from "hono/html";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";
import { OFFICE_PHONE } from "../words.ts";

const WORDS = {
  en: {
    title: "State assessments",
    lead: {
      guardian:
        "Your children’s score letters from California’s tests. They come straight from the state’s testing service; MyWillow keeps no copy.",
      student:
        "Your score letters from California’s tests. They come straight from the state’s testing service; MyWillow keeps no copy.",
      staff:
        "Find a student by name or id to open the score letters that the family received. Each letter you open is recorded.",
    },
    letters: "Score letters",
    noScript:
      "The letters need JavaScript, which is switched off in this browser. Your school’s office can print them for you.",
    waiting:
      "The letters have not come up yet. Load the page again or come back later; nothing is wrong with your account.",
    help: "Good to know",
    questions: [
      {
        question: "When do new letters arrive?",
        answer:
          "Usually between June and September for the tests of that spring, and a few weeks after the Initial ELPAC for a student who is new to California.",
      },
      {
        question: "What are CAASPP and ELPAC?",
        answer:
          "CAASPP are the yearly tests in English and mathematics in grades 3 to 8 and 11, and in science in grades 5 and 8 and once in high school. ELPAC measures how students who speak another language at home are learning English.",
      },
      {
        question: "A letter is missing, or I have a question about a score",
        answer: `Talk with your school’s office or with the teacher. District office: ${OFFICE_PHONE}, weekdays 8 to 4.`,
      },
    ],
  },
  es: {
    title: "Evaluaciones estatales",
    lead: {
      guardian:
        "Las cartas de resultados de sus hijos en los exámenes de California. Llegan directamente del servicio de exámenes del estado; MyWillow no guarda ninguna copia.",
      student:
        "Tus cartas de resultados en los exámenes de California. Llegan directamente del servicio de exámenes del estado; MyWillow no guarda ninguna copia.",
      staff:
        "Busque a un estudiante por nombre o número para abrir las cartas de resultados que recibió la familia. Cada carta que abra queda registrada.",
    },
    letters: "Cartas de resultados",
    noScript:
      "Las cartas necesitan JavaScript, que está desactivado en este navegador. La oficina de su escuela puede imprimirlas.",
    waiting:
      "Las cartas aún no aparecen. Vuelva a cargar la página o regrese más tarde; su cuenta está bien.",
    help: "Conviene saber",
    questions: [
      {
        question: "¿Cuándo llegan las cartas nuevas?",
        answer:
          "Por lo general entre junio y septiembre para los exámenes de esa primavera, y unas semanas después del ELPAC inicial para estudiantes nuevos en California.",
      },
      {
        question: "¿Qué son CAASPP y ELPAC?",
        answer:
          "CAASPP son los exámenes anuales de inglés y matemáticas en los grados 3 a 8 y 11, y de ciencias en los grados 5 y 8 y una vez en la preparatoria. ELPAC mide cómo aprenden inglés los estudiantes que hablan otro idioma en casa.",
      },
      {
        question: "Falta una carta o tengo una pregunta sobre un resultado",
        answer: `Hable con la oficina de su escuela o con el maestro. Oficina del distrito: ${OFFICE_PHONE}, de lunes a viernes de 8 a 4.`,
      },
    ],
  },
};

export function assessmentsPage(visit: SignedInVisit, { workerOrigin }: PageFacts): Html {
  const { language, login } = visit;
  const words = WORDS[language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      <p class="lead">${words.lead[login.role]}</p>
      <section class="card letters" aria-label="${words.letters}">
        <script src="${workerOrigin}/widget.js" data-token-url="/portal/score-token" data-lang="${language}" async></script>
        <noscript><p>${words.noScript}</p></noscript>
        <p class="waiting quiet">${words.waiting}</p>
      </section>
      <section aria-labelledby="help">
        <h2 id="help">${words.help}</h2>
        <div class="questions">${words.questions.map(
          ({ question, answer }) => html`<details><summary>${question}</summary><p>${answer}</p></details>`,
        )}</div>
      </section>`,
  );
}
