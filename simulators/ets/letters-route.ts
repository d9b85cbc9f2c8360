/**
 * GET /letters/…: the object store at the end of a link. It knows no token; an Authorization header is refused
 * and counted, because the caller has just shown its secret to a stranger.
 */

import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { allow, type Exchange } from "../http.ts";
import { answerWithFault } from "./fault-answers.ts";
import type { Faults } from "./faults.ts";
import { type LetterBytes, paddedBytes, plainBytes } from "./letter-bytes.ts";
import type { LetterContent } from "./letter-content.ts";
import type { Place } from "./place.ts";
import { type RangeRequest, readRange } from "./ranges.ts";
import { sendS3Error } from "./s3-errors.ts";
import { sendBytes } from "./send-bytes.ts";

const NOT_PDF = Buffer.from(
  "<!doctype html><html lang=en><title>canary-not-pdf</title><p>Sign in to continue.</p></html>",
);

export async function answerLetter(place: Place, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const { stats } = place;
  stats.letterCalls += 1;
  if (request.headers.range !== undefined) stats.rangeCalls += 1;
  if (request.headers.authorization !== undefined) stats.authorizationSentToLetters += 1;
  stats.openLetters += 1;
  response.once("close", () => {
    stats.openLetters -= 1;
  });

  const faults = place.faults.take("letters");
  if (await answerWithFault(exchange, "letters", faults)) return;
  if (!allow(exchange, "GET", "HEAD")) return;
  if (request.headers.authorization !== undefined) {
    return sendS3Error(response, 403, "AccessDenied", "Only one auth mechanism allowed");
  }
  const state = place.links.check(url);
  if (state === "tampered") {
    return sendS3Error(response, 403, "SignatureDoesNotMatch", "The signature does not match the request");
  }
  if (state === "expired" || faults.expired || faults.expireNext !== undefined) {
    return sendS3Error(response, 403, "AccessDenied", "Request has expired");
  }
  const entry = place.catalog.entryAt(url.pathname);
  if (!entry) return sendS3Error(response, 404, "NoSuchKey", "The specified key does not exist");
  await sendLetter(place, exchange, await place.contentOf(entry), faults);
}

async function sendLetter(
  { stats }: Place,
  { request, response }: Exchange,
  content: LetterContent,
  faults: Faults["letters"],
): Promise<void> {
  const bytes = bytesOf(content, faults);
  const etag =
    bytes.size === content.bytes.length ? content.etag : `${content.etag.slice(0, -1)}-${bytes.size}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Content-Type", faults.contentType ?? content.contentType);
  response.setHeader("Accept-Ranges", "bytes");

  const range = rangeOf(request.headers, etag, bytes.size, faults);
  if (range === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${bytes.size}`);
    return sendS3Error(response, 416, "InvalidRange", "The requested range is not satisfiable");
  }
  const { start, end } = range === "whole" ? { start: 0, end: bytes.size } : range;
  response.statusCode = range === "whole" ? 200 : 206;
  if (range !== "whole") response.setHeader("Content-Range", `bytes ${start}-${end - 1}/${bytes.size}`);
  if (faults.gzip) response.setHeader("Content-Encoding", "gzip");
  else if (!faults.chunked) response.setHeader("Content-Length", end - start);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const plain = bytes.chunks(start, end);
  const chunks = faults.gzip ? Readable.from(plain).pipe(createGzip()) : plain;
  const outcome = await sendBytes(response, chunks, faults);
  if (outcome === "left") stats.abandonedLetters += 1;
}

function bytesOf(content: LetterContent, faults: Faults["letters"]): LetterBytes {
  if (faults.notPdf) return plainBytes(NOT_PDF);
  const isPdf = content.contentType === "application/pdf";
  return faults.sizeBytes && isPdf ? paddedBytes(content.bytes, faults.sizeBytes) : plainBytes(content.bytes);
}

/** A range of compressed bytes would mean something else: under gzip there are none. */
function rangeOf(
  headers: Exchange["request"]["headers"],
  etag: string,
  size: number,
  faults: Faults["letters"],
): RangeRequest {
  const condition = headers["if-range"];
  if (faults.gzip || (condition !== undefined && condition !== etag)) return "whole";
  return readRange(headers.range, size);
}
