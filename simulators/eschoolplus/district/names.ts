/**
 * Names for invented people, by the language of their home. As with the cast, surnames say "example" or "sample"
 * where they can, and hold the letters that break careless programs: accents, Ñ, apostrophes, hyphens, Hangul.
 */

import type { Letter } from "../../people.ts";

export interface Tongue {
  language: Letter["language"];
  /** Out of a hundred families. */
  families: number;
  surnames: readonly string[];
  women: readonly string[];
  men: readonly string[];
}

const TONGUES: readonly Tongue[] = [
  {
    language: "ENG",
    families: 50,
    surnames: ["Sample", "Placeholder", "O'Example", "Specimen", "Template-Jones", "Van Der Test", "Mockup"],
    women: ["Avery", "Zoë", "Harper", "Renée", "Quinn", "Mary Ann", "Tess"],
    men: ["Rowan", "Jude", "Ellis", "Beau", "D'Andre", "Miles", "Theo"],
  },
  {
    language: "SPA",
    families: 28,
    surnames: ["Ejemplo", "Muestra Núñez", "Modelo", "Ñandú", "de la Prueba", "Ensayo"],
    women: ["Ximena", "Lucía", "Begoña", "Inés", "María José"],
    men: ["José", "Íñigo", "Andrés", "Raúl", "Ángel"],
  },
  {
    language: "VIE",
    families: 9,
    surnames: ["Nguyễn", "Ví Dụ", "Trần Mẫu"],
    women: ["Thị Mẫu", "Ánh", "Huyền"],
    men: ["Đức", "Văn Mẫu", "Dũng"],
  },
  {
    language: "FIL",
    families: 6,
    surnames: ["Halimbawa", "Dela Muestra"],
    women: ["Ligaya", "Niña"],
    men: ["Makisig", "Jose-Maria"],
  },
  {
    language: "ZHO",
    families: 4,
    surnames: ["陳", "Fan-Li"],
    women: ["範例", "Li-Ying"],
    men: ["樣本", "Yang-Ben"],
  },
  {
    language: "KOR",
    families: 3,
    surnames: ["김", "Ye-Si"],
    women: ["예시", "Bo-Gi"],
    men: ["보기", "Gyeon-Bon"],
  },
];

/** `share`: 0 to 1. */
export function tongueAt(share: number): Tongue {
  let left = share * 100;
  for (const tongue of TONGUES) {
    left -= tongue.families;
    if (left < 0) return tongue;
  }
  return TONGUES[0] as Tongue;
}

/** Fit for an e-mail address. Names without Latin letters give an empty text. */
export function latinOf(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^a-z]/g, "");
}
