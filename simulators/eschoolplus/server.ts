/**
 * The eSchoolPLUS simulator: the PLUS 360 API of contracts/eschoolplus-360.md over an invented district, as strict
 * about signatures as the real one, in every form that the guide leaves open, and with every way in which it may
 * fail, to be switched on while it runs. It shares no code with the product. It never writes a log: requests hold
 * keys, and rows hold people.
 */

import { createServer } from "node:http";
import { close, type Exchange, listen, sendJson } from "../http.ts";
import { ESCHOOLPLUS_CREDENTIALS } from "../people.ts";
import { type Consumer, createConsumerBook, profileOf } from "./consumers.ts";
import { answerControl } from "./control.ts";
import { createFaultBoard, type FaultBoard } from "./faults.ts";
import { createDistrictHolder, type DistrictSettings, districtSchema } from "./holder.ts";
import { createNonceBook } from "./oauth/nonces.ts";
import { TIMESTAMP_WINDOW_SECONDS } from "./oauth/verify.ts";
import type { Place } from "./place.ts";
import { answerResource } from "./resource-route.ts";
import type { RowSource } from "./row-source.ts";
import { type Settings, settingsSchema } from "./settings.ts";
import { createStats, type Stats } from "./stats.ts";

export interface EschoolplusSimulatorOptions extends Partial<DistrictSettings> {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  consumers?: Consumer[];
  settings?: Partial<Settings>;
  /** Milliseconds since 1970: timestamps are held against this clock. */
  now?: () => number;
}

export interface EschoolplusSimulator {
  origin: string;
  /** What an administrator would type as the base URL, for the first of the consumers. */
  baseUrl: string;
  faults: FaultBoard;
  stats: Readonly<Stats>;
  /** The rows as they are now, without faults. */
  district(): RowSource;
  close(): Promise<void>;
}

export async function startEschoolplusSimulator(
  options: EschoolplusSimulatorOptions = {},
): Promise<EschoolplusSimulator> {
  const { port = 0, host = "127.0.0.1", consumers = [ESCHOOLPLUS_CREDENTIALS], now = Date.now } = options;
  const { seed, students, changedShare, today } = options;
  const place: Place = {
    settings: settingsSchema.parse(options.settings ?? {}),
    consumers: createConsumerBook(consumers),
    nonces: createNonceBook(TIMESTAMP_WINDOW_SECONDS),
    district: createDistrictHolder(districtSchema.parse({ seed, students, changedShare, today })),
    faults: createFaultBoard(),
    stats: createStats(),
    now,
  };
  const server = createServer((request, response) => {
    // The host in the request line is of no interest, and may be nonsense.
    const target = request.url?.startsWith("/") ? request.url : "/";
    const url = new URL(`http://simulator.invalid${target}`);
    // Callers that hang up in the middle are what this is for.
    response.on("error", () => {});
    answer(place, { request, response, url }).catch(() => {
      // A fault of the simulator itself. No text: an error's message might hold what was sent.
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: "The simulator itself failed." });
    });
  });
  const origin = await listen(server, port, host);
  return {
    origin,
    baseUrl: `${origin}/plus360api/v1/${profileOf(consumers[0]?.consumerKey ?? "")}/`,
    faults: place.faults,
    stats: place.stats,
    district: place.district.rows,
    close: () => close(server),
  };
}

async function answer(place: Place, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const control = /^\/_control\/(.+)$/.exec(pathname)?.[1];
  if (control) return answerControl(place, exchange, control);
  const [, profile, resource] = /^\/plus360api\/v1\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (profile && resource) return answerResource(place, exchange, profile, resource);
  sendJson(exchange.response, 404, { message: "Not found." });
}
