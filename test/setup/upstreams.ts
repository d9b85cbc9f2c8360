/**
 * Starts what the tests in the Workers runtime talk to over real HTTP: an ETS or eSchoolPLUS simulator for each file
 * that wants one, and a stand-in for Cloudflare Access that publishes its key and counts how often it is asked.
 */
import { createServer } from "node:http";
import { startEschoolplusSimulator } from "../../simulators/eschoolplus/server.ts";
import { startEtsSimulator } from "../../simulators/ets/server.ts";

export async function setup(): Promise<() => Promise<void>> {
  const origins: Record<string, string> = JSON.parse(process.env["SCORELETTER_TEST_ETS"] ?? "{}");
  const eschoolplus: Record<string, string> = JSON.parse(process.env["SCORELETTER_TEST_ESCHOOLPLUS"] ?? "{}");
  const simulators = await Promise.all([
    ...Object.values(origins).map((origin) => startEtsSimulator({ port: Number(new URL(origin).port) })),
    ...Object.values(eschoolplus).map((origin) =>
      startEschoolplusSimulator({ port: Number(new URL(origin).port) }),
    ),
  ]);
  const { domain, publicKey } = JSON.parse(process.env["SCORELETTER_TEST_ACCESS"] ?? "{}");
  let asked = 0;
  const access = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/asked") return response.end(JSON.stringify({ asked }));
    asked++;
    response.end(JSON.stringify({ keys: [publicKey] }));
  });
  await new Promise<void>((resolve) => access.listen(Number(domain.split(":")[1]), "127.0.0.1", resolve));
  return async () => {
    await Promise.all(simulators.map((simulator) => simulator.close()));
    access.closeAllConnections();
    await new Promise((resolve) => access.close(resolve));
  };
}
