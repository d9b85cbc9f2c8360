/**
 * A small district behind the PLUS 360 API, in memory, and pulls of it step by step: the network's edge is all that is
 * not real. Tests change the district between two pulls, or spoil what is served, and look at D1 afterwards.
 */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { readConfig } from "../../src/worker/env.ts";
import { RESOURCE_NAMES } from "../../src/worker/eschoolplus/contract.ts";
import type { Resource } from "../../src/worker/eschoolplus/rows.ts";
import { createOutgoing } from "../../src/worker/net/outgoing.ts";
import { advance, type Portions } from "../../src/worker/roster/pull.ts";
import { findRun, type Run } from "../../src/worker/roster/run-queries.ts";
import { approveRun, startRun } from "../../src/worker/roster/runs.ts";
import { SHAPES } from "../../src/worker/roster/shapes.ts";
import { createRuntime, type Runtime } from "../../src/worker/runtime.ts";
import { admin } from "./world.ts";

export type WireRow = Record<string, string | number | boolean | null>;
export type District = Record<Resource, WireRow[]>;

/** What is answered to one request for a page; the usual answer comes in. */
export type Spoil = (asked: {
  resource: Resource;
  offset: number;
  limit: number;
  /** Of all requests for this resource, from 1. */
  call: number;
  usual(): Response;
  /** Its body. */
  text(): string;
}) => Response;

export const ESCHOOLPLUS = {
  baseUrl: "https://hac.willow.example.org/plus360api/v1/demo/",
  consumerKey: "OneRoster_DEMO_4711",
  consumerSecret: "demo-consumer-secret-not-real",
};

export const WITHHOLDING = { screen: "900", field: "7", value: "Y", means: "letters_withheld" };

/** Saves the settings; small pages, so that a small district has several. */
export async function setUpEschoolplus(more: Record<string, unknown> = {}): Promise<void> {
  const answer = await admin("PUT", "/integrations/eschoolplus", {
    ...ESCHOOLPLUS,
    pageSize: 10,
    userFields: [WITHHOLDING],
    ...more,
  });
  if (answer.status > 201) throw new Error(answer.text);
}

/** A runtime whose eSchoolPLUS is this district. Pauses between attempts take no time. */
export function runtimeOf(district: () => District, spoil?: Spoil): Runtime {
  const checked = readConfig(env);
  if (!checked.ok) throw new Error(checked.problems.join());
  const calls = new Map<Resource, number>();
  const send: typeof fetch = async (input) => {
    const url = new URL(String(input));
    const resource = RESOURCE_NAMES.find((name) => url.pathname.endsWith(`/${name}`));
    if (resource === undefined) return new Response(null, { status: 404 });
    const [offset, limit] = [Number(url.searchParams.get("offset")), Number(url.searchParams.get("limit"))];
    const call = (calls.get(resource) ?? 0) + 1;
    calls.set(resource, call);
    const text = () => bodyOf(district()[resource], offset, limit);
    const usual = () => new Response(text(), { headers: { "content-type": "application/json" } });
    return spoil?.({ resource, offset, limit, call, usual, text }) ?? usual();
  };
  const runtime = createRuntime(env, checked.config, createExecutionContext(), { request: "test" });
  return {
    ...runtime,
    outgoing: createOutgoing(checked.config.outgoing, send),
    // The steps are made by the test itself.
    rosterPull: Object.assign(Object.create(env.ROSTER_PULL), { create: async () => ({}) }),
  };
}

export function pageOf(rows: WireRow[], offset: number, limit: number, total = rows.length): Response {
  return new Response(bodyOf(rows, offset, limit, total), {
    headers: { "content-type": "application/json" },
  });
}

function bodyOf(rows: WireRow[], offset: number, limit: number, total = rows.length): string {
  const data = rows.slice(offset, offset + limit);
  return JSON.stringify({ totalRecords: total, recordsThisPage: data.length, data });
}

/** Starts a pull and carries it to its end. */
export async function pull(runtime: Runtime): Promise<Run> {
  const started = await startRun("manual", "test", runtime);
  if (!started.ok) throw new Error(started.code);
  return carry(started.id, runtime);
}

export async function approve(id: string, runtime: Runtime, portions?: Portions): Promise<Run> {
  const judged = await approveRun(id, "test", runtime);
  if (judged !== "done") throw new Error(judged);
  return carry(id, runtime, portions);
}

export async function carry(id: string, runtime: Runtime, portions?: Portions): Promise<Run> {
  for (let step = 0; step < 1_000; step++) {
    if ((await advance(id, runtime, portions)).next === null) break;
  }
  const run = await findRun(runtime.db, id);
  if (run === undefined) throw new Error("no such run");
  return run;
}

