/** The step out of the portal into the Worker's admin pages, for those who hold the permission. */

import { html } from "hono/html";
import { type Html, layout, type SignedInVisit } from "../layout.ts";

/** The hand-off in the form is good for a minute: the page makes itself new before that. */
const REFRESH_SECONDS = 45;

const WORDS = {
  en: {
    title: "Manage Third Party Integrations",
    lead: "The keys for the state’s score letters are kept outside the portal. You will be signed in there as yourself.",
    go: "Go to the integrations",
  },
  es: {
    title: "Administrar integraciones de terceros",
    lead: "Las claves de las cartas de resultados se guardan fuera del portal. Entrará allí con su propia cuenta.",
    go: "Ir a las integraciones",
  },
};

export function integrationsPage(visit: SignedInVisit, workerOrigin: string, token: string): Html {
  const words = WORDS[visit.language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      <p>${words.lead}</p>
      <form method="post" action="${workerOrigin}/admin/enter">
        <input type="hidden" name="token" value="${token}">
        <button class="main-action">${words.go}</button>
      </form>`,
  );
}

export const REFRESH_HEADER = String(REFRESH_SECONDS);
