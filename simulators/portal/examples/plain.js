// A portal that builds its pages in code: the widget comes and goes with the page around it.
// In the page: <script src="https://scores.example.org/widget.js" defer></script>, then this file, deferred too.

const place = document.querySelector("#letters");
const log = document.querySelector("#log");
let handle = null;

document.querySelector("#show").addEventListener("click", () => {
  handle = StateAssessments.mount(place, { getToken, lang: document.documentElement.lang, headingLevel: 2 });
});
document.querySelector("#hide").addEventListener("click", () => handle?.unmount());

for (const name of ["ready", "error", "letter"]) {
  place.addEventListener(`state-assessments:${name}`, ({ detail }) => {
    log.textContent = `${name} ${detail?.code ?? detail?.action ?? ""}`;
  });
}

async function getToken() {
  const answer = await fetch("/portal/score-token");
  return answer.ok ? (await answer.json()).token : "";
}
