/**
 * Students for administrators: the API and the pages, what they say when a portal shows nothing, blocks that follow at
 * once, and the pass with which the widget shows an administrator one student's letters.
 */
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addContact, addField, addLink, addSchool, addStudent, setSettings } from "./roster-rows.ts";
import {
  type Answer,
  admin,
  call,
  etsSimulator,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sign,
  viewer,
} from "./world.ts";

const ets = etsSimulator("students");
const WIDGET_POLICY = /script-src 'self'; connect-src 'self'/;
const ALL = [
  { permission: "view", sites: ["*"] },
  { permission: "view_students", sites: ["*"] },
];
/** Those of the roster below, as they are and without what separates their digits. */
const SSIDS = /90000\D?00\d{3}/;

let handing: Portal;
let roster: Portal;
let handoffs = 0;
/** Every answer that an administrator was given, to be searched for what must not be in it. */
const received: string[] = [];

type Headers = Record<string, string>;

async function session(permissions: unknown = ALL): Promise<Headers> {
  const token = await new SignJWT({ permissions })
    .setProtectedHeader({ alg: "HS256", typ: "admin+jwt" })
    .setIssuer(handing.id)
    .setAudience(`${ORIGIN}/admin`)
    .setSubject("coordinator")
    .setJti(`students-${handoffs++}`)
    .setIssuedAt()
    .setExpirationTime("50s")
    .sign(new TextEncoder().encode(handing.secret));
  const answer = await call("/admin/enter", {
    method: "POST",
    headers: { origin: PORTAL_ORIGIN, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token }).toString(),
  });
  if (answer.status !== 303) throw new Error(answer.text);
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "", "sec-fetch-site": "same-origin" };
}

async function get(path: string, headers: Headers): Promise<Answer> {
  const answer = await call(`/admin${path}`, { headers: { accept: "text/html", ...headers } });
  received.push(answer.text);
  return answer;
}

async function post(path: string, form: Record<string, string>, headers: Headers): Promise<Answer> {
  const answer = await call(`/admin${path}`, {
    method: "POST",
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  });
  received.push(answer.text);
  return answer;
}

async function api(path: string, headers: Headers): Promise<Answer> {
  return get(`/api${path}`, { ...headers, accept: "application/json" });
}

let everywhere: Headers;
let at101: Headers;

beforeAll(async () => {
  for (const id of ["101", "201"]) {
    await admin("PUT", `/sites/${id}`, { name: `Sample School ${id}`, kind: "school" });
    await addSchool(id, `School ${id}`, id === "201");
  }
  await saveEts(ets.apiUrl);
  handing = await registerPortal("handing", { adminHandoff: ALL });
  roster = await registerPortal("roster", { trust: "roster" });
  everywhere = await session();
  at101 = await session([{ permission: "view_students", sites: ["101"] }]);

  const student = (id: string, last: string, more: object = {}) =>
    addStudent({ id, firstName: "Xenia", lastName: last, grade: "4", school: "101", ...more });
  expect((await get("/students", everywhere)).text).toContain("No students are listed here yet.");
  await student("S-1", "Ejemplo", { ssid: "9000000101" });
  await student("S-2", "Ejemplo", { ssid: "9000000107", school: "201" });
  await student("S-3", "Muestra", { ssid: "9000000102", status: "I" });
  await student("S-4", "Muestra", { ssid: null });
  await student("S-5", "Muestra", { ssid: "12-34" });
  await student("S-6", "Muestra", { ssid: "9000000108" });
  await student("S-7", "Muestra", { ssid: "9000000103" });
  await student("S-8", "Muestra", { ssid: "9000000104", status: "P" });
  await student("S/9 ü", "<b>Beispiel</b>", { ssid: "9000000105" });
  await student("S-gone", "Ejemplo", { goneAt: 1 });
  await addField("S-7", "n");

  await addContact({
    id: "C-1",
    title: "Ms",
    firstName: "Marisol",
    lastName: "Núñez",
    email: "m@example.org",
  });
  await addContact({ id: "C-2", firstName: "Omar", lastName: "Beispiel", language: "Spanish" });
  await addLink({ student: "S-1", contact: "C-1", type: "G", relation: "Mother", livingWith: true });
  await addLink({ student: "S-1", contact: "C-2", type: "G", relation: "Father" });
  await addLink({ student: "S-1", contact: "C-3", type: "C" });
  await addLink({ student: "S-1", contact: "C-4", type: "G", webAccess: false });
  await addLink({ student: "S-1", contact: "C-5", type: "G", goneAt: 1 });
  for (const student of ["S-2", "S-3", "S-7"]) await addLink({ student, contact: "C-1", type: "G" });
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO roster_addresses (contact, street, apartment, city, state, zip, hash) VALUES ('C-1', '12 Sample Street', '3', 'Willow', 'CA', '90000', 'h')",
    ),
    env.DB.prepare(
      "INSERT INTO roster_phones (contact, type, phone, extension, priority, hash) VALUES ('C-1', 'C', '555-0100', NULL, 1, 'h'), ('C-1', 'W', '555-0101', '7', 2, 'h')",
    ),
  ]);
});
beforeEach(() => ets.reset());

