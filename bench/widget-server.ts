/**
 * Where the contenders live: one origin for the page, another for everybody's files and APIs, as with a CDN. Files are
 * compressed beforehand (brotli at its best, as a CDN keeps them), API answers as a server does it on the way.
 */
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { type Contender, NONCE } from "./widget-contenders.ts";

/** What every API takes to answer, ours and the portal's token too. */
export const API_MS = 40;
const ANSWER_QUALITY = 5;

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
};

/** One transparent pixel. */
const AVATAR = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

export interface WidgetServer {
  pageOf(contender: Contender): string;
  /** The same page under `strictPolicy`, which reports and lets pass. */
  strictPageOf(contender: Contender): string;
  /** Preflights since the last time this was asked. */
  preflights(): number;
  close(): Promise<void>;
}

export async function openWidgetServer(contenders: Contender[]): Promise<WidgetServer> {
  const byKey = new Map(contenders.map((contender) => [contender.key, contender]));
  const files = new Map<string, Buffer>();
  for (const { key, files: own } of contenders)
    for (const [path, file] of Object.entries(own))
      files.set(`/${key}/${path}`, compressed(readFileSync(file)));
  const answers = contenders.flatMap(({ key, answers: own }) =>
    own.map(([path, body]) => ({ path: `/${key}${path}`, body: answerOf(body) })),
  );
  let preflights = 0;

  const host = await listen(async (request, response) => {
    const path = request.url ?? "/";
    const shared = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*, authorization",
      "timing-allow-origin": "*",
      "content-encoding": "br",
    };
    if (request.method === "OPTIONS") {
      preflights++;
      return response.writeHead(204, { ...shared, "content-encoding": "identity" }).end();
    }
    if (path.includes("/avatar")) return response.writeHead(200, { "content-type": "image/gif" }).end(AVATAR);
    const file = files.get(path);
    if (file) return response.writeHead(200, { ...shared, "content-type": typeOf(path) }).end(file);
    const answer = answers.find(({ path: beginning }) => path.startsWith(beginning));
    if (!answer) return response.writeHead(404).end();
    await sleep(API_MS);
    return response.writeHead(200, { ...shared, "content-type": "application/json" }).end(answer.body);
  });
  const token = answerOf({ token: "made-up" });
  const portal = await listen(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://portal");
    if (url.pathname === "/token") {
      await sleep(API_MS);
      const headers = { "content-type": "application/json", "content-encoding": "br" };
      return response.writeHead(200, headers).end(token);
    }
    if (url.pathname === "/avatar")
      return response.writeHead(200, { "content-type": "image/gif" }).end(AVATAR);
    const contender = byKey.get(url.pathname.slice(1));
    if (!contender) return response.writeHead(404).end();
    const headers = { "content-type": "text/html; charset=utf-8", "content-encoding": "br" };
    const policy = url.searchParams.has("strict") && {
      "content-security-policy-report-only": strictPolicy(host.origin),
    };
    return response.writeHead(200, { ...headers, ...policy }).end(compressed(pageHtml(contender)));
  });

  /** The page of a portal, with a text before and one after, which may be pushed. */
  function pageHtml(contender: Contender): Buffer {
    const { head = "", body } = contender.embed(host.origin);
    return Buffer.from(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A portal</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}</head>
<body><main><h1>A page</h1><div id="place">${body}</div><p>Below it</p></main><p data-last>The end</p></body></html>`);
  }

  return {
    pageOf: ({ key }) => `${portal.origin}/${key}`,
    strictPageOf: ({ key }) => `${portal.origin}/${key}?strict`,
    preflights: () => {
      const count = preflights;
      preflights = 0;
      return count;
    },
    close: async () => {
      await Promise.all([host.close(), portal.close()]);
    },
  };
}

/** Nothing but its own files, its API and pictures; Trusted Types, and no policy for them. */
function strictPolicy(host: string): string {
  return `default-src 'none'; script-src ${host} 'nonce-${NONCE}'; style-src ${host}; connect-src 'self' ${host}; img-src 'self' ${host} data:; require-trusted-types-for 'script'; trusted-types 'none'`;
}

function typeOf(path: string): string {
  return `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`;
}

function compressed(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes);
}

function answerOf(body: unknown): Buffer {
  return brotliCompressSync(JSON.stringify(body), {
    params: { [constants.BROTLI_PARAM_QUALITY]: ANSWER_QUALITY },
  });
}

async function listen(answer: RequestListener): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(answer);
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
