/**
 * Which font file draws which character. Noto Sans comes in slices: Latin, Vietnamese, one large file each for
 * Chinese and Korean, and a hundred small ones by character. The large Chinese file lacks full-width punctuation
 * and rare characters; those come from the small slice that unicode.json names.
 * A file is read when the first letter needs it, and kept.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { charactersOf, unwrapWoff } from "./sfnt.ts";

export type Weight = 400 | 600;

export interface FontFile {
  /** Unique, the name under which a document registers it. */
  name: string;
  bytes: Buffer;
  characters: Set<number>;
}

/** A stretch of text that one font file can draw. */
export interface Run {
  file: FontFile;
  text: string;
}

const resolveFile = createRequire(import.meta.url).resolve;
const files = new Map<string, FontFile>();
const choices: Record<Weight, Map<number, FontFile>> = { 400: new Map(), 600: new Map() };
const slices = new Map<string, Record<string, string>>();

const HANGUL = /\p{Script=Hangul}/u;

/** Splits text into runs. Text is composed first: the slices hold "ẫ", not "a" with two marks. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const character of text.normalize("NFC")) {
    const last = runs.at(-1);
    const file = fileFor(character, weight);
    if (last?.file === file) last.text += character;
    else runs.push({ file, text: character });
  }
  return runs;
}

function fileFor(character: string, weight: Weight): FontFile {
  const code = character.codePointAt(0) ?? 0;
  const known = choices[weight].get(code);
  if (known) return known;
  const latin = fontFile("noto-sans", "latin", weight);
  let chosen = latin;
  for (const [family, slice] of candidates(character, code)) {
    const file = fontFile(family, slice, weight);
    if (!file.characters.has(code)) continue;
    chosen = file;
    break;
  }
  choices[weight].set(code, chosen);
  return chosen;
}

function* candidates(character: string, code: number): Generator<[family: string, slice: string]> {
  if (HANGUL.test(character)) {
    yield ["noto-sans-kr", "korean"];
  } else {
    yield ["noto-sans", "latin"];
    yield ["noto-sans", "vietnamese"];
    yield ["noto-sans", "latin-ext"];
    yield ["noto-sans-tc", "chinese-traditional"];
  }
  for (const family of ["noto-sans-tc", "noto-sans-kr"]) {
    const slice = sliceWith(family, code);
    if (slice) yield [family, slice];
  }
}

function fontFile(family: string, slice: string, weight: Weight): FontFile {
  const name = `${family}-${slice}-${weight}`;
  const known = files.get(name);
  if (known) return known;
  const bytes = unwrapWoff(readFileSync(resolveFile(`@fontsource/${family}/files/${name}-normal.woff`)));
  const file = { name, bytes, characters: charactersOf(bytes) };
  files.set(name, file);
  return file;
}

/** unicode.json: slice name (numbers in brackets) to ranges such as "U+ff78-ff7e,U+ff80". */
function sliceWith(family: string, code: number): string | undefined {
  let table = slices.get(family);
  if (!table) {
    table = JSON.parse(readFileSync(resolveFile(`@fontsource/${family}/unicode.json`), "utf8")) as Record<
      string,
      string
    >;
    slices.set(family, table);
  }
  const found = Object.entries(table).find(([, ranges]) =>
    ranges.split(",").some((range) => {
      const [from = "", to = from] = range.replace("U+", "").split("-");
      return code >= Number.parseInt(from, 16) && code <= Number.parseInt(to, 16);
    }),
  );
  return found?.[0].replace(/[[\]]/g, "");
}
