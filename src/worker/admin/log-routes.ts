/** The two logs, as pages of JSON and as CSV: changes of integrations, and letters opened. */
import { type LogLine, listLogLines } from "../integrations/log-queries.ts";
import { type LetterLogLine, listLetterLog } from "../letters/queries.ts";
import { createApi } from "../openapi.ts";
import * as api from "./api.ts";
import { csvDownload } from "./csv.ts";
import type { AdminEnv } from "./identity.ts";

const INTEGRATION_COLUMNS = ["at", "actor", "kind", "site", "action", "outcome"] as const;
const LETTER_COLUMNS = ["at", "portal", "viewer", "role", "student", "report", "outcome"] as const;

export function logRoutes() {
  const routes = createApi<AdminEnv>();

  routes.openapi(api.listIntegrationLog, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(
      pageOf(await listLogLines(c.var.runtime.db, cursor ?? null, limit + 1), limit, integrationLine),
      200,
    );
  });
  routes.openapi(api.integrationLogCsv, (c) => {
    const { db } = c.var.runtime;
    return csvDownload("integrations-log.csv", INTEGRATION_COLUMNS, async (before, limit) => {
      const lines = await listLogLines(db, before, limit);
      return { rows: lines.map(integrationLine), before: lines.at(-1)?.id };
    });
  });

  routes.openapi(api.listLetterLog, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    return c.json(
      pageOf(await listLetterLog(c.var.runtime.db, cursor ?? null, limit + 1), limit, letterLine),
      200,
    );
  });
  routes.openapi(api.letterLogCsv, (c) => {
    const { db } = c.var.runtime;
    return csvDownload("letters-log.csv", LETTER_COLUMNS, async (before, limit) => {
      const lines = await listLetterLog(db, before, limit);
      return { rows: lines.map(letterLine), before: lines.at(-1)?.id };
    });
  });

  return routes;
}

/** A page of at most `limit` lines out of one more than that. */
function pageOf<L extends { id: number }, T>(lines: L[], limit: number, show: (line: L) => T) {
  const page = lines.slice(0, limit);
  return { items: page.map(show), nextCursor: lines.length > limit ? String(page.at(-1)?.id) : null };
}

function integrationLine({ at, actor, kind, site, action, outcome }: LogLine) {
  return { at: new Date(at).toISOString(), actor, kind, site, action, outcome };
}

function letterLine({ at, portal, viewer, role, student, report, outcome }: LetterLogLine) {
  return { at: new Date(at).toISOString(), portal, viewer, role, student, report, outcome };
}
