/** Opening a letter's link over HTTP: what is streamed, what is refused, and the line that each link leaves. */
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { revealsSsid } from "../../src/worker/letters/page-link.ts";
import {
  type Answer,
  admin,
  call,
  etsSimulator,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  saveEts,
  sealedToken,
  viewer,
} from "./world.ts";

const ets = etsSimulator("letters");
let portal: Portal;

interface Report {
  id: string;
  assessment: { code: string };
  year: number;
  language: { code: string };
  format: string;
  view: string;
  download: string;
}

beforeAll(async () => {
  await saveEts(ets.apiUrl);
  portal = await registerPortal("willow");
});
beforeEach(() => ets.reset());

let viewers = 0;

async function letters(student = "S-1001", from: Portal = portal): Promise<Report[]> {
  const token = await sealedToken(from, [student], { sub: `viewer-${viewers++}` });
  const answer = await viewer(`/students/${student}/reports`, token);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.reports;
}

async function letter(code = "ELPAC", year = 2026, language = "es"): Promise<Report> {
  const found = (await letters()).find(
    (report) => report.assessment.code === code && report.year === year && report.language.code === language,
  );
  if (found === undefined) throw new Error("no such letter");
  return found;
}

function open(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call(url, { headers });
}

async function logLines(): Promise<Record<string, string>[]> {
  return (await admin("GET", "/letters/log?limit=200")).body.items;
}

