/**
 * `npm run deploy:dry-run`: bundles the Worker as a deployment would, without an account. Wrangler only warns of keys
 * in wrangler.toml that it does not know; a mistyped key must not pass for a setting.
 */
import { buildWidget } from "./build-widget.ts";
import { startWrangler } from "./wrangler.ts";

await buildWidget();
const child = startWrangler(["deploy", "--dry-run", "--outdir", "dist/worker"], { output: "pipe" });
let output = "";
for (const stream of [child.stdout, child.stderr]) {
  stream?.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
}
const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
if (/Unexpected fields/.test(output)) {
  console.error("wrangler.toml has a key that wrangler does not know.");
  process.exit(1);
}
process.exit(code);
