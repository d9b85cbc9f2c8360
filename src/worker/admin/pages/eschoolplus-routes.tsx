/**
 * `/admin/integrations/eschoolplus`: see, test, save, pause and remove, by forms. A change is answered with a redirect
 * (303), a mistake and a test with the page itself and what was typed, the consumer secret never among it.
 */
import { type Context, Hono } from "hono";
import { findEschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import {
  eschoolplusRefusalOf,
  removeEschoolplus,
  saveEschoolplus,
  testEschoolplus,
} from "../../integrations/eschoolplus-settings.ts";
import { isEverywhere } from "../../permission.ts";
import { Refusal } from "../../problem.ts";
import { findLastOutcome } from "../../roster/last-run-queries.ts";
import { type AdminEnv, requireEverywhere } from "../identity.ts";
import { RemoveEschoolplusPage } from "./eschoolplus-confirm.tsx";
import {
  checkForm,
  credentialsOf,
  type EschoolplusForm,
  errorsOf,
  readForm,
} from "./eschoolplus-form-fields.ts";
import { changedNotice, doneNotice } from "./eschoolplus-notices.tsx";
import { EschoolplusPage, type EschoolplusPageProps } from "./eschoolplus-page.tsx";
import { isGood, TestNotice } from "./eschoolplus-test-result.tsx";
import { ESCHOOLPLUS_PATH } from "./eschoolplus-words.ts";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";

type Status = 200 | 412 | 422;
type Etc = Omit<EschoolplusPageProps, "frame" | "saved" | "outcome" | "mayManage" | "now">;

export function eschoolplusPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    requireEverywhere(c, "view");
    const saved = await findEschoolplusSettings(c.var.runtime.db);
    return answer(c, 200, { notice: doneNotice(c.req.query("done"), saved) });
  });

  pages.post("/", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const form = readForm(await c.req.parseBody());
    if (form === undefined) throw new Refusal("invalid_request", { reason: "not a form of ours" });
    if (form.action === "add-row")
      return again(c, 200, { ...form, rows: withOneMore(form.rows) }, { focusesLastRow: true });

    const { runtime, administrator } = c.var;
    const { actor } = administrator;
    const seen = await findEschoolplusSettings(runtime.db);
    const checked = checkForm(form, eschoolplusRefusalOf(credentialsOf(form), seen, runtime));
    if (!checked.ok) return again(c, 422, form, { errors: checked.errors });
    if (form.action !== "test" && form.version !== (seen?.version ?? ""))
      return again(c, 412, form, { notice: changedNotice(seen), version: seen?.version ?? "" });

    if (form.action !== "save") {
      const tested = await testEschoolplus(checked.given, actor, runtime);
      if (!tested.ok) return again(c, 422, form, { errors: errorsOf(tested.reason) });
      const isEnd = form.action === "test" || !isGood(tested.test);
      const notice = <TestNotice {...tested} />;
      if (isEnd) return again(c, form.action === "test" ? 200 : 422, form, { notice, test: tested.test });
    }

    const testedAt = form.action === "test-and-save" ? runtime.now() : null;
    const saved = await saveEschoolplus(checked.given, form.version || null, actor, runtime, testedAt);
    if (saved.ok) return c.redirect(`${ESCHOOLPLUS_PATH}?done=saved`, 303);
    if (saved.reason !== "changed_meanwhile") return again(c, 422, form, { errors: errorsOf(saved.reason) });
    const theirs = await findEschoolplusSettings(runtime.db);
    return again(c, 412, form, { notice: changedNotice(theirs), version: theirs?.version ?? "" });
  });

  pages.get("/remove", async (c) => {
    requireEverywhere(c, "manage_integrations");
    return askToRemove(c, 200);
  });

  pages.post("/remove", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { version } = await c.req.parseBody();
    if (typeof version !== "string") throw new Refusal("invalid_request", { reason: "not a form of ours" });
    const { runtime, administrator } = c.var;
    const outcome = await removeEschoolplus(version, administrator.actor, runtime);
    // Gone already is what was asked for.
    return outcome === "changed_meanwhile"
      ? askToRemove(c, 412)
      : c.redirect(`${ESCHOOLPLUS_PATH}?done=removed`, 303);
  });

  return pages;
}

/** The page as things stand now: a test of what is saved has just been noted beside it. */
async function answer(c: Context<AdminEnv>, status: Status, etc: Etc) {
  const { runtime, administrator } = c.var;
  const [saved, outcome] = await Promise.all([
    findEschoolplusSettings(runtime.db),
    findLastOutcome(runtime.db),
  ]);
  const page = (
    <EschoolplusPage
      frame={await frameOf(c)}
      saved={saved}
      outcome={outcome}
      mayManage={isEverywhere(administrator.reach.manage_integrations)}
      now={runtime.now()}
      {...etc}
    />
  );
  return c.html(documentOf(page), status);
}

/** The page once more with what was typed: of the consumer secret only that there was one. */
function again(c: Context<AdminEnv>, status: Status, form: EschoolplusForm, etc: Omit<Etc, "typed">) {
  const { version, action: _pressed, consumerSecret, ...typed } = form;
  // Only whoever has been told of a newer version has seen it; a test in between must not hide it.
  return answer(c, status, { version, typed, secretWasTyped: consumerSecret !== "", ...etc });
}

function withOneMore(rows: EschoolplusForm["rows"]): EschoolplusForm["rows"] {
  return [...rows, { screen: "", field: "", value: "" }];
}

async function askToRemove(c: Context<AdminEnv>, status: 200 | 412) {
  const { runtime } = c.var;
  const settings = await findEschoolplusSettings(runtime.db);
  if (settings === undefined) throw new Refusal("not_found");
  const page = (
    <RemoveEschoolplusPage
      frame={await frameOf(c)}
      settings={settings}
      outcome={await findLastOutcome(runtime.db)}
      changedMeanwhile={status === 412}
      now={runtime.now()}
    />
  );
  return c.html(documentOf(page), status);
}
