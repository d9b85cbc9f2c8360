/**
 * FRONT 1: what a portal's page calls. Contract: `../shared/contracts/public-api.md` §2 and §3.
 *
 *   GET  /v1/session                      who is asking, their students, perhaps the first one's letters
 *   GET  /v1/students?q=                  staff: find a student
 *   GET  /v1/students/{id}/reports        a student's letters
 *   POST /v1/viewer-tokens                a portal's server exchanges a JWT for a sealed token
 *   GET  /v1/letters/{link}/{action}      the letter itself
 */
import type { HonoRequest } from "hono";
import { bodyLimit } from "hono/body-limit";
import { siteNamesQuery } from "../integrations/site-queries.ts";
import { preferredLanguage } from "../language.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { problemDetail } from "../problem-body.ts";
import { countCall, countFailure, countRange } from "../rates.ts";
import type { Runtime } from "../runtime.ts";
import { findVisibleStudent, type Student, searchStudents, visibleStudents } from "./access.ts";
import { exchangeToken, getReports, getSession, openLetterRoute, searchStudentsRoute } from "./api.ts";
import type { ViewerStudent } from "./api-types.ts";
import { refusalOf } from "./authenticate.ts";
import { viewerCors } from "./cors.ts";
import { count } from "./count.ts";
import { answerAsPage } from "./error-page.ts";
import { exchange } from "./exchange.ts";
import { openLink } from "./letter-link.ts";
import { openLetter } from "./open-letter.ts";
import { reportItems, reportsOf } from "./report-list.ts";
import { MAX_TOKEN_LENGTH } from "./viewer-token.ts";

/** A range we pass on: one, with a start or an end (RFC 9110 §14.1.2). Any other is ignored, as the RFC allows. */
const SINGLE_RANGE = /^bytes=(?:\d+-\d*|-\d+)$/i;

/** The first range of a letter, or all of it. */
const FROM_THE_START = /^bytes=0-/;

