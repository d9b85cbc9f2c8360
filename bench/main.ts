/** `npm run bench [-- lists | letters]`: runs the benchmarks and writes what they gave to bench/RESULTS.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchLetters } from "./letters.ts";
import { benchLists } from "./lists.ts";

const BENCHMARKS = { lists: benchLists, letters: benchLetters };
const RESULTS = new URL("RESULTS.md", import.meta.url);

const wanted = process.argv.slice(2);
const names = (Object.keys(BENCHMARKS) as (keyof typeof BENCHMARKS)[]).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
);
if (names.length === 0) {
  console.error(`There is no such benchmark. There are: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(1);
}

for (const name of names) {
  console.log(`Running ${name} …`);
  const section = await BENCHMARKS[name]();
  console.log(section);
  write(section);
}
process.exit(0);

/** Replaces the section with the same heading, and leaves the others as an earlier run wrote them. */
function write(section: string): void {
  const heading = section.split("\n")[0];
  const day = new Date().toISOString().slice(0, 10);
  const machine = `Measured ${day} on ${cpus().length} cores, Node ${process.version}.`;
  const [intro = "", ...sections] = readFileSync(RESULTS, "utf8").split(/^(?=## )/m);
  const others = sections.filter((other) => other.split("\n")[0] !== heading);
  const all = [...others, `${section.trimEnd()}\n\n${machine}\n\n`].toSorted();
  writeFileSync(RESULTS, `${intro}${all.join("")}`.trimEnd().concat("\n"));
}
