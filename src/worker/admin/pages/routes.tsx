/**
 * The administrators' pages, rendered here and usable without script. Who may see and do what is decided where the
 * API decides it (../identity.ts); forms come from our own pages alone.
 *
 *   /admin                             every integration at a glance       all-integrations.tsx
 *   /admin/integrations/ets            a site's ETS settings               ets-routes.tsx
 *   /admin/overview                    the last 30 days in figures         overview-page.tsx
 *   /admin/integrations/eschoolplus    the student information system      eschoolplus-routes.tsx
 *   /admin/integrations/portals        portals, their keys, their code     portals-routes.tsx
 *   /admin/integrations/log            what is in force, and the log       configured.tsx
 *   /admin/students                    students, and what parents see     students-routes.tsx
 *   /admin/reminders                   what is due, and where it is told   reminders-routes.tsx
 *   /admin/roster                      pulls of the roster                 roster-routes.tsx
 *   /admin/style.css                   for everybody, known or not         style.ts
 *   /admin/progress.js                 follows a running pull, likewise    progress-script.ts
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { etag } from "hono/etag";
import { findEschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { listSettings } from "../../integrations/ets-queries.ts";
import { listLogLines } from "../../integrations/log-queries.ts";
import { listPortals } from "../../integrations/portal-queries.ts";
import { listSites } from "../../integrations/site-queries.ts";
import { EVERYWHERE, isEverywhere } from "../../permission.ts";
import { Refusal } from "../../problem.ts";
import { findPullFacts } from "../../roster/last-run-queries.ts";
import type { Database } from "../../runtime.ts";
import { type AdminEnv, requireAdministrator, requireSomewhere } from "../identity.ts";
import { openedThisWeek, overviewOf } from "../overview.ts";
import { logQuery } from "../schemas/shared.ts";
import { AllIntegrations } from "./all-integrations.tsx";
import { asPage } from "./as-page.tsx";
import { Configured } from "./configured.tsx";
import { eschoolplusPages } from "./eschoolplus-routes.tsx";
import type { ShownEschoolplus } from "./eschoolplus-words.ts";
import { etsPages } from "./ets-routes.tsx";
import { frameOf } from "./frame.ts";
import { sourcesInForce } from "./in-force.ts";
import { documentOf } from "./layout.tsx";
import { OverviewPage } from "./overview-page.tsx";
import { portalPages } from "./portals-routes.tsx";
import { PROGRESS_SCRIPT } from "./progress-script.ts";
import { reminderPages } from "./reminders-routes.tsx";
import { rosterPages } from "./roster-routes.tsx";
import { inTreeOrder, MAX_SITES } from "./site-tree.ts";
import { studentPages } from "./students-routes.tsx";
import { STYLE } from "./style.ts";

/** The longest fields of the ETS form, percent-encoded, fit with room to spare. */
const MAX_FORM_BYTES = 20_000;

/** What fits the API as JSON, 100 KB, is some three times as long percent-encoded. */
const MAX_PORTAL_FORM_BYTES = 300_000;

/** More portals than any county has. */
const MAX_PORTALS = 1_000;

export function adminPages() {
  const pages = new Hono<AdminEnv>();
  pages.use(asPage);
  // People type the slash.
  pages.get("/*", (c, next) =>
    c.req.path === "/admin/" ? Promise.resolve(c.redirect("/admin", 308)) : next(),
  );

  pages.get("/style.css", etag(), (c) => {
    // Asked for again each time, answered with 304 until a deployment changes it.
    return c.body(STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" });
  });

  pages.get("/progress.js", etag(), (c) =>
    c.body(PROGRESS_SCRIPT, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
    }),
  );

  pages.use("/integrations/portals/*", requireAdministrator, formOfAtMost(MAX_PORTAL_FORM_BYTES));
  pages.route("/integrations/portals", portalPages());

  const paths = ["/", "/overview", "/integrations/*", "/students/*", "/reminders/*", "/roster/*"];
  for (const path of paths) {
    pages.use(path, requireAdministrator, formOfAtMost(MAX_FORM_BYTES));
  }

  pages.get("/", async (c) => {
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    const { view } = administrator.reach;
    const sites = await listSites(runtime.db, view, null, MAX_SITES);
    const portals = isEverywhere(view) ? await listPortals(runtime.db, null, MAX_PORTALS) : null;
    const page = (
      <AllIntegrations
        frame={await frameOf(c)}
        siteNames={new Map(sites.map(({ id, name }) => [id, name]))}
        settings={await listSettings(runtime.db, view)}
        portals={portals?.map(({ portal }) => portal) ?? null}
        eschoolplus={portals && (await eschoolplusOf(runtime.db))}
        openedThisWeek={openedThisWeek((await overviewOf(view, runtime)).days)}
        now={runtime.now()}
      />
    );
    return c.html(documentOf(page));
  });

  pages.get("/overview", async (c) => {
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    const { view } = administrator.reach;
    const seesDistrict = isEverywhere(view);
    const page = (
      <OverviewPage
        frame={await frameOf(c)}
        overview={await overviewOf(view, runtime)}
        siteNames={
          new Map((await listSites(runtime.db, view, null, MAX_SITES)).map(({ id, name }) => [id, name]))
        }
        eschoolplus={seesDistrict ? await eschoolplusOf(runtime.db) : null}
        now={runtime.now()}
      />
    );
    return c.html(documentOf(page));
  });

  pages.route("/integrations/ets", etsPages());
  pages.route("/integrations/eschoolplus", eschoolplusPages());
  pages.route("/students", studentPages());
  pages.route("/reminders", reminderPages());
  pages.route("/roster", rosterPages());

  pages.get("/integrations/log", async (c) => {
    requireSomewhere(c, "view");
    const query = logQuery.safeParse(c.req.query());
    if (!query.success) throw new Refusal("invalid_request");
    const { cursor, limit } = query.data;
    const { runtime, administrator } = c.var;
    const { view } = administrator.reach;
    const [visible, all, settings, lines] = await Promise.all([
      listSites(runtime.db, view, null, MAX_SITES),
      listSites(runtime.db, EVERYWHERE, null, MAX_SITES),
      listSettings(runtime.db, EVERYWHERE),
      listLogLines(runtime.db, view, cursor ?? null, limit + 1),
    ]);
    const shown = lines.slice(0, limit);
    const page = (
      <Configured
        frame={await frameOf(c)}
        sources={sourcesInForce(inTreeOrder(visible), all, settings)}
        siteNames={new Map(visible.map(({ id, name }) => [id, name]))}
        lines={shown}
        olderHref={lines.length > limit ? `/admin/integrations/log?cursor=${shown.at(-1)?.id}` : null}
        isNewest={cursor === undefined}
        now={runtime.now()}
      />
    );
    return c.html(documentOf(page));
  });

  return pages;
}

function formOfAtMost(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal("too_large");
    },
  });
}

async function eschoolplusOf(db: Database): Promise<ShownEschoolplus> {
  const [settings, pulls] = await Promise.all([findEschoolplusSettings(db), findPullFacts(db)]);
  return { settings, pulls };
}
