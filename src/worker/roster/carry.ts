/** The Workflow that carries a pull: steps of work until none is left, their results counts and names alone. */
import type { WorkflowStep } from "cloudflare:workers";
import type { Runtime } from "../runtime.ts";
import { advance, type Portions, type Progress } from "./pull.ts";
import { handOver } from "./runs.ts";

export interface PullParams {
  run: string;
}

/** A step's own work ends after 20 seconds and one page; D1 or the platform may be slow to answer. */
const STEP = {
  retries: { limit: 4, delay: "10 seconds", backoff: "exponential" },
  timeout: "10 minutes",
} as const;

/** Some fewer than the 1,024 that the platform gives one instance; waits and the hand-over are steps too. */
const STEPS_PER_INSTANCE = 900;

export async function carryPull(
  { run }: PullParams,
  step: Pick<WorkflowStep, "do" | "sleep">,
  runtime: Runtime,
  stepsPerInstance = STEPS_PER_INSTANCE,
  portions?: Portions,
): Promise<void> {
  let name: string | null = "begin";
  for (let number = 1; name !== null && number <= stepsPerInstance; number++) {
    const progress: Progress = await step.do(`${name}-${number}`, STEP, () =>
      advance(run, runtime, portions),
    );
    if (progress.waitMs > 0) await step.sleep(`wait-${number}`, progress.waitMs);
    name = progress.next;
  }
  if (name !== null) await step.do("hand-over", STEP, () => handOver(run, runtime));
}
