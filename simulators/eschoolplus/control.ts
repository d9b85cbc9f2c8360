/**
 * /_control: faults, counts, settings, keys and the district, from another process, from curl, or from a page on
 * this machine. Routes:
 *   GET PUT POST DELETE /_control/faults     {"faults": […]}: in place of those that are on; POST: beside them
 *   GET DELETE          /_control/stats
 *   GET PUT DELETE      /_control/settings   PUT changes what it names; DELETE: all defaults
 *   PUT                 /_control/consumers  {"consumers": [{"consumerKey", "consumerSecret"}]}
 *   GET PUT             /_control/district   {"seed", "students", "changedShare", "today"}
 *   GET PUT POST        /_control/rows/{Resource}, in control-rows.ts
 */

import * as z from "zod";
import { allow, allowLocalPages, type Exchange, readJson, sendJson, sentenceOf } from "../http.ts";
import { consumerSchema } from "./consumers.ts";
import { answerRows } from "./control-rows.ts";
import type { FaultInput } from "./fault-kinds.ts";
import { FaultMistake } from "./faults.ts";
import { districtSchema } from "./holder.ts";
import type { Place } from "./place.ts";
import { RESOURCES } from "./resources.ts";
import { settingsSchema } from "./settings.ts";
import { clearStats } from "./stats.ts";

const faultsSchema = z.strictObject({ faults: z.array(z.unknown()) });
const consumersSchema = z.strictObject({ consumers: z.array(consumerSchema) });

export async function answerControl(place: Place, exchange: Exchange, path: string): Promise<void> {
  const { request, response } = exchange;
  allowLocalPages(exchange);
  if (request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  const resource = /^rows\/(\w+)$/.exec(path)?.[1];
  if (resource !== undefined) return answerRows(place, exchange, resource);
  switch (path) {
    case "faults":
      return answerFaults(place, exchange);
    case "stats":
      if (!allow(exchange, "GET", "DELETE")) return;
      if (request.method === "DELETE") clearStats(place.stats);
      return sendJson(response, 200, place.stats);
    case "settings":
      return answerSettings(place, exchange);
    case "consumers":
      return answerConsumers(place, exchange);
    case "district":
      return answerDistrict(place, exchange);
    default:
      return sendJson(response, 404, { message: "No such control." });
  }
}

async function answerFaults({ faults }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "GET", "PUT", "POST", "DELETE")) return;
  const { method } = exchange.request;
  if (method === "DELETE") faults.clear();
  if (method === "PUT" || method === "POST") {
    const read = await readBodyAs(exchange, faultsSchema);
    if (!read) return;
    try {
      // Any JSON: the board names what is wrong with it.
      const given = read.faults as FaultInput[];
      if (method === "PUT") faults.set(given);
      else faults.add(...given);
    } catch (error) {
      if (!(error instanceof FaultMistake)) throw error;
      return sendJson(exchange.response, 400, { message: error.message });
    }
  }
  sendJson(exchange.response, 200, { faults: faults.get() });
}

async function answerSettings({ settings }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "GET", "PUT", "DELETE")) return;
  if (exchange.request.method === "DELETE") Object.assign(settings, settingsSchema.parse({}));
  if (exchange.request.method === "PUT") {
    const change = await readBodyAs(exchange, z.record(z.string(), z.unknown()));
    if (!change) return;
    const read = settingsSchema.safeParse({ ...settings, ...change });
    if (!read.success) return sendJson(exchange.response, 400, { message: sentenceOf(read.error) });
    Object.assign(settings, read.data);
  }
  sendJson(exchange.response, 200, settings);
}

async function answerConsumers({ consumers }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "PUT")) return;
  const read = await readBodyAs(exchange, consumersSchema);
  if (!read) return;
  consumers.replace(read.consumers);
  sendJson(exchange.response, 200, { consumers: read.consumers.length });
}

async function answerDistrict({ district }: Place, exchange: Exchange): Promise<void> {
  if (!allow(exchange, "GET", "PUT")) return;
  if (exchange.request.method === "PUT") {
    const read = await readBodyAs(exchange, districtSchema);
    if (!read) return;
    district.replace(read);
  }
  const rows = district.rows();
  const totals = Object.fromEntries(RESOURCES.map((resource) => [resource, rows.total(resource)]));
  sendJson(exchange.response, 200, { ...district.settings(), editable: district.isEditable(), totals });
}

/** Null when it was something else and has been answered. */
async function readBodyAs<T>(exchange: Exchange, schema: z.ZodType<T>): Promise<T | null> {
  const value = await readJson(exchange);
  if (value === undefined) return null;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  sendJson(exchange.response, 400, { message: sentenceOf(read.error) });
  return null;
}
