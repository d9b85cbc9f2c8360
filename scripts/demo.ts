/** `npm start`: the demonstration, and how to look at it. */
import { LOGINS } from "../simulators/people.ts";
import { startDemonstration } from "./demonstration.ts";
import { freePort } from "./free-port.ts";
import { stopTogether } from "./stop-together.ts";

const LOG_FILE = ".wrangler/demo/worker.log";

console.log("Starting the Worker, the ETS and eSchoolPLUS simulators and the demo portal …");
const demonstration = await startDemonstration({
  workerPort: await freePort(8787),
  portalPort: await freePort(9400),
  etsPort: await freePort(9410),
  eschoolplusPort: await freePort(9420),
  students: 2_000,
  persistTo: ".wrangler/demo",
  logFile: LOG_FILE,
});
stopTogether(() => void demonstration.stop());

const width = Math.max(...LOGINS.map(({ username, password }) => username.length + password.length)) + 3;
console.log(`
Ready. Open the portal and log in:

  ${demonstration.portalOrigin}

${LOGINS.map(({ username, password, name, role }) => `  ${`${username} / ${password}`.padEnd(width)}  ${name}, ${role}`).join("\n")}

Then choose State Assessments. At the foot of each page is a link to make ETS fail.
The counselor also finds Manage Third Party Integrations there: the administrators' pages.

  Worker                 ${demonstration.workerOrigin}   (its log: ${LOG_FILE})
  ETS simulator          ${demonstration.etsOrigin}
  eSchoolPLUS simulator  ${demonstration.eschoolplusOrigin}

Ctrl-C stops everything.`);

await demonstration.ended;
process.exit(0);
