/**
 * `/admin/integrations/portals`: see, register, change and remove portals, make and retire their secrets, by forms. A
 * change is answered with a redirect (303), a mistake with the form and what was typed. A new secret is the one
 * exception: the page that answers the form shows it, and the same form sent again finds its key made already.
 */
import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import * as z from "zod";
import { findPortalWithAllKeys, listPortals } from "../../integrations/portal-queries.ts";
import { addPortalKey, newKeyId, removePortal, retireKey, savePortal } from "../../integrations/portals.ts";
import { Refusal } from "../../problem.ts";
import { type AdminEnv, requireEverywhere } from "../identity.ts";
import { checkedPortal } from "../portal-rules.ts";
import { formOf } from "./form-of.ts";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";
import { Notice } from "./parts.tsx";
import { RemovePortalPage, RetireKeyPage } from "./portals-confirm.tsx";
import { EmbedPage } from "./portals-embed.tsx";
import { PortalFormPage, type PortalFormProps } from "./portals-form.tsx";
import { checkPortalForm, portalAsTyped, portalForm } from "./portals-form-fields.ts";
import { NewKeyPage } from "./portals-keys.tsx";
import { PortalList } from "./portals-list.tsx";
import { doneNotice, keyNotMadeNotice, savedMeanwhileNotice } from "./portals-notices.tsx";
import { PortalPage } from "./portals-page.tsx";
import { allSites, mayManageAll, namesOf, PORTALS_PATH, portalAt, portalPath } from "./portals-situation.ts";
import { SNIPPET_NAMES } from "./snippets/snippet.ts";

/** More portals than any county has. */
const MAX_PORTALS = 1_000;

/** A key's name as `newKeyId` makes it. */
const keyId = z.string().regex(/^[\w-]{12}$/);
const keyForm = z.object({ keyId });
const newKeyForm = z.object({ keyId, version: z.string().min(1) });
const versionForm = z.object({ version: z.string().min(1) });

export function portalPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    requireEverywhere(c, "view");
    const isRemoved = c.req.query("done") === "removed";
    const page = (
      <PortalList
        frame={await frameOf(c)}
        portals={await listPortals(c.var.runtime.db, null, MAX_PORTALS)}
        mayManage={mayManageAll(c)}
        notice={isRemoved ? <Notice tone="good" title="The portal is removed" /> : null}
      />
    );
    return c.html(documentOf(page));
  });

  pages.get("/portal", (c) => portalPage(c, 200, null));

  pages.get("/new", async (c) => {
    requireEverywhere(c, "manage_integrations");
    return form(c, 200, { id: null, version: "", typed: portalAsTyped(undefined), errors: {} });
  });

  pages.post("/new", (c) => save(c, true));

  pages.get("/edit", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { portal } = await portalAt(c, c.req.query("id"));
    const typed = portalAsTyped(portal);
    return form(c, 200, { id: portal.id, version: portal.version, typed, errors: {} });
  });

  pages.post("/edit", (c) => save(c, false));

  pages.get("/embed", async (c) => {
    const { portal } = await portalAt(c, c.req.query("id"));
    const language = SNIPPET_NAMES.find((name) => name === c.req.query("with")) ?? "node";
    const { publicOrigin } = c.var.runtime.config;
    const frame = await frameOf(c);
    return c.html(
      documentOf(<EmbedPage frame={frame} portal={portal} origin={publicOrigin} language={language} />),
    );
  });

  // What is typed into the address bar, or reloaded there, asks for the portal itself.
  pages.get("/keys", (c) => c.redirect(portalPath(c.req.query("id") ?? ""), 303));

  pages.post("/keys", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const id = c.req.query("id") ?? "";
    const asked = await formOf(c, newKeyForm);
    const made = await addPortalKey(id, asked, administrator.actor, runtime);
    const found = await findPortalWithAllKeys(runtime.db, id);
    if (found === undefined) throw new Refusal("not_found", { reason: "no such portal" });
    if (made === undefined) return portalPage(c, 409, keyNotMadeNotice(asked.keyId, found));
    const page = <NewKeyPage frame={await frameOf(c)} portal={found.portal} made={made} />;
    c.header("cache-control", "no-store");
    return c.html(documentOf(page), 201);
  });

  pages.get("/retire", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const found = await portalAt(c, c.req.query("id"));
    const row = found.keys.find(({ keyId, retiredAt }) => keyId === c.req.query("key") && retiredAt === null);
    if (row === undefined) throw new Refusal("not_found", { reason: "no such live key" });
    return c.html(documentOf(<RetireKeyPage frame={await frameOf(c)} found={found} row={row} />));
  });

  pages.post("/retire", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const id = c.req.query("id") ?? "";
    const { keyId } = await formOf(c, keyForm);
    // Retired already is what was asked for; a key that never was is not.
    const isRetired = await retireKey(id, keyId, administrator.actor, runtime);
    const keys = isRetired ? [] : ((await findPortalWithAllKeys(runtime.db, id))?.keys ?? []);
    if (!isRetired && !keys.some((key) => key.keyId === keyId)) throw new Refusal("not_found");
    return c.redirect(portalPath(id, "portal", { done: "retired" }), 303);
  });

  pages.get("/remove", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const found = await portalAt(c, c.req.query("id"));
    return c.html(documentOf(<RemovePortalPage frame={await frameOf(c)} found={found} />));
  });

  pages.post("/remove", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const id = c.req.query("id") ?? "";
    const { version } = await formOf(c, versionForm);
    const outcome = await removePortal(id, version, administrator.actor, runtime);
    const found = outcome === "changed_meanwhile" ? await findPortalWithAllKeys(runtime.db, id) : undefined;
    // Gone already is what was asked for.
    if (found === undefined) return c.redirect(`${PORTALS_PATH}?done=removed`, 303);
    const page = <RemovePortalPage frame={await frameOf(c)} found={found} changedMeanwhile />;
    return c.html(documentOf(page), 412);
  });

  return pages;
}

