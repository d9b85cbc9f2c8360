/** The Workflow that carries a pull: steps of work until none is left, their results counts and names alone. */
import type { WorkflowStep } from "cloudflare:workers";
import type { Runtime } from "../runtime.ts";
import { advance, type Progress } from "./pull.ts";

export interface PullParams {
  run: string;
}

/** A step's own work ends after 20 seconds and one page; D1 or the platform may be slow to answer. */
const STEP = {
  retries: { limit: 4, delay: "10 seconds", backoff: "exponential" },
  timeout: "10 minutes",
} as const;

/** More steps than the platform gives one instance: the next one goes on. */
const STEPS_PER_INSTANCE = 900;

export async function carryPull({ run }: PullParams, step: WorkflowStep, runtime: Runtime): Promise<void> {
  let name: string | null = "begin";
  for (let number = 1; name !== null && number <= STEPS_PER_INSTANCE; number++) {
    const progress: Progress = await step.do(`${name}-${number}`, STEP, () => advance(run, runtime));
    if (progress.waitMs > 0) await step.sleep(`wait-${number}`, progress.waitMs);
    name = progress.next;
  }
}
