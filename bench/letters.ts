/**
 * Letters of growing size through the Worker, beside a bare pass-through Worker in the same process and the ETS
 * simulator itself: throughput, the time to the first byte, and the runtime's memory while they pass.
 */
import { request } from "node:http";
import { GUARDIANS } from "../simulators/people.ts";
import { type DirectWorld, withDirectWorld } from "./direct-world.ts";
import { median, workerdCpuSeconds, workerdMegabytes } from "./world.ts";

const SIZES_MB = [0.3, 1, 5, 20, 50];
const AT_ONCE = 8;
const FIRST_BYTE_ROUNDS = 60;
/** Looking through /proc takes time of its own. */
const SAMPLE_MS = 250;
const MEGABYTE = 1024 * 1024;
const STUDENT = "S-1001";

/** Fewer of the large ones, which differ less from round to round. */
const roundsOf = (megabytes: number) => (megabytes < 20 ? 9 : 5);

const WAYS = ["ours", "bare", "direct"] as const;
type Way = (typeof WAYS)[number];
type Links = Record<Way, string>;
type Times = Record<Way, number[]>;

/** Of several letters read at once. */
interface Drained {
  seconds: number;
  /** From the first byte that any of them sent. */
  bodySeconds: number;
  /** Of the runtime. */
  cpuSeconds: number;
}

export async function benchLetters(): Promise<string> {
  return withDirectWorld({ students: 60 }, async (world) => {
    const rows: string[] = [];
    for (const megabytes of SIZES_MB) {
      const sizeBytes = Math.round(megabytes * MEGABYTE);
      await world.ets.control("PUT", "faults", { letters: { sizeBytes } });
      const links = await linksFor(world, `throughput-${megabytes}`);
      const before = workerdMegabytes();
      let peak = before;
      const sampler = setInterval(() => {
        peak = Math.max(peak, workerdMegabytes());
      }, SAMPLE_MS);
      const drained = await interleaved(roundsOf(megabytes), links, (url) => drainAll(url, sizeBytes));
      clearInterval(sampler);
      const times = each(drained, ({ seconds }) => seconds);
      const bodies = each(drained, ({ bodySeconds }) => bodySeconds);
      const cpu = each(drained, ({ cpuSeconds }) => (cpuSeconds * 1000) / (AT_ONCE * megabytes));
      const perMegabyte = (way: Way) => (cpu[way].reduce((a, b) => a + b, 0) / cpu[way].length).toFixed(1);
      const rate = (AT_ONCE * megabytes) / median(times.ours);
      rows.push(
        `| ${megabytes} MB | ${rate.toFixed(0)} MB/s | ${share(times, "bare")} | ${share(bodies, "bare")} | ${perMegabyte("ours")} · ${perMegabyte("bare")} ms | ${share(times, "direct")} | ${ratio(times.direct, times.bare).toFixed(2)} | ${before.toFixed(0)} MB · ${peak.toFixed(0)} MB |`,
      );
    }
    await world.ets.control("PUT", "faults", { letters: { sizeBytes: 300_000 } });
    const links = await linksFor(world, "first-byte");
    const first = each(await interleaved(FIRST_BYTE_ROUNDS, links, drain), ({ firstByteMs }) => firstByteMs);
    const ms = (way: Way) => `${median(first[way]).toFixed(1)} ms`;
    return `## Letters

${AT_ONCE} letters at once on bare workerd, without wrangler's proxy. "Bare" is a Worker of one line in the same process
that fetches the letter and hands it on; "direct" is the ETS simulator itself. The three take turns; a share is the
median over the rounds of their times' ratio, above 1 is faster than the peer. "From the first byte on" leaves out what
comes before a letter: the checks of access, queries to D1 that the bare Worker does not make. On a busy machine trust the runtime's processor time before the clock.
Memory is that of the whole runtime.

| size of a letter | throughput | share of bare | from the first byte on | processor per MB, ours · bare | share of direct | bare's share of direct | memory before · peak |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

First byte of a letter of 300 KB, one at a time, median of ${FIRST_BYTE_ROUNDS}: ours ${ms("ours")}, bare ${ms("bare")}, direct
${ms("direct")}. What ours takes longer are the checks of access and the line of the access log.
`;
  });
}

/** Rounds of one measurement each, the three ways in turn and each first as often; one round to warm is left out. */
async function interleaved<T>(
  rounds: number,
  links: Links,
  measure: (url: string) => Promise<T>,
): Promise<Record<Way, T[]>> {
  const measured: Record<Way, T[]> = { ours: [], bare: [], direct: [] };
  for (let round = -1; round < rounds; round++) {
    const first = (round + 1) % WAYS.length;
    for (const way of [...WAYS.slice(first), ...WAYS.slice(0, first)]) {
      const one = await measure(links[way]);
      if (round >= 0) measured[way].push(one);
    }
  }
  return measured;
}

function each<T>(measured: Record<Way, T[]>, of: (one: T) => number): Times {
  return { ours: measured.ours.map(of), bare: measured.bare.map(of), direct: measured.direct.map(of) };
}

function share(times: Times, peer: Way): string {
  return ratio(times[peer], times.ours).toFixed(2);
}

/** The median of the rounds' own ratios: what slows the machine for a while slows both. */
function ratio(over: number[], under: number[]): number {
  return median(over.map((time, round) => time / (under[round] ?? time)));
}

/** Reads several at once to the end, checking that every byte came. */
async function drainAll(url: string, sizeBytes: number): Promise<Drained> {
  const cpuFrom = workerdCpuSeconds();
  const from = performance.now();
  const letters = await Promise.all(Array.from({ length: AT_ONCE }, () => drain(url)));
  if (letters.some(({ bytes }) => bytes !== sizeBytes)) throw new Error("A letter came short.");
  const seconds = (performance.now() - from) / 1000;
  const firstByte = Math.min(...letters.map(({ firstByteMs }) => firstByteMs)) / 1000;
  const cpuSeconds = workerdCpuSeconds() - cpuFrom;
  return { seconds, bodySeconds: seconds - firstByte, cpuSeconds };
}

/** Node's own client, not fetch: at hundreds of MB per second fetch itself would be what is measured. */
function drain(url: string): Promise<{ bytes: number; firstByteMs: number }> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, (answer) => {
      let [bytes, firstByteMs] = [0, 0];
      answer.on("data", (chunk: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - from;
        bytes += chunk.byteLength;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve({ bytes, firstByteMs });
        else reject(new Error(`A letter answered ${answer.statusCode}.`));
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

async function linksFor(world: DirectWorld, viewer: string): Promise<Links> {
  const contact = GUARDIANS.find(({ students }) => students.includes(STUDENT))?.contactId ?? "";
  const token = await world.viewerToken(viewer, contact);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${world.workerOrigin}/v1/students/${STUDENT}/reports`, { headers });
  const { reports } = await answer.json();
  const direct = await world.ets.letterLink();
  return { ours: reports[0].view, bare: world.passThrough(direct), direct };
}
