/**
 * The nightly pull of the roster, for districts of three sizes: a first load, a night on which one row in a hundred
 * has changed, one on which nothing has, and one on which a row of each resource has vanished. In the same run two
 * plain ways of keeping the same tables.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { watchHeap } from "./heap.ts";
import type { D1Count, PullCount, Way } from "./pull-count.ts";
import { call, type PullWorld, withPullWorld } from "./pull-world.ts";
import { workerdCpuSeconds, workerdMegabytes } from "./world.ts";

const SIZES = [1_000, 10_000, 100_000];

/** The plain ways take long, and grow as the pull does. */
const PEERS_MAX_STUDENTS = 10_000;

const CHANGED_SHARE = 0.01;
const POLL_MS = 250;
const MEMORY_SAMPLE_MS = 1_000;

const NIGHTS = ["first load", "1 % changed", "unchanged", "some vanished"] as const;

interface Measured {
  students: number;
  night: (typeof NIGHTS)[number];
  rows: number;
  seconds: number;
  /** Until everything had been read and compared page by page. */
  readingSeconds: number;
  cpuSeconds: number;
  heapMegabytes: number;
  processMegabytes: number;
  calls: number;
  cost: PullCount;
}

interface PeerMeasured {
  students: number;
  way: "the pull" | Way;
  first: { seconds: number; written: number };
  again: { seconds: number; written: number };
}

/** @param sizes students; none for all three sizes */
export async function benchPull(sizes: number[]): Promise<string> {
  const nights: Measured[] = [];
  const peers: PeerMeasured[] = [];
  for (const students of sizes.length === 0 ? SIZES : sizes) {
    await withPullWorld(students, async (world) => {
      const all: Measured[] = [];
      for (let round = 0; round < roundsOf(students); round++) {
        await call(`${world.workerOrigin}/_bench/roster`, "DELETE");
        for (const night of NIGHTS) {
          const measured = await pull(world, students, night);
          console.log(
            `${students} students, ${night}: ${measured.seconds.toFixed(1)} s, ${slowest(measured.cost.d1)}`,
          );
          all.push(measured);
        }
      }
      nights.push(...NIGHTS.flatMap((night) => medianOf(all.filter((each) => each.night === night))));
      if (students > PEERS_MAX_STUDENTS) return;
      peers.push(pullAsPeer(nights.slice(-NIGHTS.length)));
      for (const way of ["drizzle", "json"] as const) peers.push(await loadTwice(world, students, way));
    });
  }
  return section(nights, peers);
}

/** Short runs differ most from each other. */
function roundsOf(students: number): number {
  if (students <= 1_000) return 5;
  return students <= 10_000 ? 3 : 1;
}

/** The one with the median time. */
function medianOf(rounds: Measured[]): Measured[] {
  const sorted = rounds.toSorted((a, b) => a.seconds - b.seconds);
  const middle = Math.floor(sorted.length / 2);
  return sorted.slice(middle, middle + 1);
}

async function pull(world: PullWorld, students: number, night: Measured["night"]): Promise<Measured> {
  const changedShare = night === "first load" ? 0 : CHANGED_SHARE;
  // One student has left, with the contacts: what seems to have vanished is looked for a second time.
  const enrolled = night === "some vanished" ? students - 1 : students;
  await world.control("PUT", "district", { seed: 1, students: enrolled, changedShare });
  await world.control("DELETE", "stats");
  await call(`${world.workerOrigin}/_bench/count`, "DELETE");
  const heap = await watchHeap(world.inspectorPort);
  let processMegabytes = workerdMegabytes();
  const sampler = setInterval(() => {
    processMegabytes = Math.max(processMegabytes, workerdMegabytes());
  }, MEMORY_SAMPLE_MS);
  const [from, cpuFrom] = [performance.now(), workerdCpuSeconds()];
  const since = () => (performance.now() - from) / 1000;
  try {
    const { id } = await world.admin<{ id: string }>("POST", "/roster/runs");
    let readingSeconds = 0;
    for (;;) {
      await sleep(POLL_MS);
      const run = await world.admin<Run>("GET", `/roster/runs/${id}`);
      if (run.phase === "reading") readingSeconds = since();
      if (run.status === "running") continue;
      if (run.status !== "succeeded")
        throw new Error(`${night}: ${run.status} ${JSON.stringify(run.held ?? run.error)}`);
      const [seconds, cpuSeconds] = [since(), workerdCpuSeconds() - cpuFrom];
      const { requests } = await world.control<{ requests: number }>("GET", "stats");
      return {
        ...{ students, night, seconds, readingSeconds, cpuSeconds, processMegabytes, calls: requests },
        heapMegabytes: heap.peak(),
        rows: Object.values(run.counts).reduce((sum, { read }) => sum + read, 0),
        cost: await call<PullCount>(`${world.workerOrigin}/_bench/count`, "GET"),
      };
    }
  } finally {
    clearInterval(sampler);
    heap.stop();
  }
}

interface Run {
  status: string;
  phase: string;
  counts: Record<string, { read: number }>;
  held?: unknown;
  error?: unknown;
}

function slowest({ statements }: D1Count): string {
  const [label, most] =
    Object.entries(statements).toSorted(([, a], [, b]) => b.maxSqlMs - a.maxSqlMs)[0] ?? [];
  return `longest statement ${most?.maxSqlMs.toFixed(0)} ms: ${label}`;
}