export function portalRoutes() {
  const routes = createApi();
  routes.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  routes.use(viewerCors);

  routes.openapi(getSession, async (c) => {
    const { runtime, viewer } = c.var;
    const language = languageOf(c.req);
    const isPreview = viewer.preview !== null;
    const students = viewer.role === "staff" && !isPreview ? [] : await visibleStudents(viewer, runtime);
    const session = {
      // A preview shows an administrator what a parent sees.
      viewer: { role: isPreview ? ("guardian" as const) : viewer.role },
      students: await asViewerStudents(students, runtime),
      instructions: instructionsIn(language, viewer.registration.instructions),
    };
    const [first] = students;
    if (c.req.valid("query").include !== "reports" || first === undefined) return c.json(session, 200);

    const answer = await reportsOf(viewer, first, runtime);
    if (answer.ok) {
      const items = await reportItems(viewer, first, answer.reports, language, runtime);
      return c.json({ ...session, reports: { studentId: first.id, items } }, 200);
    }
    logFailure(runtime, answer);
    count(first.site, answer.code, runtime);
    const error = { code: answer.code, detail: problemDetail(answer.code, language) };
    return c.json({ ...session, reports: { studentId: first.id, error } }, 200);
  });

  routes.openapi(searchStudentsRoute, async (c) => {
    const { runtime, viewer } = c.var;
    if (viewer.role !== "staff" || viewer.preview !== null)
      throw new Refusal("forbidden", { reason: "search is for a portal's staff" });
    const found = await searchStudents(viewer, c.req.valid("query").q, runtime);
    return c.json({ items: await asViewerStudents(found, runtime), nextCursor: null }, 200);
  });

  routes.openapi(getReports, async (c) => {
    const { runtime, viewer } = c.var;
    const student = await findVisibleStudent(viewer, c.req.valid("param").id, runtime);
    if (student === undefined) throw new Refusal("student_not_found");
    const answer = await reportsOf(viewer, student, runtime);
    if (!answer.ok) {
      logFailure(runtime, answer);
      count(student.site, answer.code, runtime);
      throw new Refusal(answer.code);
    }
    const [shown] = await asViewerStudents([student], runtime);
    if (shown === undefined) throw new Refusal("student_not_found");
    const reports = await reportItems(viewer, student, answer.reports, languageOf(c.req), runtime);
    return c.json({ student: shown, reports }, 200);
  });

  routes.use("/viewer-tokens", bodyLimit({ maxSize: MAX_TOKEN_LENGTH, onError: () => refuse("too_large") }));
  routes.openapi(exchangeToken, async (c) => {
    const { runtime } = c.var;
    if (c.req.header("origin") !== undefined) {
      throw new Refusal("origin_not_allowed", {
        detail: "This call is for a portal's server, not for a browser.",
      });
    }
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "application/jwt") {
      throw new Refusal("invalid_request", {
        detail: "Send the JWT as the body, with Content-Type: application/jwt.",
      });
    }
    const jwt = new TextDecoder().decode(await c.req.arrayBuffer()).trim();
    const exchanged = await exchange(jwt, runtime);
    if (!exchanged.ok) {
      if (exchanged.code === "token_invalid" && !exchanged.isPortalsFault)
        await countFailure(c.req, "viewer", runtime);
      throw refusalOf(exchanged);
    }
    return c.json(
      { token: exchanged.token, expiresAt: new Date(exchanged.expiresAt * 1000).toISOString() },
      200,
    );
  });

  routes.use("/letters/*", answerAsPage);
  routes.openapi(
    openLetterRoute,
    async (c) => {
      const { runtime } = c.var;
      const { link: sealed, action } = c.req.valid("param");
      const opened = await openLink(sealed, runtime);
      if (!opened.ok) {
        if (opened.reason === "invalid") await countFailure(c.req, "viewer", runtime);
        throw new Refusal(opened.reason === "expired" ? "letter_link_expired" : "letter_link_invalid");
      }
      const { link } = opened;
      const wanted = c.req.header("range") ?? "";
      const range = SINGLE_RANGE.test(wanted) ? wanted.toLowerCase() : null;
      if (range === null || FROM_THE_START.test(range)) await countCall(link.viewer, runtime);
      else await countRange(link.id, runtime);
      const asked = { range, origin: c.req.header("origin") ?? null, headOnly: c.req.method === "HEAD" };
      const letter = await openLetter(link, action, asked, runtime);
      if (letter.ok) return letter.response;
      logFailure(runtime, letter);
      throw new Refusal(letter.code, letter.headers === undefined ? {} : { headers: letter.headers });
    },
    (result) => (result.success ? undefined : refuse("letter_link_invalid")),
  );

  return routes;
}

function refuse(code: "too_large" | "letter_link_invalid"): never {
  throw new Refusal(code);
}

function languageOf(request: HonoRequest) {
  return preferredLanguage(request.header("accept-language"));
}

/** Students without what a browser must not know, with their school's name. */
async function asViewerStudents(students: Student[], runtime: Runtime): Promise<ViewerStudent[]> {
  if (students.length === 0) return [];
  const sites = await siteNamesQuery(runtime.db, [...new Set(students.map((student) => student.site))]);
  const names = new Map(sites.map((site) => [site.id, site.name]));
  return students.map(({ id, name, grade, site }) => ({ id, name, grade, school: names.get(site) ?? null }));
}

/** The district's words in the viewer's language, else in English, else in the first there is. */
function instructionsIn(language: string, instructions: Record<string, string>): string | null {
  return instructions[language] ?? instructions["en"] ?? Object.values(instructions)[0] ?? null;
}

/** The true reason of a failure, for the operator; the viewer learns the code alone. */
function logFailure(runtime: Runtime, failure: { code: string; reason: string }): void {
  runtime.log.warn("letters_refused", { code: failure.code, reason: failure.reason });
}
