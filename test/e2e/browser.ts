/**
 * The tests' browser: finds a Chromium on the machine or brings one, and needs neither root nor a download.
 *
 * Order: `SCORELETTER_CHROMIUM` (a path, or the word `packaged`); a Chromium or Chrome that is installed; the
 * npm package @sparticuz/chromium, which carries a Chromium for Linux x64 with the libraries (libnss3 and
 * friends) and the font that bare machines lack. `prepareBrowser()` belongs into vitest's global setup.
 */

import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { access, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

/** Local Chromiums are up in about a second; a wrapper script that hangs must not hold up the next candidate. */
const LAUNCH_TIMEOUT_MS = 45_000;

/** Playwright adds its own (headless, an empty profile). None of these touches web security: tests rely on it. */
const FLAGS = [
  "--no-sandbox", // containers and CI run as root, or without user namespaces
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Set by prepareBrowser for the worker processes that start after it, so that the line is said once a run. */
const ANNOUNCED = "SCORELETTER_BROWSER_ANNOUNCED";

interface Candidate {
  description: string;
  executablePath: string;
  /** For the browser process alone: set on our own process, these would reach Node and everything it starts. */
  env: Record<string, string>;
}

let chosen: Candidate | undefined;

/** Starts a headless browser; the caller closes it. Throws with what to do when there is none that starts. */
export async function launchBrowser(): Promise<Browser> {
  if (chosen) return launch(chosen);
  const refusals: string[] = [];
  for await (const candidate of candidates(refusals)) {
    try {
      const browser = await launch(candidate);
      chosen = candidate;
      announce(candidate);
      return browser;
    } catch (error) {
      refusals.push(`${candidate.description}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    [
      "No browser for the tests. Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or set",
      "SCORELETTER_CHROMIUM to the path of one; on Linux x64 `npm install` brings one (@sparticuz/chromium).",
      ...(refusals.length > 0 ? refusals.map((refusal) => `  tried ${refusal}`) : ["  none was found"]),
    ].join("\n"),
  );
}

/** Once a run, before any worker process: unpacks where that is needed, proves that it starts, says which. */
export async function prepareBrowser(): Promise<void> {
  const browser = await launchBrowser();
  await browser.close();
  process.env[ANNOUNCED] = "1";
}

function launch(candidate: Candidate): Promise<Browser> {
  return chromium.launch({
    executablePath: candidate.executablePath,
    args: FLAGS,
    env: { ...process.env, ...candidate.env },
    timeout: LAUNCH_TIMEOUT_MS,
  });
}

async function* candidates(refusals: string[]): AsyncGenerator<Candidate> {
  const { SCORELETTER_CHROMIUM: wished } = process.env;
  if (wished && wished !== "packaged") {
    // An explicit wish is met or refused, never silently replaced by another browser.
    yield { description: `${wished} (SCORELETTER_CHROMIUM)`, executablePath: wished, env: {} };
    return;
  }
  if (!wished) {
    for (const path of installedBrowsers()) yield { description: path, executablePath: path, env: {} };
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    refusals.push(`@sparticuz/chromium: made for Linux x64, this is ${process.platform} ${process.arch}`);
    return;
  }
  try {
    yield await packagedBrowser();
  } catch (error) {
    refusals.push(`@sparticuz/chromium: ${firstLine(error)}`);
  }
}

function installedBrowsers(): string[] {
  const paths: string[] = [];
  const { HOME = "", PATH = "" } = process.env;
  if (process.platform === "darwin") {
    for (const applications of ["/Applications", join(HOME, "Applications")]) {
      for (const app of ["Google Chrome", "Chromium"]) {
        paths.push(`${applications}/${app}.app/Contents/MacOS/${app}`);
      }
    }
  } else if (process.platform === "win32") {
    for (const name of ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]) {
      const folder = process.env[name];
      if (!folder) continue;
      paths.push(join(folder, "Google", "Chrome", "Application", "chrome.exe"));
      paths.push(join(folder, "Chromium", "Application", "chrome.exe"));
    }
  } else {
    paths.push("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable");
    paths.push("/opt/google/chrome/chrome", "/usr/lib/chromium/chromium");
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  for (const folder of PATH.split(delimiter).filter(Boolean)) {
    for (const name of names) paths.push(join(folder, process.platform === "win32" ? `${name}.exe` : name));
  }
  // By their real paths: /bin is often /usr/bin again, and a browser that fails need not fail twice.
  const seen = new Set<string>();
  return paths.filter((path) => {
    if (!isExecutable(path)) return false;
    const real = realpathSync(path);
    return !seen.has(real) && seen.add(real);
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function packagedBrowser(): Promise<Candidate> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest: unknown = JSON.parse(await readFile(resolve(dirname(entry), "../../package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest && "version" in manifest ? manifest.version : "unknown";
  // One folder per version and user: a newer package never runs yesterday's binary, nor a neighbour's.
  const folder = join(tmpdir(), `scoreletter-chromium-${version}-${process.getuid?.() ?? "user"}`);
  if (!(await isWhole(folder))) await unpack(entry, folder);
  return {
    description: `Chromium ${version} unpacked from @sparticuz/chromium in ${folder}`,
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  };
}

/** Tidiers of /tmp take single files away, and on a shared machine anyone may have made a folder of that name. */
async function isWhole(folder: string): Promise<boolean> {
  try {
    const { uid } = await stat(folder);
    if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
    for (const part of ["chromium", "al2023/lib/libnss3.so", "fonts/fonts.conf", "fonts/fonts"]) {
      await access(join(folder, part));
    }
    return true;
  } catch (error) {
    if (isErrorWithCode(error, "ENOENT")) return false;
    throw error;
  }
}

/**
 * Unpacks beside the final folder and renames into place, so that the folder is whole whenever it exists, even
 * when two test runs start at once: the slower one throws its own copy away.
 *
 * The package unpacks into `os.tmpdir()`, adds its libraries only when it believes it runs on AWS Lambda, and
 * then changes its own process's environment. A child process with its own TMPDIR keeps all of that to itself.
 */
async function unpack(entry: string, folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}.part-`);
  try {
    const script =
      "require(process.argv[1]).executablePath().catch((e) => { console.error(e); process.exit(1) })";
    await promisify(execFile)(process.execPath, ["-e", script, entry], {
      env: { ...process.env, NODE_OPTIONS: "", TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
    });
    await writeFile(join(staging, "fonts", "fonts.conf"), fontconfig(folder));
    // What is in the way is either a torn copy, or a whole one that another run has just put there.
    if (!(await isWhole(folder))) {
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder);
    }
  } catch (error) {
    // Lost the race by a hair: the other run's copy is as good as ours.
    if (!(await isWhole(folder))) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The packaged fonts.conf only looks into /tmp/fonts; without any font Chromium crashes on a real page. */
function fontconfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts", "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

function announce(candidate: Candidate): void {
  if (!process.env[ANNOUNCED]) console.info(`Browser for the tests: ${candidate.description}`);
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
