/**
 * Random districts, random changes, random faults and crashes. After each pull the roster opens exactly what the old
 * district opened or what the new one does (explicit revocations aside), and at no moment in between anything else.
 *
 * `PULL_PROPERTY_RUNS=500` looks longer than the usual run does.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { findRunningRun } from "../../src/worker/roster/run-queries.ts";
import { startRun } from "../../src/worker/roster/runs.ts";
import type { Runtime } from "../../src/worker/runtime.ts";
import {
  approve,
  carry,
  type District,
  grants,
  grantsOf,
  link,
  runtimeOf,
  type Spoil,
  setUpEschoolplus,
  smallDistrict,
} from "./pull-world.ts";

const RUNS = 12;
const STUDENTS = 14;

/** Slices so small that a move takes several batches, and steps so short that a crash falls anywhere. */
const PORTIONS = { piecesPerStep: 4, stepMs: 20_000, rowsPerSlice: 5 };

type Edit = (district: District, which: number, other: number) => void;

const at = <T>(list: T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

/** What may happen in a district's office between two nights. */
const EDITS: Record<string, Edit> = {
  leave: (district, which) => void district.Student.splice(which % district.Student.length, 1),
  "web access": (district, which) => {
    const row = at(district.StudentContact, which);
    if (row !== undefined) row["WebAccess"] = row["WebAccess"] === "Y" ? "N" : "Y";
  },
  "other type": (district, which) => {
    const row = at(district.StudentContact, which);
    if (row?.["ContactType"] === "G") row["ContactType"] = "O";
  },
  unlink: (district, which) => void district.StudentContact.splice(which % district.StudentContact.length, 1),
  guardian: (district, which, other) => {
    const contact = at(district.Contact, other)?.["ContactId"];
    const row = link((which % STUDENTS) + 1, String(contact), "G", "Y");
    const isThere = district.StudentContact.some(
      (one) =>
        one["StudentId"] === row["StudentId"] && one["ContactId"] === contact && one["ContactType"] === "G",
    );
    if (!isThere) district.StudentContact.push(row);
  },
  "state ids swapped": (district, which, other) => {
    const [one, two] = [at(district.Student, which), at(district.Student, other)];
    if (one === undefined || two === undefined) return;
    [one["StateReportId"], two["StateReportId"]] = [
      two["StateReportId"] ?? null,
      one["StateReportId"] ?? null,
    ];
  },
  "new state id": (district, which, other) => {
    const row = at(district.Student, which);
    if (row !== undefined) row["StateReportId"] = String(9_500_000_000 + other);
  },
  withhold: (district, which) => {
    const StudentId = at(district.Student, which)?.["StudentId"] ?? null;
    const field = { StudentId, ScreenNumber: 900, FieldNumber: 7, ListSequence: 0 };
    const before = district.UDRegUser.length;
    district.UDRegUser = district.UDRegUser.filter(
      (row) => row["StudentId"] !== StudentId || row["ScreenNumber"] !== 900,
    );
    if (district.UDRegUser.length === before) district.UDRegUser.push({ ...field, FieldValue: "Y" });
  },
  "guardians exchanged": (district, which, other) => {
    const [one, two] = [at(district.StudentContact, which), at(district.StudentContact, other)];
    if (one === undefined || two === undefined || one["StudentId"] === two["StudentId"]) return;
    [one["StudentId"], two["StudentId"]] = [two["StudentId"] ?? null, one["StudentId"] ?? null];
    const seen = new Set<string>();
    district.StudentContact = district.StudentContact.filter((row) => {
      const key = `${row["StudentId"]} ${row["ContactId"]} ${row["ContactType"]}`;
      return !seen.has(key) && seen.add(key);
    });
  },
};

const FAULTS: Record<string, (call: number) => Spoil | undefined> = {
  none: () => undefined,
  refused: (call) => (asked) => (asked.call === call ? new Response(null, { status: 401 }) : asked.usual()),
  maintenance: (call) => (asked) =>
    asked.resource === "StudentContact" && asked.call === call ? new Response("<html>") : asked.usual(),
  empty: () => (asked) => (asked.resource === "Student" ? Response.json([]) : asked.usual()),
  "no totals, small pages": () => (asked) => {
    const { data } = JSON.parse(asked.text());
    return Response.json(data.slice(0, 4));
  },
};

const night = fc.record({
  edits: fc.array(
    fc.record({ edit: fc.constantFrom(...Object.keys(EDITS)), which: fc.nat(200), other: fc.nat(200) }),
    { maxLength: 6 },
  ),
  fault: fc.constantFrom(...Object.keys(FAULTS)),
  faultAt: fc.integer({ min: 1, max: 3 }),
  /** The batch that is the last thing this Worker does, and whether it still arrives. */
  crashAt: fc.option(fc.integer({ min: 1, max: 120 })),
  crashArrives: fc.boolean(),
});

class Crash extends Error {}

/** Watches each batch that changes something; one of them may be where the Worker dies. */
function watched(
  runtime: Runtime,
  check: () => Promise<void>,
  crash: { at: number | null; arrives: boolean },
): Runtime {
  const client = runtime.db.$client;
  let batches = 0;
  const watching = Object.assign(Object.create(runtime.db), {
    $client: {
      prepare: (sql: string) => client.prepare(sql),
      batch: async (statements: D1PreparedStatement[]) => {
        const isLast = ++batches === crash.at;
        if (isLast && !crash.arrives) throw new Crash();
        const results = await client.batch(statements);
        await check();
        if (isLast) throw new Crash();
        return results;
      },
    },
  });
  return { ...runtime, db: watching };
}

async function clearAll(): Promise<void> {
  const tables = [
    "schools",
    "students",
    "student_words",
    "contacts",
    "addresses",
    "phones",
    "links",
    "user_fields",
  ];
  await env.DB.batch(
    [...tables, "runs", "run_pages", "staged"].map((table) => env.DB.prepare(`DELETE FROM roster_${table}`)),
  );
}

beforeAll(() => setUpEschoolplus());

it("never opens what neither the old district nor the new one opens", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 3 }), async (nights) => {
      await clearAll();
      let district = smallDistrict(STUDENTS);
      const first = await startRun(
        "manual",
        "test",
        runtimeOf(() => district),
      );
      if (first.ok)
        await carry(
          first.id,
          runtimeOf(() => district),
          PORTIONS,
        );
      expect(await grants()).toEqual(grantsOf(district));

      for (const { edits, fault, faultAt, crashAt, crashArrives } of nights) {
        const before = await grants();
        district = structuredClone(district);
        for (const { edit, which, other } of edits) EDITS[edit]?.(district, which, other);
        const after = grantsOf(district);
        const either = before.union(after);
        const check = async () => expect((await grants()).difference(either)).toEqual(new Set());

        const plain = runtimeOf(() => district, FAULTS[fault]?.(faultAt));
        const mortal = watched(plain, check, { at: crashAt, arrives: crashArrives });
        const started = await startRun("manual", "test", plain);
        if (!started.ok) throw new Error(started.code);
        await carry(started.id, mortal, PORTIONS).catch((error) => {
          if (!(error instanceof Crash)) throw error;
        });
        const survivor = watched(plain, check, { at: null, arrives: true });
        const run = await carry(started.id, survivor, PORTIONS);
        const now = await grants();
        if (run.status === "succeeded") expect(now).toEqual(after);
        else {
          expect(["failed", "held"]).toContain(run.status);
          // Only what the new district takes away explicitly may be missing.
          expect(now.difference(before)).toEqual(new Set());
          if (run.status === "failed") expect(now).toEqual(before);
          for (const lost of before.difference(now)) expect(after.has(lost)).toBe(false);
        }
        if (run.status === "held") {
          await approve(run.id, survivor, PORTIONS);
          expect(await grants()).toEqual(after);
        }
        expect(await findRunningRun(plain.db)).toBeUndefined();
      }
    }),
    { numRuns: Number(env.PULL_PROPERTY_RUNS ?? RUNS) },
  );
});
