/**
 * The invented cast of the demonstration and of the simulators' tests: one district, its schools, the students
 * with the letters that "ETS" holds for them, and the people who can log in to the demo portal.
 *
 * Nobody here exists. The words for "example" in several languages serve as surnames, so that the letters show
 * accents, Vietnamese, Chinese and Korean, and still look invented at a glance.
 */

export const DISTRICT = { id: "district", name: "Willow Example Unified School District" };

export const SCHOOLS = [
  { id: "101", name: "Sample Creek Elementary School" },
  { id: "201", name: "Placeholder Middle School" },
  { id: "301", name: "Mockingbird High School" },
];

/** What the ETS simulator accepts, and what `npm start` stores for the district. */
export const ETS_CREDENTIALS = { username: "willow-example-vendor", secretKey: "DEMO-0000-NOT-REAL-0" };

/** What the eSchoolPLUS simulator accepts. The key's middle part is the last folder of the API's base path. */
export const ESCHOOLPLUS_CREDENTIALS = {
  consumerKey: "OneRoster_DEMO_4711",
  consumerSecret: "demo-secret-not-real-0000",
};

/** The district-defined field in which Willow Example notes that a student's letters are not to be shown. */
export const LETTERS_WITHHELD_FIELD = { screen: 900, field: 7, value: "Y" };

/** One letter as ETS would list it: report type, the year in which the school year ends, language, format. */
export interface Letter {
  reportType: string;
  year: string;
  language: "ENG" | "SPA" | "VIE" | "FIL" | "ZHO" | "KOR";
  format: "PDF" | "HTML" | "VIDEO";
}

export interface Student {
  id: string;
  /** Null: the district has not received one yet. */
  ssid: string | null;
  name: string;
  grade: string;
  site: string;
  /** Null: ETS does not know this SSID. */
  letters: Letter[] | null;
}

function pdf(reportType: string, year: string, ...languages: Letter["language"][]): Letter[] {
  return languages.map((language) => ({ reportType, year, language, format: "PDF" }));
}

export const STUDENTS: Student[] = [
  {
    id: "S-1001",
    ssid: "9000000101",
    name: "Ximena Ejemplo Núñez",
    grade: "4",
    site: "101",
    letters: [
      ...pdf("CAASPP", "2026", "ENG", "SPA"),
      { reportType: "CAASPP", year: "2026", language: "ENG", format: "HTML" },
      { reportType: "CAASPP", year: "2026", language: "SPA", format: "VIDEO" },
      ...pdf("ELPAC", "2026", "ENG", "SPA"),
      ...pdf("CAASPP", "2025", "ENG", "SPA"),
      ...pdf("ELPAC", "2025", "ENG", "SPA"),
      ...pdf("ELPAC", "2024", "ENG", "SPA"),
    ],
  },
  {
    id: "S-1002",
    ssid: "9000000102",
    name: "Téo Ejemplo Núñez",
    grade: "8",
    site: "201",
    letters: [
      ...pdf("CAASPP", "2026", "ENG", "SPA"),
      ...pdf("CAST", "2026", "ENG"),
      ...pdf("CAASPP", "2025", "ENG", "SPA"),
    ],
  },
  {
    id: "S-1003",
    ssid: "9000000103",
    name: "Mẫu Thị Ví Dụ",
    grade: "11",
    site: "301",
    letters: [
      ...pdf("CAASPP", "2026", "ENG", "VIE"),
      ...pdf("ELPAC", "2026", "ENG", "VIE"),
      ...pdf("ELPAC", "2025", "ENG", "VIE"),
    ],
  },
  {
    id: "S-1004",
    ssid: "9000000104",
    name: "陳範例 Chen Fan-Li",
    grade: "5",
    site: "101",
    letters: [...pdf("CAASPP", "2026", "ENG", "ZHO"), ...pdf("Initial ELPAC", "2025", "ENG", "ZHO")],
  },
  {
    id: "S-1005",
    ssid: "9000000105",
    name: "김예시 Kim Ye-Si",
    grade: "7",
    site: "201",
    letters: [...pdf("CAASPP", "2026", "ENG", "KOR"), ...pdf("ELPAC", "2026", "ENG", "KOR")],
  },
  {
    id: "S-1006",
    ssid: "9000000106",
    name: "Halimbawa Dela Muestra",
    grade: "11",
    site: "301",
    letters: [...pdf("CAA for ELA", "2026", "ENG", "FIL"), ...pdf("CSA", "2026", "ENG", "SPA")],
  },
  { id: "S-1007", ssid: "9000000107", name: "Newcomer Placeholder", grade: "3", site: "101", letters: [] },
  { id: "S-1008", ssid: "9000000108", name: "Unlisted Placeholder", grade: "6", site: "201", letters: null },
  { id: "S-1009", ssid: null, name: "Pending Placeholder", grade: "KN", site: "101", letters: null },
];

/** A guardian in the roster, with or without an account of the demo portal. All are legal guardians (type G). */
export interface Guardian {
  contactId: string;
  name: string;
  students: string[];
  language: Letter["language"];
  email: string;
  webAccess: boolean;
  /** False: the other household of parents who are divorced. */
  livesWith: boolean;
}

function guardian(
  contactId: string,
  name: string,
  language: Letter["language"],
  students: string[],
  more: Partial<Pick<Guardian, "webAccess" | "livesWith">> = {},
): Guardian {
  const email = `${contactId.toLowerCase()}@families.example.org`;
  return { contactId, name, students, language, email, webAccess: true, livesWith: true, ...more };
}

export const GUARDIANS: Guardian[] = [
  guardian("C-2001", "Marisol Núñez", "SPA", ["S-1001", "S-1002"]),
  guardian("C-2002", "Evaristo Ejemplo", "SPA", ["S-1001", "S-1002"], { livesWith: false }),
  guardian("C-2003", "Ánh Ví Dụ", "VIE", ["S-1003"]),
  guardian("C-2004", "Chen Yang-Ben", "ZHO", ["S-1004"]),
  // May not see anything: no web access.
  guardian("C-2005", "Kim Bo-Gi", "KOR", ["S-1005"], { webAccess: false }),
  guardian("C-2006", "Ligaya Dela Muestra", "FIL", ["S-1006"]),
  guardian("C-2007", "Robin Placeholder", "ENG", ["S-1007", "S-1008", "S-1009"]),
];

export interface Login {
  username: string;
  password: string;
  name: string;
  role: "guardian" | "student" | "staff";
  /** A guardian's own CONTACT_ID in the roster. */
  contactId?: string;
  /** Ids of the students this person may see, in the order the portal shows them. */
  students: string[];
  language: "en" | "es" | "vi";
  /** Holds the permission "Manage Third Party Integrations". */
  manages?: true;
}

export const LOGINS: Login[] = [
  {
    username: "parent",
    password: "demo-parent",
    name: "Marisol Núñez",
    role: "guardian",
    contactId: "C-2001",
    students: ["S-1001", "S-1002"],
    language: "en",
  },
  {
    username: "student",
    password: "demo-student",
    name: "Mẫu Thị Ví Dụ",
    role: "student",
    students: ["S-1003"],
    language: "en",
  },
  {
    username: "counselor",
    password: "demo-counselor",
    name: "Pat Placeholder",
    role: "staff",
    students: STUDENTS.map((student) => student.id),
    language: "en",
    manages: true,
  },
];