/** Registers or changes a portal from what was typed, or shows the form again with what to mend. */
async function save(c: Context<AdminEnv>, isNew: boolean) {
  requireEverywhere(c, "manage_integrations");
  const { runtime, administrator } = c.var;
  const typed = await formOf(c, portalForm);
  const saved = isNew ? undefined : (await findPortalWithAllKeys(runtime.db, typed.id))?.portal;
  const version = isNew ? "" : typed.version;
  const again = { id: isNew ? null : typed.id, version, typed };
  const checked = checkPortalForm(typed, saved, runtime);
  if (!checked.ok) return form(c, 422, { ...again, typed: checked.typed, errors: checked.errors });

  const { id } = checked;
  const settings = checkedPortal(id, checked.body, runtime);
  const result = await savePortal(id, settings, version, administrator.actor, runtime);
  if (result.ok) return c.redirect(portalPath(id, "portal", { done: isNew ? "registered" : "saved" }), 303);
  if (isNew) return form(c, 422, { ...again, errors: { id: "There is a portal with this id already." } });
  const theirs = (await findPortalWithAllKeys(runtime.db, id))?.portal;
  const notice = savedMeanwhileNotice(theirs);
  return form(c, 412, { ...again, version: theirs?.version ?? "", errors: {}, notice });
}

async function form(
  c: Context<AdminEnv>,
  status: 200 | 412 | 422,
  props: Omit<PortalFormProps, "frame" | "sites">,
) {
  const page = <PortalFormPage frame={await frameOf(c)} sites={await allSites(c)} {...props} />;
  return c.html(documentOf(page), status);
}

/** @param notice in place of what the address tells */
async function portalPage(c: Context<AdminEnv>, status: 200 | 409, notice: Child) {
  const { runtime } = c.var;
  const found = await portalAt(c, c.req.query("id"));
  const page = (
    <PortalPage
      frame={await frameOf(c)}
      found={found}
      siteNames={namesOf(await allSites(c))}
      mayManage={mayManageAll(c)}
      nextKeyId={newKeyId(runtime)}
      notice={notice ?? doneNotice(c.req.query("done"), found)}
    />
  );
  return c.html(documentOf(page), status);
}