describe("a search", () => {
  it("finds students at the administrator's sites by name and id, also those whom no portal shows", async () => {
    const ids = async (q: string, headers: Headers) =>
      (await api(`/students?q=${encodeURIComponent(q)}`, headers)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids("xen ejem", everywhere)).toEqual(["S-1", "S-2"]);
    expect(await ids("xen ejem", at101)).toEqual(["S-1"]);
    expect(await ids("muestra", at101)).toEqual(["S-3", "S-4", "S-5", "S-6", "S-7", "S-8"]);
    expect(await ids("s-3", at101)).toEqual(["S-3"]);
    expect(await ids("s-2", at101)).toEqual([]);
    expect(await ids("9000000101", everywhere)).toEqual([]);
    const { body } = await api("/students?q=s-3", everywhere);
    expect(body).toEqual({
      items: [
        {
          ...{ id: "S-3", name: "Xenia Muestra", grade: "4", status: "I", hasStateId: true },
          ...{ school: { id: "101", name: "Sample School 101" }, hiddenBy: null },
        },
      ].map((item) => ({ ...item, hiddenBy: "inactive" })),
      nextCursor: null,
    });
    expect((await api("/students?q=x", everywhere)).body.code).toBe("invalid_request");
    expect((await api("/students", everywhere)).body.code).toBe("invalid_request");
  });

  it("is a page that keeps what was typed, and says when it was too little or found nobody", async () => {
    const page = await get("/students?q=xen%20ejem", at101);
    expect(page.status).toBe(200);
    expect(page.text).toContain('value="xen ejem"');
    expect(page.text).toContain('href="/admin/students/S-1"');
    expect(page.text).not.toContain("S-2");
    expect((await get("/students?q=x", at101)).text).toContain("Type two letters at least.");
    expect((await get("/students?q=zzz", at101)).text).toContain("Nobody found");
    expect((await get("/students?q=beispiel", everywhere)).text).toContain("&lt;b&gt;Beispiel&lt;/b&gt;");
    expect((await get("/students", await session([ALL[0]]))).status).toBe(403);
    expect((await get("/students", {})).status).toBe(401);
  });
});

