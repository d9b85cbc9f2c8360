/** Starts the ETS simulators that the tests in the Workers runtime talk to over real HTTP. */
import { startEtsSimulator } from "../../simulators/ets/server.ts";

export async function setup(): Promise<() => Promise<void>> {
  const origins: Record<string, string> = JSON.parse(process.env["SCORELETTER_TEST_ETS"] ?? "{}");
  const simulators = await Promise.all(
    Object.values(origins).map((origin) => startEtsSimulator({ port: Number(new URL(origin).port) })),
  );
  return async () => {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  };
}
