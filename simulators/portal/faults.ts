/**
 * The switch behind the page "make ETS fail": turns a name into the settings that the ETS simulator's control
 * API takes, and remembers what it set last.
 */

const CONTROL_TIMEOUT_MS = 5_000;

/** What the simulator does at each of its three doors; a door that is not named works as always. */
const FAULTS = {
  down: { token: { status: 503 }, reports: { status: 503 }, letters: { status: 503 } },
  // The report list refuses too, so that a token the Worker still holds from before does not hide the fault.
  refused: { token: { status: 401 }, reports: { status: 401 } },
  unknown: { reports: { status: 404 } },
  slow: { token: { delayMs: 1_500 }, reports: { delayMs: 4_000 }, letters: { delayMs: 3_000 } },
};

export type FaultName = keyof typeof FAULTS | "none";

export const FAULT_NAMES: FaultName[] = ["none", "down", "refused", "unknown", "slow"];

export interface FaultSwitch {
  current(): FaultName;
  /** False: the simulator did not take it. */
  set(name: FaultName): Promise<boolean>;
}

export function isFaultName(name: string): name is FaultName {
  return FAULT_NAMES.some((each) => each === name);
}

export function createFaultSwitch(etsControlOrigin: string): FaultSwitch {
  const url = new URL("/_control/faults", etsControlOrigin);
  let current: FaultName = "none";

  async function set(name: FaultName): Promise<boolean> {
    try {
      // The simulator merges what it is sent into what is on: each choice starts from nothing.
      if (!(await send({ method: "DELETE" }))) return false;
      current = "none";
      if (name === "none") return true;
      const headers = { "Content-Type": "application/json" };
      if (!(await send({ method: "PUT", headers, body: JSON.stringify(FAULTS[name]) }))) return false;
      current = name;
      return true;
    } catch {
      return false;
    }
  }

  async function send(request: RequestInit): Promise<boolean> {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  }

  return { current: () => current, set };
}