describe("a letter", () => {
  it("is viewed in place, under a name that a parent can read", async () => {
    const answer = await open((await letter()).view);
    expect(answer.status).toBe(200);
    expect(answer.text.startsWith("%PDF-")).toBe(true);
    expect(answer.text.trimEnd().endsWith("%%EOF")).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'inline; filename="ELPAC-2026-Spanish.pdf"',
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
    });
    expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(10_000);
  });

  it("is downloaded under the same name", async () => {
    const answer = await open((await letter("CAASPP", 2025, "en")).download);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="CAASPP-2025-English.pdf"');
  });

  it("brings none of the host's other headers, and sends it no Authorization", async () => {
    const answer = await open((await letter()).view);
    for (const name of answer.headers.keys()) expect(name).not.toMatch(/^x-amz|^etag$|^server$|^set-cookie$/);
    expect((await ets.stats())["authorizationSentToLetters"]).toBe(0);
  });

  it("comes in ranges", async () => {
    const { view } = await letter();
    const whole = await open(view);
    const first = await open(view, { range: "bytes=0-9" });
    expect([first.status, first.text]).toEqual([206, whole.text.slice(0, 10)]);
    expect(first.headers.get("content-range")).toBe(`bytes 0-9/${whole.headers.get("content-length")}`);
    const tiny = await open(view, { range: "bytes=0-0" });
    expect([tiny.status, tiny.text]).toEqual([206, "%"]);
    const middle = await open(view, { range: "bytes=100-109" });
    expect([middle.status, middle.headers.get("content-length")]).toEqual([206, "10"]);
    const last = await open(view, { range: "bytes=-6" });
    expect(last.text).toContain("EOF");
    const beyond = await open(view, { range: "bytes=99999999-" });
    expect([beyond.status, beyond.body.code]).toEqual([416, "range_not_satisfiable"]);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${whole.headers.get("content-length")}`);
    for (const range of ["bytes=0-1,5-6", "lines=1-2", "bytes=", "bytes=a-b"]) {
      expect((await open(view, { range })).status).toBe(200);
    }
  });

  it("is asked for again, once, when ETS's link has run out", async () => {
    const { view } = await letter();
    await ets.reset();
    await ets.faults({ letters: { expireNext: 1 } });
    const answer = await open(view);
    expect([answer.status, answer.text.slice(0, 5)]).toEqual([200, "%PDF-"]);
    expect(await ets.stats()).toMatchObject({ letterCalls: 2, reportCalls: 1 });

    await ets.reset();
    await ets.faults({ letters: { expired: true } });
    expect((await open(view)).body.code).toBe("ETS001");
    expect(await ets.stats()).toMatchObject({ letterCalls: 2, reportCalls: 1 });
  });

  it("whose length nobody knows arrives whole", async () => {
    const { view } = await letter();
    const whole = await open(view);
    for (const fault of [{ chunked: true }, { gzip: true }]) {
      await ets.faults({ letters: fault });
      expect((await open(view)).text).toBe(whole.text);
      await ets.faults({ letters: null });
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["fails", { status: 500 }],
    ["sends HTML in its place", { contentType: "text/html" }],
    ["sends HTML under a PDF's name", { notPdf: true }],
    ["redirects", { redirect: "https://evil.example/letter.pdf" }],
    ["breaks off at once", { reset: true }],
    ["sends nothing", { body: "empty" }],
    ["sends more than 50 MB", { sizeBytes: 52_428_801 }],
  ])("ends as ETS001 when its host %s", async (_what, fault) => {
    const { view } = await letter();
    await ets.faults({ letters: fault });
    const answer = await open(view);
    expect([answer.status, answer.body.code]).toEqual([502, "ETS001"]);
    expect(answer.text).not.toContain("canary");
  });

  it.each<[string, Record<string, unknown>]>([
    ["with a known length", { cutAfterBytes: 8_000 }],
    ["without one", { cutAfterBytes: 8_000, chunked: true }],
    ["beyond 50 MB", { sizeBytes: 52_500_000, chunked: true }],
  ])("that breaks off half-way, %s, ends in an error that the client sees", async (_what, fault) => {
    const { view } = await letter();
    await ets.faults({ letters: fault });
    const response = await exports.default.fetch(view);
    expect(response.status).toBe(200);
    await expect(drain(response)).rejects.toThrow();
  });

  it("is refused by its host's name when that is not allowed", async () => {
    await ets.faults({ reports: { linkOrigin: "https://evil.example" } });
    const [first] = await letters();
    expect((await open(first?.view ?? "")).body.code).toBe("ETS001");
  });

  it("may be gone from ETS's list by the time its link is renewed", async () => {
    const { view } = await letter();
    await ets.faults({ letters: { expireNext: 1 }, reports: { body: "wrong-shape" } });
    expect((await open(view)).body.code).toBe("ETS001");
  });
});

describe("a page", () => {
  it("is answered by a redirect to ETS that does not reveal the SSID", async () => {
    for (const format of ["html", "video"]) {
      const page = (await letters()).find((report) => report.format === format);
      const answer = await open(page?.view ?? "");
      expect(answer.status).toBe(302);
      expect(answer.headers.get("location")).toContain(ets.origin);
      expect(answer.headers.get("location")).not.toContain("9000000101");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    }
  });
});

describe("a page's link", () => {
  const SSID = "9000000101";
  it.each([
    ["plain", `https://a.ets.org/r/${SSID}`],
    ["percent-encoded", "https://a.ets.org/r?s=900000%30101"],
    ["percent-encoded twice", "https://a.ets.org/r?s=900000%2530101"],
    ["in full-width digits", "https://a.ets.org/r?s=９０００００0101"],
    ["with separators", "https://a.ets.org/r?s=9000-000-101"],
    ["in base64", `https://a.ets.org/r?s=${btoa(SSID)}`],
    ["in base64 within a longer text", `https://a.ets.org/r?s=${btoa(`{"ssid":"${SSID}"}`)}`],
    ["in base64, percent-encoded", `https://a.ets.org/r?s=${encodeURIComponent(btoa(SSID))}`],
  ])("reveals an SSID that stands in it %s", (_how, link) => {
    expect(revealsSsid(new URL(link).href, SSID)).toBe(true);
  });

  it.each([
    "https://a.ets.org/r/8c1f0e5a",
    "https://a.ets.org/r?s=9000000102",
    `https://a.ets.org/${btoa("9000000999")}`,
    "https://a.ets.org/%E0%A4%A",
  ])("reveals nothing in %s", (link) => {
    expect(revealsSsid(link, SSID)).toBe(false);
  });
});

