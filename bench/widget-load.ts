/**
 * One load of a contender's page in a browser that has never been there: when its list could be seen, what had
 * travelled by then, what the main thread spent on scripts. And once, not for time: its manners in the page.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { TRACED, type TraceEvent, taskTimes } from "./trace.ts";
import type { Contender } from "./widget-contenders.ts";
import type { WidgetServer } from "./widget-server.ts";

export interface Condition {
  name: string;
  cpuSlowdown: number;
  network?: { latency: number; downloadThroughput: number; uploadThroughput: number };
}

export interface Load {
  /** From the start of the navigation to the frame in which all rows are there. */
  listMs: number;
  /** What the main thread spent on compiling, running and clearing up of scripts, and altogether, until it was quiet. */
  scriptMs: number;
  mainThreadMs: number;
  /** Bodies as they travelled, but for the page itself. */
  bytes: number;
  requests: number;
  preflights: number;
  layoutShift: number;
}

export interface Manners {
  policyViolations: string[];
  trustedTypesViolations: string[];
  globals: string[];
  axeRules: string[];
  axeElements: number;
}

const PHONE = { width: 390, height: 844 };
/** After the list: for what a contender still does then, and for shifts. */
export const SETTLE_MS = 700;
const LIMIT_MS = 30_000;

/** What the script in the page leaves for us. */
interface Seen {
  listMs: number;
  bytes: number;
  requests: number;
}

export async function measureLoad(
  browser: Browser,
  server: WidgetServer,
  contender: Contender,
  { cpuSlowdown, network }: Condition,
): Promise<Load> {
  const { context, page } = await freshPage(browser, contender);
  try {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
    if (network) {
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", { offline: false, ...network });
    }
    server.preflights();
    const url = server.pageOf(contender);
    await browser.startTracing(page, { categories: TRACED });
    await page.goto(url, { waitUntil: "commit" });
    // Not playwright's own waiting, which would run scripts in the page meanwhile.
    const { result } = await devtools.send("Runtime.evaluate", {
      expression: "benchSeen",
      awaitPromise: true,
      returnByValue: true,
    });
    const seen: Seen = result.value;
    const preflights = server.preflights();
    await sleep(SETTLE_MS);
    const trace: { traceEvents: TraceEvent[] } = JSON.parse(String(await browser.stopTracing()));
    const { script, all } = taskTimes(trace.traceEvents, url);
    const shift = await page.evaluate(() => Number(Reflect.get(window, "benchShift")));
    return { ...seen, preflights, scriptMs: script, mainThreadMs: all, layoutShift: shift };
  } finally {
    await context.close();
  }
}

/** Under the strictest policy, which here only reports. `usual` are the globals of a page without a widget. */
export async function inspectManners(
  browser: Browser,
  server: WidgetServer,
  contender: Contender,
  usual: readonly string[],
): Promise<Manners> {
  const { context, page } = await freshPage(browser, contender);
  try {
    await page.goto(server.strictPageOf(contender));
    await page.evaluate("benchSeen");
    await sleep(SETTLE_MS);
    const [globals, violations] = await page.evaluate(() => [
      Object.getOwnPropertyNames(window),
      Reflect.get(window, "benchViolations") as string[],
    ]);
    const isAboutTypes = (directive: string) => directive.includes("trusted-types");
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const findings = await page.evaluate(async () => {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations: found } = await Reflect.get(window, "axe").run(document, { runOnly: tags });
      return (found as { id: string; nodes: unknown[] }[]).map(({ id, nodes }) => ({
        id,
        count: nodes.length,
      }));
    });
    return {
      policyViolations: (violations ?? []).filter((directive) => !isAboutTypes(directive)),
      trustedTypesViolations: (violations ?? []).filter(isAboutTypes),
      globals: (globals ?? []).filter((name) => !usual.includes(name)),
      axeRules: findings.map(({ id }) => id),
      axeElements: findings.reduce((sum, { count }) => sum + count, 0),
    };
  } finally {
    await context.close();
  }
}

/** A context of its own is a cache of its own: nothing is known of the page. */
async function freshPage(
  browser: Browser,
  contender: Contender,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: PHONE, locale: "en-US" });
  context.setDefaultTimeout(LIMIT_MS);
  const { row, rows, stored } = contender;
  await context.addInitScript(watchForList, { row, rows, stored, limitMs: LIMIT_MS });
  return { context, page: await context.newPage() };
}

/**
 * Runs in the page before everything else. Looks for the rows whenever elements were added, in shadow roots too, and
 * costs nothing in between; then waits for the frame that shows them.
 */
function watchForList({
  row,
  rows,
  stored,
  limitMs,
}: {
  row: string;
  rows: number;
  stored: [string, string] | undefined;
  limitMs: number;
}): void {
  if (stored) localStorage.setItem(...stored);
  const violations: string[] = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
    violations.push(effectiveDirective),
  );
  Object.assign(window, { benchShift: 0, benchViolations: violations });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      Reflect.set(
        window,
        "benchShift",
        Reflect.get(window, "benchShift") + Number(Reflect.get(entry, "value")),
      );
  }).observe({ type: "layout-shift", buffered: true });

  const seen = new Promise((resolve, reject) => {
    const roots: ParentNode[] = [document];
    const observer = new MutationObserver(look);
    const watch = (root: Node) => observer.observe(root, { childList: true, subtree: true });
    watch(document);
    const attachShadow = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attachShadow.call(this, init);
      roots.push(root);
      watch(root);
      return root;
    };
    setTimeout(() => reject(new Error(`No ${rows} of ${row}`)), limitMs);

    function look(): void {
      for (const root of roots) {
        const found = root.querySelectorAll(row);
        const last = found[found.length - 1];
        if (found.length < rows || !last) continue;
        observer.disconnect();
        requestAnimationFrame(() => whenVisible(last));
        return;
      }
    }
    function whenVisible(last: Element): void {
      if (last.getBoundingClientRect().height === 0)
        return void requestAnimationFrame(() => whenVisible(last));
      // A message comes after the frame has been drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(done(performance.now()));
      port2.postMessage(null);
    }
  });
  Object.assign(window, { benchSeen: seen });

  function done(listMs: number) {
    const travelled = performance
      .getEntriesByType("resource")
      .filter(
        (entry): entry is PerformanceResourceTiming =>
          entry instanceof PerformanceResourceTiming &&
          entry.responseEnd <= listMs &&
          entry.name.startsWith("http"),
      );
    const bytes = travelled.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return { listMs, bytes, requests: travelled.length };
  }
}
