/**
 * `npm run bench -- widget`: our widget beside those that people know, each on a page of its own, round by round in turn
 * (`npm run bench -- widget 1` for one round and a quick look). The peers are installed into bench/peers at the first
 * run and are no part of the project.
 */
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../scripts/build-widget.ts";
import { launchBrowser } from "../test/e2e/browser.ts";
import { EMPTY_PAGE, OURS, PEER_CONTENDERS, PEERS, ROWS } from "./widget-contenders.ts";
import {
  type Condition,
  inspectManners,
  type Load,
  type Manners,
  measureLoad,
  SETTLE_MS,
} from "./widget-load.ts";
import { API_MS, openWidgetServer } from "./widget-server.ts";
import { median } from "./world.ts";

const ROUNDS = 9;

/** What Lighthouse calls slow 4G. */
const SLOW_4G = { latency: 150, downloadMbps: 1.6, uploadMbps: 0.75 };

const CONDITIONS: Condition[] = [
  { name: "1×", cpuSlowdown: 1 },
  { name: "4× CPU", cpuSlowdown: 4 },
  {
    name: "slow 4G",
    cpuSlowdown: 1,
    network: {
      latency: SLOW_4G.latency,
      downloadThroughput: bytesPerSecond(SLOW_4G.downloadMbps),
      uploadThroughput: bytesPerSecond(SLOW_4G.uploadMbps),
    },
  },
];

const CONTENDERS = [OURS, ...PEER_CONTENDERS];

/** Loads by contender and condition. */
type Loads = Map<string, Load[]>;

