/**
 * Small tools for answering over bare node:http, which the simulators need to be able to break an answer off, and
 * for the /_control routes that switch them from outside.
 */

import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type * as z from "zod";

/** Most bodies sent to a simulator are tiny; a larger one is a mistake. */
const MAX_BODY_BYTES = 64 * 1024;

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, "application/json", JSON.stringify(value));
}

export function sendText(response: ServerResponse, status: number, contentType: string, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": bytes.length });
  response.end(bytes);
}

/** Null when the body is too large. */
export async function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size > maxBytes ? null : Buffer.concat(chunks).toString("utf8");
}

/** The JSON value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with a body, in a sentence: "letters.status: Too small: expected number to be >=400." */
export function sentenceOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}.`)
    .join(" ");
}

export function allow(exchange: Exchange, ...methods: string[]): boolean {
  if (methods.includes(exchange.request.method ?? "")) return true;
  exchange.response.setHeader("Allow", methods.join(", "));
  sendJson(exchange.response, 405, { message: `Use ${methods.join(" or ")} here.` });
  return false;
}

/** Undefined when it was not JSON and has been answered. */
export async function readJson({ request, response }: Exchange, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  const text = await readBody(request, maxBytes);
  const value = text === null ? undefined : parseJson(text);
  if (value === undefined)
    sendJson(response, 400, { message: `The body must be JSON, ${maxBytes / 1024} KB at most.` });
  return value;
}

/** A page of the demo portal may call; a page from elsewhere may not play with a developer's simulator. */
export function allowLocalPages({ request, response }: Exchange): void {
  const { origin } = request.headers;
  if (!origin || !URL.canParse(origin)) return;
  if (!["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname)) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type");
  response.setHeader("Vary", "Origin");
}

/** @returns the origin */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}

/** Hanging and endless answers must not keep a test from ending. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
