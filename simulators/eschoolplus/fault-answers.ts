/**
 * Answers in the place of the true one when a fault says so. Bodies hold the word "canary", so that a test can look
 * for what a caller must not echo.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { type Exchange, sendJson, sendText } from "../http.ts";
import type { AnswerFault } from "./fault-kinds.ts";

const HTML = `<!doctype html><html lang="en"><title>Home Access Center</title><h1>Please sign in</h1><p>canary-html</p></html>`;
const OVERSIZED_BLOCK = Buffer.from('{"StudentId":"canary-oversized","FirstName":"Filler"},'.repeat(1_000));

/** True when the exchange is over, or left hanging on purpose. */
export async function answerWithFault(
  exchange: Exchange,
  fault: AnswerFault,
  nowMs: number,
): Promise<boolean> {
  const { request, response } = exchange;
  switch (fault.kind) {
    case "slow":
      await sleep(fault.delayMs, undefined, { ref: false });
      return response.destroyed;
    case "hang":
      return true;
    case "reset":
      request.socket.resetAndDestroy();
      return true;
    case "status":
      sendStatus(exchange, fault, nowMs);
      return true;
    case "html":
      sendText(response, 200, "text/html; charset=utf-8", HTML);
      return true;
    case "invalid-json":
      sendText(response, 200, "application/json", '{"totalRecords": 3, "data": [{"StudentId": "canary-');
      return true;
    case "no-rows":
      sendJson(response, 200, { message: "canary-no-rows" });
      return true;
    case "redirect":
      response.writeHead(302, { Location: fault.location, "Content-Length": 0 }).end();
      return true;
    case "oversized":
      await sendOversized(exchange, fault.bytes);
      return true;
    // These two need the true body, and are the route's.
    case "stall":
    case "truncated":
      return false;
  }
}

function sendStatus(
  { response }: Exchange,
  { status, retryAfterSeconds, retryAfterForm }: Extract<AnswerFault, { kind: "status" }>,
  nowMs: number,
): void {
  if (retryAfterSeconds !== undefined) {
    const moment = new Date(nowMs + retryAfterSeconds * 1000).toUTCString();
    response.setHeader("Retry-After", retryAfterForm === "date" ? moment : String(retryAfterSeconds));
  }
  sendJson(response, status, { message: "canary-status" });
}

/** At the reader's pace, until it goes away. */
async function sendOversized({ response }: Exchange, bytes: number): Promise<void> {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.write('{"data":[');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += OVERSIZED_BLOCK.length) {
    if (!response.write(OVERSIZED_BLOCK)) await drainedOrClosed(response);
  }
  response.end('{"StudentId":"canary-oversized"}]}');
}

function drainedOrClosed(response: Exchange["response"]): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.once("drain", settle).once("close", settle);
    if (response.destroyed) settle();
  });
}

/** The headers promise all of it; what follows is half of it, and then an end (`truncated`) or nothing (`stall`). */
export function sendHalf(
  { response }: Exchange,
  kind: "stall" | "truncated",
  bytes: Buffer,
  headers: Record<string, string>,
): void {
  response.writeHead(200, { ...headers, "Content-Length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    if (kind === "truncated") response.socket?.destroySoon();
  });
}
