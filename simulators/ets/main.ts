/**
 * Runs the ETS simulator on its own:
 *   node simulators/ets/main.ts --port 9401 --host 127.0.0.1
 * Prints one line when it is ready, and nothing else: neither SSIDs nor keys belong in a terminal's history.
 */

import { parseArgs } from "node:util";
import { startEtsSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "9401" },
    host: { type: "string", default: "127.0.0.1" },
    "letters-origin": { type: "string" },
  },
});

const simulator = await startEtsSimulator({
  port: Number(values.port),
  host: values.host,
  lettersOrigin: values["letters-origin"] ?? null,
});
console.info(`ETS simulator: ${simulator.apiUrl}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
