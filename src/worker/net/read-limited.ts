/**
 * Reading the body of an answer we do not trust: bytes are counted while they arrive, so that neither a huge nor
 * an endless body is ever held. Content-Length is believed only to refuse early.
 */

export type Head = { bytes: Uint8Array<ArrayBuffer>; ended: boolean };

/** The whole body as text, or `too_large` once more than `maxBytes` have arrived. Rejects as the stream does. */
export async function readTextLimited(
  response: Response,
  maxBytes: number,
): Promise<{ ok: true; text: string } | { ok: false; reason: "too_large" }> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await body?.cancel();
    return { ok: false, reason: "too_large" };
  }
  if (body === null) return { ok: true, text: "" };
  const reader = body.getReader();
  const decoder = new TextDecoder(); // UTF-8, malformed sequences replaced: the JSON parser judges the rest
  let text = "";
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { ok: true, text: text + decoder.decode() };
    received += value.byteLength;
    if (received > maxBytes) {
      await reader.cancel();
      return { ok: false, reason: "too_large" };
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Reads until at least `atLeast` bytes are there or the body ends. The rest stays in the stream, unlocked. */
export async function readHead(body: ReadableStream<Uint8Array>, atLeast: number): Promise<Head> {
  const reader = body.getReader();
  let bytes = new Uint8Array(0);
  try {
    while (bytes.byteLength < atLeast) {
      const { done, value } = await reader.read();
      if (done) return { bytes, ended: true };
      bytes = concatenate(bytes, value);
    }
    return { bytes, ended: false };
  } finally {
    reader.releaseLock();
  }
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(left.byteLength + right.byteLength);
  joined.set(left);
  joined.set(right, left.byteLength);
  return joined;
}
