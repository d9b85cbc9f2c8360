/** `/admin/api/notices`: what administrators were told, where it goes, and the webhook's secret (shown once). */
import { findNoticeSettings, listNotices, type NoticeSettings } from "../notices/queries.ts";
import { destinationMistakes, makeWebhookSecret, saveDestinations } from "../notices/settings.ts";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import * as api from "./api/notices.ts";
import { etagOf, expectedVersion } from "./conditional.ts";
import { type AdminEnv, requireEverywhere } from "./identity.ts";

/** A year's reminders of a few credentials. */
const MAX_NOTICES = 100;

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
    const given = c.req.valid("json");
    const [mistake] = destinationMistakes(given, runtime);
    if (mistake !== undefined) throw new Refusal("invalid_request", { detail: mistake.sentence });
    const existing = await findNoticeSettings(runtime.db);
    expectedVersion(c.req.valid("header")["if-match"], existing?.version);
    const settings = await saveDestinations(given, existing, runtime);
    if (settings === undefined) throw new Refusal("changed_meanwhile");
    c.header("etag", etagOf(settings.version));
    return c.json(shown(settings), existing === undefined ? 201 : 200);
  });

  routes.openapi(api.makeWebhookSecret, async (c) => {
    requireEverywhere(c, "manage_integrations");
    const made = await makeWebhookSecret(null, c.var.runtime);
    if (!made.ok) throw new Refusal(made.reason);
    return c.json({ secret: made.secret }, 201);
  });

  return routes;
}

function shown(settings: Omit<NoticeSettings, "id"> | undefined) {
  const { emailFrom = null, emailTo = [], webhookUrl = null, sealedWebhookSecret = null } = settings ?? {};
  return { emailFrom, emailTo, webhookUrl, webhookSecret: { set: sealedWebhookSecret !== null } };
}
