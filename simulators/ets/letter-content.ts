/** The finished letter behind a link, made at first request and kept in memory. */

import { createHash } from "node:crypto";
import type { CatalogEntry } from "./catalog.ts";
import { renderLetter } from "./letter/letter-pdf.ts";
import { reportPage } from "./report-pages.ts";

export interface LetterContent {
  bytes: Buffer;
  contentType: string;
  etag: string;
}

export function createLetterShelf(): (entry: CatalogEntry) => Promise<LetterContent> {
  const shelf = new Map<string, Promise<LetterContent>>();
  return (entry) => {
    const kept = shelf.get(entry.path);
    if (kept) return kept;
    const made = make(entry);
    shelf.set(entry.path, made);
    return made;
  };
}

async function make({ student, letter }: CatalogEntry): Promise<LetterContent> {
  const isPdf = letter.format === "PDF";
  const bytes = isPdf ? await renderLetter(student, letter) : Buffer.from(reportPage(student, letter));
  return {
    bytes,
    contentType: isPdf ? "application/pdf" : "text/html; charset=utf-8",
    etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
  };
}
