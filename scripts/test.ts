/** `npm test`: builds what the tests look at, runs all of them, and counts them on the last line. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildWidget } from "./build-widget.ts";
import { ensureDevVars } from "./dev-vars.ts";

const VITEST = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const RESULTS = "dist/test-results.json";

ensureDevVars();
await buildWidget();
mkdirSync("dist", { recursive: true });
rmSync(RESULTS, { force: true });

const child = spawn(
  process.execPath,
  [
    VITEST,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${RESULTS}`,
    ...process.argv.slice(2),
  ],
  { stdio: ["ignore", "inherit", "inherit"] },
);
const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(RESULTS, "utf8"));
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
process.exit(code);
