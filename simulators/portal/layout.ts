/**
 * The frame of every page: skip link, header with the district's name, language switch and sign-out, the list of
 * sections, footer. No script of its own and no inline style, so that the strictest policy holds.
 */

import { html } from "hono/html";
import { DISTRICT, type Login } from "../people.ts";
import { ICONS, MARK } from "./icons.ts";
import { FRAME, type Language, OFFICE_PHONE } from "./words.ts";

export type Html = ReturnType<typeof html>;

export interface Visit {
  language: Language;
  path: string;
  login: Login | null;
  canSimulate: boolean;
}

export interface SignedInVisit extends Visit {
  login: Login;
}

/** What a page may need besides who is looking. */
export interface PageFacts {
  now: Date;
  workerOrigin: string;
}

const SECTIONS = [
  { path: "/", key: "home" },
  { path: "/attendance", key: "attendance" },
  { path: "/grades", key: "grades" },
  { path: "/calendar", key: "calendar" },
  { path: "/messages", key: "messages" },
  { path: "/assessments", key: "assessments" },
] as const;

const LANGUAGES = [
  { code: "en", name: "English" },
  { code: "es", name: "Español" },
] as const;

export function layout(visit: Visit, title: string, content: Html): Html {
  const words = FRAME[visit.language];
  return html`<!doctype html>
<html lang="${visit.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · ${words.portal}</title>
    <link rel="icon" href="/mark.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/portal.css">
  </head>
  <body>
    <a class="skip" href="#content">${words.skip}</a>
    ${header(visit)}
    <div class="frame${visit.login ? "" : " frame-alone"}">
      ${visit.login ? sections(visit) : ""}
      <main id="content" tabindex="-1">${content}</main>
    </div>
    ${footer(visit)}
  </body>
</html>`;
}

function header(visit: Visit): Html {
  const words = FRAME[visit.language];
  return html`<header class="top">
      <p class="ribbon">${words.demonstration}</p>
      <div class="bar">
        <a class="brand" href="/">${MARK}<span><span class="brand-name">${words.portal}</span>
          <span class="brand-district" lang="en">${DISTRICT.name}</span></span></a>
        <div class="tools">
          <nav class="languages" aria-label="${words.language}">${LANGUAGES.map(
            ({ code, name }) =>
              html`<a href="${visit.path}?lang=${code}" lang="${code}" hreflang="${code}"${
                code === visit.language ? html` aria-current="true"` : ""
              }>${name}</a>`,
          )}</nav>
          ${visit.login ? signedIn(visit.login, visit.language) : ""}
        </div>
      </div>
    </header>`;
}

function signedIn(login: Login, language: Language): Html {
  const words = FRAME[language];
  return html`<form class="account" method="post" action="/logout">
            <span class="who"><span class="unseen">${words.signedInAs} </span>${login.name}</span>
            <button class="on-dark">${words.signOut}</button>
          </form>`;
}

function sections(visit: Visit): Html {
  const words = FRAME[visit.language];
  return html`<nav class="sections" aria-label="${words.sections}"><ul>${SECTIONS.map(
    ({ path, key }) =>
      html`<li><a href="${path}"${path === visit.path ? html` aria-current="page"` : ""}>${ICONS[key]}<span>${words.nav[key]}</span></a></li>`,
  )}</ul></nav>`;
}

function footer(visit: Visit): Html {
  const words = FRAME[visit.language];
  return html`<footer class="foot">
      <div>
        <p><strong lang="en">${DISTRICT.name}</strong><br>${words.office}: <span lang="en">100 Placeholder Way, Willow Example, California</span> · ${OFFICE_PHONE}</p>
        <p>${words.invented}${visit.canSimulate ? html`<br><a href="/simulate">${words.simulate}</a>` : ""}${
          visit.login ? html`<br><a href="/examples">${words.examples}</a>` : ""
        }</p>
      </div>
    </footer>`;
}
