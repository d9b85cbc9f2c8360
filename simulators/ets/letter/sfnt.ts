/**
 * Opens a WOFF file: unwraps it into the plain TrueType font that it compresses, and reads which characters it has.
 * pdfkit reads WOFF too, but inflates the whole glyph table again for each glyph it embeds (seconds for Chinese),
 * and cannot embed WOFF2 at all, because its glyphs are stored transformed. Unwrapping once costs milliseconds.
 * WOFF: https://www.w3.org/TR/WOFF/; cmap: the OpenType specification.
 */

import { inflateSync } from "node:zlib";

const WOFF_HEADER_BYTES = 44;
const WOFF_ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

/**
 * Left out. Noto's substitutions take "ị" apart into two glyphs, of which the second has no character: it looks
 * right, but a program that reads the PDF finds rubbish after the letter. Composed text needs no substitution.
 */
const DROPPED_TABLE = "GSUB";

interface Table {
  tag: string;
  checksum: number;
  bytes: Buffer;
}

export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("Not a WOFF file.");
  const tables = [...tablesOf(woff)].filter(({ tag }) => tag !== DROPPED_TABLE);
  const header = Buffer.alloc(SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * tables.length);
  writeHeader(header, woff.readUInt32BE(4), tables.length);

  const parts: Buffer[] = [header];
  let offset = header.length;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * index;
    header.write(tag, at, "latin1");
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(bytes.length, at + 12);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

function* tablesOf(woff: Buffer): Generator<Table> {
  for (let index = 0; index < woff.readUInt16BE(12); index += 1) {
    const entry = WOFF_HEADER_BYTES + WOFF_ENTRY_BYTES * index;
    const start = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const packed = woff.subarray(start, start + packedLength);
    yield {
      tag: woff.toString("latin1", entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      bytes: packedLength < woff.readUInt32BE(entry + 12) ? inflateSync(packed) : packed,
    };
  }
}

function writeHeader(header: Buffer, flavor: number, count: number): void {
  const power = Math.floor(Math.log2(count));
  header.writeUInt32BE(flavor, 0);
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * count - 16 * 2 ** power, 10);
}

/** Every character for which the font has a glyph. */
export function charactersOf(sfnt: Buffer): Set<number> {
  const cmap = tableOf(sfnt, "cmap");
  const found = new Set<number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4));
    const format = subtable.readUInt16BE(0);
    if (format === 4) addSegments(subtable, found);
    if (format === 12) addGroups(subtable, found);
  }
  return found;
}

function tableOf(sfnt: Buffer, tag: string): Buffer {
  for (let index = 0; index < sfnt.readUInt16BE(4); index += 1) {
    const at = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * index;
    if (sfnt.toString("latin1", at, at + 4) !== tag) continue;
    const start = sfnt.readUInt32BE(at + 8);
    return sfnt.subarray(start, start + sfnt.readUInt32BE(at + 12));
  }
  throw new Error(`The font has no ${tag} table.`);
}

/** Format 4: segments of the Basic Multilingual Plane; a segment may still map single characters to no glyph. */
function addSegments(table: Buffer, found: Set<number>): void {
  const twice = table.readUInt16BE(6);
  for (let index = 0; index < twice; index += 2) {
    const end = table.readUInt16BE(14 + index);
    const start = table.readUInt16BE(16 + twice + index);
    const delta = table.readUInt16BE(16 + 2 * twice + index);
    const rangeAt = 16 + 3 * twice + index;
    const rangeOffset = table.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const glyph =
        rangeOffset === 0
          ? (code + delta) & 0xffff
          : table.readUInt16BE(rangeAt + rangeOffset + 2 * (code - start));
      if (glyph !== 0) found.add(code);
    }
  }
}

/** Format 12: groups of characters of any plane. */
function addGroups(table: Buffer, found: Set<number>): void {
  for (let index = 0; index < table.readUInt32BE(12); index += 1) {
    const at = 16 + 12 * index;
    for (let code = table.readUInt32BE(at); code <= table.readUInt32BE(at + 4); code += 1) found.add(code);
  }
}
