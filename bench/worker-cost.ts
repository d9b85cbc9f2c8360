/**
 * What the Worker costs where it runs: the size of its bundle and its start, and for each kind of request processor
 * time and queries to D1, in a small and in a large district.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { GUARDIANS } from "../simulators/people.ts";
import { bundleWorker, startUpMs } from "./bundle.ts";
import { type DirectWorld, withDirectWorld } from "./direct-world.ts";
import { COUNT_HEADER, type PullCount } from "./pull-count.ts";
import { call } from "./pull-world.ts";
import { median, workerdCpuSeconds } from "./world.ts";

const DISTRICTS = [2_000, 20_000];
const STARTS = 3;
const CALLS = 200;
const AT_ONCE = 4;
/** Below the 120 calls a minute that one viewer may make. */
const CALLS_PER_VIEWER = 50;
/** What is counted after the answer, the figures of the day, is done by then. */
const AFTERWARDS_MS = 500;
const FREE_PLAN_CPU_MS = 10;
const FREE_PLAN_GZIP_MB = 3;

const KINDS = ["session", "session with letters", "list", "letter"] as const;
type Kind = (typeof KINDS)[number];
const PEERS = ["health check", "letter through the bare Worker"] as const;

const FAMILY = GUARDIANS[0];
const STUDENT = FAMILY?.students[0] ?? "";

interface Cost {
  students: number;
  cpuMs: Record<Kind | (typeof PEERS)[number], number>;
  d1: Record<Kind, PullCount["d1"]>;
}

/** @param sizes students; none for the two districts of RESULTS.md */
export async function benchWorker(sizes: number[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "scoreletter-bench-"));
  const bundle = Buffer.from(await bundleWorker(folder));
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await startUpMs(folder));
  await rm(folder, { recursive: true, force: true });
  const costs: Cost[] = [];
  for (const students of sizes.length === 0 ? DISTRICTS : sizes) {
    costs.push(
      await withDirectWorld({ students, script: "bench/worker/index.ts" }, (world) =>
        costIn(world, students),
      ),
    );
  }
  const gzipKb = gzipSync(bundle, { level: 9 }).byteLength / 1024;
  return `## Worker

The bundle is ${(bundle.byteLength / 1024).toFixed(0)} KB, gzip ${gzipKb.toFixed(0)} KB (the free plan takes ${FREE_PLAN_GZIP_MB} MB). Its start takes ${median(starts).toFixed(0)} ms of processor time by
\`wrangler check startup\`, median of ${STARTS} (Workers may take a second).

Processor time per request, ${CALLS} requests, ${AT_ONCE} at once, on bare workerd. It is that of the whole process, so it holds
the local D1 with SQLite and all of HTTP, which a deployment is not billed for: an upper bound. The free plan allows
${FREE_PLAN_CPU_MS} ms of the Worker's own.

| students | ${[...KINDS, ...PEERS].join(" | ")} |
| --- | ${[...KINDS, ...PEERS].map(() => "---").join(" | ")} |
${costs.map(cpuRow).join("\n")}

D1 per request of a viewer with two students, roster trust; rows as D1 bills them (\`meta\`).

| request | students | queries · round trips | rows read | rows written |
| --- | --- | --- | --- | --- |
${KINDS.flatMap((kind) => costs.map((cost) => d1Row(kind, cost))).join("\n")}
`;
}

async function costIn(world: DirectWorld, students: number): Promise<Cost> {
  const cpuMs = {} as Cost["cpuMs"];
  const d1 = {} as Cost["d1"];
  for (const kind of KINDS) cpuMs[kind] = await cpuOf((viewer) => requestOf(world, kind, viewer));
  const health = async () => ({ url: `${world.workerOrigin}/healthz`, headers: {} });
  cpuMs["health check"] = await cpuOf(health);
  const bare = world.passThrough(await world.ets.letterLink());
  cpuMs["letter through the bare Worker"] = await cpuOf(async () => ({ url: bare, headers: {} }));
  for (const kind of KINDS) {
    // The first fills what an isolate remembers; the second is what nearly all cost.
    for (const viewer of ["count-first", "count-second"]) {
      const { url, headers } = await requestOf(world, kind, viewer);
      await call(`${world.workerOrigin}/_bench/count`, "DELETE");
      await drain(url, { ...headers, [COUNT_HEADER]: "yes" });
      await sleep(AFTERWARDS_MS);
      d1[kind] = (await call<PullCount>(`${world.workerOrigin}/_bench/count`, "GET")).d1;
    }
  }
  return { students, cpuMs, d1 };
}

interface Request {
  url: string;
  headers: Record<string, string>;
}

async function requestOf(
  { workerOrigin, viewerToken }: DirectWorld,
  kind: Kind,
  viewer: string,
): Promise<Request> {
  const token = await viewerToken(`${kind}-${viewer}`, FAMILY?.contactId ?? "");
  const headers = { authorization: `Bearer ${token}` };
  const list = `${workerOrigin}/v1/students/${STUDENT}/reports`;
  switch (kind) {
    case "session":
      return { url: `${workerOrigin}/v1/session`, headers };
    case "session with letters":
      return { url: `${workerOrigin}/v1/session?include=reports`, headers };
    case "list":
      return { url: list, headers };
    case "letter": {
      const { reports } = await (await fetch(list, { headers })).json();
      return { url: reports[0].view, headers: {} };
    }
  }
}

/** Processor milliseconds of the runtime per request. */
async function cpuOf(requestFor: (viewer: string) => Promise<Request>): Promise<number> {
  const viewers = Array.from({ length: CALLS / CALLS_PER_VIEWER }, (_, viewer) =>
    requestFor(`viewer-${viewer}`),
  );
  const requests = await Promise.all(viewers);
  const queue = requests.flatMap((request) => Array.from({ length: CALLS_PER_VIEWER }, () => request));
  for (const { url, headers } of requests) await drain(url, headers); // warm
  const before = workerdCpuSeconds();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop())
        await drain(next.url, next.headers);
    }),
  );
  return ((workerdCpuSeconds() - before) * 1000) / CALLS;
}

async function drain(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${new URL(url).pathname.split("/")[2]} answered ${answer.status}.`);
}

function cpuRow({ students, cpuMs }: Cost): string {
  const cells = [...KINDS, ...PEERS].map((kind) => `${cpuMs[kind].toFixed(1)} ms`);
  return `| ${students.toLocaleString("en")} | ${cells.join(" | ")} |`;
}

function d1Row(kind: Kind, { students, d1 }: Cost): string {
  const { calls, trips, rowsRead, rowsWritten } = d1[kind];
  return `| ${kind} | ${students.toLocaleString("en")} | ${calls} · ${trips} | ${rowsRead} | ${rowsWritten} |`;
}
