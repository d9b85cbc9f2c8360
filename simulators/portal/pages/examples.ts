/**
 * For portal developers: other ways to embed than the one tag of State assessments. Each example is a page that runs,
 * under the same policy, and shows the code that runs it.
 */

import { readFileSync } from "node:fs";
import { html } from "hono/html";
import { type Html, layout, type PageFacts, type SignedInVisit } from "../layout.ts";

export const EXAMPLE_NAMES = ["plain", "react", "themes"] as const;
export type ExampleName = (typeof EXAMPLE_NAMES)[number];

const WORDS = {
  en: {
    title: "Ways to embed the widget",
    lead: "For the developers of portals. Each page runs what it shows.",
    plain: "In code: mount and unmount",
    react: "As an element, in React",
    themes: "Three themes",
    code: "The code of this page",
    show: "Show the letters",
    hide: "Hide the letters",
  },
  es: {
    title: "Formas de incluir el widget",
    lead: "Para quienes desarrollan portales. Cada página ejecuta lo que muestra.",
    plain: "En código: mostrar y quitar",
    react: "Como elemento, en React",
    themes: "Tres temas",
    code: "El código de esta página",
    show: "Mostrar las cartas",
    hide: "Quitar las cartas",
  },
};

const SOURCES: Record<ExampleName, string> = {
  plain: "plain.js",
  react: "react.jsx",
  themes: "themes.css",
};

export function sourceOf(name: ExampleName): string {
  return readFileSync(new URL(`../examples/${SOURCES[name]}`, import.meta.url), "utf8");
}

export function examplesPage(visit: SignedInVisit): Html {
  const words = WORDS[visit.language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <ul>${EXAMPLE_NAMES.map((name) => html`<li><a href="/examples/${name}">${words[name]}</a></li>`)}</ul>`,
  );
}

export function examplePage(visit: SignedInVisit, { workerOrigin }: PageFacts, name: ExampleName): Html {
  const words = WORDS[visit.language];
  const widget = html`<script src="${workerOrigin}/widget.js" async></script>`;
  const bodies: Record<ExampleName, Html> = {
    plain: html`<p><button id="show">${words.show}</button> <button id="hide">${words.hide}</button></p>
      <div class="card" id="letters"></div>
      <p><output id="log"></output></p>
      <script src="${workerOrigin}/widget.js" defer></script>
      <script src="/examples/plain.js" defer></script>`,
    react: html`<div class="card" id="app"></div>
      ${widget}
      <script src="/examples/react.js" defer></script>`,
    themes: html`<link rel="stylesheet" href="/examples/themes.css">
      ${["navy", "clay", "night"].map(
        (theme) => html`<div class="theme theme-${theme}">
        <state-assessments token-url="/portal/score-token"${theme === "night" ? html` theme="dark"` : html` theme="light"`}></state-assessments>
      </div>`,
      )}
      ${widget}`,
  };
  return layout(
    visit,
    words[name],
    html`<h1>${words[name]}</h1>
      ${bodies[name]}
      <details><summary>${words.code}</summary><pre><code>${sourceOf(name)}</code></pre></details>
      <p><a href="/examples">${words.title}</a></p>`,
  );
}
