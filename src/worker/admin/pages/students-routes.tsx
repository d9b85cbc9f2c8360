/**
 * `/admin/students`: find a student; see what a portal shows of them, in the widget itself, and who is around them;
 * withhold letters and lift that again, each on a page that asks first.
 *
 *   /admin/students                        the search                        students-search.tsx
 *   /admin/students/{id}                   the student                       student-page.tsx
 *   /admin/students/{id}/preview-token     what the widget there opens with
 *   /admin/students/{id}/withhold, /lift   ask, then do                      student-confirm.tsx
 */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { sealPreviewPass } from "../../administrators/preview.ts";
import { plainText } from "../../plain-text.ts";
import { Refusal } from "../../problem.ts";
import { findBlock } from "../../roster/block-queries.ts";
import { listStudentContacts } from "../../roster/contact-queries.ts";
import { hasRoster, type RosterStudent } from "../../roster/queries.ts";
import { liftBlock, saveBlock } from "../blocks.ts";
import { type AdminEnv, requireSomewhere } from "../identity.ts";
import { situationOf } from "../student-preview.ts";
import { studentInReach, studentsInReach } from "../student-routes.ts";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";
import { LiftPage, WithholdPage } from "./student-confirm.tsx";
import { StudentPage } from "./student-page.tsx";
import { isDone, studentPath } from "./student-words.ts";
import { StudentsSearch } from "./students-search.tsx";

/** As the API asks it. */
const MIN_QUERY_LENGTH = 2;
const MAX_QUERY_LENGTH = 100;

/** The pages' policy, and the widget: our own script, which calls our own viewer API. */
const POLICY_WITH_WIDGET =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const reason = z.string().trim().pipe(plainText(500));

const withholdForm = z.object({
  /** Made with the form: sent twice, it is the same block. */
  block: plainText(64),
  contact: z.string().max(64).default(""),
  reason: z.string().default(""),
});
const liftForm = z.object({ block: plainText(64), version: z.string() });

export function studentPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    requireSomewhere(c, "view_students");
    const query = (c.req.query("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH);
    const isSearch = query.length >= MIN_QUERY_LENGTH;
    const page = (
      <StudentsSearch
        frame={await frameOf(c)}
        hasRoster={await hasRoster(c.var.runtime.db)}
        query={query}
        isTooShort={query !== "" && !isSearch}
        found={isSearch ? await studentsInReach(c, query) : null}
      />
    );
    return c.html(documentOf(page));
  });

  pages.get("/:id", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    const done = c.req.query("done");
    const page = (
      <StudentPage
        frame={await frameOf(c)}
        situation={await situationOf(student, "en", c.var.runtime)}
        done={isDone(done) ? done : undefined}
      />
    );
    c.header("content-security-policy", POLICY_WITH_WIDGET);
    return c.html(documentOf(page));
  });

  pages.get("/:id/preview-token", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    // The widget on our own page asks for it; nobody else has a use for it.
    const from = c.req.header("sec-fetch-site");
    if (from !== undefined && from !== "same-origin")
      throw new Refusal("forbidden", { reason: "cross-site" });
    const pass = await sealPreviewPass(c.var.administrator, student.id, c.var.runtime);
    if (pass === undefined) throw new Refusal("forbidden", { reason: "a preview is for a person" });
    return c.json({ token: pass.token, expiresAt: new Date(pass.expiresAt * 1000).toISOString() });
  });

  pages.get("/:id/withhold", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    return withholdPage(c, student, c.req.query("contact") ?? "", c.var.runtime.randomId());
  });

  pages.post("/:id/withhold", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    const form = await formOf(c, withholdForm);
    const given = reason.safeParse(form.reason);
    if (!given.success) return withholdPage(c, student, form.contact, form.block, form.reason);
    const { runtime, administrator } = c.var;
    const back = c.redirect(studentPath(student.id, "withheld"), 303);
    if ((await findBlock(runtime.db, form.block)) !== undefined) return back;
    const contact = (await contactOf(c, student, form.contact))?.id ?? null;
    const block = { id: form.block, student: student.id, contact, reason: given.data };
    const saved = await saveBlock(block, administrator, null, () => undefined, runtime);
    if (!saved.ok) throw new Refusal(saved.reason);
    return back;
  });

  pages.get("/:id/lift", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    return liftPage(c, student, c.req.query("block") ?? "");
  });

  pages.post("/:id/lift", async (c) => {
    const student = await studentInReach(c, c.req.param("id"));
    const { block: id, version } = await formOf(c, liftForm);
    const { runtime, administrator } = c.var;
    const back = c.redirect(studentPath(student.id, "lifted"), 303);
    const block = await findBlock(runtime.db, id);
    // Gone already is what was asked for.
    if (block?.student !== student.id) return back;
    const isLifted = block.version === version && (await liftBlock(block, administrator, runtime));
    return isLifted ? back : liftPage(c, student, id, true);
  });

  return pages;
}

async function withholdPage(
  c: Context<AdminEnv>,
  student: RosterStudent,
  contact: string,
  block: string,
  typed?: string,
) {
  const page = (
    <WithholdPage
      frame={await frameOf(c)}
      student={student}
      contact={await contactOf(c, student, contact)}
      block={block}
      typed={typed}
    />
  );
  return c.html(documentOf(page), typed === undefined ? 200 : 422);
}

async function liftPage(c: Context<AdminEnv>, student: RosterStudent, id: string, changedMeanwhile = false) {
  const block = await findBlock(c.var.runtime.db, id);
  if (block?.student !== student.id) throw new Refusal("not_found");
  const contacts = await listStudentContacts(c.var.runtime.db, student.id);
  const props = { student, block, contacts, changedMeanwhile };
  const page = <LiftPage frame={await frameOf(c)} {...props} />;
  return c.html(documentOf(page), changedMeanwhile ? 412 : 200);
}

/** One of the student's contacts; undefined for everybody. */
async function contactOf(c: Context<AdminEnv>, student: RosterStudent, id: string) {
  if (id === "") return undefined;
  const contacts = await listStudentContacts(c.var.runtime.db, student.id);
  const contact = contacts.find((one) => one.id === id);
  if (contact === undefined) throw new Refusal("not_found", { reason: "no contact of the student" });
  return contact;
}

async function formOf<T extends z.ZodType>(c: Context<AdminEnv>, schema: T): Promise<z.infer<T>> {
  const parsed = schema.safeParse(await c.req.parseBody());
  if (!parsed.success) throw new Refusal("invalid_request", { reason: "not a form of ours" });
  return parsed.data;
}
