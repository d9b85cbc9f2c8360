/**
 * What the benchmark of the pull measures against: an eSchoolPLUS simulator in a process of its own, and the Worker on
 * an empty local D1, its requests and its Workflow counted by bench/worker/.
 */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureDevVars } from "../scripts/dev-vars.ts";
import { freePort } from "../scripts/free-port.ts";
import { startLocalWorker } from "../scripts/local-worker.ts";
import { ESCHOOLPLUS_CREDENTIALS, LETTERS_WITHHELD_FIELD } from "../simulators/people.ts";
import { startSimulator } from "./simulator-process.ts";

const HOST = "127.0.0.1";
const START_MS = 120_000;

export interface PullWorld {
  workerOrigin: string;
  simulatorOrigin: string;
  inspectorPort: number;
  admin<T>(method: string, path: string, body?: unknown): Promise<T>;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Runs `work` against a fresh Worker and a simulator of so many students, and cleans up after it. */
export async function withPullWorld<T>(students: number, work: (world: PullWorld) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "scoreletter-bench-"));
  const simulator = await startSimulator("eschoolplus/main.ts", [
    ...["--port", String(await freePort(9430)), "--students", String(students)],
  ]);
  const workerPort = await freePort(8930);
  const inspectorPort = await freePort(9330);
  const worker = await startLocalWorker(
    [
      ...["bench/worker/index.ts", "--port", String(workerPort), "--ip", HOST],
      ...["--inspector-port", String(inspectorPort), "--persist-to", join(folder, "d1")],
      ...["--var", `PUBLIC_ORIGIN:http://${HOST}:${workerPort}`],
      ...["--var", `DEV_UPSTREAMS:${new URL(simulator.url).origin}`],
    ],
    { output: "pipe" },
  );
  const log = createWriteStream(join(folder, "worker.log"));
  worker.process.stdout?.pipe(log, { end: false });
  worker.process.stderr?.pipe(log, { end: false });
  const ended = once(worker.process, "close");
  try {
    await healthy(worker.origin);
    const world = worldOf(worker.origin, simulator.url, inspectorPort);
    await world.admin("PUT", "/integrations/eschoolplus", {
      ...ESCHOOLPLUS_CREDENTIALS,
      baseUrl: simulator.url,
      userFields: [
        {
          screen: String(LETTERS_WITHHELD_FIELD.screen),
          field: String(LETTERS_WITHHELD_FIELD.field),
          value: LETTERS_WITHHELD_FIELD.value,
          means: "letters_withheld",
        },
      ],
    });
    return await work(world);
  } finally {
    worker.process.kill("SIGTERM");
    simulator.process.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

function worldOf(workerOrigin: string, baseUrl: string, inspectorPort: number): PullWorld {
  const simulatorOrigin = new URL(baseUrl).origin;
  const authorization = `Bearer ${ensureDevVars()["ADMIN_TOKEN"]}`;
  return {
    ...{ workerOrigin, simulatorOrigin, inspectorPort },
    admin: (method, path, body) => call(`${workerOrigin}/admin/api${path}`, method, body, { authorization }),
    control: (method, path, body) => call(`${simulatorOrigin}/_control/${path}`, method, body),
  };
}

export async function call<T>(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...json,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

async function healthy(origin: string): Promise<void> {
  const giveUpAt = Date.now() + START_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`The Worker did not answer at ${origin}/healthz within ${START_MS / 1000} seconds.`);
}
