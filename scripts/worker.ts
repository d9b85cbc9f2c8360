/** `npm run worker -- [wrangler dev flags]`: the Worker alone, with no simulator and no demo data. */
import { startLocalWorker } from "./local-worker.ts";
import { stopTogether } from "./stop-together.ts";

const worker = await startLocalWorker(process.argv.slice(2));
stopTogether(() => worker.process.kill("SIGTERM"));
worker.process.once("close", (code) => process.exit(code ?? 0));
