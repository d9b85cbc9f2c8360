/** How far a pull is, as those who watch it are told. Pure. */
import type { Run } from "./run-queries.ts";

/** A pull that waits for eSchoolPLUS to come back has set its next sign of life into the future. */
export function phaseOf({ status, phase, heartbeatAt }: Run, now: number): Run["phase"] {
  return status === "running" && heartbeatAt > now ? "waiting" : phase;
}
