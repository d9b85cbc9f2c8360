/** The login page; beside the form stand the three demonstration logins, for the visitor. */

import { html } from "hono/html";
import { LOGINS, type Login } from "../../people.ts";
import { pupilsOf } from "../accounts.ts";
import { type Html, layout, type Visit } from "../layout.ts";
import type { Language } from "../words.ts";

const WORDS = {
  en: {
    title: "Sign in",
    heading: "Sign in to MyWillow",
    lead: "Attendance, grades, messages and state test letters of your children, in one place.",
    username: "User name",
    usernameHint: "On the letter from your school. It is not your e-mail address.",
    password: "Password",
    submit: "Sign in",
    error: "Error",
    no_match: "That user name and password do not go together. Check both and try again.",
    incomplete: "Fill in both fields to sign in.",
    usernameMissing: "Enter your user name.",
    passwordMissing: "Enter your password.",
    demo: "Logins for the demonstration",
    demoLead: "Choose a person, or type the user name and password shown. None of them exists.",
    enterAs: "Enter as",
    role: { guardian: "Parent", student: "Student", staff: "Counselor" },
    sees: {
      guardian: (names: string) => `Two children: ${names}.`,
      student: () => "Sees only their own letters.",
      staff: () => "Looks up any student of the district.",
    },
  },
  es: {
    title: "Iniciar sesión",
    heading: "Inicie sesión en MyWillow",
    lead: "Asistencia, calificaciones, mensajes y cartas de los exámenes estatales de sus hijos, en un solo lugar.",
    username: "Nombre de usuario",
    usernameHint: "Está en la carta de su escuela. No es su correo electrónico.",
    password: "Contraseña",
    submit: "Iniciar sesión",
    error: "Error",
    no_match: "El nombre de usuario y la contraseña no coinciden. Revise ambos e intente de nuevo.",
    incomplete: "Llene los dos campos para iniciar sesión.",
    usernameMissing: "Escriba su nombre de usuario.",
    passwordMissing: "Escriba su contraseña.",
    demo: "Cuentas para la demostración",
    demoLead: "Elija a una persona, o escriba el usuario y la contraseña indicados. Ninguna existe.",
    enterAs: "Entrar como",
    role: { guardian: "Madre de familia", student: "Estudiante", staff: "Consejero escolar" },
    sees: {
      guardian: (names: string) => `Dos hijos: ${names}.`,
      student: () => "Solo ve sus propias cartas.",
      staff: () => "Busca a cualquier estudiante del distrito.",
    },
  },
};

export interface LoginAttempt {
  /** Where to go afterwards. */
  next?: string | undefined;
  username?: string;
  /** Only to tell whether one was given; it is never written back. */
  password?: string;
  problem?: "no_match" | "incomplete";
}

export function loginPage(visit: Visit, attempt: LoginAttempt): Html {
  const words = WORDS[visit.language];
  const { problem, username = "" } = attempt;
  const usernameMissing = problem === "incomplete" && username.trim() === "";
  const passwordMissing = problem === "incomplete" && !attempt.password;
  return layout(
    visit,
    problem ? `${words.error}: ${words.title}` : words.title,
    html`<div class="entrance">
        <section aria-labelledby="sign-in">
          <h1 id="sign-in">${words.heading}</h1>
          <p class="lead">${words.lead}</p>
          ${problem ? html`<p class="notice notice-problem" id="problem" role="alert">${words[problem]}</p>` : ""}
          <form class="card stack" method="post" action="/login" novalidate>
            ${attempt.next ? html`<input type="hidden" name="next" value="${attempt.next}">` : ""}
            <div class="field">
              <label for="username">${words.username}</label>
              <p class="hint" id="username-hint">${words.usernameHint}</p>
              ${usernameMissing ? html`<p class="field-problem" id="username-problem">${words.usernameMissing}</p>` : ""}
              <input id="username" name="username" value="${username}" autocomplete="username" autocapitalize="none" spellcheck="false" required
                aria-describedby="username-hint${usernameMissing ? " username-problem" : ""}"${invalid(usernameMissing || problem === "no_match")}${focusIf(usernameMissing || problem === "no_match")}>
            </div>
            <div class="field">
              <label for="password">${words.password}</label>
              ${passwordMissing ? html`<p class="field-problem" id="password-problem">${words.passwordMissing}</p>` : ""}
              <input id="password" name="password" type="password" autocomplete="current-password" required${
                passwordMissing ? html` aria-describedby="password-problem"` : ""
              }${invalid(passwordMissing || problem === "no_match")}${focusIf(passwordMissing && !usernameMissing)}>
            </div>
            <div><button class="main-action">${words.submit}</button></div>
          </form>
        </section>
        <section class="demo-logins" aria-labelledby="demo-logins">
          <h2 id="demo-logins">${words.demo}</h2>
          <p class="quiet">${words.demoLead}</p>
          <ul class="rows">${LOGINS.map((login) => demoLogin(login, attempt.next, visit.language))}</ul>
        </section>
      </div>`,
  );
}

function demoLogin(login: Login, next: string | undefined, language: Language): Html {
  const words = WORDS[language];
  const children = new Intl.ListFormat(language).format(
    pupilsOf(login).map(({ name }) => name.split(" ")[0] ?? name),
  );
  return html`<li>
              <p><strong>${login.name}</strong> · ${words.role[login.role]}<br>
                <span class="quiet">${words.sees[login.role](children)}</span><br>
                <code>${login.username}</code> <code>${login.password}</code></p>
              <form method="post" action="/login">
                <input type="hidden" name="username" value="${login.username}">
                <input type="hidden" name="password" value="${login.password}">
                ${next ? html`<input type="hidden" name="next" value="${next}">` : ""}
                <button>${words.enterAs} ${login.name}</button>
              </form>
            </li>`;
}

function invalid(isInvalid: boolean) {
  return isInvalid ? html` aria-invalid="true"` : "";
}

/** Without a script, this is how a person using a screen reader lands on what has to be corrected. */
function focusIf(wanted: boolean) {
  return wanted ? html` autofocus` : "";
}
