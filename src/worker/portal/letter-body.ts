/**
 * Judges what a letter's host answered, and makes of it the answer to the viewer: known-good headers only, the
 * first bytes as read, the rest piped by the platform without passing through our hands.
 */
import { LETTER_MAX_BYTES } from "../ets/limits.ts";
import type { StreamedAnswer } from "../net/outgoing.ts";

/** Every PDF begins so (ISO 32000-1 §7.5.2). */
const PDF_MAGIC = new TextEncoder().encode("%PDF-");

/** What must be read before a letter can be judged. */
export const HEAD_BYTES = PDF_MAGIC.byteLength;

/** S3 names uploads of no known type `binary/octet-stream`; the bytes are judged as well. */
const ACCEPTED_TYPES = ["application/pdf", "application/octet-stream", "binary/octet-stream"];

export type JudgedLetter =
  | { ok: true; status: 200 | 206; contentRange: string | null; length: number | null }
  | { ok: false; reason: string };

/**
 * Holds an answer of status 200 or 206 against what a letter must be.
 *
 * @param asked the `Range` that was sent
 */
export function judgeLetter({ status, headers, head }: StreamedAnswer, asked: string | null): JudgedLetter {
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!ACCEPTED_TYPES.includes(type)) return { ok: false, reason: "not a PDF by its type" };
  const contentRange = status === 206 ? headers.get("content-range") : null;
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange ?? "");
  if (status === 206 && (asked === null || range === null))
    return { ok: false, reason: "a part nobody asked for" };
  const askedStart = /^bytes=(\d+)-/.exec(asked ?? "")?.[1];
  if (range !== null && askedStart !== undefined && Number(range[1]) !== Number(askedStart)) {
    return { ok: false, reason: "another part than asked for" };
  }
  // A range that does not begin at 0 can be judged by its type alone.
  const startsAtZero = range === null || range[1] === "0";
  const wanted = range === null ? PDF_MAGIC.byteLength : Math.min(PDF_MAGIC.byteLength, Number(range[2]) + 1);
  if (startsAtZero && !startsWith(head.bytes, PDF_MAGIC.subarray(0, wanted))) {
    return { ok: false, reason: "not a PDF by its first bytes" };
  }
  const length = declaredLength(headers);
  const total = range?.[3] === undefined || range[3] === "*" ? length : Number(range[3]);
  if (Math.max(length ?? 0, total ?? 0) > LETTER_MAX_BYTES) return { ok: false, reason: "too large" };
  return { ok: true, status: status === 206 ? 206 : 200, contentRange, length };
}

function startsWith(bytes: Uint8Array, magic: Uint8Array): boolean {
  return bytes.byteLength >= magic.byteLength && magic.every((byte, index) => bytes[index] === byte);
}

/** The body's length as it will reach us: an encoded body's declared length is that of the encoded bytes. */
function declaredLength(headers: Headers): number | null {
  const length = headers.get("content-length");
  return length !== null && /^\d+$/.test(length) && !headers.has("content-encoding") ? Number(length) : null;
}

/**
 * The letter's body. With a known length it cannot end early without the client noticing; without one, bytes are
 * counted on the way. `onBroken` hears when it could not be brought to its end.
 */
export function letterBody(
  { head, rest }: StreamedAnswer,
  length: number | null,
  onBroken: () => void,
): ReadableStream<Uint8Array> {
  const { readable, writable } =
    length === null ? byteCounter(LETTER_MAX_BYTES) : new FixedLengthStream(length);
  const pipe = async () => {
    const writer = writable.getWriter();
    await writer.write(head.bytes);
    if (head.ended || rest === null) return writer.close();
    writer.releaseLock();
    await rest.pipeTo(writable); // an error on either side ends the other: nothing is left open
  };
  pipe().catch(() => {
    rest?.cancel().catch(() => {}); // locked while it is being piped, and then already ended
    onBroken();
  });
  return readable;
}

function byteCounter(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let passed = 0;
  return new TransformStream({
    transform(chunk, controller) {
      passed += chunk.byteLength;
      if (passed > maxBytes) controller.error(new Error("the letter is too large"));
      else controller.enqueue(chunk);
    },
  });
}
