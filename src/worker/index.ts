/** The door: requests go to the app, the cron to the jobs, a pull of the roster to its Workflow. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { app } from "./app.ts";
import { type Bindings, type Config, readConfig } from "./env.ts";
import { doJobs } from "./jobs.ts";
import { createLog, type LogFields } from "./log.ts";
import { carryPull, type PullParams } from "./roster/carry.ts";
import { createRuntime } from "./runtime.ts";

export default {
  fetch: app.fetch,

  async scheduled(event, env, context) {
    const config = configOf(env, { cron: event.cron });
    if (config === null) return;
    await doJobs(event.cron, event.scheduledTime, createRuntime(env, config, context, { cron: event.cron }));
  },
} satisfies ExportedHandler<Bindings>;

export class RosterPull extends WorkflowEntrypoint<Bindings, PullParams> {
  override async run(event: Readonly<WorkflowEvent<PullParams>>, step: WorkflowStep): Promise<void> {
    const config = configOf(this.env, { workflow: event.instanceId });
    if (config === null) return;
    const runtime = createRuntime(this.env, config, this.ctx, { workflow: event.instanceId });
    await carryPull(event.payload, step, runtime);
  }
}

function configOf(env: Bindings, fields: LogFields): Config | null {
  const checked = readConfig(env);
  if (checked.ok) return checked.config;
  createLog(fields).error("misconfigured", { problems: checked.problems.join("; ") });
  return null;
}
