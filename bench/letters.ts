/**
 * Letters of growing size through the Worker: its memory while they pass, and the time beside the same bytes from the
 * ETS simulator directly, in the same run.
 */
import { directEts, median, withWorld, workerdMegabytes } from "./world.ts";

const SIZES_MB = [1, 5, 20, 50];
const AT_ONCE = 8;
const ROUNDS = 3;
const SAMPLE_MS = 20;

export async function benchLetters(): Promise<string> {
  return withWorld(async ({ demonstration, viewerToken, ets }) => {
    const rows: string[] = [];
    for (const megabytes of SIZES_MB) {
      const sizeBytes = megabytes * 1024 * 1024;
      await ets("PUT", "faults", { letters: { sizeBytes } });
      const link = await letterLink(
        demonstration.workerOrigin,
        await viewerToken(`viewer-${megabytes}`, "S-1001"),
      );
      await drainAll(link, sizeBytes); // warm
      const through: number[] = [];
      let peak = 0;
      const before = workerdMegabytes();
      const sampler = setInterval(() => {
        peak = Math.max(peak, workerdMegabytes());
      }, SAMPLE_MS);
      for (let round = 0; round < ROUNDS; round++) through.push(await drainAll(link, sizeBytes));
      clearInterval(sampler);
      const direct: number[] = [];
      const upstream = await upstreamLink(demonstration.etsOrigin);
      for (let round = 0; round < ROUNDS; round++) direct.push(await drainAll(upstream, sizeBytes));
      const ratio = median(direct) / median(through);
      rows.push(
        `| ${megabytes} MB | ${before.toFixed(0)} MB | ${Math.max(peak, before).toFixed(0)} MB | ${median(through).toFixed(2)} s | ${median(direct).toFixed(2)} s | ${ratio.toFixed(2)} |`,
      );
    }
    return `## Letters

${AT_ONCE} letters at once, ${ROUNDS} rounds, through \`wrangler dev\`; memory is that of all workerd processes, which
holds the runtime itself. The last column is the throughput as a share of the ETS simulator's own.

| size of a letter | memory before | peak while streaming ${AT_ONCE} | median time for ${AT_ONCE} | ETS directly | share |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
  });
}

/** Reads several at once to the end, checking that every byte came; seconds. */
async function drainAll(url: string, sizeBytes: number): Promise<number> {
  const from = performance.now();
  const sizes = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const answer = await fetch(url);
      let bytes = 0;
      if (answer.body !== null) for await (const chunk of answer.body) bytes += chunk.byteLength;
      return bytes;
    }),
  );
  if (sizes.some((bytes) => bytes !== sizeBytes)) throw new Error(`A letter came short: ${sizes.join(", ")}`);
  return (performance.now() - from) / 1000;
}

async function letterLink(origin: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}/v1/students/S-1001/reports`, { headers });
  const { reports } = await answer.json();
  return reports[0].view;
}

async function upstreamLink(etsOrigin: string): Promise<string> {
  const { url, token } = await directEts(etsOrigin);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const [first] = await answer.json();
  return first.url;
}
