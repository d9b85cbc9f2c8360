/**
 * `/admin/roster`: watch pulls, start one, decide about one that was held back, by the same functions as the API's. A
 * change is answered with a redirect (303), what cannot be done any more with the page as things stand now (409).
 */
import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import { findEschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { isEverywhere } from "../../permission.ts";
import { Refusal } from "../../problem.ts";
import { findPullFacts } from "../../roster/last-run-queries.ts";
import { overdueSince } from "../../roster/overdue.ts";
import { findRun, listRuns, type Run } from "../../roster/run-queries.ts";
import { approveRun, discardRun, reviveSilent, startRun } from "../../roster/runs.ts";
import { type AdminEnv, requireEverywhere } from "../identity.ts";
import { logQuery } from "../schemas/shared.ts";
import { WATCHING_POLICY } from "./as-page.tsx";
import { frameOf } from "./frame.ts";
import { documentOf } from "./layout.tsx";
import { Notice } from "./parts.tsx";
import { type Decision, DecisionPage } from "./roster-confirm.tsx";
import { RosterPage } from "./roster-page.tsx";
import { RunPage } from "./roster-run-page.tsx";
import { ROSTER_PATH, runPath } from "./roster-words.ts";

/** Three weeks of nights. */
const RUNS_SHOWN = 20;

const DECISIONS = { approve: approveRun, discard: discardRun };

export function rosterPages() {
  const pages = new Hono<AdminEnv>();

  pages.get("/", async (c) => {
    requireEverywhere(c, "view");
    return rosterPage(c, 200);
  });

  pages.post("/", async (c) => {
    requireEverywhere(c, "manage_integrations");
    const { runtime, administrator } = c.var;
    const started = await startRun("manual", administrator.actor, runtime);
    if (started.ok) return c.redirect(runPath(started.id), 303);
    return rosterPage(c, 409, NOT_STARTED[started.code]);
  });

  pages.get("/:id", async (c) => {
    requireEverywhere(c, "view");
    const run = await existing(c);
    return runPage(c, 200, run, doneNotice(c.req.query("done"), run));
  });

  for (const decision of ["approve", "discard"] as const) {
    pages.get(`/:id/${decision}`, async (c) => {
      requireEverywhere(c, "manage_integrations");
      return decisionPage(c, decision);
    });

    pages.post(`/:id/${decision}`, async (c) => {
      requireEverywhere(c, "manage_integrations");
      const { runtime, administrator } = c.var;
      const { id } = await existing(c);
      const judged = await DECISIONS[decision](id, administrator.actor, runtime);
      if (judged !== "done") return runPage(c, 409, await existing(c), TOO_LATE);
      return c.redirect(`${runPath(id)}?done=${decision}`, 303);
    });
  }

  return pages;
}

const NOT_STARTED = {
  run_in_progress: (
    <Notice tone="warn" title="A pull is running already">
      <p>No second one was started: one at a time is enough. It brings what eSchoolPLUS holds now.</p>
    </Notice>
  ),
  not_configured: (
    <Notice tone="warn" title="eSchoolPLUS is not set up">
      <p>There is nowhere to pull from, so no pull was started.</p>
    </Notice>
  ),
};

const TOO_LATE = (
  <Notice tone="warn" title="This pull no longer waits for a decision">
    <p>
      Somebody else has decided, or a newer pull has taken its place. Nothing was done.{" "}
      <a href={ROSTER_PATH}>See the newest pull</a>
    </p>
  </Notice>
);

/** @param done as the address says; what does not fit the pull as it stands tells nothing */
function doneNotice(done: string | undefined, { status }: Run) {
  if (done === "approve" && (status === "running" || status === "succeeded"))
    return (
      <Notice tone="good" title="Approved">
        <p>
          {status === "running"
            ? "The changes are being put in place."
            : "The changes have been put in place."}
        </p>
      </Notice>
    );
  if (done === "discard" && status === "discarded")
    return (
      <Notice tone="good" title="Discarded">
        <p>The roster stays as it was.</p>
      </Notice>
    );
  return null;
}

async function existing(c: Context<AdminEnv>): Promise<Run> {
  const run = await findRun(c.var.runtime.db, c.req.param("id") ?? "");
  if (run === undefined) throw new Refusal("not_found");
  return run;
}

async function rosterPage(c: Context<AdminEnv>, status: 200 | 409, notice?: Child) {
  const query = logQuery.safeParse(c.req.query());
  if (!query.success) throw new Refusal("invalid_request");
  const { runtime, administrator } = c.var;
  const { db } = runtime;
  const before = query.data.cursor ?? null;
  const [settings, pulls, found] = await Promise.all([
    findEschoolplusSettings(db),
    findPullFacts(db),
    listRuns(db, before, RUNS_SHOWN + 1),
  ]);
  const history = found.slice(0, RUNS_SHOWN);
  keepAlive(c, pulls.running);
  const page = (
    <RosterPage
      frame={await frameOf(c)}
      settings={settings}
      pulls={pulls}
      overdueSince={overdueSince(settings, pulls, runtime.now())}
      history={history}
      olderHref={found.length > RUNS_SHOWN ? `${ROSTER_PATH}?cursor=${history.at(-1)?.startedAt}` : null}
      isNewest={before === null}
      mayManage={isEverywhere(administrator.reach.manage_integrations)}
      now={runtime.now()}
      notice={notice}
    />
  );
  return c.html(documentOf(page), status);
}

async function runPage(c: Context<AdminEnv>, status: 200 | 409, run: Run, notice: Child) {
  const { runtime, administrator } = c.var;
  keepAlive(c, run);
  const page = (
    <RunPage
      frame={await frameOf(c)}
      run={run}
      settings={await findEschoolplusSettings(runtime.db)}
      mayManage={isEverywhere(administrator.reach.manage_integrations)}
      now={runtime.now()}
      notice={notice}
    />
  );
  return c.html(documentOf(page), status);
}

/** A page that shows a running pull brings the script that follows it; whoever looks also keeps the pull alive. */
function keepAlive(c: Context<AdminEnv>, run: Run | undefined): void {
  if (run?.status !== "running") return;
  const { runtime } = c.var;
  c.header("content-security-policy", WATCHING_POLICY);
  runtime.waitUntil(reviveSilent(runtime));
}

async function decisionPage(c: Context<AdminEnv>, decision: Decision) {
  const { runtime } = c.var;
  const run = await existing(c);
  if (run.status !== "held") return runPage(c, 409, run, TOO_LATE);
  const page = (
    <DecisionPage
      decision={decision}
      frame={await frameOf(c)}
      run={run}
      settings={await findEschoolplusSettings(runtime.db)}
      now={runtime.now()}
    />
  );
  return c.html(documentOf(page));
}
