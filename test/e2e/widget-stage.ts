/**
 * A stage for the widget alone: a portal with the strictest policy that a page can have, and a stand-in for the
 * Worker that serves the built widget under its real headers and answers the viewer API as the test says. Two
 * origins, as in life. What is asked for is written down.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { buildWidget } from "../../scripts/build-widget.ts";
import type { ReportItem, SessionAnswer, ViewerStudent } from "../../src/worker/portal/api-types.ts";

const DIST = join(import.meta.dirname, "../../dist/widget");

export interface Answer {
  status?: number;
  body: unknown;
  delayMs?: number;
}

export interface Stage {
  portal: string;
  scores: string;
  /** Every request since the last `reset`, as "GET /v1/session?…"; the portal's own begin with "portal ". */
  asked: string[];
  /** The page that the portal serves, by path. */
  pages: Map<string, { html: string; headers?: Record<string, string> }>;
  /** What the API answers; null leaves it to the default, a family with two children. */
  api: ((path: string, token: string) => Answer | null) | null;
  /** What `/token` answers. */
  token: () => string;
  reset(): void;
  close(): Promise<void>;
}

/** `default-src 'none'` plus our two sources, and Trusted Types; without a policy no page can make one up. */
export function strictPolicy(stage: Stage): string {
  return `default-src 'none'; script-src ${stage.scores}; connect-src 'self' ${stage.scores}; require-trusted-types-for 'script'; trusted-types 'none'`;
}

export async function openStage(): Promise<Stage> {
  await buildWidget();
  const pages: Stage["pages"] = new Map();
  const asked: string[] = [];

  const portal = await listen(async (url, response) => {
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    asked.push(`portal ${url.pathname}`);
    if (url.pathname === "/token") return send(response, 200, { token: stage.token() });
    const page = pages.get(url.pathname);
    if (!page) return send(response, 404, "");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers });
    response.end(page.html);
  });
  const scores = await listen(async (url, response, request) => {
    const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
    const path = url.pathname + url.search;
    asked.push(`${request.method} ${path}`);
    if (url.pathname.startsWith("/v1/")) {
      const token = String(request.headers.authorization ?? "").replace("Bearer ", "");
      const { status = 200, body, delayMs = 0 } = stage.api?.(path, token) ?? usual(path);
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      return send(response, status, body, cors);
    }
    const file = await readFile(join(DIST, url.pathname)).catch(() => null);
    if (!file) return send(response, 404, "", cors);
    response.writeHead(200, { "content-type": "application/json", ...(await assetHeaders(url.pathname)) });
    response.end(file);
  });

  const stage: Stage = {
    portal: portal.origin,
    scores: scores.origin,
    asked,
    pages,
    api: null,
    token: () => "demo-token",
    reset() {
      asked.length = 0;
      stage.api = null;
      stage.token = () => "demo-token";
    },
    async close() {
      await Promise.all([portal.close(), scores.close()]);
    },
  };
  return stage;
}

/** As Cloudflare reads `_headers`: each block whose path fits adds its lines; `*` stands for anything. */
async function assetHeaders(path: string): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  let fits = false;
  for (const line of (await readFile(join(DIST, "_headers"), "utf8")).split("\n")) {
    const [name = "", ...rest] = line.trim().split(": ");
    if (line.startsWith("/"))
      fits = new RegExp(`^${line.replaceAll(".", "\\.").replace("*", ".*")}$`).test(path);
    else if (fits && name !== "") headers[name.toLowerCase()] = rest.join(": ");
  }
  return headers;
}

async function listen(
  answer: (url: URL, response: ServerResponse, request: IncomingMessage) => unknown,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    void answer(new URL(request.url ?? "/", "http://stage"), response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

// ——— a family that does not exist ———

export const XIMENA: ViewerStudent = {
  id: "S-1001",
  name: "Ximena Ejemplo Núñez",
  grade: "4",
  school: "Sample Creek Elementary School",
};
export const TEO: ViewerStudent = {
  id: "S-1002",
  name: "Téo Ejemplo Núñez",
  grade: "8",
  school: "Placeholder Middle School",
};
const LANGUAGE_NAMES = { en: "English", es: "Español", "zh-Hant": "繁體中文" };
const TESTS = {
  CAASPP: "English, math and science (CAASPP)",
  ELPAC: "English learner test (ELPAC)",
  CAST: "Science (CAST)",
};

let made = 0;

export function letter(
  test: keyof typeof TESTS,
  year: number,
  language: keyof typeof LANGUAGE_NAMES = "en",
  format: ReportItem["format"] = "pdf",
): ReportItem {
  const id = `r${++made}`;
  return {
    id,
    assessment: { code: test, name: TESTS[test] },
    year,
    language: { code: language, name: LANGUAGE_NAMES[language] },
    format,
    view: `https://letters.invalid/${id}/view`,
    download: format === "pdf" ? `https://letters.invalid/${id}/download` : null,
    expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
  };
}

/** More than a handful: two languages, three years, a web page and a video. */
export function ximenasLetters(): ReportItem[] {
  return [
    letter("CAASPP", 2026, "en"),
    letter("CAASPP", 2026, "es"),
    letter("CAASPP", 2026, "en", "html"),
    letter("CAASPP", 2026, "es", "video"),
    letter("ELPAC", 2026, "en"),
    letter("ELPAC", 2026, "es"),
    letter("CAASPP", 2025, "en"),
    letter("CAASPP", 2025, "es"),
    letter("ELPAC", 2025, "en"),
    letter("CAST", 2025, "en"),
    letter("ELPAC", 2024, "zh-Hant"),
  ];
}

export function session(change: Partial<SessionAnswer> = {}): SessionAnswer {
  return {
    viewer: { role: "guardian" },
    students: [XIMENA, TEO],
    instructions: "Questions about a letter? Call the assessment office at 555-0100.",
    reports: { studentId: XIMENA.id, items: ximenasLetters() },
    ...change,
  };
}

export function problem(status: number, code: string, detail = ""): Answer {
  return { status, body: { type: `urn:${code}`, title: code, status, code, detail } };
}

function usual(path: string): Answer {
  if (path.startsWith("/v1/session")) return { body: session() };
  if (path.includes("/S-1002/"))
    return { body: { student: TEO, reports: [letter("CAST", 2026), letter("CAASPP", 2026, "es")] } };
  if (path.includes("/reports")) return { body: { student: XIMENA, reports: ximenasLetters() } };
  return { body: { items: [XIMENA, TEO], nextCursor: null } };
}
