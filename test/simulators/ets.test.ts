/**
 * The ETS simulator against the contract it stands for, and the faults that the rest of the tests lean on. The
 * letters are read back with a PDF reader, since a letter whose text cannot be read looks right and is not.
 */

import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type EtsSimulator,
  type EtsSimulatorOptions,
  startEtsSimulator,
} from "../../simulators/ets/server.ts";
import { ETS_CREDENTIALS, type Letter, STUDENTS } from "../../simulators/people.ts";

interface Row extends Letter {
  url: string;
}

const XIMENA = "9000000101";
const NOBODY_YET = "9000000107";
const UNKNOWN = "9000000108";

let ets: EtsSimulator;
let clock = 0;

async function restart(options: EtsSimulatorOptions = {}): Promise<void> {
  await ets?.close();
  ets = await startEtsSimulator({ now: () => clock, ...options });
}

beforeAll(() => restart());
afterAll(() => ets.close());
beforeEach(async () => {
  clock = Date.UTC(2026, 7, 14);
  await control("DELETE", "faults");
  await control("DELETE", "stats");
  await control("PUT", "credentials", ETS_CREDENTIALS);
});

function control(method: string, name: string, body?: unknown): Promise<Response> {
  return fetch(`${ets.origin}/_control/${name}`, body ? { method, body: JSON.stringify(body) } : { method });
}

