/** One byte range, as RFC 9110 section 14 reads it. Several ranges, or nonsense, mean the whole, as at S3. */

export type RangeRequest = "whole" | "unsatisfiable" | { start: number; end: number };

/** `end` of the answer is exclusive. */
export function readRange(header: string | undefined, size: number): RangeRequest {
  const [matched, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (!matched || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Math.min(size, Number(last));
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < start) return "whole";
  return start >= size ? "unsatisfiable" : { start, end };
}
