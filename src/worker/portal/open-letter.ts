/**
 * Opens a sealed link: repeats every check of access, asks the letter's host, and notes the opening in the access
 * log beside that call, so that the line costs no time and is there before the first byte leaves.
 */
import { listReports } from "../ets/client.ts";
import type { EtsConnection } from "../ets/connection.ts";
import { unavailable } from "../ets/failure.ts";
import { LETTER_FIRST_BYTE_MS, VIEWER_WAIT_MS } from "../ets/limits.ts";
import { isSameReport } from "../ets/report.ts";
import { connectionOf } from "../integrations/ets-connection.ts";
import { settingsInForceQuery } from "../integrations/ets-queries.ts";
import { OPENED } from "../letters/day-queries.ts";
import { pageLink } from "../letters/page-link.ts";
import { correctOutcome, noteOpening, noteRefusal } from "../letters/queries.ts";
import type { NetResult, StreamedAnswer } from "../net/outgoing.ts";
import type { ProblemCode } from "../problem.ts";
import type { Runtime } from "../runtime.ts";
import { findVisibleStudent, isWithheld, type Student } from "./access.ts";
import { count } from "./count.ts";
import { HEAD_BYTES, judgeLetter, letterBody } from "./letter-body.ts";
import { isStillOf, type LinkContent } from "./letter-link.ts";
import { fileName } from "./letter-name.ts";
import { revalidate } from "./viewer.ts";

export type LetterAction = "view" | "download";

export type OpenedLetter =
  | { ok: true; response: Response }
  | { ok: false; code: ProblemCode; reason: string; headers?: Record<string, string> };

type Refused = Extract<OpenedLetter, { ok: false }>;

/** How a letter's host says that a pre-signed link has run out; a 403 is S3's way. */
const LINK_RAN_OUT = [400, 401, 403, 404, 410];

export async function openLetter(
  link: LinkContent,
  action: LetterAction,
  asked: { range: string | null; origin: string | null; headOnly: boolean },
  runtime: Runtime,
): Promise<OpenedLetter> {
  const line = {
    link: `${link.id}.${action}`,
    at: runtime.now(),
    portal: link.viewer.portal,
    viewer: link.viewer.sub,
    role: link.viewer.role,
    student: link.student,
    site: link.site,
    report: link.reportId,
  };
  const access = await checkAccess(link, asked.origin, runtime);
  if (!access.ok) {
    await noteRefusal(runtime.db, { ...line, outcome: access.code });
    count(link.site, access.code, runtime);
    return access;
  }
  const { student, connection } = access;
  if (link.report.format !== "pdf") {
    const location = pageLink(link.report, student, runtime);
    if (location === null) {
      await noteRefusal(runtime.db, { ...line, outcome: "letter_not_found" });
      count(link.site, "letter_not_found", runtime);
      return { ok: false, code: "letter_not_found", reason: "the page may not be revealed" };
    }
    const response = new Response(null, { status: 302, headers: { location } });
    if (await noteOpening(runtime.db, line)) count(link.site, OPENED, runtime);
    return { ok: true, response };
  }
  if (asked.headOnly)
    return { ok: true, response: new Response(null, { headers: letterHeaders(link, action) }) };

  // Settled, not raced: when the line cannot be written, the letter's connection must be closed all the same.
  const [noted, letter] = await Promise.allSettled([
    noteOpening(runtime.db, line),
    fetchLetter(link, student, connection, action, asked.range, runtime),
  ]);
  if (noted.status === "rejected") {
    if (letter.status === "fulfilled" && letter.value.ok) await letter.value.response.body?.cancel();
    throw noted.reason;
  }
  if (letter.status === "rejected") throw letter.reason;
  if (noted.value) {
    if (!letter.value.ok) await correctOutcome(runtime.db, line.link, letter.value.code);
    count(link.site, letter.value.ok ? OPENED : letter.value.code, runtime);
  }
  return letter.value;
}

type Access = { ok: true; student: Student; connection: EtsConnection } | Refused;

