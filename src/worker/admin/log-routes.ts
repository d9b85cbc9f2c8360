/** The two logs, as pages of JSON and as CSV: changes of integrations, and letters opened. */
import type { Administrator } from "../administrators/identify.ts";
import { type LogLine, listLogLines } from "../integrations/log-queries.ts";
import { siteInScope } from "../integrations/scope-queries.ts";
import { type LetterLogLine, listLetterLog } from "../letters/queries.ts";
import { createApi } from "../openapi.ts";
import * as api from "./api/logs.ts";
import { csvDownload } from "./csv.ts";
import { type AdminEnv, requireSomewhere } from "./identity.ts";

const INTEGRATION_COLUMNS = ["at", "actor", "kind", "site", "action", "outcome"] as const;
const LETTER_COLUMNS = ["at", "portal", "viewer", "role", "student", "report", "outcome"] as const;

export function logRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listIntegrationLog, async (c) => {
    requireSomewhere(c, "view");
    const { cursor, limit } = c.req.valid("query");
    const { runtime, administrator } = c.var;
    const lines = await listLogLines(runtime.db, administrator.reach.view, cursor ?? null, limit + 1);
    return c.json(pageOf(lines, limit, integrationLine), 200);
  });
  routes.openapi(api.integrationLogCsv, (c) => {
    requireSomewhere(c, "view");
    const { runtime, administrator } = c.var;
    return csvDownload("integrations-log.csv", INTEGRATION_COLUMNS, async (before, limit) => {
      const lines = await listLogLines(runtime.db, administrator.reach.view, before, limit);
      return { rows: lines.map(integrationLine), before: lines.at(-1)?.id };
    });
  });

  routes.openapi(api.listLetterLog, async (c) => {
    requireSomewhere(c, "view_students");
    const { cursor, limit } = c.req.valid("query");
    const { runtime, administrator } = c.var;
    const lines = await listLetterLog(runtime.db, studentsOf(administrator), cursor ?? null, limit + 1);
    return c.json(pageOf(lines, limit, letterLine), 200);
  });
  routes.openapi(api.letterLogCsv, (c) => {
    requireSomewhere(c, "view_students");
    const { runtime, administrator } = c.var;
    return csvDownload("letters-log.csv", LETTER_COLUMNS, async (before, limit) => {
      const lines = await listLetterLog(runtime.db, studentsOf(administrator), before, limit);
      return { rows: lines.map(letterLine), before: lines.at(-1)?.id };
    });
  });

  return routes;
}

/** The sites whose students an administrator may see, as the letter log's query wants them. */
function studentsOf(administrator: Administrator) {
  return (site: Parameters<typeof siteInScope>[0]) => siteInScope(site, administrator.reach.view_students);
}

/** A page of at most `limit` lines out of one more than that. */
function pageOf<L extends { id: number }, T>(lines: L[], limit: number, show: (line: L) => T) {
  const page = lines.slice(0, limit);
  return { items: page.map(show), nextCursor: lines.length > limit ? String(page.at(-1)?.id) : null };
}

function integrationLine({ at, actor, kind, site, action, outcome }: LogLine) {
  return { at: new Date(at).toISOString(), actor, kind, site, action, outcome };
}

export function letterLine({ at, portal, viewer, role, student, report, outcome }: LetterLogLine) {
  return { at: new Date(at).toISOString(), portal, viewer, role, student, report, outcome };
}
