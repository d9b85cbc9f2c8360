/**
 * `npm run bench [-- lists | letters | load | worker | pull | widget]`: runs the benchmarks and writes what they gave to
 * bench/RESULTS.md. `npm run bench -- pull 1000` and `worker 1000` measure other sizes of district, `load 20` for so many
 * seconds, `widget 1` one round; with a figure it only prints.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { benchLetters } from "./letters.ts";
import { benchLists } from "./lists.ts";
import { benchLoad } from "./load.ts";
import { benchPull } from "./pull.ts";
import { benchWidget } from "./widget.ts";
import { benchWorker } from "./worker-cost.ts";

const BENCHMARKS: Record<string, (sizes: number[]) => Promise<string>> = {
  lists: benchLists,
  letters: benchLetters,
  load: benchLoad,
  worker: benchWorker,
  pull: benchPull,
  widget: benchWidget,
};
const RESULTS = new URL("RESULTS.md", import.meta.url);

const sizes = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const wanted = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const chosen = Object.entries(BENCHMARKS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0) {
  console.error(`There is no such benchmark. There are: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(1);
}

for (const [name, bench] of chosen) {
  console.log(`Running ${name} …`);
  const section = await bench(sizes);
  console.log(section);
  if (sizes.length === 0) write(section);
}
process.exit(0);

/** Replaces the section with the same heading, and leaves the others as an earlier run wrote them. */
function write(section: string): void {
  const heading = section.split("\n")[0];
  const day = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(0);
  const machine = `Measured ${day} on ${cpus().length} cores shared with other work (load average ${load} at the end), Node ${process.version}.`;
  const [intro = "", ...sections] = readFileSync(RESULTS, "utf8").split(/^(?=## )/m);
  const others = sections.filter((other) => other.split("\n")[0] !== heading);
  const all = [...others, `${section.trimEnd()}\n\n${machine}`].map((one) => one.trimEnd()).toSorted();
  writeFileSync(RESULTS, `${[intro.trimEnd(), ...all].join("\n\n")}\n`);
}
