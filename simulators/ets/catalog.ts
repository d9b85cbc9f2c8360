/** Every student and every letter, found by SSID or by the random-looking object key in a link. */

import { createHmac } from "node:crypto";
import type { Letter, Student } from "../people.ts";

export interface CatalogEntry {
  /** Path of the object, without a query. Tells nothing about the student. */
  path: string;
  student: Student;
  letter: Letter;
}

export interface Catalog {
  /** Null: no such student. */
  entriesOf(ssid: string): CatalogEntry[] | null;
  entryAt(path: string): CatalogEntry | undefined;
}

/** `secret` keeps keys from being computed out of ids. */
export function createCatalog(students: Student[], secret: Buffer): Catalog {
  const bySsid = new Map<string, CatalogEntry[]>();
  const byPath = new Map<string, CatalogEntry>();
  for (const student of students) {
    if (student.ssid === null || student.letters === null) continue;
    const entries = student.letters.map((letter) => ({
      path: pathOf(student, letter, secret),
      student,
      letter,
    }));
    bySsid.set(student.ssid, entries);
    for (const entry of entries) byPath.set(entry.path, entry);
  }
  return {
    entriesOf: (ssid) => bySsid.get(ssid) ?? null,
    entryAt: (path) => byPath.get(path),
  };
}

function pathOf(student: Student, letter: Letter, secret: Buffer): string {
  const { reportType, year, language, format } = letter;
  const key = createHmac("sha256", secret)
    .update(JSON.stringify([student.id, reportType, year, language, format]))
    .digest("hex");
  return `/letters/${key.slice(0, 4)}/${key.slice(4, 44)}.${format === "PDF" ? "pdf" : "html"}`;
}
