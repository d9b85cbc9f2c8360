/** Small tools for answering over bare node:http, which this simulator needs to be able to break an answer off. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";

/** The simulator's own bodies are tiny; a larger one is a mistake. */
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
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString("utf8");
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
