/** docs/security.md names a file for each defence and a test for each attack: they are there, under that name. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const text = readFileSync(join(ROOT, "docs/security.md"), "utf8");

it("names files that exist", () => {
  const files = Array.from(text.matchAll(/\]\(\.\.\/([^)]+)\)/g), ([, file = ""]) => file);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

it("names tests that exist", () => {
  const named = Array.from(
    text.matchAll(/\]\(\.\.\/(test\/[^)]+)\) _([^_]+)_/g),
    ([, file = "", title = ""]) => ({
      file,
      title,
    }),
  );
  expect(named.length).toBe(text.split("](../test/").length - 1);
  const missing = named.filter(({ file, title }) => {
    const source = readFileSync(join(ROOT, file), "utf8");
    return !source.includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});