function askToken(pair = ETS_CREDENTIALS, change: RequestInit = {}): Promise<Response> {
  const basic = Buffer.from(`${pair.username}:${pair.secretKey}`).toString("base64");
  return fetch(ets.apiUrl, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}`, "Content-Type": "application/json" },
    body: JSON.stringify(pair),
    ...change,
  });
}

async function token(): Promise<string> {
  return ((await (await askToken()).json()) as { token: string }).token;
}

function askReports(ssid: string, bearer: string): Promise<Response> {
  return fetch(`${ets.origin}/api/v1/scorereports/${ssid}`, {
    headers: { Authorization: `Bearer ${bearer}` },
  });
}

async function rows(ssid = XIMENA): Promise<Row[]> {
  return (await (await askReports(ssid, await token())).json()) as Row[];
}

async function link(wanted: Partial<Letter> = {}, ssid = XIMENA): Promise<string> {
  const filter = Object.entries({ format: "PDF", ...wanted });
  const found = (await rows(ssid)).find((row) =>
    filter.every(([name, value]) => row[name as keyof Row] === value),
  );
  if (!found) throw new Error("No such letter in the cast.");
  return found.url;
}

async function textOf(bytes: ArrayBuffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.normalize("NFC").replace(/\s+/g, " ");
}

describe("a token", () => {
  it("is given for the pair in both the header and the body, with its lifetime", async () => {
    const answer = await askToken();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), expiresIn: 1800 });
  });

  it("is refused when either place holds another pair, or none", async () => {
    const wrong = { ...ETS_CREDENTIALS, secretKey: "DEMO-0000-NOT-REAL-1" };
    expect((await askToken(wrong)).status).toBe(401);
    expect((await askToken(ETS_CREDENTIALS, { body: JSON.stringify(wrong) })).status).toBe(401);
    expect(
      (await askToken(ETS_CREDENTIALS, { headers: { "Content-Type": "application/json" } })).status,
    ).toBe(401);
  });

  it("is refused for bodies that are not what the contract says", async () => {
    const headers = { Authorization: "Basic eDp5", "Content-Type": "text/plain" };
    expect((await askToken(ETS_CREDENTIALS, { headers })).status).toBe(415);
    expect((await askToken(ETS_CREDENTIALS, { body: "{" })).status).toBe(400);
    expect((await askToken(ETS_CREDENTIALS, { body: '{"username":"x"}' })).status).toBe(400);
    expect((await fetch(ets.apiUrl)).status).toBe(405);
  });

  it("dies at the end of its lifetime, and at once when all are revoked", async () => {
    const bearer = await token();
    clock += 1_799_000;
    expect((await askReports(XIMENA, bearer)).status).toBe(200);
    clock += 1_000;
    expect((await askReports(XIMENA, bearer)).status).toBe(401);
    const next = await token();
    await control("POST", "revoke-tokens");
    expect((await askReports(XIMENA, next)).status).toBe(401);
  });

  it("is given for a new pair only, once credentials were rotated", async () => {
    const pair = { username: "willow-example-vendor", secretKey: "DEMO-1111-NOT-REAL-1" };
    expect((await control("PUT", "credentials", pair)).status).toBe(200);
    expect((await askToken()).status).toBe(401);
    expect((await askToken(pair)).status).toBe(200);
    expect((await control("PUT", "credentials", { username: "x" })).status).toBe(400);
  });

  it("comes under the contract's other names", async () => {
    ets.faults.set({ token: { aliases: "access-token" } });
    expect(Object.keys((await (await askToken()).json()) as object)).toEqual(["access_token", "expires_in"]);
    ets.faults.set({ token: { aliases: "jwt" } });
    const { id_token } = (await (await askToken()).json()) as { id_token: string };
    const claims = JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString()) as {
      exp: number;
    };
    expect(claims.exp).toBe(clock / 1000 + 1800);
    expect((await askReports(XIMENA, id_token)).status).toBe(200);
  });
});

describe("a list of reports", () => {
  it("holds type, year, language, format and a link for each letter of the cast", async () => {
    const cast = STUDENTS.find(({ ssid }) => ssid === XIMENA)?.letters ?? [];
    const listed = await rows();
    expect(listed.map(({ url, ...rest }) => rest)).toEqual(cast);
    for (const { url } of listed)
      expect(url).toMatch(new RegExp(`^${ets.origin}/letters/[0-9a-f]{4}/[0-9a-f]{40}[.]`));
    expect(JSON.stringify(listed)).not.toContain(XIMENA);
  });

  it("is empty for a new student, 404 for an unknown one, 401 for an unknown token", async () => {
    const bearer = await token();
    expect(await (await askReports(NOBODY_YET, bearer)).json()).toEqual([]);
    expect((await askReports(UNKNOWN, bearer)).status).toBe(404);
    expect((await askReports("abc", bearer)).status).toBe(404);
    expect((await askReports(XIMENA, "nonsense")).status).toBe(401);
  });

  it("takes each shape that the contract allows", async () => {
    const bearer = await token();
    const ask = async () => (await askReports(XIMENA, bearer)).json();
    ets.faults.set({
      reports: { aliases: ["envelope", "alternate-names", "year-ranges", "language-names"] },
    });
    const { scoreReports } = (await ask()) as { scoreReports: unknown[] };
    const link = expect.any(String);
    expect(scoreReports.slice(0, 2)).toEqual([
      {
        scoreReportType: "CAASPP",
        administrationYear: "2025-26",
        languageCode: "English",
        contentType: "PDF",
        link,
      },
      {
        scoreReportType: "CAASPP",
        administrationYear: "2025–2026",
        languageCode: "Spanish",
        contentType: "PDF",
        link,
      },
    ]);
    ets.faults.set({ reports: { aliases: ["short-names", "iso-languages"] } });
    expect((await ask()) as unknown[]).toContainEqual({
      type: "ELPAC",
      testYear: "2024",
      lang: "es",
      pdfUrl: link,
    });
  });

  it("can lead elsewhere, or carry the SSID, to see such links refused", async () => {
    ets.faults.set({ reports: { linkOrigin: "https://elsewhere.example", linkContainsSsid: true } });
    for (const { format, url } of await rows()) {
      expect(url.startsWith("https://elsewhere.example/letters/")).toBe(true);
      expect(url.includes(XIMENA)).toBe(format !== "PDF");
    }
  });
});

describe("a link", () => {
  it("opens the PDF, whole, without any header, and says its length and tag", async () => {
    const answer = await fetch(await link());
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("accept-ranges")).toBe("bytes");
    expect(answer.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/);
    expect(answer.headers.get("content-length")).toBe(String(bytes.length));
    expect(bytes.toString("latin1", 0, 5)).toBe("%PDF-");
  });

  it("answers HEAD with the headers of GET", async () => {
    const url = await link();
    const [head, get] = await Promise.all([fetch(url, { method: "HEAD" }), fetch(url)]);
    for (const name of ["content-length", "content-type", "etag"]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    await get.arrayBuffer();
  });

  it("serves one range, and says so", async () => {
    const url = await link();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const ask = async (range: string, more = {}) => {
      const answer = await fetch(url, { headers: { Range: range, ...more } });
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const middle = await ask("bytes=100-199");
    expect(middle.answer.status).toBe(206);
    expect(middle.answer.headers.get("content-range")).toBe(`bytes 100-199/${whole.length}`);
    expect(middle.bytes.equals(whole.subarray(100, 200))).toBe(true);
    expect((await ask("bytes=-10")).bytes.equals(whole.subarray(-10))).toBe(true);
    expect((await ask("bytes=1000-")).bytes.equals(whole.subarray(1000))).toBe(true);
    const beyond = await ask(`bytes=${whole.length}-`);
    expect(beyond.answer.status).toBe(416);
    expect(beyond.answer.headers.get("content-range")).toBe(`bytes */${whole.length}`);
    expect((await ask("bytes=0-1,5-6")).answer.status).toBe(200);
    expect((await ask("bytes=0-1", { "If-Range": '"other"' })).answer.status).toBe(200);
    expect(ets.stats.rangeCalls).toBe(6);
  });

  it("is refused once it is older than its lifetime, or changed in any place", async () => {
    const url = await link();
    clock += 1_800_000;
    expect((await fetch(url)).status).toBe(200);
    clock += 1_000;
    const old = await fetch(url);
    expect(old.status).toBe(403);
    expect(old.headers.get("content-type")).toBe("application/xml");
    expect(await old.text()).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    for (const changed of [
      url.replace("X-Amz-Expires=1800", "X-Amz-Expires=9999"),
      url.replace(/Date=2026/, "Date=2027"),
      url.replace(/Signature=.*/, ""),
      url.replace(/\/letters\/./, "/letters/x"),
    ]) {
      expect(await (await fetch(changed)).text()).toContain("SignatureDoesNotMatch");
    }
  });

  it("refuses and counts an Authorization header", async () => {
    const answer = await fetch(await link(), { headers: { Authorization: "Bearer leaked" } });
    expect(answer.status).toBe(403);
    expect(ets.stats.authorizationSentToLetters).toBe(1);
  });

  it("of an HTML or video report opens a page that names neither SSID nor a real score", async () => {
    const html = await (await fetch(await link({ format: "HTML" }))).text();
    expect(html).toContain("Ximena Ejemplo Núñez");
    expect(html).toContain("Simulated letter. Not a real score. Nobody here exists.");
    const video = await (await fetch(await link({ format: "VIDEO" }))).text();
    expect(video).toContain('<html lang="es">');
    expect(video).toContain("Un simulador no tiene ninguno.");
    expect(html + video).not.toContain(XIMENA);
  });

  it("may lead to a host of its own, where the simulator answers too", async () => {
    const elsewhere = ets.origin.replace("127.0.0.1", "localhost");
    await control("PUT", "settings", { lettersOrigin: elsewhere });
    const url = await link();
    await control("PUT", "settings", { lettersOrigin: null });
    expect(url.startsWith(`${elsewhere}/letters/`)).toBe(true);
  });
});

describe("a letter", () => {
  const cast: [Letter["language"], string, string, string][] = [
    ["ENG", "9000000101", "To the parent/guardian of Ximena Ejemplo Núñez", "Not a real score."],
    ["SPA", "9000000101", "A los padres o tutores de Ximena Ejemplo Núñez", "No es un puntaje real."],
    ["VIE", "9000000103", "của em Mẫu Thị Ví Dụ", "Không phải điểm thật."],
    ["FIL", "9000000106", "tagapag-alaga ni Halimbawa Dela Muestra", "Hindi tunay na iskor."],
    ["ZHO", "9000000104", "家長／監護人 陳範例 Chen Fan-Li", "此為模擬信函，並非真實成績。"],
    ["KOR", "9000000105", "보호자님께 김예시 Kim Ye-Si", "실제 점수가 아닙니다."],
  ];

  it("can be read by a program in each of the six languages, and says in each that it is simulated", async () => {
    const seen = new Set<string>();
    for (const [language, ssid, addressed, simulated] of cast) {
      const bytes = await (await fetch(await link({ language }, ssid))).arrayBuffer();
      const text = await textOf(bytes);
      expect(text).toContain(addressed);
      expect(text).toContain(simulated);
      expect(text).toContain("2025–26");
      // A glyph without a character shows up as one of these.
      expect(text).not.toMatch(/[\p{Cc}\p{Co}\ufffd]/u);
      seen.add(text);
    }
    expect(seen.size).toBe(6);
  });

  it("shows Vietnamese, Chinese and Korean names in English letters too", async () => {
    for (const [, ssid] of cast.slice(2)) {
      const name = STUDENTS.find((student) => student.ssid === ssid)?.name ?? "";
      const text = await textOf(await (await fetch(await link({ language: "ENG" }, ssid))).arrayBuffer());
      expect(text).toContain(name);
      expect(text).not.toContain(ssid);
    }
  });

  it("is the same, byte for byte and score for score, after a restart", async () => {
    const read = async () =>
      Buffer.from(await (await fetch(await link({ language: "VIE" }, "9000000103"))).arrayBuffer());
    const before = await read();
    await restart();
    expect((await read()).equals(before)).toBe(true);
  });
});

describe("a fault", () => {
  it("lasts for the calls it was given, and null ends it earlier", async () => {
    expect(await (await control("PUT", "faults", { token: { status: 503, times: 2 } })).json()).toEqual({
      token: { status: 503, times: 2 },
      reports: {},
      letters: {},
    });
    expect([(await askToken()).status, (await askToken()).status, (await askToken()).status]).toEqual([
      503, 503, 200,
    ]);
    await control("PUT", "faults", { token: { status: 500, delayMs: 1 } });
    await control("PUT", "faults", { token: { status: null } });
    expect(ets.faults.get().token).toEqual({ delayMs: 1 });
    expect((await askToken()).status).toBe(200);
  });

  it("is refused with a sentence when it is mistyped, and nothing changes", async () => {
    const answer = await control("PUT", "faults", { letters: { cutAfterByte: 5 } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: 'letters: Unrecognized key: "cutAfterByte".' });
    expect((await control("PUT", "faults", { token: { status: 200 } })).status).toBe(400);
    expect((await control("PUT", "settings", { tokenLifetimeSeconds: "1" })).status).toBe(400);
    expect(ets.faults.get()).toEqual({ token: {}, reports: {}, letters: {} });
  });

  it("gives bodies that are not what was asked for", async () => {
    const bearer = await token();
    const ask = async (body: "html" | "not-json" | "wrong-shape" | "deep" | "empty") => {
      ets.faults.set({ reports: { body } });
      return (await askReports(XIMENA, bearer)).text();
    };
    expect(await ask("html")).toContain("<!doctype html>");
    const cut = await ask("not-json");
    expect(cut).toContain("canary-not-json");
    expect(() => JSON.parse(cut)).toThrow(SyntaxError);
    expect(JSON.parse(await ask("wrong-shape"))[0]).not.toHaveProperty("url");
    expect((await ask("deep")).length).toBe(200_000);
    expect(await ask("empty")).toBe("");
  });

  it("can answer without an end, until the reader has had enough", async () => {
    ets.faults.set({ token: { body: "huge" } });
    const answer = await askToken();
    const reader = answer.body?.getReader();
    let size = 0;
    while (reader && size < 3_000_000) size += (await reader.read()).value?.length ?? 0;
    await reader?.cancel();
    expect(size).toBeGreaterThan(1_048_576);
  });

  it("can redirect, hang, reset, or come late", async () => {
    ets.faults.set({ token: { redirect: "https://elsewhere.example/token" } });
    const moved = await askToken(ETS_CREDENTIALS, { redirect: "manual" });
    expect([moved.status, moved.headers.get("location")]).toEqual([302, "https://elsewhere.example/token"]);
    ets.faults.set({ token: { redirect: null, hang: true } });
    await expect(askToken(ETS_CREDENTIALS, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
    ets.faults.set({ token: { hang: null, reset: true } });
    await expect(askToken()).rejects.toThrow("fetch failed");
    ets.faults.set({ token: { reset: null, delayMs: 120 } });
    const began = performance.now();
    expect((await askToken()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(100);
  });

  it("can cut a letter off in the middle, with a length or without", async () => {
    const url = await link();
    for (const chunked of [false, true]) {
      ets.faults.set({ letters: { cutAfterBytes: 500, chunked } });
      const answer = await fetch(url);
      expect(answer.headers.has("content-length")).toBe(!chunked);
      await expect(answer.arrayBuffer()).rejects.toThrow("terminated");
    }
  });

  it("can let the next links be old ones", async () => {
    const url = await link();
    ets.faults.set({ letters: { expireNext: 1 } });
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([403, 200]);
  });

  it("can compress, mistype and misname a letter", async () => {
    const url = await link();
    ets.faults.set({ letters: { gzip: true } });
    const zipped = await fetch(url);
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(Buffer.from(await zipped.arrayBuffer()).toString("latin1", 0, 5)).toBe("%PDF-");
    ets.faults.set({ letters: { gzip: null, notPdf: true } });
    const page = await fetch(url);
    expect(page.headers.get("content-type")).toBe("application/pdf");
    expect(await page.text()).toContain("canary-not-pdf");
    ets.faults.set({ letters: { notPdf: null, contentType: "application/octet-stream" } });
    expect((await fetch(url)).headers.get("content-type")).toBe("application/octet-stream");
  });

  it("can make a letter large, which still opens, and slow", async () => {
    const url = await link();
    ets.faults.set({ letters: { sizeBytes: 5_000_000 } });
    const large = await (await fetch(url)).arrayBuffer();
    expect(large.byteLength).toBe(5_000_000);
    const end = await fetch(url, { headers: { Range: "bytes=-6" } });
    expect(end.headers.get("content-range")).toBe("bytes 4999994-4999999/5000000");
    expect(await end.text()).toBe("%%EOF\n");
    expect(await textOf(large)).toContain("Ximena Ejemplo Núñez");

    ets.faults.set({ letters: { sizeBytes: null, bytesPerSecond: 40_000 } });
    const began = performance.now();
    const { byteLength } = await (await fetch(url)).arrayBuffer();
    expect(performance.now() - began).toBeGreaterThan((byteLength / 40_000) * 1000 * 0.8);
  });

  it("shows in the counts: open letters while they are read, and those that nobody read to the end", async () => {
    const url = await link();
    ets.faults.set({ letters: { sizeBytes: 100_000_000 } });
    const answer = await fetch(url);
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(await (await control("GET", "stats")).json()).toEqual({
      tokenCalls: 1,
      reportCalls: 1,
      letterCalls: 1,
      rangeCalls: 0,
      authorizationSentToLetters: 0,
      openLetters: 1,
      abandonedLetters: 0,
    });
    await reader?.cancel();
    await expect.poll(() => [ets.stats.openLetters, ets.stats.abandonedLetters]).toEqual([0, 1]);
  });
});