describe("a link", () => {
  it("that is not ours is invalid", async () => {
    const { view } = await letter();
    const sealed = view.split("/").at(-2) ?? "";
    for (const link of [
      "x",
      "v1.new.AAAA",
      `${sealed}x`,
      sealed.slice(0, -4),
      sealed.replace("v1.new.", "v1.old."),
    ]) {
      const answer = await open(`/v1/letters/${link}/view`);
      expect([answer.status, answer.body.code]).toEqual([400, "letter_link_invalid"]);
    }
    expect((await open(`/v1/letters/${sealed}/print`)).body.code).toBe("letter_link_invalid");
    expect((await open(`/v1/letters/${"A".repeat(20_000)}/view`)).body.code).toBe("letter_link_invalid");
  });

  it("cannot be used as a viewer token, nor a viewer token as a link", async () => {
    const { view } = await letter();
    const sealed = view.split("/").at(-2) ?? "";
    expect((await viewer("/session", `sealed.${sealed}`)).body.code).toBe("token_invalid");
    const token = await sealedToken(portal, ["S-1001"]);
    expect((await open(`/v1/letters/${token.replace("sealed.", "")}/view`)).body.code).toBe(
      "letter_link_invalid",
    );
  });

  it("ends when its student's school switches letters off, its portal is switched off, or its key is retired", async () => {
    await admin("PUT", "/sites/101", { name: "Sample Creek", kind: "school" });
    const { view } = await letter();
    await admin("PUT", "/integrations/ets/101", { disabled: true });
    expect((await open(view)).body.code).toBe("not_configured");
    await admin("DELETE", "/integrations/ets/101");
    expect((await open(view)).status).toBe(200);

    const other = await registerPortal("other");
    const settings = { name: "Other", origins: [PORTAL_ORIGIN], trust: "token" };
    const [first] = await letters("S-1001", other);
    const link = first?.view ?? "";
    await admin("PUT", "/portals/other", { ...settings, widgetEnabled: false });
    expect((await open(link)).body.code).toBe("portal_disabled");
    await admin("PUT", "/portals/other", { ...settings, sites: ["201"] });
    expect((await open(link)).body.code).toBe("student_not_found");
    await admin("PUT", "/portals/other", { ...settings, trust: "roster" });
    expect((await open(link)).body.code).toBe("letter_link_invalid");
    await admin("PUT", "/portals/other", settings);
    expect((await open(link)).status).toBe(200);
    await admin("DELETE", `/portals/other/keys/${other.keyId}`);
    expect((await open(link)).body.code).toBe("letter_link_invalid");
  });

  it("is refused on a page of another origin", async () => {
    const { view } = await letter();
    expect((await open(view, { origin: "https://evil.example" })).body.code).toBe("origin_not_allowed");
    const own = await open(view, { origin: PORTAL_ORIGIN });
    expect([own.status, own.headers.get("access-control-allow-origin")]).toEqual([200, PORTAL_ORIGIN]);
  });

  it("that fails tells a person so on a small page in their language, and a program as always", async () => {
    const browser = {
      accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "accept-language": "es",
    };
    const page = await open("/v1/letters/x/view", browser);
    expect(page.status).toBe(400);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.text).toContain('<html lang="es">');
    expect(page.text).toContain("letter_link_invalid");
    expect(page.text).toContain("Abra la carta otra vez");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe-inline");
    for (const accept of ["*/*", "application/json", "application/problem+json, text/html;q=0.5"]) {
      const answer = await open("/v1/letters/x/view", { accept });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});

describe("the access log", () => {
  it("gains one line per link, whatever its ranges, and one for each of view and download", async () => {
    const { view, download, id } = await letter();
    const before = (await logLines()).length;
    await open(view);
    await open(view, { range: "bytes=0-9" });
    await open(view, { range: "bytes=10-19" });
    await open(view);
    expect((await logLines()).length).toBe(before + 1);
    await open(download);
    const [newest] = await logLines();
    expect((await logLines()).length).toBe(before + 2);
    expect(newest).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      portal: "willow",
      viewer: `viewer-${viewers - 1}`,
      role: "guardian",
      student: "S-1001",
      report: id,
      outcome: "opened",
    });
  });

  it("is there before the first byte leaves", async () => {
    const { view } = await letter();
    const before = (await logLines()).length;
    await ets.faults({ letters: { bytesPerSecond: 5_000 } });
    const response = await exports.default.fetch(view);
    expect((await logLines()).length).toBe(before + 1);
    await response.body?.cancel();
  });

  it("still says opened when one request was served and another on the same link fails later", async () => {
    const { view } = await letter();
    await ets.faults({ letters: { status: 500, delayMs: 400, times: 1 } });
    const slow = open(view);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const served = await open(view);
    expect([served.status, (await slow).status]).toEqual([200, 502]);
    expect((await logLines())[0]?.["outcome"]).toBe("opened");
    await open(view, { range: "bytes=99999999-" });
    expect((await logLines())[0]?.["outcome"]).toBe("opened");
  });

  it("has no line for a HEAD request, which is answered without asking ETS", async () => {
    const { view } = await letter();
    const before = (await logLines()).length;
    await ets.reset();
    const answer = await call(view, { method: "HEAD" });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers.get("content-disposition")).toContain("ELPAC-2026-Spanish.pdf");
    expect((await logLines()).length).toBe(before);
    expect((await ets.stats())["letterCalls"]).toBe(0);
  });

  it("says why a letter was not opened, and says opened once it was", async () => {
    const { view } = await letter();
    await ets.faults({ letters: { status: 503 } });
    await open(view);
    expect((await logLines())[0]?.["outcome"]).toBe("ETS001");
    await ets.faults({ letters: null });
    await open(view);
    expect((await logLines())[0]?.["outcome"]).toBe("opened");
    await ets.faults({ letters: { status: 503 } });
    await open(view, { range: "bytes=0-9" });
    expect((await logLines())[0]?.["outcome"]).toBe("opened");
  });

  it("gains a line for a page, and for an access that was refused", async () => {
    const page = (await letters()).find((report) => report.format === "html");
    await open(page?.view ?? "");
    expect((await logLines())[0]).toMatchObject({ report: page?.id, outcome: "opened" });

    const narrow = await registerPortal("narrow");
    const [first] = await letters("S-1001", narrow);
    await admin("PUT", "/portals/narrow", { name: "Narrow", origins: [], trust: "token", sites: ["201"] });
    await open(first?.view ?? "");
    expect((await logLines())[0]).toMatchObject({ portal: "narrow", outcome: "student_not_found" });
  });

  it("cannot be written, then the letter is not served", async () => {
    const { view } = await letter();
    await env.DB.prepare("ALTER TABLE letter_log RENAME TO letter_log_away").run();
    try {
      const answer = await open(view);
      expect([answer.status, answer.body.code]).toEqual([503, "storage_unavailable"]);
    } finally {
      await env.DB.prepare("ALTER TABLE letter_log_away RENAME TO letter_log").run();
    }
    expect((await open(view)).status).toBe(200);
  });

  it("holds no SSID and no upstream link", async () => {
    const dump = JSON.stringify((await env.DB.prepare("SELECT * FROM letter_log").all()).results);
    expect(dump).not.toMatch(/90000001\d\d|X-Amz|127\.0\.0\.1/);
    expect(dump).toContain("S-1001");
  });

  it("is CSV that a spreadsheet takes for no formula", async () => {
    const token = await sealedToken(portal, ["S-1001"], { sub: '=HYPERLINK("https://evil.example","x")' });
    const { body } = await viewer("/students/S-1001/reports", token);
    await open(body.reports[0].view);
    const csv = await admin("GET", "/letters/log.csv");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="letters-log.csv"');
    const [heading, newest] = csv.text.split("\r\n");
    expect(heading).toBe("at,portal,viewer,role,student,report,outcome");
    expect(newest).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(csv.text.trim().split("\r\n").length).toBe((await logLines()).length + 1);
  });
});

describe("a large letter", () => {
  it("read in many ranges does not lock its reader out", async () => {
    const { view } = await letter();
    const ranges = Array.from({ length: 110 }, (_, at) => open(view, { range: `bytes=${at + 1}-${at + 1}` }));
    expect((await Promise.all(ranges)).every((answer) => answer.status === 206)).toBe(true);
    expect((await open(view)).status).toBe(200);
    const again = Array.from({ length: 20 }, () => open(view, { range: "bytes=1-1" }));
    expect((await Promise.all(again)).some((answer) => answer.body?.code === "rate_limited")).toBe(true);
    expect((await open(view)).status).toBe(200);
  });

  it("of 5 MB passes whole", async () => {
    const { view } = await letter();
    await ets.faults({ letters: { sizeBytes: 5_000_000 } });
    const response = await exports.default.fetch(view);
    expect(await drain(response)).toBe(5_000_000);
    expect(response.headers.get("content-length")).toBe("5000000");
    expect(view.startsWith(ORIGIN)).toBe(true);
  });
});

/** The number of bytes of a body, read to its end. */
async function drain(response: Response): Promise<number> {
  let bytes = 0;
  if (response.body !== null) for await (const chunk of response.body) bytes += chunk.byteLength;
  return bytes;
}