describe("a preview", () => {
  const preview = async (id: string, headers = everywhere) =>
    (await api(`/students/${encodeURIComponent(id)}/preview`, headers)).body;

  it("lists the letters as a portal does, without links", async () => {
    const { reports, ...rest } = await preview("S-1");
    expect(rest).toMatchObject({
      student: { id: "S-1", hasStateId: true },
      code: null,
      detail: null,
      remarks: [],
    });
    const token = await sign(roster, { contact_id: "C-1", sub: "same-letters" });
    const listed = (await viewer("/students/S-1/reports", token)).body.reports;
    expect(reports).toEqual(
      listed.map(({ view: _v, download: _d, expiresAt: _e, ...letter }: Record<string, unknown>) => letter),
    );
    expect(JSON.stringify(reports)).not.toContain("http");
  });

  it.each<[string, string, string, string[]]>([
    ["S-2", "no_letters", "usually arrive", []],
    ["S-3", "inactive", "not active", []],
    ["S-4", "no_state_id", "state id of ten digits", ["no_guardian_with_access"]],
    ["S-5", "no_state_id", "state id of ten digits", ["no_guardian_with_access"]],
    ["S-6", "ETS003", "TOMS", ["no_guardian_with_access"]],
  ])("of %s says %s, in words", async (id, code, words, remarks) => {
    const body = await preview(id);
    expect([body.code, body.reports]).toEqual([code, []]);
    expect(body.detail).toContain(words);
    expect(body.remarks.map((one: { code: string }) => one.code)).toEqual(remarks);
    const page = await get(`/students/${id}`, everywhere);
    expect(page.text).toContain(`<code>${code}</code>`);
    expect(page.text.includes("<script")).toBe(code !== "inactive");
  });

  it("says which of the district's switches is in the way", async () => {
    const field = { screen: "7", field: "3", value: "N", means: "letters_withheld" as const };
    await setSettings({ includePreRegistered: false, includeOutOfDistrict: false, userFields: [field] });
    expect((await preview("S-8")).code).toBe("pre_registered");
    expect((await preview("S-2")).code).toBe("out_of_district");
    expect((await preview("S-7")).code).toBe("withheld_by_field");
    await setSettings({ guardianAccessEndsAt18: true });
    await env.DB.prepare("UPDATE roster_students SET birthdate = '2001-01-01' WHERE id = 'S-1'").run();
    expect((await preview("S-1")).remarks).toEqual([
      { code: "guardians_outgrown", detail: expect.stringContaining("18") },
    ]);
    await setSettings(null);
  });

  it("says when ETS is away, refuses us, or is not set up at the school", async () => {
    await ets.faults({ reports: { status: 500 } });
    expect((await preview("S-1")).code).toBe("ETS001");
    await ets.reset();
    await saveEts(ets.apiUrl, "101", { secretKey: "WRONG-0000-NOT-REAL" });
    expect((await preview("S-1")).code).toBe("ETS002");
    await admin("PUT", "/integrations/ets/101", { disabled: true });
    expect((await preview("S-1")).code).toBe("not_configured");
    await admin("DELETE", "/integrations/ets/101");
    expect((await preview("S-1")).code).toBeNull();
  });

  it("of a student of another site, of one who is gone and of nobody is the same answer", async () => {
    const texts = await Promise.all(
      ["S-2", "S-gone", "nobody"].map(async (id) => (await api(`/students/${id}/preview`, at101)).text),
    );
    expect(new Set(texts).size).toBe(1);
    for (const path of ["", "/withhold", "/lift", "/preview-token"])
      expect((await get(`/students/S-2${path}`, at101)).status).toBe(404);
  });
});

describe("a student's page", () => {
  it("shows the widget, and who is around the student and how to reach them", async () => {
    const page = await get("/students/S-1", at101);
    expect(page.headers.get("content-security-policy")).toMatch(WIDGET_POLICY);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.text).toContain('<state-assessments token-url="/admin/students/S-1/preview-token"');
    expect(page.text).toContain('<script src="/widget.js"');
    for (const text of [
      ...["Ms Marisol Núñez", "Legal guardian (Mother)", "Lives with the student", "555-0101, extension 7"],
      ...["12 Sample Street, apartment 3, Willow, CA 90000", "m@example.org", "Omar Beispiel", "Spanish"],
      ...["Contact C-3", "Emergency contact", "Has no web access", "Has a state id"],
    ])
      expect(page.text).toContain(text);
    expect(page.text).not.toContain("C-5");
    for (const path of ["/students", "/students/S-1/withhold", "/students/nobody"])
      expect((await get(path, at101)).headers.get("content-security-policy")).not.toMatch(/script-src/);
  });

  it("is there for ids that need encoding", async () => {
    const found = await get("/students?q=b%20beisp", everywhere);
    const href = /href="(\/admin\/students\/[^"]+)"/.exec(found.text)?.[1] ?? "";
    expect(href).toBe("/admin/students/S%2F9%20%C3%BC");
    const page = await get(href.slice("/admin".length), everywhere);
    expect([page.status, page.text.includes("&lt;b&gt;Beispiel&lt;/b&gt;")]).toEqual([200, true]);
    expect((await api("/students/S%2F9%20%C3%BC/preview", everywhere)).status).toBe(200);
    const token = await get("/students/S%2F9%20%C3%BC/preview-token", everywhere);
    expect((await viewer("/session", token.body.token)).body.students[0].id).toBe("S/9 ü");
  });
});

