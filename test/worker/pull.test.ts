/**
 * The pull, carried step by step against a district in memory: complete or nothing, guards, revocations that do not wait,
 * the order of what is applied.
 */
import { env, type WorkflowStep } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { carryPull } from "../../src/worker/roster/carry.ts";
import { advance } from "../../src/worker/roster/pull.ts";
import { findRun } from "../../src/worker/roster/run-queries.ts";
import { discardRun, reviveSilent, startRun } from "../../src/worker/roster/runs.ts";
import { forgetEnded } from "../../src/worker/roster/stage-queries.ts";
import {
  approve,
  carry,
  type District,
  everyRow,
  grants,
  grantsOf,
  link,
  pageOf,
  pull,
  runtimeOf,
  type Spoil,
  setUpEschoolplus,
  smallDistrict,
  type WireRow,
} from "./pull-world.ts";
import { admin } from "./world.ts";

// Up to five pulls each, on cores that others share.
vi.setConfig({ testTimeout: 30_000 });

/** So little at once that a small district takes many steps. */
const PORTIONS = { piecesPerStep: 6, stepMs: 20_000, rowsPerSlice: 4_000 };

const base = smallDistrict(80);
/** As the settings say that letters are withheld. */
const WITHHELD = { ScreenNumber: 900, FieldNumber: 7, FieldValue: "Y" };

const [unchanged, served] = [() => base, (district: District) => runtimeOf(() => district)];

/** The base district with some resources replaced. */
function but(changes: Partial<{ [R in keyof District]: (rows: WireRow[]) => WireRow[] }>): District {
  const changed = Object.entries(changes).map(([resource, change]) => [
    resource,
    change(structuredClone(base[resource as keyof District])),
  ]);
  return { ...base, ...Object.fromEntries(changed) };
}

/** Whatever an earlier test left behind: the base district again, approved where a guard asks. */
async function backToBase(): Promise<void> {
  const run = await pull(runtimeOf(unchanged));
  if (run.status === "held") await approve(run.id, runtimeOf(unchanged));
  expect(await grants()).toEqual(grantsOf(base));
}

async function count(sql: string): Promise<number> {
  return (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first<{ n: number }>())?.n ?? -1;
}

beforeAll(async () => {
  await setUpEschoolplus();
  await backToBase();
});

describe("a first load", () => {
  it("holds what the district holds, and says how much", async () => {
    expect(await count("roster_students WHERE gone_at IS NULL")).toBe(80);
    expect(await count("roster_links WHERE gone_at IS NULL")).toBe(240);
    const run = await env.DB.prepare("SELECT counts, rows_read, rows_total FROM roster_runs LIMIT 1").first<{
      counts: string;
    }>();
    expect(run).toMatchObject({ rows_read: 567, rows_total: 567 });
    expect(JSON.parse(run?.counts ?? "{}")).toMatchObject({
      Student: { read: 80, added: 80, updated: 0, removed: 0 },
      StudentContact: { read: 240, added: 240 },
      UDRegUser: { read: 84, added: 4 },
    });
  });

  it("makes a site of each school", async () => {
    expect(await count("sites WHERE kind = 'school' AND parent = 'district'")).toBe(3);
  });

  it("drops at the door what must never be stored", async () => {
    const rows = await everyRow();
    for (const forbidden of ["000-00-0000", "not-to-be-kept", "bus 4"]) expect(rows).not.toContain(forbidden);
  });

  it("leaves nothing staged", async () => {
    expect([await count("roster_staged"), await count("roster_run_pages")]).toEqual([0, 0]);
  });
});

