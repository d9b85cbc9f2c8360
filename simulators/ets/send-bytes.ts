/** Sends a body chunk by chunk: at the reader's pace, at most so fast, and perhaps not to its end. */

import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Sending {
  bytesPerSecond?: number | undefined;
  /** Then the connection is closed. */
  cutAfterBytes?: number | undefined;
}

/** "left": the reader went away first. */
export type Outcome = "sent" | "cut" | "left";

/** A slow body moves in steps this long. */
const STEP_MS = 50;

export async function sendBytes(
  response: ServerResponse,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  { bytesPerSecond, cutAfterBytes = Number.POSITIVE_INFINITY }: Sending = {},
): Promise<Outcome> {
  let sent = 0;
  response.flushHeaders();
  if (cutAfterBytes === 0) return cut(response);
  const step = bytesPerSecond ? Math.max(1, Math.round((bytesPerSecond * STEP_MS) / 1000)) : undefined;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const end = Math.min(chunk.length, at + (step ?? chunk.length), at + (cutAfterBytes - sent));
      const part = chunk.subarray(at, end);
      if (!(await write(response, part))) return "left";
      sent += part.length;
      at = end;
      if (sent >= cutAfterBytes) return cut(response);
      if (step && bytesPerSecond)
        await sleep((part.length / bytesPerSecond) * 1000, undefined, { ref: false });
    }
  }
  if (response.destroyed) return "left";
  response.end();
  return "sent";
}

function cut(response: ServerResponse): Outcome {
  response.socket?.destroySoon();
  return "cut";
}

/** Resolves when there is room for more, false when the reader is gone. */
function write(response: ServerResponse, part: Buffer): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  if (response.write(part)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const drained = () => settle(true);
    const closed = () => settle(false);
    const settle = (alive: boolean) => {
      response.off("drain", drained).off("close", closed);
      resolve(alive);
    };
    response.once("drain", drained).once("close", closed);
  });
}