describe("withholding", () => {
  const codeFor = async (contact: string) => {
    const token = await sign(roster, { contact_id: contact, sub: `parent-${handoffs++}` });
    return (await viewer("/students/S-1/reports", token)).body.code ?? "letters";
  };
  const blockIn = (page: Answer) => /name="block" value="([^"]+)"/.exec(page.text)?.[1] ?? "";

  it("from one contact asks, needs a reason, holds at once, and is lifted after asking", async () => {
    const asked = await get("/students/S-1/withhold?contact=C-1", at101);
    expect(asked.text).toContain("Withhold Xenia Ejemplo’s letters from Ms Marisol Núñez?");
    expect(asked.text).toContain("Ask your school for them.");
    const block = blockIn(asked);
    expect(await codeFor("C-1")).toBe("letters");

    const wrong = await post("/students/S-1/withhold", { block, contact: "C-1", reason: " " }, at101);
    expect([wrong.status, wrong.text.includes("Enter a reason.")]).toEqual([422, true]);
    expect(await codeFor("C-1")).toBe("letters");

    const form = { block, contact: "C-1", reason: "Court order 7 <i>" };
    const done = await post("/students/S-1/withhold", form, at101);
    expect([done.status, done.headers.get("location")]).toEqual([303, "/admin/students/S-1?done=withheld"]);
    expect(await codeFor("C-1")).toBe("letters_withheld");
    expect(await codeFor("C-2")).toBe("letters");
    const again = await post("/students/S-1/withhold", form, at101);
    expect(again.status).toBe(303);
    expect(
      (await admin("GET", "/blocks")).body.items.filter(
        ({ student }: { student: string }) => student === "S-1",
      ),
    ).toHaveLength(1);

    const page = await get("/students/S-1?done=withheld", at101);
    for (const text of [
      "Court order 7 &lt;i&gt;",
      "From Ms Marisol Núñez",
      "Withheld from this contact",
      "by handing:coordinator",
    ])
      expect(page.text).toContain(text);
    expect((await api("/students/S-1/preview", at101)).body.remarks[0].code).toBe("blocked_for_some");

    const lift = await get(`/students/S-1/lift?block=${block}`, at101);
    const version = /name="version" value="([^"]+)"/.exec(lift.text)?.[1] ?? "";
    const stale = await post("/students/S-1/lift", { block, version: "older" }, at101);
    expect([stale.status, stale.text.includes("Somebody changed this meanwhile")]).toEqual([412, true]);
    expect(await codeFor("C-1")).toBe("letters_withheld");
    const lifted = await post("/students/S-1/lift", { block, version }, at101);
    expect(lifted.headers.get("location")).toBe("/admin/students/S-1?done=lifted");
    expect(await codeFor("C-1")).toBe("letters");
    expect((await post("/students/S-1/lift", { block, version }, at101)).status).toBe(303);
    const lines = (await admin("GET", "/integrations/log?limit=2")).body.items;
    expect(lines).toMatchObject([
      { actor: "handing:coordinator", kind: "block", site: block, action: "removed" },
      { actor: "handing:coordinator", kind: "block", site: block, action: "added" },
    ]);
  });

  it("from everybody withholds from the preview as well, and says so", async () => {
    const block = blockIn(await get("/students/S-1/withhold", at101));
    await post("/students/S-1/withhold", { block, contact: "", reason: "Order 8" }, at101);
    expect(await codeFor("C-2")).toBe("letters_withheld");
    expect((await api("/students/S-1/preview", at101)).body.code).toBe("blocked");
    const { token } = (await get("/students/S-1/preview-token", at101)).body;
    expect((await viewer("/students/S-1/reports", token)).body.code).toBe("letters_withheld");
    await admin("DELETE", `/blocks/${block}`);
    expect((await viewer("/students/S-1/reports", token)).status).toBe(200);
  });

  it("is not done for another site's student, another student's contact or block, or another site's page", async () => {
    const { cookie = "" } = at101;
    const form = { block: "forged", contact: "", reason: "x" };
    for (const headers of [
      { cookie },
      { cookie, origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    ])
      expect((await post("/students/S-1/withhold", form, headers as Headers)).status).toBe(403);
    expect((await post("/students/S-2/withhold", form, at101)).status).toBe(404);
    expect((await post("/students/S-1/withhold", { ...form, contact: "C-99" }, at101)).status).toBe(404);
    await admin("PUT", "/blocks/theirs", { student: "S-2", reason: "x" });
    expect((await get("/students/S-1/lift?block=theirs", at101)).status).toBe(404);
    await post("/students/S-1/lift", { block: "theirs", version: "x" }, at101);
    await post("/students/S-1/withhold", { ...form, block: "theirs" }, at101);
    const { items } = (await admin("GET", "/blocks")).body;
    expect(items.map(({ id, student }: Record<string, string>) => [id, student])).toEqual([
      ["theirs", "S-2"],
    ]);
    await admin("DELETE", "/blocks/theirs");
  });
});