export async function benchWidget([rounds = ROUNDS]: number[]): Promise<string> {
  installPeers();
  await buildWidget();
  const everyone = [...CONTENDERS, EMPTY_PAGE];
  const [server, browser] = await Promise.all([openWidgetServer(everyone), launchBrowser()]);
  const load = [loadavg()[0] ?? 0];
  try {
    const { globals } = await inspectManners(browser, server, EMPTY_PAGE, []);
    const manners = new Map<string, Manners>();
    for (const contender of CONTENDERS)
      manners.set(contender.key, await inspectManners(browser, server, contender, globals));
    const loads: Loads = new Map();
    for (let round = 0; round < rounds; round++)
      // Each goes first in its turn: whoever does may pay for what the others then find ready.
      for (const condition of CONDITIONS)
        for (const index of everyone.keys()) {
          const contender = everyone[(index + round) % everyone.length] ?? EMPTY_PAGE;
          const measured = await measureLoad(browser, server, contender, condition);
          const name = nameOf(contender.key, condition);
          loads.set(name, [...(loads.get(name) ?? []), measured]);
        }
    load.push(loadavg()[0] ?? 0);
    return section({ browser: browser.version(), rounds, load, loads, manners });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Only when they are not there yet, or others than the lock file says. */
function installPeers(): void {
  const installed = join(PEERS, "node_modules/.package-lock.json");
  const lock = join(PEERS, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: PEERS,
    stdio: "inherit",
  });
}

interface Run {
  browser: string;
  rounds: number;
  load: number[];
  loads: Loads;
  manners: Map<string, Manners>;
}

function section(run: Run): string {
  const { loads, manners, rounds } = run;
  const of = (key: string, condition: Condition, field: keyof Load) =>
    median((loads.get(nameOf(key, condition)) ?? []).map((load) => load[field]));
  const cell = (key: string, condition: Condition, field: keyof Load, unit: string) => {
    const value = of(key, condition, field);
    const ratio = value / of(OURS.key, condition, field);
    return `${value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 1 : 0 })} ${unit}${key === OURS.key ? "" : ` (${ratio.toFixed(2)})`}`;
  };
  const times = (field: keyof Load) =>
    [...CONTENDERS, EMPTY_PAGE]
      .map(({ key, name }) => row(name, ...CONDITIONS.map((condition) => cell(key, condition, field, "ms"))))
      .join("\n");
  const [plain = { name: "1×", cpuSlowdown: 1 }] = CONDITIONS;
  const facts = CONTENDERS.map(({ key, name }) => {
    const { policyViolations, trustedTypesViolations, globals, axeRules, axeElements } =
      manners.get(key) ?? never(key);
    const shifts = CONDITIONS.map((condition) => of(key, condition, "layoutShift"));
    return row(
      name,
      cell(key, plain, "bytes", "B"),
      `${of(key, plain, "requests")} + ${of(key, plain, "preflights")}`,
      Math.max(...shifts).toFixed(3),
      `${policyViolations.length}${inBrackets(policyViolations)}`,
      String(trustedTypesViolations.length),
      `${globals.length}${inBrackets(globals)}`,
      `${axeRules.length} · ${axeElements}${inBrackets(axeRules)}`,
    );
  });
  const columns = CONDITIONS.map(({ name }) => name);
  return `## Widget

Our widget beside embeddable widgets that people know, each embedded as its documentation says, on a page of its own, in
Chromium ${run.browser} with a cold cache. Medians of ${rounds} rounds, in each of which every contender was loaded once under each
condition, in turn; in brackets the multiple of ours. Files and APIs come from an origin of their own, in brotli; every
API takes ${API_MS} ms, and so does the portal's token, which ours asks for first. Slow 4G is ${SLOW_4G.downloadMbps} Mbit/s down, ${SLOW_4G.uploadMbps} Mbit/s up
and ${SLOW_4G.latency} ms, at 1× CPU. Each shows ${ROWS} rows; ours has two letters in each. DocSearch has no list in the page: it was measured
opened at once with a question that has ten hits, and until its button stood there, which asks nobody for anything.
Given to the peers: DisqusJS in its modern build, knowing already that Disqus is out of reach; Artalk and Waline without emoji
sets; DocSearch without Ask AI. remark42 is missing: it is not on npm, its script comes with its server.
Load of the machine at the beginning and the end: ${run.load.map((value) => value.toFixed(1)).join(", ")}.

From the start of the navigation until all rows are drawn:

${table(["", ...columns], times("listMs"))}

Time of the main thread in scripts (compiling, running, collecting garbage; layout and styles are left out), from the
navigation to ${SETTLE_MS} ms after the list:

${table(["", ...columns], times("scriptMs"))}

All of the main thread in the same span:

${table(["", ...columns], times("mainThreadMs"))}

What has travelled when the list is drawn, without the page itself (requests + preflights), and the manners in the page:
violations are those of \`default-src 'none'\` with the contender's own origin, and of Trusted Types without a policy; axe
looks for WCAG 2.2 A and AA (rules · elements).

${table(["", "brotli", "requests", "layout shift", "policy violations", "Trusted Types violations", "globals", "axe"], facts.join("\n"))}

${standing(of)}
`;
}

/** Where somebody is ahead of us, said in words, so that nobody needs to look for it. */
function standing(of: (key: string, condition: Condition, field: keyof Load) => number): string {
  const fields = { listMs: "shows its list sooner", scriptMs: "spends less on scripts", bytes: "is smaller" };
  const ahead = PEER_CONTENDERS.flatMap(({ key, name }) =>
    Object.entries(fields).flatMap(([field, words]) => {
      const where = CONDITIONS.filter(
        (condition) => of(key, condition, field as keyof Load) < of(OURS.key, condition, field as keyof Load),
      );
      return where.length > 0 ? [`${name} ${words} (${where.map(({ name: at }) => at).join(", ")})`] : [];
    }),
  );
  return ahead.length > 0
    ? `Ahead of ours: ${ahead.join("; ")}.`
    : "No peer shows its list sooner, spends less on scripts or is smaller.";
}

function nameOf(key: string, condition: Condition): string {
  return `${key} ${condition.name}`;
}

function table(columns: string[], rows: string): string {
  return `${row(...columns)}\n${row(...columns.map(() => "---"))}\n${rows}`;
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function inBrackets(words: string[]): string {
  const different = [...new Set(words)];
  return different.length > 0 ? ` (${different.join(", ")})` : "";
}

function bytesPerSecond(megabits: number): number {
  return (megabits * 1_000_000) / 8;
}

function never(key: string): never {
  throw new Error(`${key} was not looked at.`);
}