describe("a night", () => {
  beforeEach(backToBase);

  it.each([
    ["Y", "N"],
    ["N", "Y"],
  ])("keeps a link shut that comes twice, once with web access and once without: %s, %s", async (...both) => {
    const twice = both.map((webAccess) => link(70, "C1A", "G", webAccess));
    const runtime = served(but({ StudentContact: (rows) => [...twice, ...rows] }));
    for (const _night of [1, 2, 3]) {
      expect((await pull(runtime)).status).toBe("succeeded");
      expect(await grants()).toEqual(grantsOf(base));
    }
  });

  it("on which nothing changed writes no row of the roster", async () => {
    const before = await everyRow();
    const run = await pull(runtimeOf(unchanged));
    expect([run.status, await everyRow()]).toEqual(["succeeded", before]);
    expect(Object.values(run.counts).map(({ added, updated, removed }) => added + updated + removed)).toEqual(
      Array(7).fill(0),
    );
  });

  it("brings new students, new links, other names, and takes away who has left", async () => {
    const district = but({
      Student: (rows) => [
        ...rows.slice(1).map((row, index) => (index === 5 ? { ...row, Nickname: "Renamed" } : row)),
        { ...rows[0], StudentId: "S9001", StateReportId: "9000009001" },
      ],
      StudentContact: (rows) => [
        ...rows.filter((row) => row["StudentId"] !== "S0001"),
        { StudentId: "S9001", ContactId: "C1A", ContactType: "G", WebAccess: "Y" },
      ],
      UDRegUser: (rows) => rows.filter((row) => row["StudentId"] !== "S0001"),
    });
    const run = await pull(served(district));
    expect([run.status, run.counts["Student"]]).toEqual([
      "succeeded",
      { read: 80, added: 1, updated: 1, removed: 1 },
    ]);
    expect(await grants()).toEqual(grantsOf(district));
    expect(await count("roster_student_words WHERE student = 'S0001'")).toBe(0);
    expect(await count("roster_student_words WHERE word = 'renamed'")).toBe(1);
    expect(await count("roster_students WHERE id = 'S0001' AND gone_at IS NOT NULL")).toBe(1);
  });

  it("revives who comes back", async () => {
    await pull(served(but({ Student: (rows) => rows.slice(1) })));
    expect(await grants()).not.toEqual(grantsOf(base));
    const run = await pull(runtimeOf(unchanged));
    expect([run.counts["Student"]?.added, await grants()]).toEqual([1, grantsOf(base)]);
  });

  it("forgets who has been gone for a long time", async () => {
    await pull(served(but({ Student: (rows) => rows.slice(1) })));
    await env.DB.prepare("UPDATE roster_students SET gone_at = 1 WHERE gone_at IS NOT NULL").run();
    await pull(served(but({ Student: (rows) => rows.slice(1) })));
    expect(await count("roster_students WHERE id = 'S0001'")).toBe(0);
  });

  it("keeps a school's site where an administrator has put and named it", async () => {
    await env.DB.prepare("UPDATE sites SET name = 'As we call it' WHERE id = '101'").run();
    const renamed = but({ School: (rows) => rows.map((row) => ({ ...row, Name: `New ${row["Name"]}` })) });
    await pull(served(renamed));
    const { results } = await env.DB.prepare(
      "SELECT name FROM sites WHERE kind = 'school' ORDER BY id",
    ).all();
    expect(results).toEqual([
      { name: "As we call it" },
      { name: "New School 201" },
      { name: "New School 301" },
    ]);
  });
});

