/**
 * What the benchmarks share: the demonstration as the system under test, viewers with tokens of their own, and the
 * memory of the Worker's process.
 */
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import { setUpDistrict } from "../scripts/demo-district.ts";
import { type Demonstration, startDemonstration } from "../scripts/demonstration.ts";
import { freePort } from "../scripts/free-port.ts";
import { ETS_CREDENTIALS, STUDENTS } from "../simulators/people.ts";

const PORTAL = { id: "bench", name: "Bench Portal", origin: "http://127.0.0.1:1", trust: "token" as const };

export interface World {
  demonstration: Demonstration;
  /** A sealed viewer token for a guardian of one student. */
  viewerToken(viewer: string, studentId: string): Promise<string>;
  ets(method: "GET" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Record<string, number>>;
}

/** Runs `work` against a fresh demonstration and cleans up after it. */
export async function withWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "scoreletter-bench-"));
  const demonstration = await startDemonstration({
    workerPort: await freePort(8900),
    portalPort: 0,
    etsPort: 0,
    eschoolplusPort: 0,
    students: 60,
    persistTo: join(folder, "d1"),
    logFile: join(folder, "worker.log"),
  });
  try {
    const { workerOrigin, etsOrigin, adminToken } = demonstration;
    const apiUrl = `${etsOrigin}/api/v1/token`;
    const eschoolplusBaseUrl = null; // the roster is there already
    const secret = await setUpDistrict({
      ...{ workerOrigin, adminToken, apiUrl, eschoolplusBaseUrl, portal: PORTAL },
    });
    return await work({
      demonstration,
      viewerToken: (viewer, studentId) => exchange(workerOrigin, secret, viewer, studentId),
      ets: async (method, path, body) => {
        const headers = { "content-type": "application/json" };
        const init = body === undefined ? {} : { body: JSON.stringify(body), headers };
        const answer = await fetch(`${etsOrigin}/_control/${path}`, { method, ...init });
        return answer.json();
      },
    });
  } finally {
    await demonstration.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function exchange(origin: string, secret: string, viewer: string, studentId: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const students = STUDENTS.filter(({ id }) => id === studentId);
  const claims = { role: "guardian", students: students.map(({ letters: _letters, ...student }) => student) };
  const jwt = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(PORTAL.id)
    .setAudience(origin)
    .setSubject(viewer)
    .setIssuedAt(now)
    .setExpirationTime(now + 900)
    .sign(new TextEncoder().encode(secret));
  const headers = { "content-type": "application/jwt" };
  const answer = await fetch(`${origin}/v1/viewer-tokens`, { method: "POST", headers, body: jwt });
  const { token } = await answer.json();
  return token;
}

/** The first SSID's list as the ETS simulator itself answers it: where it is, and a token for it. */
export async function directEts(etsOrigin: string): Promise<{ url: string; token: string }> {
  const { username, secretKey } = ETS_CREDENTIALS;
  const basic = Buffer.from(`${username}:${secretKey}`).toString("base64");
  const answer = await fetch(`${etsOrigin}/api/v1/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
    body: JSON.stringify({ username, secretKey }),
  });
  const { token } = await answer.json();
  return { url: `${etsOrigin}/api/v1/scorereports/${STUDENTS[0]?.ssid}`, token };
}

/** Resident memory of the workerd processes below this one, in MB (Linux only: from /proc). */
export function workerdMegabytes(): number {
  const kilobytes = ourWorkerds().map((pid) =>
    Number(/^VmRSS:\s+(\d+)/m.exec(procFile(pid, "status"))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** /proc counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Processor time that the workerd processes below this one have used so far (Linux only). */
export function workerdCpuSeconds(): number {
  const ticks = ourWorkerds().map((pid) => {
    // After the name in brackets: state, parent and others; user and system time are the 12th and 13th of them.
    const fields = procFile(pid, "stat").split(") ")[1]?.split(" ") ?? [];
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND;
}

function ourWorkerds(): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(
    pids.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(procFile(pid, "status"))?.[1] ?? "0"]),
  );
  const isOurs = (pid: string): boolean => {
    for (let at: string | undefined = pid; at !== undefined && at !== "0"; at = parents.get(at)) {
      if (at === String(process.pid)) return true;
    }
    return false;
  };
  return pids.filter((pid) => /^Name:\s+workerd/m.test(procFile(pid, "status")) && isOurs(pid));
}

/** Empty for a process that has ended meanwhile. */
function procFile(pid: string, name: "status" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
