/**
 * A body of known size that can be read from anywhere, in chunks. A padded letter is never built: its filler is
 * the same block over and over, and the PDF's last lines stand again at its end, so that it still opens.
 */

const CHUNK_BYTES = 64 * 1024;
/** How a PDF ends, where its index is and the mark of its end, is never longer. */
const TAIL_BYTES = 64;

export interface LetterBytes {
  size: number;
  /** `end` is exclusive. */
  chunks(start: number, end: number): Iterable<Buffer>;
}

export function plainBytes(bytes: Buffer): LetterBytes {
  return {
    size: bytes.length,
    *chunks(start, end) {
      for (let at = start; at < end; at += CHUNK_BYTES) {
        yield bytes.subarray(at, Math.min(end, at + CHUNK_BYTES));
      }
    },
  };
}

export function paddedBytes(pdf: Buffer, size: number): LetterBytes {
  const ending = pdf.subarray(pdf.lastIndexOf("startxref", undefined, "latin1"));
  if (size < pdf.length + ending.length || ending.length > TAIL_BYTES) return plainBytes(pdf);
  const whole = plainBytes(pdf);
  const tail = plainBytes(ending);
  const filler = Buffer.alloc(CHUNK_BYTES, "\n");
  const fillerEnd = size - ending.length;
  return {
    size,
    *chunks(start, end) {
      if (start < pdf.length) yield* whole.chunks(start, Math.min(end, pdf.length));
      const from = Math.max(start, pdf.length);
      const to = Math.min(end, fillerEnd);
      for (let at = from; at < to; at += CHUNK_BYTES)
        yield filler.subarray(0, Math.min(CHUNK_BYTES, to - at));
      if (end > fillerEnd) yield* tail.chunks(Math.max(0, start - fillerEnd), end - fillerEnd);
    },
  };
}
