/** HTML and video reports: small pages at the end of their links. Neither holds nor needs the SSID. */

import type { Letter, Student } from "../people.ts";
import { schoolYearOf } from "./letter/blocks.ts";
import { factsOf } from "./letter/letter-pdf.ts";

const STYLE = `body{font:17px/1.55 system-ui,sans-serif;color:#1b2530;max-width:38rem;margin:3rem auto;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .25rem}
p{margin:.4rem 0}.quiet{color:#57636f}.score{font-size:2.25rem;font-weight:600;color:#0b5c6b;line-height:1.2}
.screen{aspect-ratio:16/9;display:grid;place-items:center;text-align:center;padding:2rem;background:#1b2530;color:#fff;border-radius:.5rem}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid #d5dbe1;font-weight:600}`;

export function reportPage(student: Student, letter: Letter): string {
  const facts = factsOf(student, letter);
  const { words, test, year } = facts;
  const title = words.tests[test.id] || test.brand;
  const head = `<p class="quiet">${escapeHtml(test.brand)} · ${schoolYearOf(year)}</p>
<h1>${escapeHtml(title)}</h1>`;
  if (letter.format === "VIDEO") {
    return page(
      words.tag,
      title,
      words.simulated,
      `${head}\n<div class="screen"><p>${escapeHtml(words.video)}</p></div>`,
    );
  }
  const results = facts.results.map((result) => {
    const level = words.levels[result.subject.levels][result.level - 1] ?? "";
    return `<h2>${escapeHtml(words.subjects[result.subject.id])}</h2>
<p class="score">${result.score}</p>
<p>${escapeHtml(level)} <span class="quiet">· ${escapeHtml(words.levelOf(result.level, result.levels))}</span></p>`;
  });
  const addressee = `<p>${escapeHtml(words.addressee)} <strong>${escapeHtml(student.name)}</strong></p>`;
  const introduction = `<p>${escapeHtml(words.intro[test.yardstick])}</p>`;
  return page(words.tag, title, words.simulated, [head, addressee, introduction, ...results].join("\n"));
}

function page(language: string, title: string, footer: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body>
${body}
<footer>${escapeHtml(footer)}</footer>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
