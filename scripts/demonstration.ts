/**
 * The whole demonstration on this machine: the ETS and eSchoolPLUS simulators, the Worker on a local D1 with a district
 * set up and pulled in it, and the portal where the invented families log in. `npm start` runs it; so do the browser
 * tests.
 */
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { districtStudentsForEts } from "../simulators/eschoolplus/district/ets-students.ts";
import { startEschoolplusSimulator } from "../simulators/eschoolplus/server.ts";
import { startEtsSimulator } from "../simulators/ets/server.ts";
import { startDemoPortal } from "../simulators/portal/server.ts";
import { setUpDistrict } from "./demo-district.ts";
import { ensureDevVars } from "./dev-vars.ts";
import { startLocalWorker } from "./local-worker.ts";

const HOST = "127.0.0.1";

/** A first start compiles and unpacks; two slow cores need some 20 seconds. */
const WORKER_START_MS = 120_000;

export interface DemonstrationOptions {
  workerPort: number;
  /** 0 takes any free port. */
  portalPort: number;
  etsPort: number;
  /** 0 takes any free port. */
  eschoolplusPort: number;
  /** How many students the district has. */
  students: number;
  /** Where the local D1 lives. */
  persistTo: string;
  /** What the Worker and wrangler print goes here. */
  logFile: string;
  /** The portal's clock, milliseconds since 1970: tests let its tokens run out with it. */
  portalClock?: () => number;
}

export interface Demonstration {
  workerOrigin: string;
  portalOrigin: string;
  etsOrigin: string;
  eschoolplusOrigin: string;
  adminToken: string;
  /** Settles when the Worker has ended, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export async function startDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { students, eschoolplusPort, etsPort } = options;
  const sis = await startEschoolplusSimulator({ host: HOST, port: eschoolplusPort, students });
  const ets = await startEtsSimulator({
    ...{ host: HOST, port: etsPort },
    students: districtStudentsForEts(sis.district()),
  });
  const worker = await startLocalWorker(
    [
      ...["--port", String(options.workerPort), "--ip", HOST, "--persist-to", options.persistTo],
      ...["--var", `PUBLIC_ORIGIN:http://${HOST}:${options.workerPort}`],
      ...["--var", `DEV_UPSTREAMS:${ets.origin},${sis.origin}`],
    ],
    "pipe",
  );
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  worker.process.stdout?.pipe(log, { end: false });
  worker.process.stderr?.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => worker.process.once("close", () => resolve()));

  const portal = await startDemoPortal({
    host: HOST,
    port: options.portalPort,
    workerOrigin: worker.origin,
    portalId: "mywillow",
    secret: "set once the portal is registered",
    etsControlOrigin: ets.origin,
    ...(options.portalClock === undefined ? {} : { now: options.portalClock }),
  });
  async function stop() {
    worker.process.kill("SIGTERM");
    await Promise.all([ended, portal.close(), ets.close(), sis.close()]);
    log.end();
  }

  try {
    await Promise.race([
      healthy(worker.origin),
      ended.then(() => Promise.reject(new Error(`The Worker did not start. See ${options.logFile}`))),
    ]);
    const adminToken = ensureDevVars()["ADMIN_TOKEN"] ?? "";
    const secret = await setUpDistrict({
      workerOrigin: worker.origin,
      adminToken,
      apiUrl: ets.apiUrl,
      eschoolplusBaseUrl: sis.baseUrl,
      portal: { id: "mywillow", name: "MyWillow Family Portal", origin: portal.origin },
    });
    portal.setWorker({ secret });
    return {
      workerOrigin: worker.origin,
      portalOrigin: portal.origin,
      etsOrigin: ets.origin,
      eschoolplusOrigin: sis.origin,
      adminToken,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function healthy(origin: string): Promise<void> {
  const giveUpAt = Date.now() + WORKER_START_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`The Worker did not answer at ${origin}/healthz within ${WORKER_START_MS / 1000} seconds.`);
}
