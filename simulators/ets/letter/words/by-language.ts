/** The wording for each of ETS's six language codes. */

import type { Letter } from "../../../people.ts";
import { CHINESE } from "./chinese.ts";
import { ENGLISH } from "./english.ts";
import { FILIPINO } from "./filipino.ts";
import { KOREAN } from "./korean.ts";
import { SPANISH } from "./spanish.ts";
import { VIETNAMESE } from "./vietnamese.ts";
import type { Wording } from "./wording.ts";

export const WORDING: Record<Letter["language"], Wording> = {
  ENG: ENGLISH,
  SPA: SPANISH,
  VIE: VIETNAMESE,
  FIL: FILIPINO,
  ZHO: CHINESE,
  KOR: KOREAN,
};