describe("what eSchoolPLUS may do wrong", () => {
  beforeAll(backToBase);

  const isStudents: (spoil: Spoil) => Spoil = (spoil) => (asked) =>
    asked.resource === "Student" ? spoil(asked) : asked.usual();
  const isLate: (spoil: Spoil) => Spoil = (spoil) => (asked) =>
    asked.resource === "StudentContact" && asked.offset >= 100 ? spoil(asked) : asked.usual();
  const rows = (resource: keyof District) => base[resource];
  const shuffled = (list: WireRow[], seed: number) =>
    list
      .map((row, index) => ({ row, at: Math.sin(seed * 7_919 + index * 104_729) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ row }) => row);

  const failing: [string, string, Spoil][] = [
    ["refuses our signature", "refused", isLate(() => new Response(null, { status: 401 }))],
    ["does not know the resource", "not_subscribed", isLate(() => new Response(null, { status: 403 }))],
    ["answers with a page of HTML", "not_json", isLate(() => new Response("<html>maintenance</html>"))],
    ["breaks off in the middle", "not_json", isLate(() => new Response('{"data":[{"StudentId":"S1"'))],
    ["answers without a list", "envelope_missing", isLate(() => Response.json({ message: "ok" }))],
    [
      "leaves the key out of a row",
      "key_missing",
      isLate(({ offset, limit }) =>
        pageOf(
          rows("StudentContact").map(({ ContactId: _left, ...row }) => row),
          offset,
          limit,
        ),
      ),
    ],
    [
      "repeats the first page for ever",
      "pages_repeat",
      isStudents(({ limit }) => pageOf(rows("Student"), 0, limit, 80)),
    ],
    [
      "announces another total on each page",
      "total_changes",
      isStudents(({ offset, limit }) => pageOf(rows("Student"), offset, limit, 80 + offset)),
    ],
    [
      "announces more than it has",
      "short_of_total",
      isStudents(({ offset, limit }) => pageOf(rows("Student"), offset, limit, 90)),
    ],
    ["sends no student at all", "resource_empty", isStudents(() => pageOf([], 0, 10))],
    [
      "sends no link at all",
      "resource_empty",
      ({ resource, usual }) => (resource === "StudentContact" ? pageOf([], 0, 10) : usual()),
    ],
    [
      "sends no address where there were many",
      "resource_empty",
      ({ resource, usual }) => (resource === "ContactAddress" ? Response.json([]) : usual()),
    ],
    [
      "sends its links in another order each time, and no total to count them by",
      "order_moves",
      ({ resource, offset, limit, call, usual }) =>
        resource === "StudentContact"
          ? Response.json(shuffled(rows(resource), call).slice(offset, offset + limit))
          : usual(),
    ],
  ];

  it.each(failing)("%s: nothing is changed, and the run says why", async (_name, code, spoil) => {
    const before = await everyRow();
    const run = await pull(runtimeOf(unchanged, spoil));
    expect([run.status, run.errorCode]).toEqual(["failed", code]);
    expect(run.errorDetail?.length).toBeGreaterThan(40);
    expect(await everyRow()).toBe(before);
    expect([await count("roster_staged"), await count("roster_run_pages")]).toEqual([0, 0]);
  });

  it("is down for longer than we try: nothing is changed", { timeout: 30_000 }, async () => {
    const before = await everyRow();
    const run = await pull(
      runtimeOf(
        unchanged,
        isLate(() => new Response(null, { status: 503 })),
      ),
    );
    expect([run.status, run.errorCode, await everyRow()]).toEqual(["failed", "unavailable", before]);
  });

  const survived: [string, Spoil][] = [
    ["caps its pages below what we ask", ({ resource, offset }) => pageOf(rows(resource), offset, 7)],
    [
      "sends bare lists without a total",
      ({ resource, offset, limit }) => Response.json(rows(resource).slice(offset, offset + limit)),
    ],
    [
      "caps its pages and tells no total",
      ({ resource, offset }) => Response.json({ Records: rows(resource).slice(offset, offset + 3) }),
    ],
    [
      "is busy for a moment",
      ({ resource, call, usual }) =>
        resource === "Contact" && call === 2
          ? new Response(null, { status: 429, headers: { "retry-after": "1" } })
          : usual(),
    ],
    [
      "sends some rows twice, and counts them",
      ({ resource, offset, limit }) =>
        pageOf([...rows(resource), ...rows(resource).slice(0, 3)], offset, limit),
    ],
    [
      "loses a row in front of us while we read, in the first pass",
      ({ resource, offset, limit, call, usual }) =>
        resource === "Student" && call > 2 && call <= 9
          ? pageOf(rows(resource).slice(1), offset, limit, 80)
          : usual(),
    ],
    [
      "moves its rows once while we read",
      ({ resource, offset, limit, call, usual }) =>
        resource === "Student" && call > 4 && call <= 9
          ? pageOf(shuffled(rows(resource), 1), offset, limit)
          : usual(),
    ],
    [
      "sends its links in another order for each page, and says how many there are",
      ({ resource, offset, limit, call, usual }) =>
        resource === "StudentContact" ? pageOf(shuffled(rows(resource), call), offset, limit, 240) : usual(),
    ],
    [
      "loses one row and gains another, with the same total",
      ({ resource, offset, limit, call, usual }) =>
        resource === "StudentContact" && call > 5 && call <= 24
          ? pageOf([...rows(resource).slice(1), link(1, "C1A", "C", "N")], offset, limit)
          : usual(),
    ],
  ];

  it.each(survived)("%s: the roster is right all the same", async (_name, spoil) => {
    const run = await pull(runtimeOf(unchanged, spoil));
    expect([run.status, run.errorDetail]).toEqual(["succeeded", null]);
    expect(await grants()).toEqual(grantsOf(base));
    expect(await count("roster_students WHERE gone_at IS NULL")).toBe(80);
    await backToBase();
  });
});

