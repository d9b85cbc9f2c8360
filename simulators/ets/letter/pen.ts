/**
 * Writes text on a pdfkit document: any script, any mix, in lines that the pen breaks itself.
 * Lengths are points, a seventy-second of an inch; y is the top of the first line.
 */

import { type Run, runsOf, type Weight } from "./fonts.ts";
import { linesOf } from "./line-breaks.ts";

export interface TextStyle {
  size: number;
  weight: Weight;
  color: string;
  /** Height of a line. */
  leading: number;
}

export interface Pen {
  widthOf(text: string, style: TextStyle): number;
  /** Returns the y below the text. */
  write(text: string, x: number, y: number, width: number, style: TextStyle): number;
  /** One line that ends at x. */
  writeUpTo(text: string, x: number, y: number, style: TextStyle): void;
}

/** From the middle of a line down to the baseline, in parts of the size: half the height of a capital. */
const BASELINE = 0.36;

export function createPen(document: PDFKit.PDFDocument): Pen {
  const registered = new Set<string>();

  function use(run: Run, style: TextStyle): void {
    if (!registered.has(run.file.name)) {
      document.registerFont(run.file.name, run.file.bytes);
      registered.add(run.file.name);
    }
    document.font(run.file.name, style.size);
  }

  function widthOfRun(run: Run, style: TextStyle): number {
    use(run, style);
    return document.widthOfString(run.text);
  }

  function widthOf(text: string, style: TextStyle): number {
    return runsOf(text, style.weight).reduce((sum, run) => sum + widthOfRun(run, style), 0);
  }

  function writeLine(text: string, x: number, y: number, style: TextStyle): void {
    const baseline = y + style.leading / 2 + style.size * BASELINE;
    let at = x;
    for (const run of runsOf(text, style.weight)) {
      use(run, style);
      document
        .fillColor(style.color)
        .text(run.text, at, baseline, { lineBreak: false, baseline: "alphabetic" });
      at += widthOfRun(run, style);
    }
  }

  return {
    widthOf,
    write(text, x, y, width, style) {
      const lines = linesOf(text, width, (line) => widthOf(line, style));
      for (const [index, line] of lines.entries()) writeLine(line, x, y + index * style.leading, style);
      return y + lines.length * style.leading;
    },
    writeUpTo: (text, x, y, style) => writeLine(text, x - widthOf(text, style), y, style),
  };
}
