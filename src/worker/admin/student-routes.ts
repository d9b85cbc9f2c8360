/**
 * `/admin/api/students`: find a student, learn what a portal would show of them, hand out or erase what is held of them.
 * The SSID is in no answer.
 */
import type { Context } from "hono";
import { preferredLanguage } from "../language.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { findStudent, type RosterStudent, searchRoster } from "../roster/queries.ts";
import { wantedWords } from "../roster/search-words.ts";
import * as api from "./api/students.ts";
import { type AdminEnv, requireEverywhere, requireSomewhere } from "./identity.ts";
import { REMARKS, situationOf, WHY_NOTHING } from "./student-preview.ts";
import { eraseRecord, recordOf, type StudentRecord } from "./student-record.ts";
import { shownErasure, shownRecord } from "./student-record-answer.ts";

/** One screen; whoever meets more types another letter. */
export const SEARCH_LIMIT = 25;

export function studentRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.searchStudents, async (c) => {
    const found = await studentsInReach(c, c.req.valid("query").q);
    return c.json({ items: found.map(shown), nextCursor: null }, 200);
  });

  routes.openapi(api.previewStudent, async (c) => {
    const student = await studentInReach(c, c.req.valid("param").id);
    const language = preferredLanguage(c.req.header("accept-language"));
    const { why, letters, remarks } = await situationOf(student, language, c.var.runtime);
    return c.json(
      {
        student: shown(student),
        reports: letters,
        code: why,
        detail: why === null ? null : WHY_NOTHING[why],
        remarks: remarks.map((code) => ({ code, detail: REMARKS[code] })),
      },
      200,
    );
  });

  routes.openapi(api.studentRecord, async (c) => {
    const record = await recordInReach(c, c.req.valid("param").id);
    c.header("content-disposition", 'attachment; filename="student-record.json"');
    return c.json(shownRecord(record, c.var.runtime.now()), 200);
  });

  routes.openapi(api.eraseStudentRecord, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const record = await recordInReach(c, c.req.valid("param").id);
    const erasure = await eraseRecord(record, c.var.administrator, c.var.runtime);
    if (erasure === null) throw new Refusal("run_in_progress", { detail: PULL_FIRST });
    return c.json(shownErasure(erasure), 200);
  });

  return routes;
}

const PULL_FIRST =
  "A pull is running or waits for a decision. Wait until it has ended, or approve or discard it, then erase.";

async function recordInReach(c: Context<AdminEnv>, id: string): Promise<StudentRecord> {
  requireSomewhere(c, "view_students");
  const record = await recordOf(id, c.var.administrator, c.var.runtime);
  if (record === undefined) throw new Refusal("not_found");
  return record;
}

/** Those at the administrator's sites, also those whom no portal shows. */
export async function studentsInReach(c: Context<AdminEnv>, query: string): Promise<RosterStudent[]> {
  requireSomewhere(c, "view_students");
  const { runtime, administrator } = c.var;
  const options = { hiddenToo: true, limit: SEARCH_LIMIT };
  return searchRoster(runtime.db, wantedWords(query), administrator.reach.view_students, options);
}

/** The student; one at another's site and one who does not exist are the same answer. */
export async function studentInReach(c: Context<AdminEnv>, id: string): Promise<RosterStudent> {
  requireSomewhere(c, "view_students");
  const { runtime, administrator } = c.var;
  const student = await findStudent(runtime.db, id, administrator.reach.view_students);
  if (student === undefined) throw new Refusal("not_found");
  return student;
}

function shown({ id, name, grade, site, siteName, status, ssid, sharesSsid, hiddenBy }: RosterStudent) {
  const school = { id: site, name: siteName };
  return { id, name, grade, school, status, hasStateId: ssid !== null || sharesSsid, hiddenBy };
}
