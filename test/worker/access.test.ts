/**
 * Who sees what by the roster: every kind of viewer against every kind of student under every switch, held against plain
 * loops over the same rows; then the reading by keys, the words of a search, and links opened later.
 */
import { env } from "cloudflare:workers";
import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { guardedStudentsQuery, searchQuery, studentQuery } from "../../src/worker/roster/queries.ts";
import { searchWords, wantedWords } from "../../src/worker/roster/search-words.ts";
import { hasOutgrownGuardians } from "../../src/worker/roster/visibility.ts";
import {
  addField,
  addLink,
  addSchool,
  addStudent,
  type LinkRow,
  type NewStudent,
  type Settings,
  setSettings,
  USUAL,
} from "./roster-rows.ts";
import {
  type Answer,
  admin,
  call,
  etsSimulator,
  type Portal,
  registerPortal,
  saveEts,
  sign,
  viewer,
} from "./world.ts";

const ets = etsSimulator("access");
const db = drizzle(env.DB);
const LONG_AGO = 1_700_000_000_000;
const KIRITIMATI_MS = 14 * 3_600_000;

/** The day on Kiritimati, 14 hours ahead of UTC, so many days from today. */
function kiritimatiDay(days: number): string {
  return new Date(Date.now() + KIRITIMATI_MS + days * 86_400_000).toISOString().slice(0, 10);
}