describe("a preview's pass", () => {
  const passOf = async (headers: Headers, student = "S-1") =>
    (await get(`/students/${student}/preview-token`, { ...headers, accept: "application/json" })).body;

  it("shows one student as a parent sees them, on our own pages alone, and finds nobody else", async () => {
    const pass = await passOf(at101);
    const lifetime = Date.parse(pass.expiresAt) - Date.now();
    expect(lifetime).toBeGreaterThan(0);
    expect(lifetime).toBeLessThanOrEqual(15 * 60_000);
    const { token } = pass;
    expect(token).toMatch(/^[\w.~+/=:-]+$/);
    const { body } = await viewer("/session?include=reports", token, { origin: ORIGIN });
    expect(body.viewer.role).toBe("guardian");
    expect(body.students.map(({ id }: { id: string }) => id)).toEqual(["S-1"]);
    expect(body.reports.items.length).toBeGreaterThan(3);
    expect((await viewer("/students?q=ejemplo", token)).body.code).toBe("forbidden");
    expect((await viewer("/students/S-3/reports", token)).body.code).toBe("student_not_found");
    expect((await viewer("/students/S-2/reports", token)).body.code).toBe("student_not_found");
    const elsewhere = await viewer("/session", token, { origin: PORTAL_ORIGIN });
    expect(elsewhere.body.code).toBe("origin_not_allowed");
  });

  it("opens a letter and leaves a line in the access log that names the administrator", async () => {
    const { token } = await passOf(at101);
    const { reports } = (await viewer("/students/S-1/reports", token)).body;
    const { view } = reports.find(({ format }: { format: string }) => format === "pdf");
    expect((await call(view)).status).toBe(200);
    const [line] = (await admin("GET", "/letters/log?limit=1")).body.items;
    expect(line).toMatchObject({
      ...{ portal: "admin-preview", viewer: "handing:coordinator", role: "staff" },
      ...{ student: "S-1", outcome: "opened" },
    });
  });

  it("and the links made with it end with the session, the permission, and the student's place", async () => {
    const own = await session([{ permission: "view_students", sites: ["101"] }]);
    const { token } = await passOf(own);
    const { view } = (await viewer("/students/S-1/reports", token)).body.reports[0];
    const both = async () => [
      (await viewer("/students/S-1/reports", token)).body.code,
      (await call(view)).body?.code,
    ];
    expect(await both()).toEqual([undefined, undefined]);

    await env.DB.prepare("UPDATE roster_students SET school = '201' WHERE id = 'S-1'").run();
    expect(await both()).toEqual(["student_not_found", "student_not_found"]);
    await env.DB.prepare("UPDATE roster_students SET school = '101' WHERE id = 'S-1'").run();
    expect(await both()).toEqual([undefined, undefined]);

    const settings = { name: "Handing", origins: [PORTAL_ORIGIN], trust: "token" };
    await admin("PUT", "/portals/handing", { ...settings, adminHandoff: [ALL[0]] });
    expect(await both()).toEqual(["student_not_found", "student_not_found"]);
    await admin("PUT", "/portals/handing", { ...settings, adminHandoff: ALL });
    expect(await both()).toEqual([undefined, undefined]);

    await call("/admin/leave", { method: "POST", headers: own });
    expect(await both()).toEqual(["token_invalid", "letter_link_invalid"]);
  });

  it("is for a person on our own page: not for the bearer, not for another site's page", async () => {
    const bearer = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
    expect((await passOf(bearer)).code).toBe("forbidden");
    expect((await passOf({ ...at101, "sec-fetch-site": "cross-site" })).code).toBe("forbidden");
    expect((await passOf(at101, "S-2")).code).toBe("not_found");
  });

  it("cannot be passed off as a portal's, and no portal can be its own", async () => {
    const { token } = await passOf(at101);
    expect((await viewer("/session", token.replace(/^preview\./, "sealed."))).body.code).toBe(
      "token_invalid",
    );
    expect((await viewer("/session", `preview.${"A".repeat(60)}`)).body.code).toBe("token_invalid");
    const reserved = { name: "X", origins: [], trust: "roster" };
    expect((await admin("PUT", "/portals/admin-preview", reserved)).body.code).toBe("invalid_request");
    expect((await viewer("/session", await sign({ ...roster, id: "admin-preview" }))).body.code).toBe(
      "token_invalid",
    );
  });
});

it("never shows an SSID", () => {
  expect(received.length).toBeGreaterThan(50);
  for (const text of received) expect(text).not.toMatch(SSIDS);
  expect(received.join()).not.toContain("12-34");
});
