/** The Worker's bundle, made as a deployment makes it. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWidget } from "../scripts/build-widget.ts";
import { runWrangler, startWrangler } from "../scripts/wrangler.ts";

/** @param script its main module; none for the one of wrangler.toml */
export async function bundleWorker(folder: string, script?: string): Promise<string> {
  await buildWidget(); // wrangler.toml's assets must be there
  await runWrangler([
    ...["deploy", ...(script === undefined ? [] : [script])],
    ...["--dry-run", "--outdir", folder],
  ]);
  return readFile(join(folder, "index.js"), "utf8");
}

/** Processor milliseconds from the script's beginning to where it can take requests, by wrangler's own profile. */
export async function startUpMs(folder: string): Promise<number> {
  await buildWidget();
  const child = startWrangler(["check", "startup", "--outfile", join(folder, "startup.cpuprofile")], {
    output: "pipe",
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
  await once(child, "close");
  const active = /Active: ([\d.]+) ms/.exec(printed)?.[1];
  if (active === undefined) throw new Error(`wrangler check startup failed:\n${printed}`);
  return Number(active);
}
