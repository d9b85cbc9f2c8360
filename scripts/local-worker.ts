/** Starts the Worker on this machine: widget built, migrations applied, development secrets there. */
import type { ChildProcess } from "node:child_process";
import { buildWidget } from "./build-widget.ts";
import { ensureDevVars } from "./dev-vars.ts";
import { runWrangler, type StartOptions, startWrangler } from "./wrangler.ts";

const DEFAULT_PORT = "8787";
const DEFAULT_HOST = "127.0.0.1";

export interface LocalWorker {
  process: ChildProcess;
  origin: string;
}

/**
 * @param flags as for `wrangler dev`; `PUBLIC_ORIGIN` is filled in from `--ip` and `--port` where nobody gives one
 */
export async function startLocalWorker(flags: string[], options: StartOptions = {}): Promise<LocalWorker> {
  const vars = ensureDevVars();
  await buildWidget();
  const persistTo = flagValue(flags, "--persist-to");
  await runWrangler([
    ...["d1", "migrations", "apply", "DB", "--local"],
    ...(persistTo === undefined ? [] : ["--persist-to", persistTo]),
  ]);

  const host = flagValue(flags, "--ip") ?? DEFAULT_HOST;
  const port = flagValue(flags, "--port") ?? DEFAULT_PORT;
  const reachable = host === "0.0.0.0" || host === "*" ? DEFAULT_HOST : host;
  const own = flags.flatMap((flag, index) => (flag === "--var" ? [flags[index + 1] ?? ""] : []));
  const given = own.find((entry) => entry.startsWith("PUBLIC_ORIGIN:"))?.slice("PUBLIC_ORIGIN:".length);
  const origin = given ?? vars["PUBLIC_ORIGIN"] ?? `http://${reachable}:${port}`;
  const args = [
    ...["dev", "--show-interactive-dev-session=false"],
    ...(flagValue(flags, "--ip") === undefined ? ["--ip", host] : []),
    ...(flagValue(flags, "--port") === undefined ? ["--port", port] : []),
    ...(given === undefined ? ["--var", `PUBLIC_ORIGIN:${origin}`] : []),
    ...flags,
  ];
  return { process: startWrangler(args, options), origin };
}

/** The value of `--flag value` or `--flag=value`. */
function flagValue(flags: string[], name: string): string | undefined {
  const index = flags.indexOf(name);
  if (index >= 0) return flags[index + 1];
  return flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1);
}
