/**
 * The Worker as it is, with a D1 and Workflow steps that are counted, and a door beside it for the benchmark:
 *   GET DELETE /_bench/count        what the pulls have cost so far; starts again from zero
 *   POST       /_bench/peer/{way}   reads and writes everything in a plain way; see peers.ts
 *   DELETE     /_bench/roster       empties the roster
 * Of other requests those are counted that ask for it by a header.
 */
import type { WorkflowEvent, WorkflowStep } from "cloudflare:workers";
import { type Bindings, readConfig } from "../../src/worker/env.ts";
import worker, { RosterPull as RealRosterPull } from "../../src/worker/index.ts";
import type { PullParams } from "../../src/worker/roster/carry.ts";
import { createRuntime, type Runtime } from "../../src/worker/runtime.ts";
import { COUNT_HEADER, type PullCount, type Way } from "../pull-count.ts";
import { countedD1, noCount } from "./counted-d1.ts";
import { emptyRoster, loadPlainly } from "./peers.ts";

const noSteps = { workflowSteps: 0, maxStepMs: 0, maxStepTrips: 0 };
const count = { d1: noCount(), ...noSteps };

export default {
  ...worker,
  async fetch(request: Request, env: Bindings, context: ExecutionContext): Promise<Response> {
    const [, door, what, way] = new URL(request.url).pathname.split("/");
    if (door !== "_bench")
      return worker.fetch(request, request.headers.has(COUNT_HEADER) ? countedOf(env) : env, context);
    switch (`${request.method} ${what}`) {
      case "DELETE count":
        Object.assign(count.d1, noCount());
        Object.assign(count, noSteps);
        break;
      case "POST peer":
        await loadPlainly(way as Way, runtimeOf(env, context));
        break;
      case "DELETE roster":
        await emptyRoster(runtimeOf(env, context).db);
    }
    const run = await env.DB.prepare("SELECT step FROM roster_runs ORDER BY started_at DESC LIMIT 1").first<{
      step: number;
    }>();
    const answer: PullCount = { ...count, pieces: run?.step ?? 0 };
    return Response.json(answer);
  },
} satisfies ExportedHandler<Bindings>;

let counted: Bindings | undefined;

/** One object per isolate, as the platform's own: by it the Worker knows what it has checked already. */
function countedOf(env: Bindings): Bindings {
  counted ??= { ...env, DB: countedD1(env.DB, count.d1, true) };
  return counted;
}

function runtimeOf(env: Bindings, context: ExecutionContext): Runtime {
  const checked = readConfig(env);
  if (!checked.ok) throw new Error(checked.problems.join());
  return createRuntime({ ...env, DB: countedD1(env.DB, count.d1) }, checked.config, context, {
    request: "bench",
  });
}

export class RosterPull extends RealRosterPull {
  constructor(context: ExecutionContext, env: Bindings) {
    super(context, { ...env, DB: countedD1(env.DB, count.d1) });
  }

  override async run(event: Readonly<WorkflowEvent<PullParams>>, step: WorkflowStep): Promise<void> {
    const counted = {
      do: (name: string, config: object, work: () => Promise<never>) =>
        step.do(name, config, async () => {
          const [from, trips] = [Date.now(), count.d1.trips];
          try {
            return await work();
          } finally {
            count.workflowSteps += 1;
            count.maxStepMs = Math.max(count.maxStepMs, Date.now() - from);
            count.maxStepTrips = Math.max(count.maxStepTrips, count.d1.trips - trips);
          }
        }),
      sleep: (name: string, duration: number) => step.sleep(name, duration),
    } as unknown as WorkflowStep; // all that the pull uses of one
    await super.run(event, counted);
  }
}
