/**
 * What a portal would show of a student, and if nothing, why: a stable code, and a sentence that says what to do. The same
 * functions decide here as in the portal front; nothing is opened and no link is made.
 */
import { SSID_PATTERN } from "../ets/contract.ts";
import { VIEWER_WAIT_MS } from "../ets/limits.ts";
import { settingsInForceQuery } from "../integrations/ets-queries.ts";
import type { Language } from "../language.ts";
import { type ListedLetter, listedLetter, offeredReports } from "../letters/offered.ts";
import { type Block, listBlocksOf } from "../roster/block-queries.ts";
import { isGuardianWithAccess, listStudentContacts, type StudentContact } from "../roster/contact-queries.ts";
import type { RosterStudent } from "../roster/queries.ts";
import { hasOutgrownGuardians, isWithheldByField } from "../roster/visibility.ts";
import type { Runtime } from "../runtime.ts";

const BY_THE_NIGHT = "A correction arrives with the next pull.";

/** Why a portal shows nothing. */
export const WHY_NOTHING = {
  inactive: `The student is not active in eSchoolPLUS, and portals show active students only. ${BY_THE_NIGHT} Students who are not active can be included in the eSchoolPLUS settings.`,
  pre_registered:
    "The student is pre-registered, and the eSchoolPLUS settings leave those out until they are active. They can be included there.",
  out_of_district:
    "The student's school is out of the district, and the eSchoolPLUS settings leave such schools out. They can be included there.",
  withheld_by_field: `A user-defined field of the student in eSchoolPLUS says that letters are withheld, from everybody. ${BY_THE_NIGHT}`,
  blocked: "The letters are withheld from everybody, by hand. Lift that to show them again.",
  not_configured:
    "ETS is not set up for this student's school, or is switched off there. See the ETS settings.",
  no_state_id: `eSchoolPLUS holds no state id of ten digits for this student, so ETS cannot be asked. Enter it there. ${BY_THE_NIGHT}`,
  ETS001:
    "ETS does not answer at the moment. Nothing is wrong with the student's record. Try again in a few minutes.",
  ETS002:
    "ETS refuses the credentials in force at this school. Test them in the ETS settings, and save a new key if the old one has ended.",
  ETS003:
    "ETS does not know the student's state id. A new student takes some days to arrive there; after that, compare the id in eSchoolPLUS with the one in TOMS.",
  no_letters:
    "ETS holds no letters for this student yet. Letters for a spring usually arrive between June and September.",
} as const;

export type WhyNothing = keyof typeof WHY_NOTHING;

/** What keeps letters from some, though a portal shows them. */
export const REMARKS = {
  no_guardian_with_access: `No legal guardian of the student has web access in eSchoolPLUS, so no parent sees these letters. ${BY_THE_NIGHT}`,
  shares_state_id:
    "Another student has the same state id. Whose letters they are is not known, so neither sees any until it is corrected in eSchoolPLUS.",
  guardians_outgrown:
    "The student is 18, and the eSchoolPLUS settings end guardians' access then. The student and staff still see the letters.",
  blocked_for_some: "The letters are withheld from some contacts, by hand.",
} as const;

export type Remark = keyof typeof REMARKS;

/** Everything around one student. */
export interface StudentSituation {
  student: RosterStudent;
  contacts: StudentContact[];
  blocks: Block[];
  guardiansOutgrown: boolean;
  /** Null: a portal shows the letters. */
  why: WhyNothing | null;
  letters: ListedLetter[];
  remarks: Remark[];
}

export async function situationOf(
  student: RosterStudent,
  language: Language,
  runtime: Runtime,
): Promise<StudentSituation> {
  const { db } = runtime;
  const [contacts, blocks] = await Promise.all([
    listStudentContacts(db, student.id),
    listBlocksOf(db, student.id),
  ]);
  const guardiansOutgrown = hasOutgrownGuardians(student.birthdate, student.rules, runtime.now());
  const before = whyBeforeAsking(student, blocks);
  const { why, letters } =
    before === null ? await askEts(student, language, runtime) : { why: before, letters: [] };
  const remarks: [Remark, boolean][] = [
    ["no_guardian_with_access", !contacts.some(isGuardianWithAccess)],
    ["guardians_outgrown", guardiansOutgrown],
    ["shares_state_id", student.sharesSsid],
    ["blocked_for_some", blocks.some(({ contact }) => contact !== null)],
  ];
  return {
    ...{ student, contacts, blocks, guardiansOutgrown, why, letters },
    remarks: remarks.flatMap(([remark, holds]) => (holds ? [remark] : [])),
  };
}

/** What the house itself knows to be in the way. */
function whyBeforeAsking(student: RosterStudent, blocks: Block[]): WhyNothing | null {
  if (student.hiddenBy !== null) return student.hiddenBy;
  if (isWithheldByField(student.fields, student.rules)) return "withheld_by_field";
  return blocks.some(({ contact }) => contact === null) ? "blocked" : null;
}

async function askEts(
  student: RosterStudent,
  language: Language,
  runtime: Runtime,
): Promise<{ why: WhyNothing | null; letters: ListedLetter[] }> {
  const deadline = runtime.now() + VIEWER_WAIT_MS;
  const [settings] = await settingsInForceQuery(runtime.db, student.site);
  const offered = await offeredReports(student, settings, deadline, runtime);
  if (!offered.ok) {
    const hasStateId = student.ssid !== null && SSID_PATTERN.test(student.ssid);
    return { why: offered.code === "ETS003" && !hasStateId ? "no_state_id" : offered.code, letters: [] };
  }
  const letters = await Promise.all(
    offered.reports.map((report) => listedLetter(student, report, language, runtime)),
  );
  return { why: letters.length === 0 ? "no_letters" : null, letters };
}
