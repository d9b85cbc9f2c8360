/**
 * For whoever presents the demonstration: makes the simulated ETS fail in the ways that districts will meet, and
 * says beforehand what a parent will then see. No part of a real portal.
 */

import { html } from "hono/html";
import { FAULT_NAMES, type FaultName } from "../faults.ts";
import { type Html, layout, type Visit } from "../layout.ts";
import type { Language } from "../words.ts";

interface FaultWords {
  name: string;
  happens: string;
  parent: string;
  button: string;
}

interface SimulateWords {
  title: string;
  lead: string;
  seen: string;
  now: string;
  next: string;
  open: string;
  unknown_fault: string;
  simulator_unreachable: string;
  faults: Record<FaultName, FaultWords>;
}

const WORDS: Record<Language, SimulateWords> = {
  en: {
    title: "Make ETS fail",
    lead: "ETS is the state’s testing service that holds the letters. In this demonstration it is a simulator, and it breaks on request. A choice holds for everybody until it is changed here.",
    seen: "The parent sees",
    now: "In force now",
    next: "Choose one, then look at it as a parent",
    open: "Open State assessments",
    unknown_fault: "That is not one of the choices below. Nothing was changed.",
    simulator_unreachable:
      "The ETS simulator does not answer. Nothing was changed. Check that the demonstration still runs.",
    faults: {
      none: {
        name: "ETS works",
        happens: "Every request is answered as usual.",
        parent: "The letters, to view or to download.",
        button: "Repair ETS",
      },
      down: {
        name: "ETS is down",
        happens: "ETS answers every request with “service unavailable”.",
        parent:
          "“Could not connect to 3rd party integration(s). Please try again in a few minutes. Error Code: ETS001” The widget adds that nothing is wrong with the account, and offers to try again.",
        button: "Take ETS down",
      },
      refused: {
        name: "The district’s key has expired",
        happens: "ETS refuses the user name and secret key that the district saved.",
        parent:
          "“Could not connect to 3rd party integrations(s). Please contact your school admin. Error Code: ETS002” The widget adds that the school has to renew its access.",
        button: "Let the key expire",
      },
      unknown: {
        name: "ETS does not know the student",
        happens: "ETS answers “not found” for every student’s state id.",
        parent:
          "“An error occurred while trying to connect to 3rd party integrations. Please contact your school admin. Error Code: ETS003” The widget adds that new students take some days to appear.",
        button: "Forget the students",
      },
      slow: {
        name: "ETS is slow",
        happens: "ETS takes several seconds for each answer.",
        parent: "The page at once, and the letters some seconds later.",
        button: "Slow ETS down",
      },
    },
  },
  es: {
    title: "Hacer fallar a ETS",
    lead: "ETS es el servicio de exámenes del estado que guarda las cartas. En esta demostración es un simulador y falla cuando se le pide. La elección vale para todos hasta que se cambie aquí.",
    seen: "La familia ve",
    now: "Vigente ahora",
    next: "Elija una opción y véala como la ve una familia",
    open: "Abrir Evaluaciones estatales",
    unknown_fault: "Esa no es una de las opciones. No se cambió nada.",
    simulator_unreachable:
      "El simulador de ETS no responde. No se cambió nada. Revise que la demostración siga en marcha.",
    faults: {
      none: {
        name: "ETS funciona",
        happens: "Cada solicitud se responde como siempre.",
        parent: "Las cartas, para verlas o descargarlas.",
        button: "Reparar ETS",
      },
      down: {
        name: "ETS no está disponible",
        happens: "ETS responde a todo con “servicio no disponible”.",
        parent: "Un mensaje con el código ETS001: su cuenta está bien, y un botón para intentar de nuevo.",
        button: "Apagar ETS",
      },
      refused: {
        name: "La clave del distrito venció",
        happens: "ETS rechaza el usuario y la clave secreta que guardó el distrito.",
        parent: "Un mensaje con el código ETS002: la escuela tiene que renovar su acceso.",
        button: "Dejar vencer la clave",
      },
      unknown: {
        name: "ETS no conoce al estudiante",
        happens: "ETS responde “no encontrado” para el número estatal de cada estudiante.",
        parent: "Un mensaje con el código ETS003: los estudiantes nuevos tardan unos días en aparecer.",
        button: "Olvidar a los estudiantes",
      },
      slow: {
        name: "ETS está lento",
        happens: "ETS tarda varios segundos en cada respuesta.",
        parent: "La página de inmediato, y las cartas unos segundos después.",
        button: "Hacer lento a ETS",
      },
    },
  },
};

export function simulatePage(
  visit: Visit,
  current: FaultName,
  problem: "unknown_fault" | "simulator_unreachable" | null,
): Html {
  const words = WORDS[visit.language];
  return layout(
    visit,
    words.title,
    html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${problem ? html`<p class="notice notice-problem" role="alert">${words[problem]}</p>` : ""}
      <p>${words.next}: <a href="/assessments">${words.open}</a></p>
      <ul class="card rows faults">${FAULT_NAMES.map((name) => fault(name, current, words))}</ul>`,
  );
}

function fault(name: FaultName, current: FaultName, words: SimulateWords): Html {
  const { name: title, happens, parent, button } = words.faults[name];
  return html`<li>
          <div>
            <h2>${title}${name === current ? html` <span class="tag">${words.now}</span>` : ""}</h2>
            <p>${happens}</p>
            <p><span class="quiet">${words.seen}:</span> ${parent}</p>
          </div>
          ${
            name === current
              ? ""
              : html`<form method="post" action="/simulate"><input type="hidden" name="fault" value="${name}"><button>${button}</button></form>`
          }
        </li>`;
}
