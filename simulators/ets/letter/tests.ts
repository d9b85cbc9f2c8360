/**
 * The state's tests as these letters print them: subjects, score scales with their cut scores, areas.
 * The scales have the order of size of the real ones, so that a letter looks right to someone who has seen a
 * hundred; they are not the real ones, and nothing here may be read as a standard.
 */

export type TestId =
  | "caaspp"
  | "cast"
  | "caa-ela"
  | "caa-math"
  | "caa-science"
  | "csa"
  | "elpac"
  | "initial-elpac"
  | "alternate-elpac"
  | "initial-alternate-elpac"
  | "other";

export type SubjectId = "ela" | "math" | "science" | "spanish" | "english" | "overall";

export type AreaId =
  | "reading"
  | "writing"
  | "listening"
  | "speaking"
  | "research"
  | "concepts"
  | "problem-solving"
  | "reasoning"
  | "life-science"
  | "physical-science"
  | "earth-science";

/** Names of the levels, lowest first; a set of four or of three. */
export type LevelSetId = "standard" | "developed" | "understanding" | "fluency";

/** Which explanation of a level and of an area is printed: against a grade's standard, or of learning English. */
export type Yardstick = "standard" | "english";

/** `cuts` are the lowest scores of the second, third (and fourth) level. */
export interface Scale {
  low: number;
  high: number;
  cuts: number[];
}

export interface Subject {
  id: SubjectId;
  levels: LevelSetId;
  areas: AreaId[];
  scale(grade: number): Scale;
}

export interface Test {
  id: TestId;
  /** The test's own name, printed the same in every language. */
  brand: string;
  yardstick: Yardstick;
  season: "spring" | "fall";
  subjects: Subject[];
}

const ELA_CUTS: Record<number, number[]> = {
  3: [2367, 2432, 2490],
  4: [2416, 2473, 2533],
  5: [2442, 2502, 2582],
  6: [2457, 2531, 2618],
  7: [2479, 2552, 2649],
  8: [2487, 2567, 2668],
  11: [2493, 2583, 2682],
};

const MATH_CUTS: Record<number, number[]> = {
  3: [2381, 2436, 2501],
  4: [2411, 2485, 2549],
  5: [2455, 2528, 2579],
  6: [2473, 2552, 2610],
  7: [2484, 2567, 2635],
  8: [2504, 2586, 2653],
  11: [2543, 2628, 2718],
};

function smarterBalanced(table: Record<number, number[]>): (grade: number) => Scale {
  return (grade) => {
    const nearest = grade <= 3 ? 3 : grade >= 9 ? 11 : grade;
    const cuts = table[nearest] ?? [2400, 2500, 2600];
    const [first = 2400] = cuts;
    const last = cuts.at(-1) ?? 2600;
    return { low: Math.floor((first - 160) / 10) * 10, high: Math.ceil((last + 140) / 10) * 10, cuts };
  };
}

function scienceScale(grade: number): Scale {
  const base = grade <= 5 ? 150 : grade <= 8 ? 350 : 550;
  return { low: base, high: base + 100, cuts: [base + 29, base + 64, base + 80] };
}

/** The alternate and Spanish tests number their scales by grade: a fourth grader scores four hundred and something. */
function gradeHundred(grade: number): Scale {
  const base = grade <= 3 ? 300 : grade >= 9 ? 900 : grade * 100;
  return { low: base, high: base + 99, cuts: [base + 45, base + 60] };
}

function elpacScale(grade: number): Scale {
  const rise = 11 * grade;
  return { low: 1150, high: 1950, cuts: [1420 + rise, 1475 + rise, 1530 + rise] };
}

const LANGUAGE_AREAS: AreaId[] = ["listening", "speaking", "reading", "writing"];

const ELA: Subject = {
  id: "ela",
  levels: "standard",
  areas: ["reading", "writing", "listening", "research"],
  scale: smarterBalanced(ELA_CUTS),
};
const MATH: Subject = {
  id: "math",
  levels: "standard",
  areas: ["concepts", "problem-solving", "reasoning"],
  scale: smarterBalanced(MATH_CUTS),
};
const SCIENCE: Subject = {
  id: "science",
  levels: "standard",
  areas: ["life-science", "physical-science", "earth-science"],
  scale: scienceScale,
};
const FLUENCY: Subject = {
  id: "english",
  levels: "fluency",
  areas: LANGUAGE_AREAS,
  scale: () => ({ low: 150, high: 600, cuts: [370, 450] }),
};

function alternate(id: SubjectId, areas: AreaId[]): Subject {
  return { id, levels: "understanding", areas, scale: gradeHundred };
}

const CAA = "California Alternate Assessments · CAA";

const TESTS: Record<TestId, Omit<Test, "id">> = {
  caaspp: {
    brand: "Smarter Balanced · CAASPP",
    yardstick: "standard",
    season: "spring",
    subjects: [ELA, MATH],
  },
  cast: {
    brand: "California Science Test · CAST",
    yardstick: "standard",
    season: "spring",
    subjects: [SCIENCE],
  },
  "caa-ela": {
    brand: CAA,
    yardstick: "standard",
    season: "spring",
    subjects: [alternate("ela", ["reading", "writing"])],
  },
  "caa-math": {
    brand: CAA,
    yardstick: "standard",
    season: "spring",
    subjects: [alternate("math", MATH.areas)],
  },
  "caa-science": {
    brand: CAA,
    yardstick: "standard",
    season: "spring",
    subjects: [alternate("science", SCIENCE.areas)],
  },
  csa: {
    brand: "California Spanish Assessment · CSA",
    yardstick: "standard",
    season: "spring",
    subjects: [alternate("spanish", ["reading", "writing", "listening"])],
  },
  elpac: {
    brand: "Summative ELPAC",
    yardstick: "english",
    season: "spring",
    subjects: [{ id: "english", levels: "developed", areas: LANGUAGE_AREAS, scale: elpacScale }],
  },
  "initial-elpac": { brand: "Initial ELPAC", yardstick: "english", season: "fall", subjects: [FLUENCY] },
  "alternate-elpac": {
    brand: "Summative Alternate ELPAC",
    yardstick: "english",
    season: "spring",
    subjects: [FLUENCY],
  },
  "initial-alternate-elpac": {
    brand: "Initial Alternate ELPAC",
    yardstick: "english",
    season: "fall",
    subjects: [FLUENCY],
  },
  other: {
    brand: "",
    yardstick: "standard",
    season: "spring",
    subjects: [{ ...alternate("overall", ["reading", "writing"]), scale: gradeHundred }],
  },
};

const REPORT_TYPES: Record<string, TestId> = {
  caaspp: "caaspp",
  "smarter balanced": "caaspp",
  cast: "cast",
  "caa for ela": "caa-ela",
  "caa for math": "caa-math",
  "caa for mathematics": "caa-math",
  "caa for science": "caa-science",
  csa: "csa",
  elpac: "elpac",
  "summative elpac": "elpac",
  "initial elpac": "initial-elpac",
  "alternate elpac": "alternate-elpac",
  "summative alternate elpac": "alternate-elpac",
  "initial alternate elpac": "initial-alternate-elpac",
};

/** The test behind a report type; one that nobody has described gets a plain letter under its own name. */
export function testOf(reportType: string): Test {
  const id = REPORT_TYPES[reportType.trim().toLowerCase()] ?? "other";
  const test = TESTS[id];
  return { id, ...test, brand: test.brand || reportType };
}
