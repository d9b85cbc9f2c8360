/** How a pull ends that met trouble: at once, or after some patience; in plain words, and with the roster as it was. */
import type { Runtime } from "../runtime.ts";
import type { Trouble } from "./read-resources.ts";
import { moveOn, type Run, type Standing } from "./run-queries.ts";
import { forgetEnded } from "./stage-queries.ts";

/** A nightly pull that meets a server which is down comes back to it so often, after so long. */
const WAITS_MS = [5, 15, 30].map((minutes) => minutes * 60_000);

/**
 * Ends the run with its reason in plain words, the roster as it was. A nightly one that met a server which may be back
 * soon waits instead.
 *
 * @returns how long to wait, null when the run has ended
 */
export async function endOrWait(run: Run, trouble: Trouble, runtime: Runtime): Promise<number | null> {
  const { db, now, log } = runtime;
  const waits = Number(run.cursor["waits"] ?? 0);
  const waitMs = run.trigger === "nightly" && trouble.passes ? WAITS_MS[waits] : undefined;
  if (waitMs !== undefined) {
    // The heartbeat lies in the future: nobody takes the run for dead while it waits.
    const standing: Standing = { ...run, cursor: { ...run.cursor, waits: waits + 1 } };
    return (await moveOn(db, run, standing, [], now() + waitMs)) === null ? null : waitMs;
  }
  log.error("roster_pull_failed", { run: run.id, code: trouble.code });
  await endFailed(run, trouble, runtime);
  return null;
}

export async function endFailed(
  run: Run,
  { code, detail }: Pick<Trouble, "code" | "detail">,
  { db, now }: Runtime,
): Promise<void> {
  const standing: Standing = { ...run, status: "failed", phase: "done", cursor: { at: "done" } };
  const ended = { ...standing, errorCode: code, errorDetail: detail, finishedAt: now() };
  // What it has staged goes after it: too much for one batch, and the run must end whatever becomes of that.
  if ((await moveOn(db, run, ended, [], now())) !== null) await forgetEnded(db);
}
