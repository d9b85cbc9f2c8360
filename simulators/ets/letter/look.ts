/** The letter's page, colors and type, in points. One accent, hairlines, generous margins. */

import type { TextStyle } from "./pen.ts";

/** US Letter: the paper of the schools these letters pretend to come from. */
export const PAGE = { width: 612, height: 792 };
export const MARGIN = { left: 66, right: 66, top: 54 };
export const CONTENT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** Nothing of the letter's body stands below this; the footer does. */
export const BODY_BOTTOM = 726;

export const COLOR = {
  ink: "#1b2530",
  quiet: "#57636f",
  hairline: "#d5dbe1",
  accent: "#0b5c6b",
  bar: "#e3e9ed",
};

function style(size: number, leading: number, weight: 400 | 600 = 400, color: string = COLOR.ink): TextStyle {
  return { size, leading, weight, color };
}

export const TYPE = {
  running: style(8.5, 12, 400, COLOR.quiet),
  runningStrong: style(8.5, 12, 600, COLOR.accent),
  name: style(23, 31, 600),
  label: style(8.5, 12, 400, COLOR.quiet),
  fact: style(10.5, 15, 600),
  title: style(16, 22, 600),
  heading: style(12, 17, 600),
  body: style(10.5, 16.5),
  score: style(38, 42, 600, COLOR.accent),
  level: style(12.5, 17, 600),
  small: style(8.5, 12, 400, COLOR.quiet),
  smallStrong: style(8.5, 12, 600, COLOR.accent),
  row: style(10, 15),
  rowQuiet: style(10, 15, 400, COLOR.quiet),
  footer: style(9, 13, 600),
};
