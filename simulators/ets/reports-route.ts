/** GET /api/v1/scorereports/{ssid}: what ETS holds for one student, as links that expire. */

import { allow, type Exchange, sendJson } from "../http.ts";
import type { CatalogEntry } from "./catalog.ts";
import { answerWithFault } from "./fault-answers.ts";
import type { Faults } from "./faults.ts";
import type { Place } from "./place.ts";
import { shapeReports } from "./report-shapes.ts";

export async function answerReports(place: Place, exchange: Exchange, ssid: string): Promise<void> {
  place.stats.reportCalls += 1;
  const faults = place.faults.take("reports");
  if (await answerWithFault(exchange, "reports", faults)) return;
  if (!allow(exchange, "GET")) return;
  const { request, response } = exchange;

  if (!place.tokens.accepts(request.headers.authorization)) {
    response.setHeader("WWW-Authenticate", 'Bearer error="invalid_token"');
    return sendJson(response, 401, { message: "The token is unknown or has expired." });
  }
  const entries = place.catalog.entriesOf(ssid);
  if (!entries) return sendJson(response, 404, { message: "No such student." });
  const reports = entries.map((entry) => ({ ...entry.letter, url: linkTo(place, entry, faults) }));
  response.setHeader("Cache-Control", "no-store");
  sendJson(response, 200, shapeReports(reports, faults.aliases ?? []));
}

function linkTo(place: Place, { path, student, letter }: CatalogEntry, faults: Faults["reports"]): string {
  const origin = faults.linkOrigin ?? place.settings.lettersOrigin ?? place.origin();
  const leaks = faults.linkContainsSsid && letter.format !== "PDF" && student.ssid !== null;
  const extra = leaks ? { studentId: student.ssid ?? "" } : {};
  return origin.replace(/\/$/, "") + place.links.sign(path, place.settings.linkLifetimeSeconds, extra);
}
