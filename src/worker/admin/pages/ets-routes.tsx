/**
 * `/admin/integrations/ets`: see, test, save, remove and switch off, by forms. A change is answered with a redirect
 * (303), a mistake and a test with the page itself and what was typed, the secret key never among it.
 */
import { type Context, Hono } from "hono";
import {
  namesAnotherSecret,
  refusalOf,
  removeSettings,
  saveSettings,
  testSettings,
} from "../../integrations/ets-settings.ts";
import { Refusal } from "../../problem.ts";
import { type AdminEnv, requireAt, requireEverywhere } from "../identity.ts";
import { RemovePage, SwitchOffPage } from "./ets-confirm.tsx";
import { checkForm, credentialsOf, type EtsForm, errorsOf, etsForm } from "./ets-form-fields.ts";
import { changedNotice, doneNotice, testedNotice } from "./ets-notices.tsx";
import { EtsPage, type EtsPageProps } from "./ets-page.tsx";
import { type EtsSituation, etsPath, situationAt } from "./ets-situation.ts";
import { formOf } from "./form-of.ts";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";

type Etc = Omit<EtsPageProps, "frame" | "situation" | "now">;

const confirmForm = etsForm.pick({ site: true, version: true });

export function etsPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    const situation = await situationAt(c, c.req.query("site"));
    return answer(c, 200, situation, { notice: doneNotice(c.req.query("done"), situation) });
  });

  pages.post("/", async (c) => {
    const form = await formOf(c, etsForm);
    await requireAt(c, "manage_integrations", form.site);
    const situation = await situationAt(c, form.site);
    const { runtime, administrator } = c.var;
    const { actor } = administrator;
    const beforehand = refusalOf(credentialsOf(form), situation.own, runtime);
    const checked = checkForm(form, beforehand, runtime.now());
    if (!checked.ok) return again(c, 422, situation, form, { errors: checked.errors });
    const { credentials, expiresOn } = checked;
    if (namesAnotherSecret(credentials, situation.own)) requireEverywhere(c, "manage_integrations");

    if (form.action !== "test" && form.version !== (situation.own?.version ?? ""))
      return again(c, 412, situation, form, { notice: changedNotice(situation.own) });

    if (form.action !== "save") {
      const refusal = await testSettings(form.site, credentials, actor, runtime);
      // Read again: the outcome of a test of what is saved stands beside it now.
      const tested = await situationAt(c, form.site);
      if (refusal !== null) return again(c, 422, tested, form, { errors: errorsOf(refusal) });
      if (form.action === "test") return again(c, 200, tested, form, { notice: noticeOfTest(form, tested) });
    }

    const given = { ...credentials, expiresOn };
    const testedAt = form.action === "test-and-save" ? runtime.now() : null;
    const saved = await saveSettings(form.site, given, form.version || null, actor, runtime, testedAt);
    if (!saved.ok) {
      if (saved.reason !== "changed_meanwhile")
        return again(c, 422, situation, form, { errors: errorsOf(saved.reason) });
      const theirs = await situationAt(c, form.site);
      return again(c, 412, theirs, form, { notice: changedNotice(theirs.own) });
    }
    return c.redirect(etsPath(form.site, "saved"), 303);
  });

  pages.get("/remove", async (c) => {
    const situation = await changeableAt(c, c.req.query("site"));
    if (situation.own === undefined) throw new Refusal("not_found");
    return c.html(documentOf(<RemovePage frame={await frameOf(c)} situation={situation} />));
  });

  pages.post("/remove", async (c) => {
    const { site, version } = await formOf(c, confirmForm);
    await requireAt(c, "manage_integrations", site);
    const { runtime, administrator } = c.var;
    const outcome = await removeSettings(site, version, administrator.actor, runtime);
    // Gone already is what was asked for.
    if (outcome !== "changed_meanwhile") return c.redirect(etsPath(site, "removed"), 303);
    const situation = await situationAt(c, site);
    return c.html(
      documentOf(<RemovePage frame={await frameOf(c)} situation={situation} changedMeanwhile />),
      412,
    );
  });

  pages.get("/switch-off", async (c) => {
    const situation = await changeableAt(c, c.req.query("site"));
    return c.html(documentOf(<SwitchOffPage frame={await frameOf(c)} situation={situation} />));
  });

  pages.post("/switch-off", async (c) => {
    const { site, version } = await formOf(c, confirmForm);
    const situation = await changeableAt(c, site);
    const { runtime, administrator } = c.var;
    const isAsSeen = version === (situation.own?.version ?? "");
    const saved =
      isAsSeen &&
      (await saveSettings(site, { disabled: true }, version || null, administrator.actor, runtime)).ok;
    if (saved) return c.redirect(etsPath(site, "switched-off"), 303);
    const theirs = await situationAt(c, site);
    return c.html(
      documentOf(<SwitchOffPage frame={await frameOf(c)} situation={theirs} changedMeanwhile />),
      412,
    );
  });

  return pages;
}

async function answer(c: Context<AdminEnv>, status: 200 | 412 | 422, situation: EtsSituation, etc: Etc) {
  const page = <EtsPage frame={await frameOf(c)} situation={situation} now={c.var.runtime.now()} {...etc} />;
  return c.html(documentOf(page), status);
}

/** The page once more with what was typed: of the secret key only that there was one. */
function again(
  c: Context<AdminEnv>,
  status: 200 | 412 | 422,
  situation: EtsSituation,
  form: EtsForm,
  etc: Pick<Etc, "errors" | "notice">,
) {
  const { apiUrl, username, secretKeyFrom, secretKey } = form;
  // The date that was kept may be gone by now.
  const expiry = form.expiry === "kept" && !situation.own?.expiresOn ? "90" : form.expiry;
  const typed = { apiUrl, username, secretKeyFrom, expiry, expiresOn: form.expiresOn };
  // Only whoever has been told of a newer version has seen it; a test in between must not hide it.
  const version = status === 412 ? (situation.own?.version ?? "") : form.version;
  return answer(c, status, situation, { typed, version, secretWasTyped: secretKey !== "", ...etc });
}

function noticeOfTest({ apiUrl, username, secretKey, secretKeyFrom }: EtsForm, { own }: EtsSituation) {
  const isNew = secretKey !== "" || secretKeyFrom !== "";
  return testedNotice(!isNew && own?.apiUrl === apiUrl && own.username === username);
}

async function changeableAt(c: Context<AdminEnv>, siteId: string | undefined): Promise<EtsSituation> {
  const situation = await situationAt(c, siteId);
  await requireAt(c, "manage_integrations", situation.site.id);
  return situation;
}
