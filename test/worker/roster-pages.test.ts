/** The pages of the roster's pulls: who sees, starts and decides, what they say, the file for support, the reminders. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { findEschoolplusSettings } from "../../src/worker/integrations/eschoolplus-queries.ts";
import { allDueNotices } from "../../src/worker/notices/due-now.ts";
import { sendNotices } from "../../src/worker/notices/send.ts";
import { overdueSince } from "../../src/worker/roster/overdue.ts";
import { beginRun, findRun, type Run } from "../../src/worker/roster/run-queries.ts";
import type { Runtime } from "../../src/worker/runtime.ts";
import {
  approve,
  type District,
  ESCHOOLPLUS,
  pull,
  runtimeOf,
  setUpEschoolplus,
  smallDistrict,
} from "./pull-world.ts";
import {
  type Answer,
  admin,
  call,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  sign,
} from "./world.ts";

const ROSTER = "/admin/roster";
const HOUR_MS = 3_600_000;

/** Pulls of a small district take seconds on two busy cores. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = smallDistrict(40);
const db = drizzle(env.DB);

type Headers = Record<string, string>;

let handing: Portal;
let manager: Headers;
let onlyViewer: Headers;
let ofOneSite: Headers;

function grants(permissions: string[], sites = ["*"]) {
  return permissions.map((permission) => ({ permission, sites }));
}

beforeAll(async () => {
  const everything = grants(["view", "manage_integrations", "view_students"]);
  handing = await registerPortal("handing", { adminHandoff: everything });
  manager = await enterAs(everything);
  onlyViewer = await enterAs(grants(["view"]));
  ofOneSite = await enterAs(grants(["view", "manage_integrations"], ["district"]));
});

beforeEach(async () => {
  await env.DB.batch(
    ["roster_runs", "notices", "integration_log"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
  await setUpEschoolplus({ pausedUntil: "2099-01-01" }); // no cron is at work here, but it says what is told
});

/** The headers of an administrator's browser, handed over by a portal. */
async function enterAs(permissions: unknown): Promise<Headers> {
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { aud: `${ORIGIN}/admin`, sub: "coordinator", jti: crypto.randomUUID(), exp, permissions };
  const token = await sign(handing, claims, { typ: "admin+jwt" });
  const entered = await call("/admin/enter", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: PORTAL_ORIGIN },
    body: new URLSearchParams({ token }).toString(),
  });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, accept: "text/html", "sec-fetch-site": "same-origin" };
}

function open(path: string, as: Headers = manager): Promise<Answer> {
  return call(path, { headers: as });
}

function post(path: string, as: Headers = manager): Promise<Answer> {
  const headers = { "content-type": "application/x-www-form-urlencoded", ...as };
  return call(path, { method: "POST", headers, body: "" });
}

/** Text as it is read: without tags, entities for quotes, and runs of spaces. */
function readable({ text }: Answer): string {
  return text
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "’")
    .replace(/\s+/g, " ")
    .replace(/ ([.,:])/g, "$1");
}

let runs = 0;

/** A run as a pull might have left it. */
async function given(change: Partial<Run>): Promise<Run> {
  const at = Date.now() - 60_000 + runs++;
  const run: Run = {
    ...{ id: `pull-${runs}`, trigger: "nightly", startedBy: "nightly", night: null, status: "succeeded" },
    ...{ phase: "done", resource: null, rowsRead: 0, rowsTotal: null, held: null },
    counts: { Student: { read: 41_234, added: 12, updated: 3, removed: 1 } },
    ...{
      errorCode: null,
      errorDetail: null,
      settingsVersion: "v",
      cursor: { at: "done" },
      step: 1,
      attempts: 1,
    },
    ...{ heartbeatAt: at, startedAt: at, finishedAt: at + 1_000 },
    ...change,
  };
  if (!(await beginRun(db, run, null))) throw new Error("another run is running");
  // A run that begins takes the place of what is held back, itself not excepted.
  await env.DB.prepare("UPDATE roster_runs SET status = ? WHERE id = ?").bind(run.status, run.id).run();
  return run;
}

