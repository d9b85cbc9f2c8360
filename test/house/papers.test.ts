/** What operators read, held against the code: each log event, each kind of reminder, each var, each npm command. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(`${ROOT}/${file}`, "utf8");

const source = globSync("src/worker/**/*.{ts,tsx}", { cwd: ROOT }).map(read).join("\n");
const operate = read("docs/operate.md");

function found(pattern: RegExp, text: string): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), ([, one = ""]) => one))];
}

it("says what each event of the log means, and speaks of no other", () => {
  const events = found(/\.(?:info|warn|error)\(\s*"(\w+)"/g, source);
  expect(events.length).toBeGreaterThan(20);
  const section = operate.split("## What the log says")[1]?.split("\n## ")[0] ?? "";
  const told = section.split("\n").flatMap((row) => found(/`([a-z_]+)`/g, row.split("|")[1] ?? ""));
  const codes = ["storage_unavailable", "internal"];
  expect([...new Set(told)].filter((one) => !codes.includes(one)).toSorted()).toEqual(events.toSorted());
});

it("says what each kind of reminder asks for", () => {
  const kinds = found(/case "(\w+)":/g, read("src/worker/notices/words.ts"));
  expect(kinds.length).toBeGreaterThan(3);
  for (const kind of kinds) expect(operate).toContain(`| \`${kind}\``);
});

it("names each var and secret of the Worker in the README", () => {
  const declared = read("src/worker/env.ts").split("export interface Config")[0] ?? "";
  const names = found(/^ {2}([A-Z_]+)\?: string;/gm, declared);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(read("README.md")).toContain(`\`${name}\``);
});

it("tells nobody to run an npm command that there is not", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const papers = ["README.md", "CONTRIBUTING.md", ...globSync("docs/*.md", { cwd: ROOT })]
    .map(read)
    .join("\n");
  const commands = found(/npm run ([\w:-]+)/g, papers);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !(command in scripts))).toEqual([]);
});

it("links to files that are there", () => {
  for (const paper of [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...globSync("docs/*.md", { cwd: ROOT }),
  ]) {
    const folder = paper.includes("/") ? "docs/" : "";
    for (const target of found(/\]\(([^)#:]+)\)/g, read(paper)))
      expect(globSync(`${folder}${target}`, { cwd: ROOT }), `${paper}: ${target}`).not.toEqual([]);
  }
});