/** Born 18 years before that day. */
function bornBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 18}${day.slice(4)}`;
}

const STUDENTS: NewStudent[] = [
  { id: "plain", school: "101" },
  { id: "elsewhere", school: "201" },
  { id: "below-lea", school: "301" },
  { id: "unregistered", school: "999" },
  { id: "no-school" },
  { id: "out-of-district", school: "401" },
  { id: "unsent", school: "101", status: null },
  { id: "inactive", school: "101", status: "I" },
  { id: "graduated", school: "101", status: "G" },
  { id: "pre-registered", school: "101", status: "P" },
  { id: "odd-status", school: "101", status: "Z" },
  { id: "gone", school: "101", goneAt: LONG_AGO },
  { id: "blocked", school: "101" },
  { id: "blocked-for-one", school: "101" },
  { id: "withheld", school: "101" },
  { id: "withheld-untidy", school: "201" },
  { id: "withheld-no-more", school: "101" },
  { id: "other-value", school: "101" },
  { id: "adult-yesterday", school: "101", birthdate: bornBefore(kiritimatiDay(-1)) },
  { id: "adult-today", school: "101", birthdate: bornBefore(kiritimatiDay(0)) },
  { id: "adult-tomorrow", school: "101", birthdate: bornBefore(kiritimatiDay(1)) },
];
const SITES: Record<string, string | null> = {
  ...{
    district: null,
    "101": "district",
    "201": "district",
    lea: "district",
    "301": "lea",
    "401": "district",
  },
};
const OUT_OF_DISTRICT = ["401"];
const FIELDS = [
  { student: "withheld", value: "N", goneAt: null },
  { student: "withheld-untidy", value: " n ", goneAt: null },
  { student: "withheld-no-more", value: "N", goneAt: LONG_AGO },
  { student: "other-value", value: "Y", goneAt: null },
];
const BLOCKS = [
  { student: "blocked", contact: null },
  { student: "blocked-for-one", contact: "father" },
];

type Link = Pick<LinkRow, "student" | "contact" | "type"> & { webAccess: boolean; goneAt: number | null };

/** Each kind of link, to every student. */
const KINDS: Omit<Link, "student">[] = [
  { contact: "mother", type: "G", webAccess: true, goneAt: null },
  { contact: "father", type: "G", webAccess: true, goneAt: null },
  { contact: "father-again", type: "G", webAccess: true, goneAt: LONG_AGO },
  { contact: "no-web", type: "G", webAccess: false, goneAt: null },
  { contact: "emergency", type: "C", webAccess: true, goneAt: null },
  { contact: "other", type: "O", webAccess: true, goneAt: null },
  { contact: "physical", type: "P", webAccess: true, goneAt: null },
  { contact: "mailing", type: "M", webAccess: true, goneAt: null },
  { contact: "former", type: "G", webAccess: true, goneAt: LONG_AGO },
];
const LINKS: Link[] = [
  ...STUDENTS.flatMap(({ id }) => KINDS.map((kind) => ({ ...kind, student: id }))),
  { student: "plain", contact: "of-one", type: "G", webAccess: true, goneAt: null },
  { student: "plain", contact: "of-one", type: "C", webAccess: true, goneAt: null },
];

const PORTALS: Record<string, string[]> = {
  everywhere: ["*"],
  "for-101": ["101"],
  "for-lea": ["lea"],
  nowhere: [],
};
const registered: Record<string, Portal> = {};

interface Viewer {
  role: "guardian" | "student" | "staff";
  contact_id?: string | string[];
  student_id?: string;
  sites?: string[];
}

const GUARDIANS: Viewer[] = [
  ...[...KINDS.map(({ contact }) => contact), "of-one", "nobody", "plain"].map((contact_id) => ({
    ...{ role: "guardian" as const, contact_id },
  })),
  { role: "guardian", contact_id: ["mother", "father"] },
  { role: "guardian", contact_id: ["no-web", "of-one", "of-one"] },
];
const SELVES: Viewer[] = [...STUDENTS.map(({ id }) => id), "mother", "nobody"].map((student_id) => ({
  ...{ role: "student" as const, student_id },
}));
const STAFF: Viewer[] = [["101"], ["201"], ["lea"], ["301", "999"], ["district"], ["*"], [], ["plain"]].map(
  (sites) => ({ role: "staff" as const, sites }),
);

const MAPPED = [{ screen: "7", field: "3", value: "n", means: "letters_withheld" as const }];
const VARIANTS: [string, Partial<Settings> | null, isThorough?: boolean][] = [
  ["no eSchoolPLUS is set up", null],
  ["the switches are as usual", {}, true],
  ["all are included", { includeInactive: true }],
  [
    "inactive ones are included but not pre-registered ones",
    { includeInactive: true, includePreRegistered: false },
  ],
  [
    "the pre-registered and other districts' are left out",
    { includePreRegistered: false, includeOutOfDistrict: false },
  ],
  ["a field withholds", { userFields: MAPPED }],
  ["another field withholds", { userFields: [{ ...MAPPED[0], screen: "8" } as (typeof MAPPED)[number]] }],
  [
    "guardians' access ends",
    { guardianAccessEndsAt18: true, timeZone: "Pacific/Kiritimati", userFields: MAPPED },
  ],
];

beforeAll(async () => {
  await admin("PUT", "/sites/lea", { name: "Site lea", kind: "lea", parent: "district" });
  for (const [id, parent] of Object.entries(SITES))
    if (parent !== null && id !== "lea")
      await admin("PUT", `/sites/${id}`, { name: `Site ${id}`, kind: "school", parent });
  for (const id of ["101", "201", "301", "401", "999"])
    await addSchool(id, `School ${id}`, OUT_OF_DISTRICT.includes(id));
  for (const student of STUDENTS)
    await addStudent({ firstName: student.id, lastName: "Ejemplo", grade: "4", ...student });
  for (const link of LINKS) await addLink(link);
  for (const { student, value, goneAt } of FIELDS) await addField(student, value, goneAt);
  for (const [index, block] of BLOCKS.entries())
    await admin("PUT", `/blocks/b-${index}`, { ...block, reason: "test" });
  for (const [id, sites] of Object.entries(PORTALS))
    registered[id] = await registerPortal(id, { trust: "roster", sites });
});

/** The oracle: loops over the rows above, in the words of the contract, sharing nothing with the Worker. */
function lies(site: string, within: readonly string[]): boolean {
  if (within.includes("*")) return true;
  for (let at: string | null | undefined = site; at != null; at = SITES[at])
    if (within.includes(at)) return true;
  return false;
}

function isVisible(who: Viewer, portalSites: string[], student: (typeof STUDENTS)[number], s: Settings) {
  const { id, status = "A", school = null, goneAt = null, birthdate = null } = student;
  if (goneAt !== null) return false;
  if (!lies(school ?? "district", portalSites)) return false;
  if (status === "P" ? !s.includePreRegistered : status !== "A" && status !== null && !s.includeInactive)
    return false;
  if (school !== null && OUT_OF_DISTRICT.includes(school) && !s.includeOutOfDistrict) return false;
  if (who.role === "student") return who.student_id === id;
  if (who.role === "staff") return lies(school ?? "district", who.sites ?? []);
  const contacts = [who.contact_id ?? []].flat();
  let isGuardian = false;
  for (const link of LINKS)
    if (link.student === id && contacts.includes(link.contact))
      if (link.type === "G" && link.webAccess && link.goneAt === null) isGuardian = true;
  if (s.guardianAccessEndsAt18 && birthdate !== null)
    if (`${Number(birthdate.slice(0, 4)) + 18}${birthdate.slice(4)}` <= kiritimatiDay(0)) return false;
  return isGuardian;
}

function isWithheld(who: Viewer, id: string, s: Settings): boolean {
  for (const block of BLOCKS)
    if (block.student === id && (block.contact === null || [who.contact_id].flat().includes(block.contact)))
      return true;
  for (const field of FIELDS)
    for (const mapped of s.userFields)
      if (field.student === id && field.goneAt === null && mapped.screen === "7" && mapped.field === "3")
        if (field.value.trim().toUpperCase() === mapped.value.toUpperCase()) return true;
  return false;
}

let viewers = 0;

/** What one viewer is told of everything: their list, what a search finds, and the answer for each student. */
async function everythingFor(who: Viewer, portal: Portal) {
  const token = await sign(portal, { ...who, sub: `viewer-${viewers++}` });
  const session = await viewer("/session", token);
  const search = await viewer("/students?q=ejem", token);
  const others = who.role === "student" ? ["plain", "blocked"] : STUDENTS.map(({ id }) => id);
  const ids = [...new Set([...others, who.student_id ?? "plain", "nobody"])];
  const answers = await Promise.all(ids.map((id) => viewer(`/students/${id}/reports`, token)));
  return { session, search, reports: new Map(ids.map((id, index) => [id, answers[index] as Answer])) };
}

const NOT_FOUND = { status: 404, code: "student_not_found" };

describe.each(VARIANTS)("where %s", (_variant, change, isThorough = false) => {
  const settings = { ...USUAL, ...change };
  beforeAll(() => setSettings(change));

  // A portal's sites and the switches have little to do with each other: a few pairs will do.
  const portals = Object.entries(PORTALS).filter(([name]) => name === "everywhere" || isThorough);
  it.each(portals)(
    "a portal shows each viewer what is theirs: %s",
    { timeout: 60_000 },
    async (name, sites) => {
      const portal = registered[name] as Portal;
      let notFound: string | undefined;
      for (const who of [...GUARDIANS, ...SELVES, ...STAFF]) {
        const visible = STUDENTS.filter((student) => isVisible(who, sites, student, settings)).map(
          ({ id }) => id,
        );
        const { session, search, reports } = await everythingFor(who, portal);
        const named = JSON.stringify(who);

        const listed = session.body.students.map(({ id }: { id: string }) => id);
        expect([named, listed]).toEqual([named, who.role === "staff" ? [] : visible.toSorted()]);
        if (who.role === "staff") {
          const found = search.body.items.map(({ id }: { id: string }) => id);
          expect([named, found]).toEqual([named, visible.toSorted()]);
        } else expect([named, search.body.code]).toEqual([named, "forbidden"]);

        for (const [id, answer] of reports) {
          const expected = !visible.includes(id)
            ? "student_not_found"
            : isWithheld(who, id, settings)
              ? "letters_withheld"
              : "not_configured";
          expect([named, id, answer.body.code]).toEqual([named, id, expected]);
          if (expected !== "student_not_found") continue;
          notFound ??= answer.text;
          expect([answer.status, answer.text]).toEqual([NOT_FOUND.status, notFound]);
        }
      }
    },
  );
});

describe("a student of the roster", () => {
  beforeAll(() => setSettings({}));

  it("is shown with name, grade and school, and nothing else", async () => {
    await addStudent({
      ...{
        id: "J-1",
        firstName: " Jun ",
        lastName: "Muestra",
        generation: "Jr.",
        school: "101",
        grade: "KN",
      },
      ...{ ssid: "9000000777", birthdate: "2020-02-29", nickname: "Junie" },
    });
    const token = await sign(registered["everywhere"] as Portal, { role: "student", student_id: "J-1" });
    const { body } = await viewer("/session", token);
    expect(body.students).toEqual([{ id: "J-1", name: "Jun Muestra Jr.", grade: "KN", school: "Site 101" }]);
  });

  it("is listed by last name, first name and id", async () => {
    for (const [id, lastName, firstName] of [
      ["z", "Beispiel", "Ada"],
      ["a", "Beispiel", "Bo"],
      ["y", "Beispiel", "Ada"],
      ["x", "Aba", "Zed"],
    ] as const) {
      await addStudent({ id: `sort-${id}`, lastName, firstName });
      await addLink({ student: `sort-${id}`, contact: "sorter", type: "G" });
    }
    const token = await sign(registered["everywhere"] as Portal, { contact_id: "sorter" });
    const { body } = await viewer("/session", token);
    expect(body.students.map(({ id }: { id: string }) => id)).toEqual([
      "sort-x",
      "sort-y",
      "sort-z",
      "sort-a",
    ]);
  });

  it("keeps access on an unknown birth date, and on the day before the birthday wherever that is", () => {
    const rules = { guardianAccessEndsAt18: true, withholding: [] };
    const at = Date.parse("2026-07-01T05:30:00Z"); // still June 30 in California
    for (const [birthdate, timeZone, expected] of [
      ["2008-07-01", "America/Los_Angeles", false],
      ["2008-06-30", "America/Los_Angeles", true],
      ["2008-07-01", "UTC", true],
      ["2008-07-02", "Pacific/Kiritimati", false],
      ["2008-07-01", "Pacific/Kiritimati", true],
      ["", "UTC", false],
      ["06/30/2001", "UTC", false],
    ] as const)
      expect([birthdate, hasOutgrownGuardians(birthdate, { ...rules, timeZone }, at)]).toEqual([
        birthdate,
        expected,
      ]);
    expect(hasOutgrownGuardians(null, { ...rules, timeZone: "UTC" }, at)).toBe(false);
    const leap = { ...rules, timeZone: "UTC" };
    expect(hasOutgrownGuardians("2008-02-29", leap, Date.parse("2026-02-28T12:00:00Z"))).toBe(false);
    expect(hasOutgrownGuardians("2008-02-29", leap, Date.parse("2026-03-01T00:00:00Z"))).toBe(true);
  });
});

describe("a link to a letter", () => {
  beforeAll(() => saveEts(ets.apiUrl));
  beforeEach(() => ets.reset());

  it("no longer opens once the guardian's link, the student, or their place in the district is gone", async () => {
    await setSettings({});
    await addStudent({ id: "L-1", lastName: "Ejemplo", school: "101", ssid: "9000000101" });
    await addLink({ student: "L-1", contact: "opener", type: "G" });
    const token = await sign(registered["everywhere"] as Portal, { contact_id: "opener" });
    const { reports } = (await viewer("/students/L-1/reports", token)).body;
    const { view } = reports.find(({ format }: { format: string }) => format === "pdf");
    expect((await call(view)).status).toBe(200);

    const takeAway = async (statement: string) => {
      await env.DB.prepare(statement).run();
      const answer = await call(view);
      return [answer.status, answer.body?.code];
    };
    const gone = [404, "student_not_found"];
    expect(await takeAway("UPDATE roster_links SET web_access = 0 WHERE contact = 'opener'")).toEqual(gone);
    expect(
      await takeAway("UPDATE roster_links SET web_access = 1, gone_at = 1 WHERE contact = 'opener'"),
    ).toEqual(gone);
    expect(await takeAway("UPDATE roster_links SET gone_at = NULL WHERE contact = 'opener'")).toEqual([
      200,
      undefined,
    ]);
    expect(await takeAway("UPDATE roster_students SET gone_at = 1 WHERE id = 'L-1'")).toEqual(gone);
    expect(
      await takeAway("UPDATE roster_students SET gone_at = NULL, status = 'I' WHERE id = 'L-1'"),
    ).toEqual(gone);
    expect(await takeAway("UPDATE roster_students SET status = 'A' WHERE id = 'L-1'")).toEqual([
      200,
      undefined,
    ]);
    // The letters of the id that was corrected are another child's.
    const corrected = "UPDATE roster_students SET ssid = '9000000102' WHERE id = 'L-1'";
    expect(await takeAway(corrected)).toEqual([404, "letter_not_found"]);
    const noMore = "UPDATE roster_students SET ssid = NULL WHERE id = 'L-1'";
    expect(await takeAway(noMore)).toEqual([404, "letter_not_found"]);
    const asBefore = "UPDATE roster_students SET ssid = '9000000101' WHERE id = 'L-1'";
    expect(await takeAway(asBefore)).toEqual([200, undefined]);
    await addField("L-1", "N");
    await setSettings({ userFields: MAPPED });
    expect((await call(view)).body?.code).toBe("letters_withheld");
    const lines = (await admin("GET", "/letters/log?limit=200")).body.items;
    expect(lines[0]).toMatchObject({
      portal: "everywhere",
      role: "guardian",
      student: "L-1",
      outcome: "opened",
    });
  });

  it("brings the first student's letters with the session, or why there are none", async () => {
    const token = await sign(registered["everywhere"] as Portal, {
      contact_id: "opener",
      sub: "with-reports",
    });
    const withheld = await viewer("/session?include=reports", token);
    expect(withheld.body.reports).toMatchObject({ studentId: "L-1", error: { code: "letters_withheld" } });
    await setSettings({});
    const shown = await viewer("/session?include=reports", token);
    expect(shown.body.reports.items.length).toBeGreaterThan(3);
    expect(shown.text).not.toContain("9000000101");
  });
});

describe("the words of a search", () => {
  it("are those of the names and the id, folded, once each and in order", () => {
    expect(searchWords(["Ximena", null, "Núñez O’Brien", " XIMENA ", "S-0042"])).toEqual([
      ...["0042", "brien", "nunez", "nunez o’brien", "o", "obrien", "s", "s-0042", "s0042", "ximena"],
    ]);
    expect(searchWords(["Mẫu", "陳範例", null, "", "７"])).toEqual(["7", "mau", "陳範例"]);
  });

  it.each<[string, string[]]>([
    ["nun", ["q-1"]],
    ["NÚÑEZ", ["q-1"]],
    ["obrien", ["q-1"]],
    ["o'br xim", ["q-1"]],
    ["xim lopez", []],
    ["lo", ["q-3", "q-2"]],
    ["q-3", ["q-3"]],
    ["q 3", ["q-3"]],
    ["%%", []],
    ["--", []],
    ["' OR 1=1 --", []],
  ])("find %j", async (q, expected) => {
    await addOnce();
    const token = await sign(registered["everywhere"] as Portal, { role: "staff", sites: ["*"] });
    const { body } = await viewer(`/students?q=${encodeURIComponent(q)}`, token);
    expect(body.items?.map(({ id }: { id: string }) => id) ?? body.code).toEqual(expected);
  });

  it("find at most 25, what is typed as it is written first, and no one by words that are out of date", async () => {
    for (let at = 10; at < 40; at++) await addStudent({ id: `many-${at}`, firstName: "Liao", school: "101" });
    await addStudent({ id: "many-zz", firstName: "Li", school: "201" });
    await addStudent({ id: "hidden-li", firstName: "Li", school: "101", status: "I" });
    await env.DB.prepare(
      "INSERT INTO roster_student_words (school, word, student) VALUES ('101', 'li', 'many-gone'), ('301', 'li', 'many-10')",
    ).run();
    const token = await sign(registered["everywhere"] as Portal, {
      role: "staff",
      sites: ["*"],
      sub: "many",
    });
    const { body } = await viewer("/students?q=li", token);
    const ids = body.items.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(25);
    expect(ids).toContain("many-zz");
    expect(ids).not.toContain("hidden-li");
    expect(new Set(ids).size).toBe(25);
  });

  let isAdded = false;
  async function addOnce(): Promise<void> {
    if (isAdded) return;
    isAdded = true;
    await addStudent({ id: "q-1", firstName: "Ximena", lastName: "Núñez O’Brien", school: "101" });
    await addStudent({ id: "q-2", firstName: "Lola", lastName: "Lorem", school: "201" });
    await addStudent({ id: "q-3", firstName: "Lorem" });
  }
});

describe("what access costs", () => {
  const scope = [[["101", "lea"], ["district"]]];

  it.each<[string, SQL, string[]]>([
    ["a guardian's list", guardedStudentsQuery(["mother", "father"], scope), ["roster_links_contact"]],
    ["one of a guardian's", guardedStudentsQuery(["mother"], scope, "plain"), ["roster_links"]],
    ["one student", studentQuery("plain", scope), []],
    ["a search", searchQuery(wantedWords("xim nunez"), scope, false, 25), ["school=? AND word>? AND word<?"]],
    ["a search everywhere", searchQuery(wantedWords("s-1"), [[["*"]]], true, 25), ["school=? AND word=?"]],
  ])("is a matter of keys: %s", async (_what, query, indexes) => {
    const plan = await db.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`);
    const steps = plan.map(({ detail }) => detail);
    expect(steps.filter((step) => /^SCAN (roster_|s\b|w\b|u\b|link\b|school\b)/.test(step))).toEqual([]);
    for (const index of indexes) expect(steps.join("\n")).toContain(index);
    expect(steps.join("\n")).toContain("SEARCH s USING PRIMARY KEY (id=?)");
  });
});

