/**
 * The house's rules about who may know whom, held against the imports themselves. The drawing is in
 * docs/house.md; a new room needs a line here.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** For each room of the Worker, the rooms it may import from. Files at the top of the Worker may be used by all. */
const MAY_IMPORT: Record<string, string[]> = {
  portal: ["administrators", "ets", "integrations", "letters", "roster", "vault", "net"],
  admin: [
    "administrators",
    "eschoolplus",
    "ets",
    "integrations",
    "letters",
    "notices",
    "roster",
    "vault",
    "net",
  ],
  administrators: ["integrations", "vault", "net"],
  integrations: ["ets", "eschoolplus", "vault", "net"],
  letters: ["ets", "integrations", "vault"],
  notices: ["integrations", "vault", "net"],
  roster: ["eschoolplus", "integrations", "vault"],
  ets: ["net"],
  eschoolplus: ["net"],
  vault: [],
  net: [],
};

/** Files that put the rooms together. */
const DOORS = ["index.ts", "app.ts", "env.ts", "runtime.ts"];

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const statements = source.matchAll(/^(import|export)\s+(type\s)?[^;]*?from\s+"(\.[^"]+)"/gms);
  return Array.from(statements, ([, , type, target = ""]) => ({
    from: file,
    to: normalize(join(dirname(file), target)),
    typeOnly: type !== undefined,
  }));
}

function roomOf(file: string): string | undefined {
  const [room, ...rest] = relative("src/worker", file).split("/");
  return rest.length > 0 && !file.startsWith("..") ? room : undefined;
}

describe("the house", () => {
  const worker = filesBelow("src/worker");

  it("has no room that is not drawn here", () => {
    const rooms = new Set(worker.map(roomOf).filter((room) => room !== undefined));
    expect([...rooms].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  it("lets each room know only the rooms below it", () => {
    const broken = worker.flatMap(importsOf).filter(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(to)];
      if (own === undefined || other === undefined || own === other) return false;
      return !MAY_IMPORT[own]?.includes(other);
    });
    expect(broken).toEqual([]);
  });

  it("keeps the rooms from its doors, save for their types", () => {
    const broken = worker.flatMap(importsOf).filter(({ from, to, typeOnly }) => {
      return roomOf(from) !== undefined && DOORS.includes(relative("src/worker", to)) && !typeOnly;
    });
    expect(broken).toEqual([]);
  });

  it("gives the widget one file of types from the Worker, and the simulators nothing", () => {
    const outward = [...filesBelow("src/widget"), ...filesBelow("simulators")]
      .flatMap(importsOf)
      .filter(
        ({ from, to }) =>
          to.startsWith("src/worker") || (from.startsWith("simulators") && to.startsWith("src")),
      );
    for (const { to, typeOnly } of outward)
      expect([to, typeOnly]).toEqual(["src/worker/portal/api-types.ts", true]);
  });

  it("calls fetch in net/ alone", () => {
    // Code that portals copy calls fetch on their servers, not here.
    const ours = worker.filter((file) => !file.startsWith("src/worker/admin/pages/snippets/"));
    const callers = ours.filter((file) => {
      const source = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      return /(?<![.\w])fetch\(/.test(source);
    });
    expect(callers).toEqual(["src/worker/net/outgoing.ts"]);
  });

  it("writes SQL in queries and tables alone", () => {
    const writers = worker.filter((file) => {
      const source = readFileSync(join(ROOT, file), "utf8");
      return (
        /from "drizzle-orm/.test(source) &&
        !/(queries|tables|apply)\.ts$/.test(file) &&
        !file.endsWith("/runtime.ts")
      );
    });
    expect(writers).toEqual([]);
  });
});
