/**
 * A score in its range: a bar of equally wide levels, the reached one filled, a marker on the score, the cut
 * scores under the seams. Equal widths, because true ones leave the middle levels no room for their names.
 * The reached level is told by weight and by the marker too, never by color alone.
 */

import { COLOR, CONTENT_WIDTH, MARGIN, TYPE } from "./look.ts";
import type { Pen } from "./pen.ts";
import type { AreaResult, SubjectResult } from "./scores.ts";

const BAR_HEIGHT = 9;
const SEAM = 2.5;
const MARKER_RADIUS = 7.5;

/** Bar, level names and numbers together. */
export const SCORE_BAR_HEIGHT = 46;

export function drawScoreBar(
  document: PDFKit.PDFDocument,
  pen: Pen,
  y: number,
  result: SubjectResult,
  levelNames: string[],
): void {
  const barTop = y + MARKER_RADIUS - BAR_HEIGHT / 2;
  const segment = CONTENT_WIDTH / result.levels;
  const edges = [result.scale.low, ...result.scale.cuts, result.scale.high];

  for (let index = 0; index < result.levels; index += 1) {
    const x = MARGIN.left + index * segment;
    const reached = index === result.level - 1;
    const width = segment - (index === result.levels - 1 ? 0 : SEAM);
    document
      .roundedRect(x, barTop, width, BAR_HEIGHT, 2)
      .fillColor(reached ? COLOR.accent : COLOR.bar)
      .fill();
    pen.write(
      levelNames[index] ?? "",
      x,
      barTop + BAR_HEIGHT + 5,
      CONTENT_WIDTH,
      reached ? TYPE.smallStrong : TYPE.small,
    );
    pen.write(String(edges[index]), x, barTop + BAR_HEIGHT + 17, segment, TYPE.small);
  }
  pen.writeUpTo(String(result.scale.high), MARGIN.left + CONTENT_WIDTH, barTop + BAR_HEIGHT + 17, TYPE.small);

  const markerX = MARGIN.left + Math.min(0.985, Math.max(0.015, result.position)) * CONTENT_WIDTH;
  document
    .circle(markerX, y + MARKER_RADIUS, MARKER_RADIUS)
    .lineWidth(2.5)
    .fillAndStroke("#ffffff", COLOR.accent);
}

/** Three dots beside an area's name: one, two or three filled. */
export function drawStrength(
  document: PDFKit.PDFDocument,
  x: number,
  middle: number,
  strength: AreaResult["strength"],
): void {
  for (let dot = 0; dot < 3; dot += 1) {
    document
      .circle(x + 3 + dot * 10, middle, 3)
      .lineWidth(1)
      .fillAndStroke(dot <= strength ? COLOR.accent : "#ffffff", dot <= strength ? COLOR.accent : "#9aa6b1");
  }
}