describe("the guards", () => {
  beforeEach(backToBase);

  const all = (rows: WireRow[], change: (row: WireRow, index: number) => WireRow) => rows.map(change);
  const doubtful: [string, string, District][] = [
    ["a quarter of the students is missing", "many_removed", but({ Student: (rows) => rows.slice(20) })],
    ["only what changed is sent", "looks_like_delta", but({ StudentContact: (rows) => rows.slice(0, 12) })],
    [
      "one school loses its students",
      "many_removed_at_school",
      but({
        Student: (rows) => rows.filter((row, index) => row["Building"] !== "101" || index > 24),
      }),
    ],
    [
      "everybody gets web access",
      "many_gain_access",
      but({ StudentContact: (rows) => all(rows, (row) => ({ ...row, WebAccess: "Y", ContactType: "G" })) }),
    ],
    [
      "state ids change",
      "many_ssids_changed",
      but({
        Student: (rows) =>
          all(rows, (row, index) =>
            index < 4 ? { ...row, StateReportId: String(9_100_000_000 + index) } : row,
          ),
      }),
    ],
    [
      "two students share a state id",
      "ssid_shared",
      but({
        Student: (rows) =>
          all(rows, (row, index) => (index === 1 ? { ...row, StateReportId: "9000000001" } : row)),
      }),
    ],
    [
      "one contact becomes everybody's guardian",
      "one_contact_gains_many",
      but({
        StudentContact: (rows) => [
          ...rows,
          ...Array.from({ length: 16 }, (_, index) => link(index + 10, "C1A", "G", "Y")),
        ],
      }),
    ],
    [
      "nobody has web access any more",
      "many_lose_access",
      but({ StudentContact: (rows) => all(rows, (row) => ({ ...row, WebAccess: "N" })) }),
    ],
    [
      "web access comes under another name",
      "many_lose_access",
      but({
        StudentContact: (rows) => all(rows, ({ WebAccess, ...row }) => ({ ...row, Web: WebAccess ?? null })),
      }),
    ],
    [
      "one school's guardians lose web access",
      "many_lose_access",
      but({
        StudentContact: (rows) => {
          const school = base.Student.filter((row) => row["Building"] === "101").slice(0, 8);
          const ids = school.map((row) => row["StudentId"]);
          return all(rows, (row) => (ids.includes(row["StudentId"]) ? { ...row, WebAccess: "N" } : row));
        },
      }),
    ],
    [
      "the status is written in another way",
      "many_inactive",
      but({ Student: (rows) => all(rows, (row) => ({ ...row, CurrentStatus: "Active" })) }),
    ],
    [
      "everybody's letters are withheld",
      "many_withheld",
      but({ UDRegUser: (rows) => all(rows, (row) => ({ ...row, ...WITHHELD })) }),
    ],
    ["two of three schools are missing", "looks_like_delta", but({ School: (rows) => rows.slice(2) })],
  ];

  it.each(doubtful)("hold a pull back when %s", async (_name, reason, district) => {
    const before = await everyRow();
    const run = await pull(served(district));
    expect([run.status, run.held?.map((doubt) => doubt.reason)]).toEqual([
      "held",
      expect.arrayContaining([reason]),
    ]);
    expect(run.held?.find((doubt) => doubt.reason === reason)?.count).toBeGreaterThan(0);
    expect(await everyRow()).toBe(before);
    await approve(run.id, served(district));
    expect((await findRun(served(district).db, run.id))?.status).toBe("succeeded");
    expect(await grants()).toEqual(grantsOf(district));
  });

  it("hold a pull back that would show what many fields withhold", async () => {
    const withheld = (value: string) =>
      but({
        UDRegUser: (rows) =>
          rows.map((row, index) => (index < 7 ? { ...row, ...WITHHELD, FieldValue: value } : row)),
      });
    const before = await pull(served(withheld("Y")));
    expect([before.status, await grants()]).toEqual(["succeeded", grantsOf(withheld("Y"))]);
    const run = await pull(served(withheld("N")));
    expect([run.status, run.held]).toEqual([
      "held",
      [{ resource: "UDRegUser", reason: "many_released", count: 7 }],
    ]);
    expect(await grants()).toEqual(grantsOf(withheld("Y")));
    await approve(run.id, served(withheld("N")));
  });

  it("withhold nothing at once where too much would be withheld", async () => {
    const before = await everyRow();
    const district = but({
      Student: (rows) => rows.slice(20),
      UDRegUser: (rows) => rows.map((row) => ({ ...row, ...WITHHELD })),
    });
    expect([(await pull(served(district))).status, await everyRow()]).toEqual(["held", before]);
  });

  it("let a pull through that stays below them", async () => {
    const district = but({ Student: (rows) => rows.slice(5) });
    expect((await pull(served(district))).status).toBe("succeeded");
  });

  it("do not keep a custody change waiting, whatever else is held back", async () => {
    const district = but({
      Student: (rows) => rows.slice(20),
      StudentContact: (rows) =>
        rows.map((row, index) => {
          if (index === 120) return { ...row, WebAccess: "N" };
          return index === 153 ? { ...row, ContactType: "O" } : row;
        }),
      UDRegUser: (rows) => [
        ...rows,
        { StudentId: "S0072", ScreenNumber: 900, FieldNumber: 7, ListSequence: 0, FieldValue: "y" },
      ],
    });
    const before = await grants();
    const run = await pull(served(district));
    expect(run.status).toBe("held");
    const lost = [...before.difference(await grants())].map((grant) =>
      grant.slice(0, grant.lastIndexOf(" ")),
    );
    expect(lost.toSorted()).toEqual(["C21A S0041", "C26A S0052", "C36A S0072"]);
    expect((await grants()).difference(before).size).toBe(0);
  });

  it("hold revocations back as well when there are too many of them", async () => {
    const before = await everyRow();
    const district = but({
      StudentContact: (rows) => rows.map((row, index) => (index < 90 ? { ...row, WebAccess: "N" } : row)),
      Student: (rows) => rows.slice(20),
    });
    expect([(await pull(served(district))).status, await everyRow()]).toEqual(["held", before]);
  });

  it("keep what waits for an administrator, and forget what ended runs have left, however much", async () => {
    const run = await pull(served(but({ Student: (rows) => rows.slice(20) })));
    const held = await count(`roster_staged WHERE run = '${run.id}'`);
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000)
        INSERT INTO roster_staged (run, resource, key, hash, body) SELECT 'ended', 'Student', i, '', '[]' FROM n`,
    ).run();
    await forgetEnded(runtimeOf(unchanged).db);
    expect([await count("roster_staged"), held > 0]).toEqual([held, true]);
  });

  it("drop a held pull on request, and let nothing of it be approved later", async () => {
    const runtime = served(but({ Student: (rows) => rows.slice(20) }));
    const before = await everyRow();
    const run = await pull(runtime);
    expect(await discardRun(run.id, "test", runtime)).toBe("done");
    expect(await everyRow()).toBe(before);
    await expect(approve(run.id, runtime)).rejects.toThrow("run_not_held");
    expect(await count("roster_staged")).toBe(0);
  });

  it("refuse approval once a newer run exists", async () => {
    const runtime = served(but({ Student: (rows) => rows.slice(20) }));
    const run = await pull(runtime);
    await pull(runtimeOf(unchanged));
    await expect(approve(run.id, runtime)).rejects.toThrow("run_not_held");
    expect(await grants()).toEqual(grantsOf(base));
  });
});

describe("a run", () => {
  beforeEach(backToBase);

  it("that takes more steps than one Workflow may make is handed to the next one", async () => {
    const runtime = served(but({ Student: (rows) => rows.slice(5) }));
    const made: string[] = [];
    const watched = {
      ...runtime,
      rosterPull: Object.assign(Object.create(env.ROSTER_PULL), {
        create: async ({ id }: { id: string }) => made.push(id),
      }),
    };
    const started = await startRun("manual", "test", watched);
    if (!started.ok) throw new Error(started.code);
    const names: string[] = [];
    const step = {
      do: async (name: string, ...rest: unknown[]) => {
        names.push(name);
        const work = rest.at(-1);
        return typeof work === "function" ? work() : undefined;
      },
      sleep: async () => {},
    } as unknown as WorkflowStep; // all that carrying uses of one
    for (let next = 0; next < made.length; next++) {
      await carryPull({ run: started.id }, step, watched, 5, PORTIONS);
    }
    expect((await findRun(runtime.db, started.id))?.status).toBe("succeeded");
    expect(made).toEqual(made.map((_, index) => `${started.id}-${index + 1}`));
    expect(names.filter((name) => name === "hand-over")).toHaveLength(made.length - 1);
    expect(made.length).toBeGreaterThan(2);
  });

  it("is the only one", async () => {
    const runtime = runtimeOf(unchanged);
    const first = await startRun("manual", "test", runtime);
    expect(await startRun("manual", "test", runtime)).toEqual({ ok: false, code: "run_in_progress" });
    if (first.ok) await carry(first.id, runtime);
  });

  it("comes to its end although two carry it at once", async () => {
    const runtime = served(but({ Student: (rows) => rows.slice(5) }));
    const started = await startRun("manual", "test", runtime);
    if (!started.ok) throw new Error(started.code);
    await Promise.all([carry(started.id, runtime), carry(started.id, runtime)]);
    await carry(started.id, runtime);
    expect((await findRun(runtime.db, started.id))?.status).toBe("succeeded");
    expect(await count("roster_students WHERE gone_at IS NULL")).toBe(75);
  });

  it("fails when the settings change while it reads", async () => {
    const before = await everyRow();
    let isFirst = true;
    const runtime = runtimeOf(unchanged, ({ resource, usual }) => {
      if (resource === "Contact" && isFirst) isFirst = false;
      return usual();
    });
    const started = await startRun("manual", "test", runtime);
    if (!started.ok) throw new Error(started.code);
    await advance(started.id, runtime);
    await setUpEschoolplus();
    const run = await carry(started.id, runtime);
    expect([run.status, run.errorCode, await everyRow()]).toEqual(["failed", "settings_changed", before]);
  });

  it("that nobody can read any more ends, and the next one begins", async () => {
    const runtime = runtimeOf(unchanged);
    const started = await startRun("manual", "test", runtime);
    if (!started.ok) throw new Error(started.code);
    await env.DB.prepare("UPDATE roster_runs SET heartbeat_at = 0, cursor = ?1 WHERE status = 'running'")
      .bind(JSON.stringify({ at: "applying", moves: ["a-move-of-later"], after: "", ending: "succeeded" }))
      .run();
    await expect(advance(started.id, runtime)).rejects.toThrow();
    await reviveSilent(runtime);
    expect(await findRun(runtime.db, started.id)).toMatchObject({
      status: "failed",
      errorCode: "interrupted",
    });
    expect((await pull(runtime)).status).toBe("succeeded");
  });

  it("keeps what fields mean when eSchoolPLUS is removed while it is applied", async () => {
    const runtime = served(but({ Student: (rows) => rows.slice(1) }));
    const started = await startRun("manual", "test", runtime);
    if (!started.ok) throw new Error(started.code);
    const smallSteps = { piecesPerStep: 1, stepMs: 60_000, rowsPerSlice: 10 };
    while ((await findRun(runtime.db, started.id))?.phase !== "applying")
      await advance(started.id, runtime, smallSteps);
    await admin("DELETE", "/integrations/eschoolplus");
    expect((await carry(started.id, runtime)).status).toBe("succeeded");
    await setUpEschoolplus();
    expect(await count("roster_user_fields WHERE gone_at IS NULL")).toBe(4);
  });

  it("that fell silent is given a new Workflow, and given up after several", async () => {
    const runtime = runtimeOf(unchanged);
    const made: string[] = [];
    const watched = {
      ...runtime,
      rosterPull: Object.assign(Object.create(env.ROSTER_PULL), {
        create: async ({ id }: { id: string }) => made.push(id),
      }),
    };
    const started = await startRun("manual", "test", watched);
    if (!started.ok) throw new Error(started.code);
    await reviveSilent(watched);
    expect(made).toEqual([`${started.id}-1`]);
    for (let times = 0; times < 5; times++) {
      await env.DB.prepare("UPDATE roster_runs SET heartbeat_at = 0 WHERE status = 'running'").run();
      await reviveSilent(watched);
    }
    expect(made).toEqual([1, 2, 3, 4, 5].map((attempt) => `${started.id}-${attempt}`));
    expect(await findRun(runtime.db, started.id)).toMatchObject({
      status: "failed",
      errorCode: "interrupted",
    });
  });
});

describe("a page with more than D1 takes in one value", () => {
  const long = (character: string, index: number) =>
    `${character.repeat(58)}${String(index).padStart(6, "0")}`;
  const fields = Array.from({ length: 5_000 }, (_, index) => ({
    StudentId: long("한", index),
    ScreenNumber: 900,
    FieldNumber: 7,
    ListSequence: long("글", index),
    FieldValue: "칸".repeat(400),
  }));

  it("is compared, staged and looked for all the same", { timeout: 60_000 }, async () => {
    await setUpEschoolplus({ pageSize: 5_000 });
    const district = { ...base, UDRegUser: fields };
    const first = await pull(served(district));
    const run = first.status === "held" ? await approve(first.id, served(district)) : first;
    expect(run.counts["UDRegUser"]).toEqual({ read: 5_000, added: 5_000, updated: 0, removed: 4 });
    const again = await pull(served(district));
    expect([again.status, again.counts["UDRegUser"]]).toEqual([
      "succeeded",
      { read: 5_000, added: 0, updated: 0, removed: 0 },
    ]);
    await setUpEschoolplus();
    await backToBase();
  });
});
