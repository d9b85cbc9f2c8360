/**
 * Runs wrangler with the Node of this project and without any call home: on a machine whose network leads nowhere
 * each would cost half a minute.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const WRANGLER = fileURLToPath(new URL("../node_modules/wrangler/bin/wrangler.js", import.meta.url));

const QUIET_AND_OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_WRITE_LOGS: "false",
  // Local tracing halves the speed, and has crashed after thousands of D1 calls in one request.
  X_LOCAL_OBSERVABILITY: "false",
};

export interface StartOptions {
  output?: "inherit" | "pipe";
  /** Makes it the head of a process group, so that it and all that it starts can be killed at once. */
  ownGroup?: boolean;
  input?: string | undefined;
}

export function startWrangler(
  args: string[],
  { output = "inherit", ownGroup = false, input }: StartOptions = {},
): ChildProcess {
  const child = spawn(process.execPath, ["--no-warnings", WRANGLER, ...args], {
    cwd: ROOT,
    detached: ownGroup,
    env: { ...process.env, ...QUIET_AND_OFFLINE },
    stdio: [input === undefined ? "ignore" : "pipe", output, output],
  });
  child.stdin?.end(input);
  return child;
}

/** Runs one command to its end; its output is shown only when it fails. */
export async function runWrangler(args: string[]): Promise<void> {
  const { ok, output } = await captureWrangler(args);
  if (!ok) throw new Error(`wrangler ${args.slice(0, 3).join(" ")} failed:\n${output}`);
}

/**
 * Runs one command to its end.
 *
 * @param input what it reads from standard input, such as a secret
 */
export async function captureWrangler(
  args: string[],
  input?: string,
): Promise<{ ok: boolean; stdout: string; output: string }> {
  const child = startWrangler(args, { output: "pipe", input });
  let stdout = "";
  let output = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { ok: code === 0, stdout, output };
}