const READING: Partial<Run> = {
  ...{ status: "running", phase: "reading", resource: "StudentContact", rowsRead: 12_000, rowsTotal: 41_234 },
  ...{
    counts: {},
    finishedAt: null,
    cursor: { at: "comparing", seen: {} },
    heartbeatAt: Date.now() + HOUR_MS,
  },
};
const HELD: Partial<Run> = {
  status: "held",
  held: [{ resource: "Student", reason: "many_removed", count: 4_000 }],
};

async function statusOf(id: string): Promise<string | undefined> {
  return (await findRun(db, id))?.status;
}

/** What was done about pulls, as the log of changes has it, the newest first. */
async function log(): Promise<string[]> {
  const { items } = (await admin("GET", "/integrations/log")).body;
  const lines: Record<string, string>[] = items;
  return lines
    .filter(({ action }) => action?.startsWith("pull_"))
    .map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`);
}

describe("the pages of pulls", () => {
  it("are seen by those who view everything, and acted on by those who manage everything", async () => {
    const { id } = await given(HELD);
    const reading = [ROSTER, `${ROSTER}/${id}`];
    const asking = [`${ROSTER}/${id}/approve`, `${ROSTER}/${id}/discard`];
    for (const path of [...reading, ...asking]) {
      expect([path, (await open(path)).status]).toEqual([path, 200]);
      expect([path, (await open(path, ofOneSite)).status]).toEqual([path, 403]);
      expect([path, (await open(path, { accept: "text/html" })).status]).toEqual([path, 401]);
    }
    for (const path of reading) {
      const seen = await open(path, onlyViewer);
      expect(seen.status).toBe(200);
      expect(seen.text).not.toMatch(/<form method="post" action="\/admin\/roster|\/approve|\/discard/);
    }
    for (const path of asking) expect((await open(path, onlyViewer)).status).toBe(403);
    for (const path of [ROSTER, ...asking]) {
      for (const as of [onlyViewer, ofOneSite]) expect((await post(path, as)).status).toBe(403);
      expect((await post(path, {})).status).toBe(401);
      const foreign = { ...manager, "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" };
      expect((await post(path, foreign)).status).toBe(403);
    }
    expect([await statusOf(id), await log()]).toEqual(["held", []]);
    expect((await open("/admin", ofOneSite)).text).not.toContain(ROSTER);
  });

  it("know no pull that is not there", async () => {
    for (const path of [`${ROSTER}/none`, `${ROSTER}/none/approve`])
      expect((await open(path)).status).toBe(404);
    expect((await post(`${ROSTER}/none/approve`)).status).toBe(404);
    expect((await open(`${ROSTER}?cursor=x`)).status).toBe(400);
  });

  it("say how the last one went, by the district's clock, wherever pulls are spoken of", async () => {
    const at = Date.parse("2025-11-21T10:04:00Z");
    const version = (await findEschoolplusSettings(db))?.version ?? "";
    const { id } = await given({ startedAt: at, finishedAt: at, settingsVersion: version });
    const done = "Nov 21, 2025, 2:04 am: 12 added, 3 changed, 1 removed.";
    expect(readable(await open(ROSTER))).toContain(`The last pull succeeded on ${done}`);
    expect(readable(await open(`${ROSTER}/${id}`))).toContain("Students 41,234 12 3 1");
    await setUpEschoolplus();
    for (const path of ["/admin/overview", "/admin/integrations/eschoolplus"]) {
      const page = await open(path);
      expect(readable(page)).toContain(`The last pull succeeded on ${done}`);
      expect(page.text).toContain(`href="${ROSTER}/${id}"`);
    }
    const current = (await findEschoolplusSettings(db))?.version ?? "";
    await env.DB.prepare("UPDATE roster_runs SET settings_version = ?").bind(current).run();
    for (const path of ["/admin", "/admin/overview"])
      expect(readable(await open(path))).toContain(`Working. Last pull ${done}`);
  });

  it("tell what went wrong in the words of the pull itself", async () => {
    const errorDetail = "eSchoolPLUS refused our signature. Compare the consumer key with the API Profile.";
    const { id } = await given({ status: "failed", errorCode: "refused", errorDetail, attempts: 3 });
    const page = readable(await open(`${ROSTER}/${id}`));
    for (const words of [errorDetail, "refused", "Taken up again 2 times"]) expect(page).toContain(words);
    expect(readable(await open(ROSTER))).toContain(errorDetail);
  });

  it("list the pulls twenty at a time, the newest first", async () => {
    const startedAt = Date.now() - 50 * HOUR_MS;
    for (let one = 0; one < 23; one++)
      await given({ startedAt: startedAt + one, trigger: "manual", startedBy: `person-${one}@example.org` });
    const newest = await open(ROSTER);
    expect(newest.text.match(/person-\d+/g)).toHaveLength(20);
    expect(newest.text.indexOf("person-22@")).toBeLessThan(newest.text.indexOf("person-21@"));
    const older = /href="(\/admin\/roster\?cursor=\d+)"/.exec(newest.text)?.[1] ?? "";
    expect((await open(older)).text.match(/person-\d+/g)).toEqual(["person-2", "person-1", "person-0"]);
  });
});

describe("a running pull", () => {
  it("shows how far it is, with a script that is ours and may ask us alone", async () => {
    const { id } = await given(READING);
    expect((await admin("GET", `/roster/runs/${id}`)).body.phase).toBe("waiting");
    for (const path of [ROSTER, `${ROSTER}/${id}`]) {
      const page = await open(path);
      // It waits: its next sign of life lies in the future.
      expect(readable(page)).toContain("Waiting for eSchoolPLUS, which did not answer");
      expect(page.text).toMatch(/<progress id="pull-bar"><\/progress>/);
      expect(page.text).toContain('<script src="/admin/progress.js" defer="">');
      expect(page.text.match(/<script/g)).toHaveLength(1);
      const policy = page.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'; connect-src 'self'");
      expect(policy).not.toMatch(/unsafe|\*/);
    }
    await env.DB.prepare("UPDATE roster_runs SET heartbeat_at = ?").bind(Date.now()).run();
    expect((await admin("GET", `/roster/runs/${id}`)).body.phase).toBe("reading");
    const page = await open(`${ROSTER}/${id}`);
    expect(readable(page)).toContain(
      "Reading links between students and contacts (6 of 7) 12,000 of 41,234 rows",
    );
    expect(page.text).toContain('max="41234" value="12000"');
    for (const path of ["/admin/overview", "/admin/integrations/eschoolplus"]) {
      const other = await open(path);
      expect(readable(other)).toContain("(6 of 7), 12,000 of 41,234 rows");
      expect(other.text).not.toContain("<script");
      expect(other.headers.get("content-security-policy")).not.toContain("script-src");
    }
  });

  it("is not joined by a second one", async () => {
    const { id } = await given({ ...READING, heartbeatAt: Date.now() });
    expect((await open(ROSTER)).text).not.toContain("Run now");
    const refused = await post(ROSTER);
    expect(refused.status).toBe(409);
    expect(readable(refused)).toContain("A pull is running already");
    expect(refused.text).toContain(`data-run="${id}"`);
    expect(refused.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await log()).toEqual([]);
  });

  it("is no reason for a script once it has ended", async () => {
    const { id } = await given({});
    for (const path of [ROSTER, `${ROSTER}/${id}`]) {
      const page = await open(path);
      expect(page.text).not.toMatch(/<script|\sstyle="|\son[a-z]+="/);
      expect(page.headers.get("content-security-policy")).not.toContain("script-src");
    }
  });

  it("is followed by a script that everybody may read, made of the same words, with no markup of its own", async () => {
    const script = await call("/admin/progress.js");
    expect([script.status, script.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    for (const words of ["Reading links between students and contacts (6 of 7)", "The pull is held back"])
      expect(script.text).toContain(words);
    expect(script.text).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval|\bhref\b/);
    const etag = script.headers.get("etag") ?? "";
    expect((await call("/admin/progress.js", { headers: { "if-none-match": etag } })).status).toBe(304);
  });
});

describe("Run now", () => {
  it("starts a pull in the name of whoever pressed it, and shows it", async () => {
    const answer = await post(ROSTER);
    expect(answer.status).toBe(303);
    const page = await open(answer.headers.get("location") ?? "");
    expect(readable(page)).toContain("Started by handing:coordinator");
    expect(await log()).toEqual(["handing:coordinator pull_started ok"]);
  });

  it("is not offered, and kindly refused, where eSchoolPLUS is not set up", async () => {
    await admin("DELETE", "/integrations/eschoolplus");
    const page = await open(ROSTER);
    expect(page.text).not.toContain("Run now");
    expect(readable(page)).toContain("eSchoolPLUS is not set up, so no pull runs");
    const refused = await post(ROSTER);
    expect([refused.status, readable(refused)]).toEqual([
      409,
      expect.stringContaining("nowhere to pull from"),
    ]);
  });
});

describe("a pull that is held back", () => {
  /** The district without most of its students. */
  const halved: District = { ...base, Student: base.Student.slice(0, 30) };

  async function heldPull(): Promise<Run> {
    // Whatever an earlier test left: the whole district first.
    const whole = await pull(runtimeOf(() => base));
    if (whole.status === "held")
      await approve(
        whole.id,
        runtimeOf(() => base),
      );
    const held = await pull(runtimeOf(() => halved));
    expect(held.status).toBe("held");
    return held;
  }

  const living = async () =>
    (
      await env.DB.prepare("SELECT count(*) AS n FROM roster_students WHERE gone_at IS NULL").first<{
        n: number;
      }>()
    )?.n;

  it("is explained, named in its consequences, and applied once it is approved", async () => {
    const { id } = await heldPull();
    const page = readable(await open(`${ROSTER}/${id}`));
    for (const words of ["10 students would be removed", "What to check:", "Students 30 0 0 10"])
      expect(page).toContain(words);
    expect(readable(await open(ROSTER))).toContain("Held back since");
    const asked = await open(`${ROSTER}/${id}/approve`);
    expect(readable(asked)).toMatch(/0 rows are added, 0 changed and \d+ removed/);
    expect([await living(), await statusOf(id)]).toEqual([40, "held"]);

    const approved = await post(`${ROSTER}/${id}/approve`);
    expect([approved.status, approved.headers.get("location")]).toEqual([
      303,
      `${ROSTER}/${id}?done=approve`,
    ]);
    // The Workflow is at work on it already.
    expect(readable(await open(`${ROSTER}/${id}?done=approve`))).toMatch(
      /The changes (are being|have been) put in place\./,
    );
    await vi.waitFor(async () => expect(await statusOf(id)).toBe("succeeded"), { timeout: 20_000 });
    expect(await living()).toBe(30);
    expect(await log()).toContain("handing:coordinator pull_approved ok");
  });

  it("is dropped once it is discarded, and cannot be decided twice", async () => {
    const { id } = await heldPull();
    expect(readable(await open(`${ROSTER}/${id}/discard`))).toContain("The roster stays as it is");
    expect((await post(`${ROSTER}/${id}/discard`)).status).toBe(303);
    expect(readable(await open(`${ROSTER}/${id}?done=discard`))).toContain("The roster stays as it was.");
    expect([await living(), await statusOf(id)]).toEqual([40, "discarded"]);
    for (const decision of ["approve", "discard"]) {
      for (const answer of [
        await post(`${ROSTER}/${id}/${decision}`),
        await open(`${ROSTER}/${id}/${decision}`),
      ])
        expect([answer.status, readable(answer)]).toEqual([
          409,
          expect.stringContaining("This pull no longer waits for a decision"),
        ]);
    }
    expect((await log())[0]).toBe("handing:coordinator pull_discarded ok");
    expect((await log()).filter((line) => line.includes("pull_discarded"))).toHaveLength(1);
  });

  it("gives way to a newer one, whose page a late decision leads to", async () => {
    const { id } = await given(HELD);
    await given({});
    const late = await post(`${ROSTER}/${id}/approve`);
    expect([late.status, readable(late)]).toEqual([
      409,
      expect.stringContaining("newer pull has taken its place"),
    ]);
    expect(late.text).toContain(`href="${ROSTER}"`);
    expect([await statusOf(id), await log()]).toEqual(["discarded", []]);
  });

  it.each([
    ["looks_like_delta", "less than half of all were sent"],
    ["many_removed", "more than a tenth of all"],
    ["many_removed_at_school", "of one school"],
    ["many_lose_access", "would no longer open letters"],
    ["many_inactive", "would no longer be active"],
    ["many_withheld", "would newly be withheld"],
    ["many_released", "would no longer be withheld"],
    ["many_gain_access", "would newly open letters"],
    ["many_ssids_changed", "another state id"],
    ["ssid_shared", "belong to two students"],
    ["one_contact_gains_many", "One contact would newly see"],
  ])("says %s in words", async (reason, words) => {
    const { id } = await given({ ...HELD, held: [{ resource: "Student", reason, count: 1_234 }] });
    const page = readable(await open(`${ROSTER}/${id}`));
    expect(page).toContain(words);
    expect(page).toContain("1,234");
    expect(page).not.toContain(reason);
  });
});

describe("the file for support", () => {
  it("tells how things stand, and nothing of anybody, nor of a secret", async () => {
    await setUpEschoolplus({ consumerSecret: "canary-secret-0001" });
    const run = await pull(runtimeOf(() => base));
    const answer = await call("/admin/api/roster/support", { headers: onlyViewer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="scoreletter-roster-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(answer.body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      schema: expect.stringMatching(/^\d{4}_/),
      settings: {
        ...{ host: "hac.willow.example.org", lastPathPart: "demo", consumerKeyMiddle: "DEMO", userFields: 1 },
        ...{ consumerSecret: { set: true }, nightlyAt: "02:00", timeZone: "America/Los_Angeles" },
      },
      lastTest: null,
      clock: { isPaused: false, overdueSince: null, localTime: expect.stringMatching(/^\d\d:\d\d$/) },
      runs: [{ id: run.id, trigger: "manual", usesTheseSettings: true, counts: { Student: { read: 40 } } }],
      rows: { roster_students: { living: expect.any(Number) } },
    });
    const canaries = [
      ...["canary-secret-0001", ESCHOOLPLUS.consumerKey, "4711", "coordinator", "startedBy", "sealed"],
      ...base.Student.flatMap((row) => [
        row["FirstName"],
        row["LastName"],
        row["StateReportId"],
        row["StudentId"],
      ]),
      ...base.Contact.flatMap((row) => [row["Email"], row["ContactId"]]),
      ...base.ContactPhone.map((row) => row["Phone"]),
    ].map((canary) => String(canary).trim());
    expect(canaries.filter((canary) => new RegExp(`\\b${canary}\\b`).test(answer.text))).toEqual([]);
    expect(readable(await open(ROSTER))).toContain("Download the file for support (JSON)");
  });

  it("is there where nothing is set up, and at a pause", async () => {
    expect((await admin("GET", "/roster/support")).body.clock).toMatchObject({ isPaused: true });
    await admin("DELETE", "/integrations/eschoolplus");
    expect((await admin("GET", "/roster/support")).body).toMatchObject({
      settings: null,
      clock: null,
      runs: [],
    });
  });
});

describe("reminders of pulls", () => {
  const NOW = Date.now();
  const settings = { nightlyAt: "02:00", timeZone: "America/Los_Angeles", pausedUntil: null, updatedAt: 0 };
  const hoursAgo = (hours: number) => NOW - hours * HOUR_MS;

  it.each([
    ["a success last night", {}, { lastSuccessAt: hoursAgo(30) }, false],
    ["a success two nights ago and more", {}, { lastSuccessAt: hoursAgo(51) }, true],
    ["none ever, set up long ago", {}, { lastSuccessAt: null }, true],
    ["none ever, set up yesterday", { updatedAt: hoursAgo(30) }, { lastSuccessAt: null }, false],
    ["a pause", { pausedUntil: "2099-01-01" }, { lastSuccessAt: null }, false],
    [
      "a pause that has just ended",
      { pausedUntil: new Date(hoursAgo(24)).toISOString().slice(0, 10) },
      {},
      false,
    ],
    ["a pause that ended long ago", { pausedUntil: "2026-01-01" }, { lastSuccessAt: hoursAgo(51) }, true],
    ["one that runs", {}, { lastSuccessAt: hoursAgo(99), running: { startedAt: hoursAgo(1) } as Run }, false],
    [
      "one that has run for days",
      {},
      { lastSuccessAt: hoursAgo(99), running: { startedAt: hoursAgo(51) } as Run },
      true,
    ],
  ])("are due or not after %s", (_what, change, pulls, isDue) => {
    const since = overdueSince(
      { ...settings, ...change },
      { running: undefined, lastSuccessAt: null, ...pulls },
      NOW,
    );
    expect(since !== null).toBe(isDue);
  });

  it("are not due where nothing is set up", () => {
    expect(overdueSince(undefined, { running: undefined, lastSuccessAt: null }, NOW)).toBeNull();
  });

  interface Mail {
    subject: string;
    text: string;
  }

  function mailing(at: number): { runtime: Runtime; mails: Mail[] } {
    const mails: Mail[] = [];
    const send = async (mail: never) => {
      mails.push(mail);
      return {} as never;
    };
    return {
      mails,
      runtime: { ...runtimeOf(() => base), now: () => at, mail: { send } as unknown as SendEmail },
    };
  }

  it("are told once, on the banner as long as they last, and end with the next success", async () => {
    await admin("PUT", "/notices/settings", {
      emailFrom: "scores@example.org",
      emailTo: ["ada@example.org"],
    });
    await setUpEschoolplus();
    await given({ finishedAt: hoursAgo(60), startedAt: hoursAgo(60) });
    await env.DB.prepare("UPDATE eschoolplus_settings SET updated_at = 0").run();
    const { id } = await given({ ...HELD, startedAt: hoursAgo(1) });
    const first = mailing(NOW);
    await sendNotices(first.runtime);
    expect(first.mails.map(({ subject }) => subject).toSorted()).toEqual([
      "A roster pull of District is held back",
      "The roster of District has not been pulled for two nights",
    ]);
    expect(first.mails.map(({ text }) => text).join()).toContain(`${ORIGIN}${ROSTER}`);
    const second = mailing(NOW + 24 * HOUR_MS);
    await sendNotices(second.runtime);
    expect(second.mails).toEqual([]);

    const banner = readable(await open("/admin"));
    for (const words of ["No roster pull has succeeded for two nights.", "waits for a decision."])
      expect(banner).toContain(words);
    expect((await admin("GET", "/notices")).body.items).toMatchObject([
      { kind: "pull_overdue", site: "district", mailed: true },
      { kind: "pull_held", code: "many_removed", mailed: true },
    ]);
    expect((await open("/admin/reminders")).status).toBe(200);

    await post(`${ROSTER}/${id}/discard`);
    expect((await allDueNotices(first.runtime)).map(({ kind }) => kind)).toEqual(["pull_overdue"]);
    await given({ startedAt: NOW, finishedAt: NOW });
    expect(await allDueNotices(first.runtime)).toEqual([]);
    expect(readable(await open("/admin"))).not.toContain("two nights");
    // Another row of nights without one is another occasion.
    const third = mailing(NOW + 51 * HOUR_MS);
    await sendNotices(third.runtime);
    expect(third.mails.map(({ subject }) => subject)).toEqual([
      "The roster of District has not been pulled for two nights",
    ]);
  });
});

describe("the state of eSchoolPLUS", () => {
  async function state(): Promise<string> {
    const { items } = (await admin("GET", "/integrations")).body;
    return items.find(({ kind }: { kind: string }) => kind === "eschoolplus").state;
  }

  it("is failing while a pull waits for a decision, and while none succeeds", async () => {
    await setUpEschoolplus();
    expect(await state()).toBe("ok");
    const { id } = await given(HELD);
    expect(await state()).toBe("failing");
    expect(readable(await open("/admin"))).toMatch(
      /Held back\. Last pull .* held back, it waits for a decision\./,
    );
    await post(`${ROSTER}/${id}/discard`);
    expect(await state()).toBe("ok");
    await env.DB.prepare("UPDATE eschoolplus_settings SET updated_at = 0").run();
    expect(await state()).toBe("failing");
    expect(readable(await open("/admin"))).toContain("Overdue. No pull has succeeded since");
    await given({});
    expect(await state()).toBe("ok");
  });
});
