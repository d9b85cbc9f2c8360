/**
 * FRONT 2: what an administrator uses. Contract: `../shared/contracts/public-api.md` §4.
 *
 *   /admin/api/sites                      the district and its sites          site-routes.ts
 *   /admin/api/integrations/ets/{site}    ETS settings, test, save, remove    ets-routes.ts
 *   /admin/api/integrations/eschoolplus   the student information system      eschoolplus-routes.ts
 *   /admin/api/roster/runs                pulls of the roster                run-routes.ts
 *   /admin/api/administrators/{email}     who may enter by Access            administrator-routes.ts
 *   /admin/api/blocks                     letters withheld by hand           block-routes.ts
 *   /admin/api/students                   find one, preview, record        student-routes.ts
 *   /admin/api/notices                    reminders, and where they go       notice-routes.ts
 *   /admin/api/integrations               the state of all                   overview-routes.ts
 *   /admin/api/overview                   the last 30 days in figures         overview-routes.ts
 *   /admin/api/vault/reseal               everything under the newest key    overview-routes.ts
 *   /admin/api/portals                    portals and their keys              portal-routes.ts
 *   /admin/api/integrations/log           changes of integrations             log-routes.ts
 *   /admin/api/letters/log                letters opened                      log-routes.ts
 */
import { bodyLimit } from "hono/body-limit";
import { createApi } from "../openapi.ts";
import { Refusal } from "../problem.ts";
import { administratorRoutes } from "./administrator-routes.ts";
import { blockRoutes } from "./block-routes.ts";
import { eschoolplusRoutes } from "./eschoolplus-routes.ts";
import { etsRoutes } from "./ets-routes.ts";
import { requireAdministrator } from "./identity.ts";
import { logRoutes } from "./log-routes.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { overviewRoutes } from "./overview-routes.ts";
import { portalAdminRoutes } from "./portal-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { siteRoutes } from "./site-routes.ts";
import { studentRoutes } from "./student-routes.ts";

/** A portal with twenty public keys and instructions in six languages is some 30 KB. */
const MAX_BODY_BYTES = 100_000;

export function adminApiRoutes() {
  const routes = createApi();
  routes.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  routes.use(requireAdministrator);
  routes.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new Refusal("too_large");
      },
    }),
  );
  routes.route("/", overviewRoutes());
  routes.route("/", siteRoutes());
  routes.route("/", etsRoutes());
  routes.route("/", eschoolplusRoutes());
  routes.route("/", runRoutes());
  routes.route("/", portalAdminRoutes());
  routes.route("/", administratorRoutes());
  routes.route("/", blockRoutes());
  routes.route("/", studentRoutes());
  routes.route("/", noticeRoutes());
  routes.route("/", logRoutes());
  return routes;
}