function pullAsPeer(nights: Measured[]): PeerMeasured {
  const of = (wanted: Measured["night"]) => {
    const night = nights.find((each) => each.night === wanted);
    return { seconds: night?.seconds ?? 0, written: night?.cost.d1.rowsWritten ?? 0 };
  };
  return {
    students: nights[0]?.students ?? 0,
    way: "the pull",
    first: of("first load"),
    again: of("unchanged"),
  };
}

async function loadTwice(world: PullWorld, students: number, way: Way): Promise<PeerMeasured> {
  await call(`${world.workerOrigin}/_bench/roster`, "DELETE");
  const load = async () => {
    await call(`${world.workerOrigin}/_bench/count`, "DELETE");
    const from = performance.now();
    const { d1 } = await call<PullCount>(`${world.workerOrigin}/_bench/peer/${way}`, "POST");
    return { seconds: (performance.now() - from) / 1000, written: d1.rowsWritten };
  };
  return { students, way, first: await load(), again: await load() };
}

const whole = (value: number) => Math.round(value).toLocaleString("en-US");

function section(nights: Measured[], peers: PeerMeasured[]): string {
  const times = nights.map(
    ({ students, night, rows, seconds, readingSeconds, cpuSeconds, heapMegabytes, processMegabytes }) =>
      `| ${whole(students)} | ${night} | ${whole(rows)} | ${seconds.toFixed(1)} s | ${readingSeconds.toFixed(1)} s | ${whole(rows / seconds)} | ${((cpuSeconds / rows) * 1e6).toFixed(0)} µs | ${heapMegabytes.toFixed(0)} MB | ${processMegabytes.toFixed(0)} MB |`,
  );
  const costs = nights.map(
    ({ students, night, calls, cost: { d1, pieces, workflowSteps, maxStepMs, maxStepTrips } }) =>
      `| ${whole(students)} | ${night} | ${whole(d1.rowsWritten)} | ${whole(d1.rowsRead)} | ${whole(d1.calls)} · ${whole(d1.trips)} | ${whole(d1.maxSqlMs)} ms | ${whole(d1.maxBoundBytes / 1000)} KB | ${pieces} · ${workflowSteps} | ${(maxStepMs / 1000).toFixed(1)} s · ${maxStepTrips} | ${whole(calls)} |`,
  );
  return `## Roster pull

Through \`wrangler dev\` on a local D1, started by \`POST /admin/api/roster/runs\`; the eSchoolPLUS simulator runs in a
process of its own, pages of 1,000 rows. Of up to 1,000 students the median of
five rounds, of up to 10,000 of three. D1's rows are counted as D1 bills them (\`meta\`). The heap is that of the Worker's
isolate, asked every 100 ms of the inspector, garbage included; the process is all of workerd, with the local D1's SQLite
and the runtime itself. Processor time is that of the same processes, so it includes SQLite's; on a machine shared with
other work it says more than the clock.

| students | night | rows read | time | of it reading | rows/s | processor per row | heap at most | process at most |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${times.join("\n")}

| students | night | D1 rows written | D1 rows read | queries · round trips | longest statement | longest value | pieces · Workflow steps | longest step · its round trips | calls to eSchoolPLUS |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${costs.join("\n")}

${ratios(nights)}

${peerTable(peers)}`;
}

function ratios(nights: Measured[]): string {
  const sizes = [...new Set(nights.map(({ students }) => students))];
  const of = (students: number, wanted: Measured["night"]) =>
    nights.find((each) => each.students === students && each.night === wanted);
  const lines = sizes.map((students) => {
    const [first, unchanged] = [of(students, "first load"), of(students, "unchanged")];
    if (first === undefined || unchanged === undefined) return "";
    const [time, cpu] = [first.seconds / unchanged.seconds, first.cpuSeconds / unchanged.cpuSeconds];
    return `| ${whole(students)} | ${time.toFixed(1)} | ${cpu.toFixed(1)} | ${(first.cost.d1.rowsWritten / first.rows).toFixed(2)} | ${(first.cost.d1.rowsRead / first.rows).toFixed(1)} | ${(unchanged.cost.d1.rowsRead / unchanged.rows).toFixed(1)} |`;
  });
  return `An unchanged night beside the first load, and what a row costs: the same at every size is linear.

| students | times faster | by processor time | rows written per row, first load | rows read per row, first load | rows read per row, unchanged |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}`;
}

const WAYS: Record<PeerMeasured["way"], string> = {
  "the pull": "the pull: stages, judges, applies",
  drizzle: "peer: drizzle's multi-row upserts of everything, batched by page",
  json: "peer: `json_each` upserts of everything, without comparing",
};

function peerTable(peers: PeerMeasured[]): string {
  if (peers.length === 0) return "";
  const lines = peers.map(({ students, way, first, again }) => {
    const own = peers.find((peer) => peer.students === students && peer.way === "the pull");
    const ratio = (one: number, other = 0) => (one / other).toFixed(1);
    return `| ${whole(students)} | ${WAYS[way]} | ${first.seconds.toFixed(1)} s (${ratio(first.seconds, own?.first.seconds)}) | ${again.seconds.toFixed(1)} s (${ratio(again.seconds, own?.again.seconds)}) | ${whole(first.written)} | ${whole(again.written)} |`;
  });
  return `Peers, which read with the same client and stage, judge and find missing nothing; in brackets their time as a multiple of
the pull's in the same run.

| students | way | first load | unchanged night | rows written at first | rows written unchanged |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}
