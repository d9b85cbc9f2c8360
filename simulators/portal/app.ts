/**
 * What the demo portal answers, in the order of a visit: sign in, look around, open State assessments (whose
 * widget then asks for its token), sign out. Pages render in `pages/`; the rest of the folder is one job a file.
 */

import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { languageDetector } from "hono/language";
import { authenticate } from "./accounts.ts";
import { signHandoff } from "./admin-handoff.ts";
import { exampleFile } from "./examples.ts";
import { createFaultSwitch, isFaultName } from "./faults.ts";
import { contentSecurityPolicy, headersForPages } from "./headers.ts";
import { PORTAL_MARK } from "./icons.ts";
import type { Html, PageFacts, SignedInVisit, Visit } from "./layout.ts";
import { assessmentsPage } from "./pages/assessments.ts";
import { attendancePage } from "./pages/attendance.ts";
import { calendarPage } from "./pages/calendar.ts";
import { EXAMPLE_NAMES, examplePage, examplesPage } from "./pages/examples.ts";
import { gradesPage } from "./pages/grades.ts";
import { homePage } from "./pages/home.ts";
import { integrationsPage, REFRESH_HEADER } from "./pages/integrations.ts";
import { loginPage } from "./pages/login.ts";
import { messagesPage } from "./pages/messages.ts";
import { notFoundPage } from "./pages/not-found.ts";
import { simulatePage } from "./pages/simulate.ts";
import { fetchScoreToken, type WorkerLink } from "./score-token.ts";
import { createSessions } from "./sessions.ts";
import { isLanguage } from "./words.ts";

/** Two short fields and a little air; anything larger is not one of our forms. */
const FORM_LIMIT_BYTES = 8 * 1024;

export interface PortalSettings {
  /** Read at every request: it may change while the portal runs. */
  worker: WorkerLink;
  tokenLifetimeSeconds: number;
  etsControlOrigin: string | null;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function createPortalApp({
  worker,
  tokenLifetimeSeconds,
  etsControlOrigin,
  now,
}: PortalSettings): Hono {
  const app = new Hono();
  const sessions = createSessions(now);
  const faults = etsControlOrigin === null ? null : createFaultSwitch(etsControlOrigin);
  const stylesheet = readFileSync(new URL("portal.css", import.meta.url), "utf8");

  app.get("/portal.css", (c) => c.body(stylesheet, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/mark.svg", (c) => c.body(PORTAL_MARK, 200, { "Content-Type": "image/svg+xml" }));

  // The widget asks here, with the portal's cookie, at its start and again before the token runs out.
  app.get("/portal/score-token", async (c) => {
    c.header("Cache-Control", "no-store");
    const login = sessions.find(c);
    if (!login) return c.json({ code: "not_signed_in" }, 401);
    const outcome = await fetchScoreToken({ login, worker, tokenLifetimeSeconds, now: now() });
    return outcome.ok ? c.json({ token: outcome.token }) : c.json({ code: outcome.code }, 502);
  });

  app.get("/examples/:file{.+\\.(?:js|css)}", async (c) => {
    const file = await exampleFile(c.req.param("file"));
    return file ? c.body(file.text, 200, { "Content-Type": `${file.type}; charset=utf-8` }) : c.notFound();
  });

  app.use(headersForPages);
  app.use(bodyLimit({ maxSize: FORM_LIMIT_BYTES }));
  app.use(csrf());
  app.use(
    languageDetector({
      supportedLanguages: ["en", "es"],
      fallbackLanguage: "en",
      lookupCookie: "mywillow_language",
      // `secure` is off because the demonstration runs on plain http; a real portal leaves it on.
      cookieOptions: { secure: false, httpOnly: true, sameSite: "Lax", path: "/", maxAge: 31_536_000 },
    }),
  );

  function visit(c: Context): Visit {
    const language: string = c.get("language");
    return {
      language: isLanguage(language) ? language : "en",
      path: c.req.path,
      login: sessions.find(c),
      canSimulate: faults !== null,
    };
  }

  app.get("/login", (c) => {
    if (sessions.find(c)) return c.redirect("/", 303);
    return c.html(loginPage(visit(c), { next: c.req.query("next") }));
  });
  app.post("/login", async (c) => {
    const { username = "", password = "", next = "" } = await formFields(c);
    if (username.trim() === "" || password === "") {
      return c.html(loginPage(visit(c), { next, username, problem: "incomplete", password }), 422);
    }
    const login = authenticate(username, password);
    if (!login) return c.html(loginPage(visit(c), { next, username, problem: "no_match" }), 401);
    sessions.start(c, login);
    return c.redirect(Object.hasOwn(PAGES, next) ? next : "/", 303);
  });
  app.post("/logout", (c) => {
    sessions.end(c);
    return c.redirect("/login", 303);
  });

  for (const [path, render] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const page = visit(c);
      if (!page.login) return c.redirect(path === "/" ? "/login" : `/login?next=${path}`, 303);
      if (path === "/assessments") {
        c.header("Content-Security-Policy", contentSecurityPolicy(worker.workerOrigin));
      }
      return c.html(
        render({ ...page, login: page.login }, { now: new Date(now()), workerOrigin: worker.workerOrigin }),
      );
    });
  }

  for (const name of EXAMPLE_NAMES) {
    app.get(`/examples/${name}`, (c) => {
      const page = visit(c);
      if (!page.login) return c.redirect(`/login?next=/examples`, 303);
      const { workerOrigin } = worker;
      c.header("Content-Security-Policy", contentSecurityPolicy(workerOrigin, null, "'self'"));
      return c.html(
        examplePage({ ...page, login: page.login }, { now: new Date(now()), workerOrigin }, name),
      );
    });
  }

  app.get("/integrations", async (c) => {
    const page = visit(c);
    if (!page.login) return c.redirect("/login?next=/integrations", 303);
    if (!page.login.manages) return c.html(notFoundPage(page), 404);
    const token = await signHandoff(page.login, worker, now());
    c.header("Content-Security-Policy", contentSecurityPolicy(null, worker.workerOrigin));
    c.header("Refresh", REFRESH_HEADER);
    return c.html(integrationsPage({ ...page, login: page.login }, worker.workerOrigin, token));
  });

  if (faults) {
    app.get("/simulate", (c) => c.html(simulatePage(visit(c), faults.current(), null)));
    app.post("/simulate", async (c) => {
      const { fault: name = "" } = await formFields(c);
      if (!isFaultName(name)) return c.html(simulatePage(visit(c), faults.current(), "unknown_fault"), 422);
      const done = await faults.set(name);
      if (!done) return c.html(simulatePage(visit(c), faults.current(), "simulator_unreachable"), 502);
      return c.redirect("/simulate", 303);
    });
  }

  app.notFound((c) => c.html(notFoundPage(visit(c)), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    console.error("Demo portal:", error);
    return c.text("The demo portal made a mistake. Its console says more.", 500);
  });
  return app;
}

/** Every page behind the login; also the list of places that the login may lead to. */
const PAGES: Record<string, (visit: SignedInVisit, at: PageFacts) => Html> = {
  "/": homePage,
  "/attendance": attendancePage,
  "/grades": gradesPage,
  "/calendar": calendarPage,
  "/messages": messagesPage,
  "/assessments": assessmentsPage,
  "/examples": examplesPage,
};

/** The form's text fields; nothing here takes a file. */
async function formFields(c: Context): Promise<Partial<Record<string, string>>> {
  const fields = Object.entries(await c.req.parseBody());
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}
