/** `/admin/api/notices`: what administrators were told, where it goes, and the webhook's secret (shown once). */
import {
  findNoticeSettings,
  listNotices,
  type NoticeSettings,
  writeNoticeSettings,
} from "../notices/queries.ts";
import { WEBHOOK_CONTEXT } from "../notices/send.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import * as api from "./api/notices.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";

/** A year's reminders of a few credentials. */
const MAX_NOTICES = 100;

/** 256 bits. */
const SECRET_BYTES = 32;

export function noticeRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listNotices, async (c) => {
    requireEverywhere(c, "view");
    const notices = await listNotices(c.var.runtime.db, MAX_NOTICES);
    const items = notices.map(({ kind, site, expiresOn, code, at, mailedAt, postedAt }) => ({
      ...{ kind, site, expiresOn, code },
      at: new Date(at).toISOString(),
      mailed: mailedAt !== null,
      posted: postedAt !== null,
    }));
    return c.json({ items, nextCursor: null }, 200);
  });

  routes.openapi(api.getNoticeSettings, async (c) => {
    requireEverywhere(c, "view");
    const settings = await findNoticeSettings(c.var.runtime.db);
    if (settings !== undefined) c.header("etag", etagOf(settings.version));
    return c.json(shown(settings), 200);
  });

  routes.openapi(api.putNoticeSettings, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime } = c.var;
    const { emailFrom, emailTo, webhookUrl } = c.req.valid("json");
    if ((emailFrom === null) !== (emailTo.length === 0)) {
      throw new Refusal("invalid_request", { detail: "`emailFrom` and `emailTo` belong together." });
    }
    if (webhookUrl !== null && !runtime.outgoing.judge("webhook", webhookUrl).ok) {
      throw new Refusal("invalid_request", {
        detail: "`webhookUrl`: must be an https URL on a public host.",
      });
    }
    const existing = await findNoticeSettings(runtime.db);
    expectedVersion(c.req.valid("header")["if-match"], existing?.version);
    // A secret is made for one receiver: another one gets another.
    const keeps = existing !== undefined && existing.webhookUrl === webhookUrl;
    const settings = {
      ...{ emailFrom, emailTo, webhookUrl },
      version: runtime.randomId(),
      sealedWebhookSecret: keeps ? existing.sealedWebhookSecret : null,
    };
    if (!(await writeNoticeSettings(runtime.db, settings, existing?.version)))
      throw new Refusal("changed_meanwhile");
    c.header("etag", etagOf(settings.version));
    return c.json(shown(settings), existing === undefined ? 201 : 200);
  });

  routes.openapi(api.makeWebhookSecret, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime } = c.var;
    const existing = await findNoticeSettings(runtime.db);
    if (existing === undefined || existing.webhookUrl === null) throw new Refusal("not_found");
    const secret = runtime.randomId(SECRET_BYTES);
    const sealedWebhookSecret = await runtime.vault.seal("credentials", WEBHOOK_CONTEXT, secret);
    const settings = { ...existing, sealedWebhookSecret, version: runtime.randomId() };
    if (!(await writeNoticeSettings(runtime.db, settings, existing.version)))
      throw new Refusal("changed_meanwhile");
    return c.json({ secret }, 201);
  });

  return routes;
}

function shown(settings: Omit<NoticeSettings, "id"> | undefined) {
  const { emailFrom = null, emailTo = [], webhookUrl = null, sealedWebhookSecret = null } = settings ?? {};
  return { emailFrom, emailTo, webhookUrl, webhookSecret: { set: sealedWebhookSecret !== null } };
}
