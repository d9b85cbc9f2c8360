/**
 * /_control: faults, counts, tokens, credentials and settings, from another process, from curl, or from a page on
 * this machine. Routes:
 *   GET PUT DELETE /_control/faults        GET DELETE /_control/stats       POST /_control/revoke-tokens
 *   PUT /_control/credentials              GET PUT /_control/settings
 */

import * as z from "zod";
import { allow, allowLocalPages, type Exchange, readJson, sendJson, sentenceOf } from "../http.ts";
import { credentialSchema } from "./credentials.ts";
import { FaultMistake } from "./faults.ts";
import type { Place } from "./place.ts";
import { settingsSchema } from "./settings.ts";
import { clearStats } from "./stats.ts";

/** One pair, or several: an empty list is a district whose credentials have ended. */
const credentialsSchema = z.union([
  credentialSchema.transform((pair) => [pair]),
  z.strictObject({ credentials: z.array(credentialSchema) }).transform(({ credentials }) => credentials),
]);

export async function answerControl(place: Place, exchange: Exchange, name: string): Promise<void> {
  const { request, response } = exchange;
  allowLocalPages(exchange);
  if (request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  switch (name) {
    case "faults":
      return answerFaults(place, exchange);
    case "stats":
      if (!allow(exchange, "GET", "DELETE")) return;
      if (request.method === "DELETE") clearStats(place.stats);
      return sendJson(response, 200, place.stats);
    case "revoke-tokens":
      if (!allow(exchange, "POST")) return;
      place.tokens.revokeAll();
      return sendJson(response, 200, { revoked: true });
    case "credentials":
      return answerCredentials(place, exchange);
    case "settings":
      return answerSettings(place, exchange);
    default:
      return sendJson(response, 404, { message: "No such control." });
  }
}

async function answerFaults({ faults }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "GET", "PUT", "DELETE")) return;
  if (exchange.request.method === "DELETE") faults.clear();
  if (exchange.request.method === "PUT") {
    const change = await readJson(exchange);
    if (change === undefined) return;
    try {
      faults.set(change as Parameters<typeof faults.set>[0]);
    } catch (error) {
      if (!(error instanceof FaultMistake)) throw error;
      return sendJson(exchange.response, 400, { message: error.message });
    }
  }
  sendJson(exchange.response, 200, faults.get());
}

async function answerCredentials({ credentials }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "PUT")) return;
  const value = await readJson(exchange);
  if (value === undefined) return;
  const read = credentialsSchema.safeParse(value);
  if (!read.success) {
    const message =
      'Send {"username", "secretKey"}, or {"credentials": [pairs]}, with texts that are not empty.';
    return sendJson(exchange.response, 400, { message });
  }
  credentials.replace(read.data);
  sendJson(exchange.response, 200, { credentials: read.data.length });
}

async function answerSettings({ settings }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "GET", "PUT")) return;
  if (exchange.request.method === "PUT") {
    const change = await readJson(exchange);
    if (change === undefined) return;
    const named = z.record(z.string(), z.unknown()).safeParse(change);
    const read = settingsSchema.safeParse(named.success ? { ...settings, ...named.data } : change);
    if (!read.success) return sendJson(exchange.response, 400, { message: sentenceOf(read.error) });
    Object.assign(settings, read.data);
  }
  sendJson(exchange.response, 200, settings);
}
