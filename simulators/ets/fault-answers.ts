/**
 * Answers in the place of the true one when a fault says so: late, never, an error, elsewhere, or a body that is
 * not what was asked for. Bodies hold the word "canary", so that a test can look for what a caller must not echo.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Exchange, sendJson, sendText } from "../http.ts";
import type { CommonFaults, Target } from "./faults.ts";
import { sendS3Error } from "./s3-errors.ts";
import { sendBytes } from "./send-bytes.ts";

/** Deep enough to break a recursive reader, and still far below the contract's 1 MB. */
const DEPTH = 100_000;

const BOMB_BYTES = 64 * 1024 * 1024;

const HTML = `<!doctype html><html lang="en"><title>Maintenance</title><h1>We will be back soon</h1><p>canary-html</p></html>`;

/** True when the exchange is over, or left hanging on purpose. */
export async function answerWithFault(
  exchange: Exchange,
  target: Target,
  faults: CommonFaults,
): Promise<boolean> {
  const { request, response } = exchange;
  if (faults.delayMs) await sleep(faults.delayMs, undefined, { ref: false });
  if (response.destroyed) return true;
  if (faults.hang) return true;
  if (faults.reset) {
    request.socket.resetAndDestroy();
    return true;
  }
  if (faults.redirect !== undefined) {
    response.writeHead(302, { Location: faults.redirect, "Content-Length": 0 }).end();
    return true;
  }
  if (faults.body !== undefined) {
    await sendBody(exchange, target, faults.body, faults.status ?? 200);
    return true;
  }
  if (faults.status !== undefined) {
    sendStatus(exchange, target, faults.status);
    return true;
  }
  return false;
}

function sendStatus({ response }: Exchange, target: Target, status: number): void {
  if (status === 429 || status === 503) response.setHeader("Retry-After", "30");
  if (target !== "letters") {
    sendJson(response, status, { message: "canary-status" });
    return;
  }
  const code = status === 503 ? "SlowDown" : status >= 500 ? "InternalError" : "AccessDenied";
  sendS3Error(response, status, code, "canary-status");
}

async function sendBody(
  { response }: Exchange,
  target: Target,
  body: NonNullable<CommonFaults["body"]>,
  status: number,
): Promise<void> {
  switch (body) {
    case "html":
      return sendText(response, status, "text/html; charset=utf-8", HTML);
    case "not-json":
      return sendText(response, status, "application/json", '{"token": "canary-not-json", "url": ');
    case "wrong-shape":
      return sendJson(response, status, wrongShape(target));
    case "deep":
      return sendText(response, status, "application/json", "[".repeat(DEPTH) + "]".repeat(DEPTH));
    case "empty":
      return sendText(response, status, target === "letters" ? "application/pdf" : "application/json", "");
    case "huge":
      response.writeHead(status, {
        "Content-Type": target === "letters" ? "application/pdf" : "application/json",
      });
      await sendBytes(response, endless(target));
      return;
    case "bomb":
      response.writeHead(status, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(BOMB_BYTES, " ")));
      return;
    case "drip":
      response.writeHead(status, { "Content-Type": "application/json" });
      await sendBytes(response, endless(target), { bytesPerSecond: 10 });
  }
}

function wrongShape(target: Target): unknown {
  if (target === "token") return { token: { value: "canary-wrong-shape" }, expiresIn: "soon" };
  if (target === "reports") return [{ reportType: "canary-wrong-shape", year: "2026", language: "ENG" }];
  return { message: "canary-wrong-shape" };
}

/** Well-formed as far as it goes, and without an end: only the reader can stop it. */
function* endless(target: Target): Generator<Buffer> {
  const item = '{"reportType":"CAASPP","year":"2026","language":"ENG","format":"PDF","url":"canary-huge"},';
  const [opening, filler] = target === "letters" ? ["%PDF-1.7\n", "% filler\n"] : ["[", item];
  const block = Buffer.from(filler.repeat(700));
  yield Buffer.from(opening);
  while (true) yield block;
}
