/** A simulator in a process of its own, so that its work and the benchmark's do not wait for one another. */
import { type ChildProcess, spawn } from "node:child_process";

export interface SimulatorProcess {
  process: ChildProcess;
  /** What it prints once it is ready: the address that an administrator would type. */
  url: string;
}

/** @param main a file of simulators/, such as `ets/main.ts` */
export async function startSimulator(main: string, flags: string[]): Promise<SimulatorProcess> {
  const path = new URL(`../simulators/${main}`, import.meta.url).pathname;
  const child = spawn(process.execPath, ["--no-warnings", path, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += chunk;
    const url = /https?:\S+/.exec(printed)?.[0];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error(`The simulator ${main} did not start.`);
}
