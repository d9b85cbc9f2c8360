/**
 * The Worker as it is deployed (the dry-run's bundle) on workerd without wrangler's proxy before it, a bare pass-through
 * Worker beside it in the same process, and the ETS simulator in a process of its own. `wrangler dev` would cost each
 * request more than the Worker does.
 */
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { SignJWT } from "jose";
import { convertV4MiniflareOptions, Miniflare } from "miniflare"; // comes with wrangler
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";
import { setUpDistrict } from "../scripts/demo-district.ts";
import { ensureDevVars } from "../scripts/dev-vars.ts";
import { freePort } from "../scripts/free-port.ts";
import { bundleWorker } from "./bundle.ts";
import { type SimulatorProcess, startSimulator } from "./simulator-process.ts";
import { directEts } from "./world.ts";

const HOST = "127.0.0.1";
const ROOT = new URL("..", import.meta.url).pathname;
const PORTAL = { id: "bench", name: "Bench Portal", origin: "http://127.0.0.1:1", trust: "roster" as const };
const TOKEN_SECONDS = 900;

export interface DirectWorld {
  workerOrigin: string;
  inspectorPort: number;
  /** Where a URL is fetched by the pass-through Worker. */
  passThrough(url: string): string;
  ets: Ets;
  /** A viewer token for a guardian, signed as a portal's server would. */
  viewerToken(viewer: string, contact: string): Promise<string>;
}

export interface Ets {
  origin: string;
  control(method: "GET" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Record<string, number>>;
  /** Where the first letter of the first student of people.ts is, asked of ETS itself. */
  letterLink(): Promise<string>;
  /** Dies without a word; what it held in memory, tokens and the key of its links, is gone. */
  kill(): Promise<void>;
  /** Again at the same address. */
  restart(): Promise<void>;
}

export interface DirectWorldOptions {
  students: number;
  /** The Worker's main module; none for the Worker itself. */
  script?: string;
}

/** Runs `work` against a fresh Worker that has pulled a district of so many students, and cleans up after it. */
export async function withDirectWorld<T>(
  { students, script }: DirectWorldOptions,
  work: (world: DirectWorld) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "scoreletter-bench-"));
  const ets = await startEts();
  const sis = await startSimulator("eschoolplus/main.ts", [
    ...["--port", String(await freePort(9480)), "--students", String(students)],
  ]);
  let miniflare: Miniflare | undefined;
  try {
    const upstreams = [ets.origin, new URL(sis.url).origin];
    const started = await startRuntime(await bundleWorker(join(folder, "bundle"), script), upstreams);
    miniflare = started.miniflare;
    const { workerOrigin, inspectorPort, passThroughOrigin } = started;
    const secret = await setUpDistrict({
      ...{ workerOrigin, adminToken: ensureDevVars()["ADMIN_TOKEN"] ?? "" },
      ...{ apiUrl: `${ets.origin}/api/v1/token`, eschoolplusBaseUrl: sis.url, portal: PORTAL },
    });
    return await work({
      ...{ workerOrigin, inspectorPort, ets },
      passThrough: (url) => `${passThroughOrigin}/?url=${encodeURIComponent(url)}`,
      viewerToken: (viewer, contact) => sign(workerOrigin, secret, viewer, contact),
    });
  } finally {
    await miniflare?.dispose();
    sis.process.kill("SIGTERM");
    await ets.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startEts(): Promise<Ets> {
  const flags = ["--port", String(await freePort(9460)), "--host", HOST];
  let running: SimulatorProcess = await startSimulator("ets/main.ts", flags);
  const { origin } = new URL(running.url);
  return {
    origin,
    async control(method, path, body) {
      const headers = { "content-type": "application/json" };
      const init = body === undefined ? {} : { body: JSON.stringify(body), headers };
      const answer = await fetch(`${origin}/_control/${path}`, { method, ...init });
      return answer.json();
    },
    letterLink: () => letterLinkOf(origin),
    async kill() {
      const { process } = running;
      if (process.exitCode !== null || process.signalCode !== null) return;
      process.kill("SIGKILL");
      await once(process, "exit");
    },
    async restart() {
      running = await startSimulator("ets/main.ts", flags);
    },
  };
}

async function letterLinkOf(origin: string): Promise<string> {
  const { url, token } = await directEts(origin);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const [first] = await answer.json();
  return first.url;
}

async function startRuntime(script: string, upstreams: string[]) {
  const vars = ensureDevVars();
  const [port, passThroughPort] = [await freePort(8960), await freePort(9010)];
  const inspectorPort = await freePort(9380);
  const workerOrigin = `http://${HOST}:${port}`;
  const { workerOptions } = workerOptionsOf(join(ROOT, "wrangler.toml"));
  const { compatibilityDate, compatibilityFlags, d1Databases, ratelimits, workflows } = workerOptions;
  const passThrough = await build({
    entryPoints: [join(ROOT, "bench/worker/pass-through.ts")],
    ...{ format: "esm", write: false },
  });
  const runtime = { modules: true, compatibilityDate, compatibilityFlags };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      inspectorPort,
      handleStructuredLogs: () => {}, // a line for each refusal, thousands while ETS is away
      workers: [
        {
          ...{ ...runtime, name: "scoreletter", script, d1Databases, ratelimits, workflows },
          // The widget's files are not measured here, and their router would stand before every request.
          serviceBindings: { ASSETS: "pass-through" },
          bindings: {
            PUBLIC_ORIGIN: workerOrigin,
            SEALING_KEYS: vars["SEALING_KEYS"] ?? "",
            ADMIN_TOKEN: vars["ADMIN_TOKEN"] ?? "",
            DEV_UPSTREAMS: upstreams.join(","),
          },
          unsafeDirectSockets: [{ host: HOST, port }],
          unsafeInspectorProxy: true,
        },
        {
          ...{ ...runtime, name: "pass-through", script: passThrough.outputFiles[0]?.text ?? "" },
          unsafeDirectSockets: [{ host: HOST, port: passThroughPort }],
        },
      ],
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  await miniflare.ready;
  await applyMigrations(miniflare);
  return { miniflare, workerOrigin, inspectorPort, passThroughOrigin: `http://${HOST}:${passThroughPort}` };
}

/** As wrangler does, the table of what was applied included. */
async function applyMigrations(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database("DB", "scoreletter");
  await db.prepare("CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT)").run();
  const folder = join(ROOT, "migrations");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  for (const name of files) {
    const statements = (await readFile(join(folder, name), "utf8")).split("--> statement-breakpoint");
    for (const statement of statements) await db.prepare(statement).run();
    await db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name).run();
  }
}

function sign(audience: string, secret: string, viewer: string, contact: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ role: "guardian", contact_id: contact })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(PORTAL.id)
    .setAudience(audience)
    .setSubject(viewer)
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .sign(new TextEncoder().encode(secret));
}
