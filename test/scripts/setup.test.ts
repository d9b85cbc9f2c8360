/** `npm run setup`: against an account of our own making, which records each command and what came by standard input. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { type SetupTools, SetupTrouble, type SetupWishes, setUp } from "../../scripts/setup-steps.ts";
import { readToml } from "../../scripts/setup-toml.ts";
import { parseKeyRing } from "../../src/worker/vault/key-ring.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** As a checkout comes, whatever this one is set up for. */
const FRESH = readFileSync(`${ROOT}/wrangler.toml`, "utf8")
  .replace(/^database_id = .*$/m, 'database_id = "00000000-0000-0000-0000-000000000000"')
  .replace(/^PUBLIC_ORIGIN = .*$/m, 'PUBLIC_ORIGIN = ""')
  .replace(/^routes = .*\n\n/m, "");
const ORIGIN = "https://scores.example.org";
const NEW_ID = "11111111-2222-3333-4444-555555555555";
const WISHES: SetupWishes = {
  ...{ publicOrigin: ORIGIN, useExisting: false, sealingKeys: undefined, newKeys: false },
};

interface Account {
  signedIn: boolean;
  databases: { name: string; uuid: string }[];
  /** Null: there is no Worker. */
  secrets: Record<string, string> | null;
  /** Beginnings of commands that fail, and what they say. */
  failing: Record<string, string>;
  up: boolean;
}

let account: Account;
let toml: string;
let commands: string[];
let revealed: [string, string][];

beforeEach(() => {
  account = { signedIn: true, databases: [], secrets: null, failing: {}, up: true };
  toml = FRESH;
});

function answer(args: string[], input: string | undefined): [ok: boolean, text: string] {
  const command = args.join(" ");
  const failing = Object.entries(account.failing).find(([start]) => command.startsWith(start));
  if (failing !== undefined) return [false, failing[1]];
  if (command === "whoami --json") return [account.signedIn, "{}"];
  if (command === "d1 list --json") return [true, JSON.stringify(account.databases)];
  if (command.startsWith("d1 create")) account.databases.push({ name: args[2] ?? "", uuid: NEW_ID });
  if (command.startsWith("secret put"))
    account.secrets = { ...account.secrets, [args[2] ?? ""]: input ?? "" };
  if (command !== "secret list") return [true, ""];
  return account.secrets === null
    ? [false, '✘ [ERROR] Worker "scoreletter" not found.']
    : [true, JSON.stringify(Object.keys(account.secrets).map((name) => ({ name })))];
}

function run(wishes: Partial<SetupWishes> = {}): Promise<void> {
  commands = [];
  revealed = [];
  const tools: SetupTools = {
    async wrangler(args, input) {
      commands.push(args.join(" "));
      const [ok, text] = answer(args, input);
      return { ok, stdout: ok ? text : "", output: text };
    },
    async build() {
      commands.push("(build)");
    },
    toml: {
      read: () => toml,
      write: (text) => {
        toml = text;
      },
    },
    async health(url) {
      commands.push(url);
      return account.up;
    },
    reveal: (name, value) => revealed.push([name, value]),
  };
  return setUp({ ...WISHES, ...wishes }, tools);
}

const ALWAYS = ["whoami --json", "d1 list --json", "secret list"];
const DEPLOYING = ["(build)", "d1 migrations apply DB --remote", "deploy", `${ORIGIN}/healthz`];
const changing = () => commands.filter((command) => !ALWAYS.includes(command));

