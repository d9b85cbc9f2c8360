/**
 * Invented scores: the same student, test and year always give the same ones, in every language and every run.
 * A student is a little better or worse than the middle for good, and varies a little by test and year, so that
 * one child's letters tell one story.
 */

import { createHash } from "node:crypto";
import type { AreaId, Scale, Subject } from "./tests.ts";

export interface AreaResult {
  id: AreaId;
  /** 0 below, 1 near, 2 above. */
  strength: 0 | 1 | 2;
}

export interface SubjectResult {
  subject: Subject;
  scale: Scale;
  score: number;
  /** 1 is the lowest. */
  level: number;
  levels: number;
  /** Where the score stands on a bar of equally wide levels, 0 to 1. */
  position: number;
  areas: AreaResult[];
}

/** Children learn: each year since this one moves a score up a little, for three years. */
const FIRST_YEAR = 2023;

/** A number in [0, 1) that depends only on its words. */
function chance(...words: string[]): number {
  return createHash("sha256").update(words.join("\u0000")).digest().readUInt32BE(0) / 2 ** 32;
}

/** The score at a place on the bar: levels are equally wide there, whatever their width in points. */
function scoreAt(position: number, scale: Scale): number {
  const edges = [scale.low, ...scale.cuts, scale.high];
  const levels = edges.length - 1;
  const index = Math.min(levels - 1, Math.floor(position * levels));
  const from = edges[index] ?? scale.low;
  const to = edges[index + 1] ?? scale.high;
  return Math.floor(from + (to - from) * (position * levels - index));
}

/** `studentId` is the simulator's own id, never the SSID: a score must not be a fingerprint of one. */
export function resultOf(
  studentId: string,
  testId: string,
  year: string,
  grade: number,
  subject: Subject,
): SubjectResult {
  const scale = subject.scale(grade);
  const talent = chance("talent", studentId);
  const liking = chance("liking", studentId, testId, subject.id);
  const day = chance("day", studentId, testId, year, subject.id);
  const growth = Math.min(3, Math.max(0, Number.parseInt(year, 10) - FIRST_YEAR));
  const position = 0.1 + 0.3 * talent + 0.26 * liking + 0.08 * day + 0.07 * growth;
  const score = scoreAt(position, scale);
  const areas = subject.areas.map((id): AreaResult => {
    const aim = position + 0.5 * (chance("area", studentId, testId, year, subject.id, id) - 0.5);
    return { id, strength: aim < 0.36 ? 0 : aim < 0.68 ? 1 : 2 };
  });
  return {
    subject,
    scale,
    score,
    level: 1 + scale.cuts.filter((cut) => score >= cut).length,
    levels: scale.cuts.length + 1,
    position,
    areas,
  };
}
