/**
 * Where a line may break. pdfkit's own breaker knows one font at a time and would break "Mẫu" where the font
 * changes. Rules enough for these letters: after spaces; between Chinese characters, except that closing marks
 * do not begin a line and opening ones do not end it. Korean breaks at spaces, as its readers prefer.
 */

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const CLOSING = /[，。、；：！？）」』》］％,.;:!?)\]]/u;
const OPENING = /[（「『《［([]/u;

/** The pieces of a text that stay together, spaces at their ends; joined they are the text. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let previous = "";
  for (const character of text) {
    if (previous === "" || mayBreak(previous, character)) pieces.push(character);
    else pieces[pieces.length - 1] += character;
    previous = character;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === " " || CLOSING.test(after) || OPENING.test(before)) return false;
  return before === " " || CHINESE.test(before) || CHINESE.test(after);
}

/** Fills lines of at most `width`, as `measure` counts it. A piece that is too wide stands alone. */
export function linesOf(text: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of piecesOf(text)) {
    if (line !== "" && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}
