/**
 * Results day: many parents at once, each opening the widget, a list and a letter, with an ETS that takes its time; in
 * the middle ETS dies for ten seconds and returns with none of its tokens and links. Says how long parents waited, what
 * they saw while it was away, and how soon they saw letters again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { GUARDIANS, type Guardian } from "../simulators/people.ts";
import { type DirectWorld, withDirectWorld } from "./direct-world.ts";
import { watchHeap } from "./heap.ts";
import { median, percentile, workerdMegabytes } from "./world.ts";

const PARENTS = 64;
const SECONDS = 60;
const AWAY_MS = 10_000;
const ETS_DELAY_MS = 400;
const LETTER_BYTES = 300_000;
/** Who has read that it did not work tries again after this long. */
const READING_MS = 1_000;
const SAMPLE_MS = 250;

/** With whom the parents log in: one of these each, and each under a name of their own. */
const FAMILIES = GUARDIANS.filter(({ webAccess }) => webAccess).slice(0, 4);

const STEPS = ["session", "list", "letter"] as const;
type Step = (typeof STEPS)[number];

interface Call {
  step: Step;
  /** Milliseconds since the start of the run. */
  startedAt: number;
  endedAt: number;
  /** Empty where it went well. */
  code: string;
}

/** @param durations seconds; none for a minute */
export async function benchLoad([seconds = SECONDS]: number[]): Promise<string> {
  return withDirectWorld({ students: 60 }, async (world) => {
    const { ets } = world;
    await ets.control("DELETE", "stats");
    await prepareEts(world);
    // The simulator draws each letter once.
    for (const [index, family] of FAMILIES.entries()) await readLetters(world, `warm-${index}`, family, []);
    const before = workerdMegabytes();
    const heap = await watchHeap(world.inspectorPort);
    let peak = before;
    const sampler = setInterval(() => {
      peak = Math.max(peak, workerdMegabytes());
    }, SAMPLE_MS);

    const calls: Call[] = [];
    const start = performance.now();
    const isOver = () => performance.now() - start > seconds * 1000;
    const parents = Array.from({ length: PARENTS }, async (_, parent) => {
      for (let visit = 0; !isOver(); visit++) {
        const family = FAMILIES[(parent + visit) % FAMILIES.length];
        if (family === undefined) throw new Error("Nobody can log in.");
        const good = await readLetters(world, `parent-${parent}-${visit}`, family, calls, start);
        if (!good) await sleep(READING_MS);
      }
    });
    await sleep(Math.max(1_000, (seconds * 1000 - AWAY_MS) / 2));
    const beforeDeath = await ets.control("GET", "stats");
    await ets.kill();
    const diedAt = performance.now() - start;
    await sleep(AWAY_MS);
    await ets.restart();
    await prepareEts(world);
    const backAt = performance.now() - start;
    await Promise.all(parents);
    clearInterval(sampler);
    heap.stop();
    const afterReturn = await ets.control("GET", "stats");

    const unhurt = calls.filter(({ startedAt, endedAt }) => endedAt < diedAt || startedAt > backAt);
    const hurt = calls.filter((call) => !unhurt.includes(call));
    const rows = STEPS.map((step) => row(step, unhurt));
    const fromReturn = calls.filter(({ startedAt }) => startedAt > backAt);
    const firstGood = Math.min(...fromReturn.filter(({ code }) => code === "").map(({ endedAt }) => endedAt));
    return `## Results day

${PARENTS} parents at once for ${seconds} seconds on bare workerd: the session with the first student's letters, a list, a letter of
${LETTER_BYTES / 1000} KB to its end, then the next parent; no pause but a second after an error. The ETS simulator answers each call
after ${ETS_DELAY_MS} ms. In the middle its process is killed and started again ${AWAY_MS / 1000} seconds later, knowing none of its tokens and links.

| ETS there | calls | p50 | p99 | errors |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

| | |
| --- | --- |
| calls per second while ETS was there | ${(unhurt.length / (seconds - (backAt - diedAt) / 1000)).toFixed(0)} |
| calls that met ETS away · answered with a letter or a list · with | ${hurt.length} · ${hurt.filter(({ code }) => code === "").length} · ${codes(hurt)} |
| wait for an error, p50 · p99 | ${times(hurt.filter(({ code }) => code !== ""))} |
| begun after the return: calls · errors | ${fromReturn.length} · ${fromReturn.filter(({ code }) => code !== "").length} |
| from the return to the first answer | ${(firstGood - backAt).toFixed(0)} ms |
| ETS token calls from the first visit to the death · after the return | ${beforeDeath["tokenCalls"]} · ${afterReturn["tokenCalls"]} |
| ETS list calls before the death · after the return | ${beforeDeath["reportCalls"]} · ${afterReturn["reportCalls"]} |
| heap of the Worker's isolate at most, garbage included | ${heap.peak().toFixed(0)} MB |
| memory of the whole runtime before · peak | ${before.toFixed(0)} MB · ${peak.toFixed(0)} MB |
`;
  });
}

async function prepareEts({ ets }: DirectWorld): Promise<void> {
  await ets.control("PUT", "faults", { letters: { sizeBytes: LETTER_BYTES } });
  await ets.control("PUT", "settings", { delayMs: ETS_DELAY_MS });
}

/** One parent's visit, to the letter or to the first thing that fails. */
async function readLetters(
  world: DirectWorld,
  viewer: string,
  family: Guardian,
  calls: Call[],
  start = 0,
): Promise<boolean> {
  const headers = { authorization: `Bearer ${await world.viewerToken(viewer, family.contactId)}` };

  async function timed(step: Step, url: string): Promise<string | undefined> {
    const startedAt = performance.now() - start;
    const answer = await fetch(url, { headers: step === "letter" ? {} : headers });
    const body = await answer.text();
    const code = answer.ok ? (/"code":"(ETS00\d)"/.exec(body)?.[1] ?? "") : problemOf(answer.status, body);
    calls.push({ step, startedAt, endedAt: performance.now() - start, code });
    return code === "" ? body : undefined;
  }

  const students = `${world.workerOrigin}/v1/students`;
  const session = await timed("session", `${world.workerOrigin}/v1/session?include=reports`);
  if (session === undefined) return false;
  const list = await timed("list", `${students}/${JSON.parse(session).students[0].id}/reports`);
  if (list === undefined) return false;
  const letter = await timed("letter", JSON.parse(list).reports[0].view);
  return letter !== undefined;
}

/** The code of a problem, which a page for parents ends with. */
function problemOf(status: number, body: string): string {
  return /ETS00\d/.exec(body)?.[0] ?? `status ${status}`;
}

function row(step: Step, calls: Call[]): string {
  const own = calls.filter((call) => call.step === step);
  const errors = own.filter(({ code }) => code !== "");
  const [p50, p99] = times(own).split(" · ");
  return `| ${step} | ${own.length} | ${p50} | ${p99} | ${errors.length === 0 ? "0" : codes(errors)} |`;
}

function times(calls: Call[]): string {
  const milliseconds = calls.map(({ startedAt, endedAt }) => endedAt - startedAt);
  return `${median(milliseconds).toFixed(0)} ms · ${percentile(milliseconds, 0.99).toFixed(0)} ms`;
}

/** How often each code, such as `ETS001 × 12`. */
function codes(calls: Call[]): string {
  const counts = Object.groupBy(
    calls.filter(({ code }) => code !== ""),
    ({ code }) => code,
  );
  return Object.entries(counts)
    .map(([code, all]) => `${code} × ${all?.length}`)
    .join(", ");
}
