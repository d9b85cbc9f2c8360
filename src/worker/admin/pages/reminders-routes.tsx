/** `/admin/reminders`: see what is due, say where reminders go, make the webhook's secret, by forms as the API does. */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { findNoticeSettings, listNotices, type NoticeSettings } from "../../notices/queries.ts";
import { makeWebhookSecret, saveDestinations } from "../../notices/settings.ts";
import { Refusal } from "../../problem.ts";
import { type AdminEnv, requireEverywhere } from "../identity.ts";
import { formOf } from "./form-of.ts";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";
import { Notice } from "./parts.tsx";
import { mayManageAll } from "./portals-situation.ts";
import { reminderOf, siteNames } from "./reminder-words.ts";
import { asTyped, checkReminders, remindersForm } from "./reminders-form-fields.ts";
import { RemindersPage, type RemindersPageProps } from "./reminders-page.tsx";
import { NewWebhookSecretPage } from "./reminders-webhook.tsx";

/** What was told this season; the API has the rest. */
const MAX_TOLD = 20;

const secretForm = z.object({ version: z.string() });

type Etc = Partial<Pick<RemindersPageProps, "typed" | "errors" | "version" | "notice">>;

export function reminderPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    requireEverywhere(c, "view");
    const settings = await findNoticeSettings(c.var.runtime.db);
    const isSaved = c.req.query("done") === "saved" && settings !== undefined;
    return answer(c, 200, settings, isSaved ? { notice: <Notice tone="good" title="Saved" /> } : {});
  });

  pages.post("/", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime } = c.var;
    const form = await formOf(c, remindersForm);
    const existing = await findNoticeSettings(runtime.db);
    const { version, ...typed } = form;
    const checked = checkReminders(form, runtime);
    if (!checked.ok) return answer(c, 422, existing, { version, typed, errors: checked.errors });
    const isAsSeen = version === (existing?.version ?? "");
    if (isAsSeen && (await saveDestinations(checked.given, existing, runtime)) !== undefined)
      return c.redirect("/admin/reminders?done=saved", 303);
    const notice = (
      <Notice tone="warn" title="Somebody else changed this meanwhile. Nothing of yours is saved.">
        <p>What you typed is still below. Save again to put it in place of theirs.</p>
      </Notice>
    );
    return answer(c, 412, await findNoticeSettings(runtime.db), { typed, notice });
  });

  // What is typed into the address bar, or reloaded there, asks for the page itself.
  pages.get("/secret", (c) => c.redirect("/admin/reminders", 303));

  pages.post("/secret", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime } = c.var;
    const { version } = await formOf(c, secretForm);
    const made = await makeWebhookSecret(version, runtime);
    if (made.ok) {
      const page = <NewWebhookSecretPage frame={await frameOf(c)} secret={made.secret} />;
      c.header("cache-control", "no-store");
      return c.html(documentOf(page), 201);
    }
    if (made.reason === "not_found") throw new Refusal("not_found");
    const notice = (
      <Notice tone="warn" title="No secret was made">
        <p>
          These settings have changed since the page was opened, or this very form was sent before. A secret
          is shown once and cannot be shown again; you can make another one below.
        </p>
      </Notice>
    );
    return answer(c, 412, await findNoticeSettings(runtime.db), { notice });
  });

  return pages;
}

async function answer(
  c: Context<AdminEnv>,
  status: 200 | 412 | 422,
  settings: NoticeSettings | undefined,
  etc: Etc,
) {
  const { runtime } = c.var;
  const told = await listNotices(runtime.db, MAX_TOLD);
  const names = await siteNames(
    told.map(({ site }) => site),
    runtime,
  );
  const page = (
    <RemindersPage
      frame={await frameOf(c)}
      mayManage={mayManageAll(c)}
      hasMail={runtime.mail !== null}
      destinations={{
        emailTo: settings?.emailTo ?? [],
        webhookUrl: settings?.webhookUrl ?? null,
        hasSecret: settings?.sealedWebhookSecret != null,
      }}
      version={settings?.version ?? ""}
      typed={asTyped(settings)}
      errors={{}}
      told={told.map((notice) => ({
        notice,
        sentence: reminderOf(notice, names.get(notice.site) ?? notice.site, runtime.now()).sentence,
      }))}
      {...etc}
    />
  );
  return c.html(documentOf(page), status);
}
