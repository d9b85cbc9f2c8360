/**
 * The steps that put a district's deployment in place, each done only where it is missing. All that is to be known is
 * asked first; nothing is changed before it is clear that this account's Worker and database are the ones that are meant.
 */
import { randomBytes } from "node:crypto";
import {
  readToml,
  type TomlValues,
  withCustomDomain,
  withDatabaseId,
  withPublicOrigin,
} from "./setup-toml.ts";

export interface Ran {
  ok: boolean;
  stdout: string;
  /** All that it said, for people. */
  output: string;
}

/** What the steps work with; a dry run hands in tools that only say what they would do. */
export interface SetupTools {
  /** @param input is given by standard input, so that it stands in no list of processes and in no history */
  wrangler(args: string[], input?: string): Promise<Ran>;
  build(): Promise<void>;
  toml: { read(): string; write(text: string): void };
  /** False when the deployed Worker did not come up in time. */
  health(url: string): Promise<boolean>;
  /** A secret, shown once. */
  reveal(name: string, value: string): void;
}

export interface SetupWishes {
  /** Undefined: as wrangler.toml has it. */
  publicOrigin: string | undefined;
  /** A Worker or database of this name is there already, and it is this district's. */
  useExisting: boolean;
  /** Sealing keys that the operator brings; undefined: new ones are made where there are none. */
  sealingKeys: string | undefined;
  /** An existing database gets new sealing keys: what it holds sealed is given up. */
  newKeys: boolean;
}

/** Ends the set-up with a sentence for the operator. */
export class SetupTrouble extends Error {}

/** Where most of California's requests come from; a hint, which D1 takes at a database's beginning alone. */
const LOCATION = "wnam";

export async function setUp(wishes: SetupWishes, tools: SetupTools): Promise<void> {
  const { wrangler, toml } = tools;
  const before = readToml(toml.read());
  const origin = originOf(wishes.publicOrigin, before);

  await checkLogin(tools);
  const databases = await listDatabases(tools);
  const secrets = await listSecrets(tools);
  const existing = databases.find(({ name }) => name === before.databaseName)?.uuid;
  judge(wishes, before, databases, existing, secrets);

  const databaseId = before.databaseId || (existing ?? (await createDatabase(before.databaseName, tools)));
  writeToml(before, databaseId, origin, tools);

  if (!secrets?.includes("SEALING_KEYS"))
    await putSecret("SEALING_KEYS", wishes.sealingKeys ?? newSealingKeys(), tools);
  if (!secrets?.includes("ADMIN_TOKEN"))
    await putSecret("ADMIN_TOKEN", randomBytes(32).toString("base64url"), tools);

  await tools.build();
  await mustRun(wrangler(["d1", "migrations", "apply", "DB", "--remote"]), "The migrations failed");
  await mustRun(wrangler(["deploy"]), "The deployment failed");

  if (!(await tools.health(`${origin}/healthz`)))
    throw new SetupTrouble(
      `Deployed, but ${origin}/healthz does not answer yet. A new domain takes some minutes; if it stays so, look into the Worker's log.`,
    );
}

function originOf(wished: string | undefined, { publicOrigin }: TomlValues): string {
  if (wished !== undefined && publicOrigin !== "" && wished !== publicOrigin)
    throw new SetupTrouble(
      `wrangler.toml has PUBLIC_ORIGIN ${publicOrigin}. To move, change it there; portals name the old one.`,
    );
  const origin = wished ?? publicOrigin;
  if (URL.canParse(origin) && new URL(origin).protocol === "https:" && new URL(origin).origin === origin)
    return origin;
  throw new SetupTrouble("Give the public origin, such as --origin https://scores.example.org (no path).");
}

async function checkLogin({ wrangler }: SetupTools): Promise<void> {
  if ((await wrangler(["whoami", "--json"])).ok) return;
  throw new SetupTrouble(
    "Not signed in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID.",
  );
}

interface Database {
  uuid: string;
  name: string;
}

async function listDatabases({ wrangler }: SetupTools): Promise<Database[]> {
  const { stdout } = await mustRun(wrangler(["d1", "list", "--json"]), "The databases could not be listed");
  return JSON.parse(stdout);
}

/** @returns names; null where there is no Worker yet. Any other failure must not pass for that: keys would be replaced */
async function listSecrets({ wrangler }: SetupTools): Promise<string[] | null> {
  const ran = await wrangler(["secret", "list"]);
  if (!ran.ok && /Worker "[^"]*" not found|code: 10007/.test(ran.output)) return null;
  const { stdout } = await mustRun(Promise.resolve(ran), "The secrets could not be listed");
  const listed: { name: string }[] = JSON.parse(stdout);
  return listed.map(({ name }) => name);
}

/** Two districts in one account must not become one by having the same names. */
function judge(
  { useExisting, sealingKeys, newKeys }: SetupWishes,
  { name, databaseName, databaseId }: TomlValues,
  databases: Database[],
  existing: string | undefined,
  secrets: string[] | null,
): void {
  if (databaseId !== "" && !databases.some(({ uuid }) => uuid === databaseId))
    throw new SetupTrouble(
      "wrangler.toml names a database that this account does not have. Is it the right account?",
    );
  const isFirst = databaseId === "";
  if (isFirst && !useExisting && (existing !== undefined || secrets !== null))
    throw new SetupTrouble(
      `This account has a ${existing === undefined ? `Worker ${name}` : `database ${databaseName}`} already. If it is this district's, say --use-existing; if it is another's, give this one names of its own in wrangler.toml (docs/deploy.md).`,
    );
  const isOld = !isFirst || existing !== undefined;
  if (isOld && !secrets?.includes("SEALING_KEYS") && sealingKeys === undefined && !newKeys)
    throw new SetupTrouble(
      "The database is there, its SEALING_KEYS are not. Bring the old ones in the environment as SEALING_KEYS, or say --new-keys: every saved credential must then be entered again.",
    );
}

async function createDatabase(name: string, tools: SetupTools): Promise<string> {
  const create = tools.wrangler(["d1", "create", name, "--location", LOCATION]);
  await mustRun(create, "The database could not be created");
  const created = (await listDatabases(tools)).find((database) => database.name === name);
  if (created === undefined) throw new SetupTrouble(`The database ${name} was created and is not listed.`);
  return created.uuid;
}

function writeToml(before: TomlValues, databaseId: string, origin: string, { toml }: SetupTools): void {
  const { hostname } = new URL(origin);
  const needsRoute = !before.hasRoutes && !hostname.endsWith(".workers.dev");
  if (before.databaseId === databaseId && before.publicOrigin === origin && !needsRoute) return;
  const text = withPublicOrigin(withDatabaseId(toml.read(), databaseId), origin);
  toml.write(needsRoute ? withCustomDomain(text, hostname) : text);
}

/** The key's id is the day on which it was made: rotations stay in order for who reads them. */
function newSealingKeys(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  return `k${day}:${randomBytes(32).toString("base64")}`;
}

async function putSecret(name: string, value: string, tools: SetupTools): Promise<void> {
  await mustRun(tools.wrangler(["secret", "put", name], value), `${name} could not be set`);
  // At once: whatever fails after this, it is in force and cannot be read anywhere else.
  tools.reveal(name, value);
}

async function mustRun(running: Promise<Ran>, what: string): Promise<Ran> {
  const ran = await running;
  if (!ran.ok) throw new SetupTrouble(`${what}:\n${ran.output}`);
  return ran;
}