describe("the first set-up", () => {
  it("makes the database and the secrets, migrates, deploys, and looks whether it is up", async () => {
    await run();
    expect(commands).toEqual([
      ...ALWAYS,
      ...["d1 create scoreletter --location wnam", "d1 list --json"],
      ...["secret put SEALING_KEYS", "secret put ADMIN_TOKEN", ...DEPLOYING],
    ]);
    expect(readToml(toml)).toEqual({
      ...{ name: "scoreletter", databaseName: "scoreletter", databaseId: NEW_ID, publicOrigin: ORIGIN },
      hasRoutes: true,
    });
  });

  it("gives secrets by standard input, good ones, and shows each once", async () => {
    await run();
    expect(parseKeyRing(account.secrets?.["SEALING_KEYS"] ?? "").ok).toBe(true);
    expect(account.secrets?.["ADMIN_TOKEN"]).toMatch(/^[\w-]{43}$/);
    expect(revealed).toEqual(Object.entries(account.secrets ?? {}));
    for (const secret of Object.values(account.secrets ?? {}))
      for (const text of [...commands, toml]) expect(text).not.toContain(secret);
  });

  it("changes three lines of wrangler.toml, and asks for no domain of its own on workers.dev", async () => {
    await run();
    const added = toml.split("\n").filter((line) => !FRESH.split("\n").includes(line));
    expect(added).toEqual([
      `routes = [{ pattern = "scores.example.org", custom_domain = true }]`,
      `PUBLIC_ORIGIN = "${ORIGIN}"`,
      `database_id = "${NEW_ID}"`,
    ]);
    // A key that stands below a table's name would be that table's.
    expect(toml.indexOf("routes =")).toBeLessThan(toml.search(/^\[/m));

    account = { ...account, databases: [], secrets: null };
    toml = FRESH;
    await run({ publicOrigin: "https://scoreletter.example.workers.dev" });
    expect(toml).not.toContain("routes =");
  });

  it("brings the operator's own sealing keys", async () => {
    await run({ sealingKeys: "mine:key" });
    expect(account.secrets?.["SEALING_KEYS"]).toBe("mine:key");
  });
});

describe("a second set-up", () => {
  it("changes nothing but what the checkout brings: migrations and the Worker", async () => {
    await run();
    const [before, secrets] = [toml, { ...account.secrets }];
    await run();
    expect(changing()).toEqual(DEPLOYING);
    expect([toml, account.secrets, revealed]).toEqual([before, secrets, []]);
    await run({ publicOrigin: undefined });
    expect(changing()).toEqual(DEPLOYING);
  });

  it("makes what is missing", async () => {
    await run();
    account.secrets = { SEALING_KEYS: "kept:key" };
    await run();
    expect(changing()).toEqual(["secret put ADMIN_TOKEN", ...DEPLOYING]);
    expect(account.secrets?.["SEALING_KEYS"]).toBe("kept:key");
  });

  it("goes on where the first one broke off", async () => {
    account.failing = { deploy: "no" };
    await expect(run()).rejects.toThrow("The deployment failed");
    account.failing = {};
    await run();
    expect(changing()).toEqual(DEPLOYING);
  });
});

describe("nothing is changed", () => {
  const refused = async (wishes: Partial<SetupWishes>, why: RegExp) => {
    const before = toml;
    await expect(run(wishes)).rejects.toThrow(why);
    await expect(run(wishes)).rejects.toBeInstanceOf(SetupTrouble);
    expect([changing(), toml, revealed]).toEqual([[], before, []]);
  };

  it("without a login", async () => {
    account.signedIn = false;
    await refused({}, /wrangler login/);
  });

  it.each(["", "http://scores.example.org", "https://scores.example.org/letters", "scores.example.org"])(
    "for the origin %j",
    async (publicOrigin) => refused({ publicOrigin }, /public origin/),
  );

  it("when the secrets cannot be listed: new keys would make everything sealed unreadable", async () => {
    await run();
    account.failing = { "secret list": "Authentication error [code: 10000]" };
    await refused({}, /could not be listed/);
  });

  it("when another district's database or Worker has the name, unless it is said to be this one's", async () => {
    account.databases = [{ name: "scoreletter", uuid: "theirs" }];
    await refused({ newKeys: true }, /database scoreletter already/);
    account.databases = [];
    account.secrets = { SEALING_KEYS: "x" };
    await refused({}, /Worker scoreletter already/);
    account.databases = [{ name: "scoreletter", uuid: "ours" }];
    await run({ useExisting: true });
    expect([readToml(toml).databaseId, account.secrets?.["SEALING_KEYS"]]).toEqual(["ours", "x"]);
  });

  it("when the database is there and its keys are not, unless they are given up", async () => {
    await run();
    account.secrets = {};
    await refused({}, /SEALING_KEYS are not/);
    await run({ newKeys: true });
    expect(Object.keys(account.secrets ?? {})).toEqual(["SEALING_KEYS", "ADMIN_TOKEN"]);
  });

  it("when wrangler.toml names another account's database, or another origin", async () => {
    await run();
    account.databases = [];
    await refused({}, /right account/);
    await refused({ publicOrigin: "https://other.example.org" }, /PUBLIC_ORIGIN/);
  });
});

it("says when what was deployed does not come up", async () => {
  account.up = false;
  await expect(run()).rejects.toThrow(`${ORIGIN}/healthz does not answer yet`);
});

it("says each command in a dry run and changes nothing", () => {
  const before = readFileSync(`${ROOT}/wrangler.toml`, "utf8");
  const { publicOrigin } = readToml(before);
  const origin = publicOrigin === "" ? ORIGIN : publicOrigin;
  const args = ["--no-warnings", "scripts/setup.ts", "--dry-run", "--origin", origin];
  const said = execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
  for (const part of [
    "wrangler d1 list",
    "migrations apply DB --remote",
    "wrangler deploy",
    `${origin}/healthz`,
  ])
    expect(said).toContain(part);
  expect(said).toContain("Nothing was changed.");
  expect(said).not.toMatch(/[\w+/-]{43}=?/);
  expect(readFileSync(`${ROOT}/wrangler.toml`, "utf8")).toBe(before);
});
