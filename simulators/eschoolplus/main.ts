/**
 * Runs the eSchoolPLUS simulator on its own:
 *   node simulators/eschoolplus/main.ts --port 9402 --host 127.0.0.1 --students 2000 --seed 1
 * Prints one line when it is ready, and nothing else: neither people nor keys belong in a terminal's history.
 */

import { parseArgs } from "node:util";
import { startEschoolplusSimulator } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "9402" },
    host: { type: "string", default: "127.0.0.1" },
    students: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    "changed-share": { type: "string", default: "0" },
  },
});

const simulator = await startEschoolplusSimulator({
  port: Number(values.port),
  host: values.host,
  students: Number(values.students),
  seed: Number(values.seed),
  changedShare: Number(values["changed-share"]),
});
console.info(`eSchoolPLUS simulator: ${simulator.baseUrl}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
