/**
 * The development secrets of this checkout, in `.dev.vars` (git-ignored). Made at the first start, random, and
 * never anyone else's; what is there already stays as it is.
 */
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const FILE = new URL("../.dev.vars", import.meta.url);

export function ensureDevVars(): Record<string, string> {
  const vars = readDevVars();
  const missing: string[] = [];
  if (!vars["SEALING_KEYS"]) missing.push(`SEALING_KEYS=dev1:${randomBytes(32).toString("base64")}`);
  if (!vars["ADMIN_TOKEN"]) missing.push(`ADMIN_TOKEN=${randomBytes(32).toString("base64url")}`);
  if (missing.length > 0) {
    const heading = existsSync(FILE)
      ? ""
      : "# Development secrets of this checkout only. Never commit, never deploy.\n";
    appendFileSync(FILE, `${heading}${missing.join("\n")}\n`, { mode: 0o600 });
    console.log("Made development secrets in .dev.vars");
  }
  return readDevVars();
}

function readDevVars(): Record<string, string> {
  if (!existsSync(FILE)) return {};
  const lines = readFileSync(FILE, "utf8").matchAll(/^\s*([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/gm);
  return Object.fromEntries(
    Array.from(lines, ([, name = "", value = ""]) => [name, value.replace(/^(["'])(.*)\1$/, "$2")]),
  );
}
