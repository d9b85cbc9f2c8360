/** For an address that leads nowhere. */

import { html } from "hono/html";
import { type Html, layout, type Visit } from "../layout.ts";

const WORDS = {
  en: { title: "Page not found", text: "There is no page at this address.", home: "Go to the home page" },
  es: {
    title: "Página no encontrada",
    text: "No hay ninguna página en esta dirección.",
    home: "Ir al inicio",
  },
};

export function notFoundPage(visit: Visit): Html {
  const words = WORDS[visit.language];
  return layout(
    // The switch of language would otherwise repeat an address that somebody else made up.
    { ...visit, path: "/" },
    words.title,
    html`<h1>${words.title}</h1><p>${words.text}</p><p><a href="/">${words.home}</a></p>`,
  );
}
