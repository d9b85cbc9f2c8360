/**
 * The ETS simulator: the score report API of contracts/ets-ssr.md with its object store of letters, as strict as
 * the real one would be, and every way in which it may fail, to be switched on while it runs.
 * It shares no code with the product. It never writes a log: requests hold SSIDs and secrets.
 */

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { close, type Exchange, listen, sendJson } from "../http.ts";
import { ETS_CREDENTIALS, STUDENTS, type Student } from "../people.ts";
import { createCatalog } from "./catalog.ts";
import { answerControl } from "./control.ts";
import { type Credential, createCredentialBook } from "./credentials.ts";
import { createFaultBoard, type FaultBoard } from "./faults.ts";
import { createLetterShelf } from "./letter-content.ts";
import { answerLetter } from "./letters-route.ts";
import { createLinkSigner } from "./links.ts";
import type { Place } from "./place.ts";
import { answerReports } from "./reports-route.ts";
import { type Settings, settingsSchema } from "./settings.ts";
import { createStats, type Stats } from "./stats.ts";
import { answerToken } from "./token-route.ts";
import { createTokenBook } from "./tokens.ts";

export interface EtsSimulatorOptions extends Partial<Settings> {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  students?: Student[];
  credentials?: Credential[];
  /** Milliseconds since 1970: tokens and links live by this clock. */
  now?: () => number;
}

export interface EtsSimulator {
  origin: string;
  /** What an administrator would type as the API URL. */
  apiUrl: string;
  faults: FaultBoard;
  stats: Readonly<Stats>;
  close(): Promise<void>;
}

export async function startEtsSimulator(options: EtsSimulatorOptions = {}): Promise<EtsSimulator> {
  const { port = 0, host = "127.0.0.1", students = STUDENTS, credentials = [ETS_CREDENTIALS] } = options;
  const { now = Date.now, tokenLifetimeSeconds, linkLifetimeSeconds, delayMs, lettersOrigin } = options;
  const secret = randomBytes(32);
  let origin = "";
  const place: Place = {
    origin: () => origin,
    settings: settingsSchema.parse({ tokenLifetimeSeconds, linkLifetimeSeconds, delayMs, lettersOrigin }),
    credentials: createCredentialBook(credentials),
    tokens: createTokenBook(now),
    links: createLinkSigner(secret, now),
    catalog: createCatalog(students, secret),
    contentOf: createLetterShelf(),
    faults: createFaultBoard(),
    stats: createStats(),
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
  origin = await listen(server, port, host);
  return {
    origin,
    apiUrl: `${origin}/api/v1/token`,
    faults: place.faults,
    stats: place.stats,
    close: () => close(server),
  };
}

async function answer(place: Place, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const control = /^\/_control\/([a-z-]+)$/.exec(pathname)?.[1];
  if (control) return answerControl(place, exchange, control);

  if (place.settings.delayMs > 0) await sleep(place.settings.delayMs, undefined, { ref: false });
  if (pathname === "/api/v1/token") return answerToken(place, exchange);
  const ssid = /^\/api\/v1\/scorereports\/([^/]+)$/.exec(pathname)?.[1];
  if (ssid) return answerReports(place, exchange, ssid);
  if (pathname.startsWith("/letters/")) return answerLetter(place, exchange);
  sendJson(exchange.response, 404, { message: "Not found." });
}