describe("a state id that two students have", () => {
  it("is nobody's until one of them is corrected: neither family reads the other's letters", async () => {
    await setSettings({});
    await saveEts(ets.apiUrl);
    const families = ["T-1", "T-2"];
    for (const id of families) {
      await addStudent({ id, lastName: "Muestra", school: "101", ssid: "9000000102" });
      await addLink({ student: id, contact: `parent of ${id}`, type: "G" });
    }
    const letters = async (id: string) => {
      const token = await sign(registered["everywhere"] as Portal, { contact_id: `parent of ${id}` });
      const answer = await viewer(`/students/${id}/reports`, token);
      return answer.status === 200 ? answer.body.reports.length > 0 : answer.body.code;
    };
    expect(await Promise.all(families.map(letters))).toEqual(["ETS003", "ETS003"]);
    const preview = await admin("GET", "/students/T-1/preview");
    expect([preview.body.code, JSON.stringify(preview.body)]).toEqual([
      "no_state_id",
      expect.stringContaining("shares_state_id"),
    ]);
    await env.DB.prepare("UPDATE roster_students SET ssid = '9000000888' WHERE id = 'T-2'").run();
    expect(await letters("T-1")).toBe(true);
  });
});

describe("eSchoolPLUS removed", () => {
  it("leaves the rules by which the roster is read: what was withheld stays withheld", async () => {
    await addStudent({ id: "R-1", lastName: "Muestra", school: "101", ssid: "9000000103" });
    await addLink({ student: "R-1", contact: "parent of R-1", type: "G" });
    await addField("R-1", "N");
    await setSettings({ userFields: MAPPED });
    const token = await sign(registered["everywhere"] as Portal, { contact_id: "parent of R-1" });
    const code = async () => (await viewer("/students/R-1/reports", token)).body.code;
    expect(await code()).toBe("letters_withheld");
    expect((await admin("DELETE", "/integrations/eschoolplus")).status).toBe(204);
    expect((await admin("GET", "/integrations/eschoolplus")).status).toBe(404);
    expect(await code()).toBe("letters_withheld");
    const kept = await env.DB.prepare(
      "SELECT sealed_secret, secret_from, consumer_key, base_url FROM eschoolplus_settings",
    ).all();
    expect(kept.results).toEqual([
      { sealed_secret: null, secret_from: null, consumer_key: "", base_url: "" },
    ]);
  });
});