/** Every row of the roster, tombstones and all: what must not change when nothing may change. */
export async function everyRow(): Promise<string> {
  const tables = RESOURCE_NAMES.map((resource) => SHAPES[resource]);
  const rows = await Promise.all([
    ...tables.map(({ table, columns, keys }) =>
      env.DB.prepare(
        `SELECT ${columns.join(", ")}, hash, gone_at FROM ${table} ORDER BY ${columns.slice(0, keys).join(", ")}`,
      ).all(),
    ),
    env.DB.prepare("SELECT * FROM roster_student_words ORDER BY school, word, student").all(),
    env.DB.prepare("SELECT id, name, kind, parent FROM sites ORDER BY id").all(),
  ]);
  return JSON.stringify(rows.map(({ results }) => results));
}

/** Who sees whose letters, and under which state id: `contact student ssid`, from the tables alone. */
export async function grants(): Promise<Set<string>> {
  const { results } = await env.DB.prepare(
    `SELECT l.contact || ' ' || s.id || ' ' || coalesce(s.ssid, '-') AS grant FROM roster_links l
      JOIN roster_students s ON s.id = l.student
      WHERE l.type = 'G' AND l.web_access = 1 AND l.gone_at IS NULL AND s.gone_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM roster_user_fields u WHERE u.student = s.id AND u.screen = '900' AND u.field = '7'
        AND upper(u.value) = 'Y' AND u.gone_at IS NULL)`,
  ).all<{ grant: string }>();
  return new Set(results.map(({ grant }) => grant));
}

/** The same from the district's own rows, for comparison. */
export function grantsOf(district: District): Set<string> {
  const withheld = new Set(
    district.UDRegUser.filter(
      (row) => row["ScreenNumber"] === 900 && row["FieldNumber"] === 7 && row["FieldValue"] === "Y",
    ).map((row) => row["StudentId"]),
  );
  const students = new Map(district.Student.map((row) => [row["StudentId"], row]));
  return new Set(
    district.StudentContact.flatMap((row) => {
      const student = students.get(row["StudentId"] ?? "");
      const opens =
        row["ContactType"] === "G" && row["WebAccess"] === "Y" && !withheld.has(row["StudentId"] ?? "");
      return student !== undefined && opens
        ? [`${row["ContactId"]} ${row["StudentId"]} ${student["StateReportId"] ?? "-"}`]
        : [];
    }),
  );
}

/** A district of so many students, each with a sibling now and then, two guardians, one of them without web access. */
export function smallDistrict(students: number): District {
  const numbers = Array.from({ length: students }, (_, index) => index + 1);
  const family = (number: number) => Math.ceil(number / 2);
  const families = [...new Set(numbers.map(family))];
  const contact = (number: number, which: string) => `C${family(number)}${which}`;
  return {
    School: ["101", "201", "301"].map((id) => ({
      Building: `${id}  `,
      Name: `School ${id}`,
      OutOfDistrict: "N",
    })),
    Student: numbers.map((number) => ({
      StudentId: `S${String(number).padStart(4, "0")}`,
      FirstName: `Given${number}  `,
      LastName: `Example${family(number)}`,
      Building: ["101", "201", "301"][number % 3] ?? "101",
      Grade: String((number % 12) + 1).padStart(2, "0"),
      CurrentStatus: "A",
      Birthdate: "2014-03-04",
      StateReportId: String(9_000_000_000 + number),
      SSN: "000-00-0000",
    })),
    Contact: families.flatMap((one) =>
      ["A", "B"].map((which) => ({
        ContactId: `C${one}${which}`,
        FirstName: `Parent${which}`,
        LastName: `Example${one}`,
        Email: `parent${one}${which}@example.org`,
        WebPassword: "not-to-be-kept",
      })),
    ),
    ContactAddress: families.map((one) => ({
      ContactId: `C${one}A`,
      StreetName: `${one} Sample St`,
      City: "Willow",
    })),
    ContactPhone: families.map((one) => ({ ContactId: `C${one}A`, PhoneType: "H", Phone: `555-01${one}` })),
    StudentContact: numbers.flatMap((number) => [
      link(number, contact(number, "A"), "G", "Y"),
      link(number, contact(number, "B"), "G", number % 4 === 0 ? "N" : "Y"),
      link(number, contact(number, "A"), "P", "N"),
    ]),
    UDRegUser: numbers.flatMap((number) => [
      {
        StudentId: `S${String(number).padStart(4, "0")}`,
        ScreenNumber: 12,
        FieldNumber: 3,
        ListSequence: 0,
        FieldValue: "bus 4",
      },
      ...(number % 17 === 0
        ? [
            {
              StudentId: `S${String(number).padStart(4, "0")}`,
              ScreenNumber: 900,
              FieldNumber: 7,
              ListSequence: 0,
              FieldValue: "Y",
            },
          ]
        : []),
    ]),
  };
}

export function link(number: number, contact: string, type: string, webAccess: string): WireRow {
  return {
    StudentId: `S${String(number).padStart(4, "0")}`,
    ContactId: contact,
    ContactType: type,
    WebAccess: webAccess,
    RelationCode: "MO",
  };
}