async function checkAccess(link: LinkContent, origin: string | null, runtime: Runtime): Promise<Access> {
  const valid = await revalidate(link.viewer, runtime);
  if (!valid.ok) {
    const code = valid.reason === "portal_disabled" ? "portal_disabled" : "letter_link_invalid";
    return { ok: false, code, reason: valid.reason };
  }
  if (origin !== null && !valid.viewer.registration.origins.includes(origin)) {
    return { ok: false, code: "origin_not_allowed", reason: "not an origin of the link's portal" };
  }
  const student = await findVisibleStudent(valid.viewer, link.student, runtime);
  if (student === undefined) return { ok: false, code: "student_not_found", reason: "not visible any more" };
  const [isBlocked, [settings]] = await Promise.all([
    isWithheld(valid.viewer, student, runtime),
    settingsInForceQuery(runtime.db, student.site),
  ]);
  if (isBlocked) return { ok: false, code: "letters_withheld", reason: "blocked" };
  // ETS's own link goes on leading to the letter for which it was made, whoever's that was.
  if (!(await isStillOf(student, link)))
    return { ok: false, code: "letter_not_found", reason: "the student has another state id now" };
  const connected = connectionOf(settings, runtime);
  if (!connected.ok) return { ok: false, code: "not_configured", reason: connected.reason };
  return { ok: true, student, connection: connected.connection };
}

/** The letter, its upstream link renewed once by asking ETS again if it has run out. */
async function fetchLetter(
  link: LinkContent,
  student: Student,
  connection: EtsConnection,
  action: LetterAction,
  range: string | null,
  runtime: Runtime,
): Promise<OpenedLetter> {
  const deadline = runtime.now() + VIEWER_WAIT_MS;
  let answer = await askHost(link.report.url, range, deadline, runtime);
  if (answer.ok && LINK_RAN_OUT.includes(answer.value.status)) {
    await answer.value.rest?.cancel();
    const { outgoing, now, waitUntil } = runtime;
    const offered = await listReports(connection, student.ssid, { outgoing, now, waitUntil, deadline });
    if (!offered.ok) return offered;
    const renewed = offered.reports.find((report) => isSameReport(report, link.report));
    if (renewed === undefined) return { ok: false, code: "letter_not_found", reason: "no longer offered" };
    answer = await askHost(renewed.url, range, deadline, runtime);
  }
  if (!answer.ok) return unavailable("letter", answer.reason);
  return answerWith(answer.value, link, action, range, runtime);
}

/** No Authorization header: the link itself is the credential, and its host must not learn ours. */
function askHost(
  url: string,
  range: string | null,
  deadline: number,
  runtime: Runtime,
): Promise<NetResult<StreamedAnswer>> {
  const headers = {
    accept: "application/pdf",
    "accept-encoding": "identity",
    ...(range === null ? {} : { range }),
  };
  const timeoutMs = Math.min(LETTER_FIRST_BYTE_MS, deadline - runtime.now());
  return runtime.outgoing.stream({ purpose: "letter", url, headers, timeoutMs }, HEAD_BYTES);
}

async function answerWith(
  answer: StreamedAnswer,
  link: LinkContent,
  action: LetterAction,
  range: string | null,
  runtime: Runtime,
): Promise<OpenedLetter> {
  if (answer.status === 416) {
    await answer.rest?.cancel();
    const total = /^bytes \*\/\d+$/.exec(answer.headers.get("content-range") ?? "")?.[0];
    const headers = total === undefined ? {} : { "content-range": total };
    return { ok: false, code: "range_not_satisfiable", reason: "status 416", headers };
  }
  const judged: ReturnType<typeof judgeLetter> =
    answer.status === 200 || answer.status === 206
      ? judgeLetter(answer, range)
      : { ok: false, reason: `status ${answer.status}` };
  if (!judged.ok) {
    await answer.rest?.cancel();
    return unavailable("letter", judged.reason);
  }
  const body = letterBody(answer, judged.length, () =>
    runtime.log.warn("letter_interrupted", { link: link.id }),
  );
  return {
    ok: true,
    response: new Response(body, {
      status: judged.status,
      headers: {
        ...letterHeaders(link, action),
        ...(judged.length === null ? {} : { "content-length": String(judged.length) }),
        ...(judged.contentRange === null ? {} : { "content-range": judged.contentRange }),
      },
    }),
  };
}

/** All headers are ours: nothing of what the letter's host sent besides, no cookie and no tag, reaches the viewer. */
function letterHeaders({ report }: LinkContent, action: LetterAction): Record<string, string> {
  return {
    "content-type": "application/pdf",
    "content-disposition": `${action === "view" ? "inline" : "attachment"}; filename="${fileName(report)}"`,
    "accept-ranges": "bytes",
    // Not `default-src 'none'`: browsers show a PDF in a page of their own making, to which it would apply.
    "content-security-policy": "frame-ancestors 'none'",
  };
}
