/**
 * Ten thousand report lists by a hundred viewers: what they cost ETS, and how long a list takes beside the ETS call
 * that it contains, in the same run.
 */
import { directEts, median, percentile, withWorld } from "./world.ts";

const VIEWERS = 100;
const LISTS_PER_VIEWER = 100;
const AT_ONCE = 16;

export async function benchLists(): Promise<string> {
  return withWorld(async ({ demonstration, viewerToken, ets }) => {
    const tokens = await Promise.all(
      Array.from({ length: VIEWERS }, (_, index) => viewerToken(`viewer-${index}`, "S-1001")),
    );
    const url = `${demonstration.workerOrigin}/v1/students/S-1001/reports`;
    // The peer: the same list asked of the ETS simulator itself.
    const peer = await directEts(demonstration.etsOrigin);
    const direct = await oneAtATime(peer.url, peer.token);
    await ets("DELETE", "stats");

    const queue = Array.from({ length: LISTS_PER_VIEWER }, () => tokens).flat();
    const milliseconds: number[] = [];
    let failed = 0;
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let token = queue.pop(); token !== undefined; token = queue.pop()) {
          const from = performance.now();
          const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
          await answer.arrayBuffer();
          milliseconds.push(performance.now() - from);
          if (answer.status !== 200) failed++;
        }
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const stats = await ets("GET", "stats");
    const one = await oneAtATime(url, tokens[0] ?? "");
    return `## Report lists

${VIEWERS} viewers, ${LISTS_PER_VIEWER} lists each, ${AT_ONCE} at once, through \`wrangler dev\` on a local D1.

| | |
| --- | --- |
| lists asked for · failed | ${milliseconds.length} · ${failed} |
| ETS token calls | ${stats["tokenCalls"]} |
| ETS list calls | ${stats["reportCalls"]} |
| lists per second | ${(milliseconds.length / seconds).toFixed(0)} |
| p50 · p99 of a list under this load | ${median(milliseconds).toFixed(1)} ms · ${percentile(milliseconds, 0.99).toFixed(1)} ms |
| one at a time: a list · the ETS call alone · ratio | ${one.toFixed(1)} ms · ${direct.toFixed(1)} ms · ${(one / direct).toFixed(1)} |
`;
  });
}

/** Median milliseconds of 100 calls in a row, the first ten left out. */
async function oneAtATime(url: string, token: string): Promise<number> {
  const milliseconds: number[] = [];
  for (let call = 0; call < 110; call++) {
    const from = performance.now();
    await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer();
    if (call >= 10) milliseconds.push(performance.now() - from);
  }
  return median(milliseconds);
}
