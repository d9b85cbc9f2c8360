/**
 * `npm run setup`: puts a district's deployment in place, and brings one that is there to this checkout's state.
 *
 *   --origin https://scores.example.org   the public origin; asked for where neither this nor wrangler.toml says it
 *   --dry-run                             says each command and changes nothing; needs no account
 *   --use-existing                        a Worker or database of this name is there, and it is this district's
 *   --new-keys                            gives an existing database new sealing keys: credentials are entered again
 *
 * SEALING_KEYS in the environment is taken in place of a new one. The secrets that it makes are shown once and stand in no file.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { buildWidget } from "./build-widget.ts";
import { dryTools } from "./setup-dry.ts";
import { type SetupTools, SetupTrouble, setUp } from "./setup-steps.ts";
import { readToml } from "./setup-toml.ts";
import { captureWrangler } from "./wrangler.ts";

const TOML = new URL("../wrangler.toml", import.meta.url);
/** A custom domain's certificate takes minutes. */
const HEALTH_TRIES = 40;
const HEALTH_WAIT_MS = 5_000;
const HEALTH_TIMEOUT_MS = 10_000;

const say = (line: string) => console.log(line);

const toml = {
  read: () => readFileSync(TOML, "utf8"),
  write: (text: string) => {
    writeFileSync(TOML, text);
    say("Filled in wrangler.toml. Commit it: it holds no secret.");
  },
};

const realTools: SetupTools = {
  async wrangler(args, input) {
    say(`wrangler ${args.join(" ")}`);
    return captureWrangler(args, input);
  },
  async build() {
    await buildWidget();
  },
  toml,
  async health(url) {
    for (let tries = 0; tries < HEALTH_TRIES; tries++) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) }).catch(() => null);
      const body = answer?.ok ? await answer.json().catch(() => null) : null;
      if (typeof body?.schema === "string") {
        say(`Up: ${url} answers, schema ${body.schema}.`);
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, HEALTH_WAIT_MS));
    }
    return false;
  },
  reveal: (name, value) => say(`\n${name}, shown this once; keep it in the district's vault:\n${value}\n`),
};

const { values: flags } = parseArgs({
  options: {
    origin: { type: "string" },
    "dry-run": { type: "boolean", default: false },
    "use-existing": { type: "boolean", default: false },
    "new-keys": { type: "boolean", default: false },
  },
});

async function askOrigin(): Promise<string | undefined> {
  if (readToml(toml.read()).publicOrigin !== "" || !process.stdin.isTTY) return undefined;
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question("Public origin, such as https://scores.example.org: ");
  asking.close();
  return answer.trim();
}

const NEXT = (origin: string) => `
Next (docs/deploy.md says more):
1. Let people in: put Cloudflare Access in front of ${origin}/admin, then register them with the ADMIN_TOKEN.
2. ETS: ${origin}/admin/integrations/ets, the key from TOMS.
3. The first portal: ${origin}/admin/integrations/portals, its secret and its code.
4. eSchoolPLUS, if the roster is to decide: ${origin}/admin/integrations/eschoolplus.
5. Watch ${origin}/healthz, and say at ${origin}/admin/reminders who is to be told.`;

try {
  const given = flags.origin ?? (await askOrigin());
  const tools = flags["dry-run"] ? dryTools(toml.read(), say) : realTools;
  await setUp(
    {
      publicOrigin: given?.replace(/\/$/, ""),
      useExisting: flags["use-existing"],
      sealingKeys: process.env["SEALING_KEYS"],
      newKeys: flags["new-keys"],
    },
    tools,
  );
  say(flags["dry-run"] ? "Nothing was changed." : NEXT(readToml(tools.toml.read()).publicOrigin));
} catch (error) {
  if (!(error instanceof SetupTrouble)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
