/** The pages for portals and reminders: who may use them, what they refuse, and that a secret is seen once. */
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addNotices, findNoticeSettings } from "../../src/worker/notices/queries.ts";
import {
  type Answer,
  admin,
  call,
  ORIGIN,
  PORTAL_ORIGIN,
  type Portal,
  registerPortal,
  sign,
  viewer,
} from "./world.ts";

const PORTALS = "/admin/integrations/portals";
const EVERYTHING = grants(["view", "manage_integrations", "view_students"]);
const JWK = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "B".repeat(43) };

type Headers = Record<string, string>;
type Fields = [name: string, value: string][];

let manager: Headers;
let onlyViewer: Headers;
let ofOneSite: Headers;
let handing: Portal;

function grants(permissions: string[], sites = ["*"]) {
  return permissions.map((permission) => ({ permission, sites }));
}

beforeAll(async () => {
  await admin("PUT", "/sites/101", { name: "Sample Creek", kind: "school" });
  handing = await registerPortal("handing", { adminHandoff: EVERYTHING, widgetEnabled: false });
  manager = await enterAs(EVERYTHING);
  onlyViewer = await enterAs(grants(["view"]));
  ofOneSite = await enterAs(grants(["view", "manage_integrations"], ["101"]));
});

/** The headers of an administrator's browser, handed over by a portal. */
async function enterAs(permissions: unknown): Promise<Headers> {
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { aud: `${ORIGIN}/admin`, jti: crypto.randomUUID(), exp, permissions };
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

function post(path: string, fields: Fields | Record<string, string>, as: Headers = manager): Promise<Answer> {
  return call(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...as },
    body: new URLSearchParams(fields).toString(),
  });
}

/** The form of a new portal as a browser sends it; a name given here takes the place of the usual ones. */
function portalForm(id: string, changes: Record<string, string | string[]> = {}): Fields {
  const usual: Record<string, string | string[]> = {
    ...{ id, version: "", name: "Harbor", origins: "https://harbor.example.org", trust: "roster" },
    ...{ roles: ["guardian", "student"], sites: "all", widget: "on", jwks: "", jwksUrl: "" },
    ...{ "handoff.view": "none", "handoff.manage_integrations": "none", "handoff.view_students": "none" },
  };
  return Object.entries({ ...usual, ...changes }).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}

function fieldOf(page: Answer, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
  if (value === undefined) throw new Error(`no field ${name} in the page`);
  return value;
}

/** What the form on a portal's page says that makes a secret. */
async function keyFormOf(id: string): Promise<{ keyId: string; version: string }> {
  const page = await open(`${PORTALS}/portal?id=${id}`);
  return { keyId: fieldOf(page, "keyId"), version: fieldOf(page, "version") };
}

function secretIn(page: Answer): string {
  const secret = /<code translate="no">([\w-]{43})<\/code>/.exec(page.text)?.[1];
  if (secret === undefined) throw new Error("no secret in the page");
  return secret;
}

async function dump(): Promise<string> {
  const tables = ["portals", "portal_keys", "integration_log", "notice_settings"];
  const all = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()));
  return JSON.stringify(all.map(({ results }) => results));
}

async function logOf(portal: string): Promise<string[]> {
  const { items } = (await admin("GET", "/integrations/log?limit=200")).body;
  const lines: { site: string; actor: string; action: string }[] = items;
  return lines.filter(({ site }) => site === portal).map(({ actor, action }) => `${actor} ${action}`);
}

describe("the portals' pages", () => {
  const READ = ["", "/portal?id=handing", "/embed?id=handing"];
  const CHANGE = ["/new", "/edit?id=handing", "/remove?id=handing"];

  it("are seen by those who view everything, and changed by those who manage everything", async () => {
    for (const path of [...READ, ...CHANGE]) {
      const answer = await open(PORTALS + path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-security-policy")).not.toMatch(/unsafe|script-src/);
      expect((await open(PORTALS + path, ofOneSite)).status).toBe(403);
      expect((await call(PORTALS + path, { headers: { accept: "text/html" } })).status).toBe(401);
    }
    for (const path of READ) {
      const seen = await open(PORTALS + path, onlyViewer);
      expect(seen.status).toBe(200);
      expect(seen.text).not.toMatch(/Make a shared secret|>Retire|Register a portal|Remove this portal/);
    }
    for (const path of CHANGE) expect((await open(PORTALS + path, onlyViewer)).status).toBe(403);
    expect((await open(`${PORTALS}/portal?id=nowhere`)).status).toBe(404);
    expect((await open(`${PORTALS}/portal`)).status).toBe(404);
  });

  it("take no change from those who may not make it, nor from another site's page", async () => {
    const keyId = "a".repeat(12);
    const before = await dump();
    const changes: [string, Fields][] = [
      ["/new", portalForm("foreign")],
      ["/edit", portalForm("handing")],
      [
        "/keys?id=handing",
        [
          ["keyId", keyId],
          ["version", "x"],
        ],
      ],
      ["/retire?id=handing", [["keyId", handing.keyId]]],
      ["/remove?id=handing", [["version", "x"]]],
    ];
    const elsewhere = { ...manager, "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" };
    for (const [path, fields] of changes) {
      for (const as of [onlyViewer, ofOneSite, elsewhere])
        expect([path, (await post(PORTALS + path, fields, as)).status]).toEqual([path, 403]);
      expect((await post(PORTALS + path, fields, {})).status).toBe(401);
    }
    expect(await dump()).toBe(before);
  });

  it("lead there for those alone who find them open", async () => {
    expect((await open("/admin")).text).toContain(`href="${PORTALS}"`);
    expect((await open("/admin", ofOneSite)).text).not.toContain(`href="${PORTALS}"`);
  });
});

describe("a portal's form", () => {
  it("registers what the API would have registered, with its line in the log", async () => {
    const instructions = { "instructions.es": "Llame\r\nal <b>555</b>", "instructions.ko": "  " };
    const answer = await post(
      `${PORTALS}/new`,
      portalForm("harbor", {
        origins: "https://harbor.example.org\r\n\r\n https://www.harbor.example.org/ ",
        roles: ["guardian", "staff"],
        sites: "some",
        "sites.site": ["district", "101"],
        widget: "off",
        jwks: JSON.stringify({ keys: [JWK] }),
        jwksUrl: "https://harbor.example.org/jwks",
        "handoff.view": "all",
        "handoff.manage_integrations": "some",
        "handoff.manage_integrations.site": "101",
        ...instructions,
      }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `${PORTALS}/portal?id=harbor&done=registered`,
    ]);
    expect((await admin("GET", "/portals/harbor")).body).toEqual({
      id: "harbor",
      name: "Harbor",
      origins: ["https://harbor.example.org", "https://www.harbor.example.org"],
      trust: "roster",
      roles: ["guardian", "staff"],
      sites: ["district", "101"],
      widgetEnabled: false,
      adminHandoff: [
        { permission: "view", sites: ["*"] },
        { permission: "manage_integrations", sites: ["101"] },
      ],
      jwks: { keys: [JWK] },
      jwksUrl: "https://harbor.example.org/jwks",
      keys: [],
      instructions: { es: "Llame\nal <b>555</b>" },
    });
    expect(await logOf("harbor")).toEqual(["handing:user-1 added"]);
    const page = await open(`${PORTALS}/portal?id=harbor`);
    expect(page.text).toContain("al &lt;b&gt;555&lt;/b&gt;");
    expect(page.text).not.toContain("<b>555");
  });

  it("shows what is saved and saves it unchanged", async () => {
    const before = (await admin("GET", "/portals/harbor")).body;
    const page = await open(`${PORTALS}/edit?id=harbor`);
    const checked = Array.from(
      page.text.matchAll(/<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]+)" checked/g),
      ([, name = "", value = ""]): [string, string] => [name, value],
    );
    const areas = Array.from(
      page.text.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g),
      ([, name = "", value = ""]): [string, string] => [
        name,
        value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
      ],
    );
    const texts = ["id", "version"].map((name): [string, string] => [name, fieldOf(page, name)]);
    const fields: Fields = [
      ...[...checked, ...areas, ...texts],
      ["name", before.name],
      ["jwksUrl", before.jwksUrl],
    ];
    const saved = await post(`${PORTALS}/edit`, fields);
    expect([saved.status, saved.headers.get("location")]).toEqual([
      303,
      `${PORTALS}/portal?id=harbor&done=saved`,
    ]);
    expect((await admin("GET", "/portals/harbor")).body).toEqual(before);
    expect(await logOf("harbor")).toEqual(["handing:user-1 changed", "handing:user-1 added"]);
  });

  const PRIVATE = JSON.stringify({ keys: [{ ...JWK, d: "not-a-real-private-key" }] });
  it.each<[string, string, string, Record<string, string | string[]>]>([
    ["no id", "id", "Enter an id", { id: " " }],
    ["an id that is too long", "id", "Enter an id", { id: "x".repeat(65) }],
    ["no name", "name", "Enter a name", { name: "" }],
    [
      "an origin with a path",
      "origins",
      "Line 2 must be an https origin",
      { origins: "https://a.example\nhttps://b.example/app" },
    ],
    ["a plain http origin", "origins", "Line 1 must be an https origin", { origins: "http://a.example.org" }],
    ["a script for an origin", "origins", "Line 1 must be", { origins: "javascript:alert(1)" }],
    ["51 origins", "origins", "at most 50", { origins: "https://a.example\n".repeat(51) }],
    ["an unknown role", "roles", "Choose among the roles", { roles: ["guardian", "principal"] }],
    ["no site of some", "sites", "Tick at least one site", { sites: "some" }],
    ["no site of some for a permission", "handoff", "Tick at least one site", { "handoff.view": "some" }],
    ["a key set that is no JSON", "jwks", "Paste a JSON Web Key Set", { jwks: "{" }],
    ["a key set without keys", "jwks", "Paste a JSON Web Key Set", { jwks: '{"keys":[]}' }],
    ["a list for a key set", "jwks", "Paste a JSON Web Key Set", { jwks: "[1]" }],
    ["null for a key set", "jwks", "Paste a JSON Web Key Set", { jwks: "null" }],
    ["a weak key", "jwks", "Key 1 must be RSA", { jwks: '{"keys":[{"kty":"RSA","n":"AAAA","e":"AQAB"}]}' }],
    ["a private key", "jwks", "Key 1 holds a private or shared key", { jwks: PRIVATE }],
    ["a key set inside the network", "jwksUrl", "The URL must be", { jwksUrl: "https://10.0.0.1/jwks" }],
    [
      "too many words",
      "instructions.zh-Hant",
      "at most 2,000 characters",
      { "instructions.zh-Hant": "字".repeat(2_001) },
    ],
  ])(
    "with %s is shown again with what was typed, and saves nothing",
    async (_what, field, sentence, changes) => {
      const before = await dump();
      const typed = { name: 'Kept "name" <b>', "instructions.en": "kept & kept", ...changes };
      const answer = await post(`${PORTALS}/new`, portalForm("wrong", typed));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain("<title>Error: Register a portal");
      expect(answer.text).toContain(`<a href="#${field}">`);
      expect(answer.text).toMatch(
        new RegExp(`id="${field}-error"><span class="only-heard">Error: </span>[^<]*${sentence}`),
      );
      expect(answer.text).toContain(`id="${field}"`);
      expect(answer.text).toContain("kept &amp; kept");
      if (!("name" in changes)) expect(answer.text).toContain("Kept &quot;name&quot; &lt;b&gt;");
      expect(answer.text).not.toContain("not-a-real-private-key");
      expect(await dump()).toBe(before);
    },
  );

  it("tells all mistakes at once", async () => {
    const answer = await post(
      `${PORTALS}/new`,
      portalForm("", { name: "", origins: "x", sites: "some", jwks: "{" }),
    );
    for (const field of ["id", "name", "origins", "sites", "jwks"])
      expect(answer.text).toContain(`href="#${field}"`);
  });

  it("does not take the place of a portal that has the id, not even of one registered meanwhile", async () => {
    const before = await admin("GET", "/portals/harbor");
    const answer = await post(`${PORTALS}/new`, portalForm("harbor", { name: "Another" }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("There is a portal with this id already.");
    expect(answer.text).toContain('value="Another"');
    expect((await admin("GET", "/portals/harbor")).text).toBe(before.text);
    const both = await Promise.all([1, 2].map(() => post(`${PORTALS}/new`, portalForm("raced"))));
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    expect(await logOf("raced")).toEqual(["handing:user-1 added"]);
  });

  it("of two who save at once tells the second, keeps what they typed, and then lets them", async () => {
    const version = fieldOf(await open(`${PORTALS}/edit?id=raced`), "version");
    await admin("PUT", "/portals/raced", { name: "Theirs", origins: [], trust: "roster" });
    const answer = await post(`${PORTALS}/edit`, portalForm("raced", { version, name: "Mine" }));
    expect(answer.status).toBe(412);
    expect(answer.text).toContain("Somebody else changed this meanwhile");
    expect(answer.text).toContain('value="Mine"');
    expect((await admin("GET", "/portals/raced")).body.name).toBe("Theirs");
    const again = portalForm("raced", { version: fieldOf(answer, "version"), name: "Mine" });
    expect((await post(`${PORTALS}/edit`, again)).status).toBe(303);
    expect((await admin("GET", "/portals/raced")).body.name).toBe("Mine");

    await admin("DELETE", "/portals/raced");
    const gone = await post(`${PORTALS}/edit`, again);
    expect([gone.status, gone.text.includes("has been removed since")]).toEqual([412, true]);
    expect((await admin("GET", "/portals/raced")).status).toBe(404);
  });

  it("that is none of ours, or too large, is refused", async () => {
    for (const fields of [
      {},
      { name: "x" },
      portalForm("x", { trust: "me" }),
      portalForm("x", { widget: "maybe" }),
    ])
      expect((await post(`${PORTALS}/new`, fields)).status).toBe(400);
    expect((await post(`${PORTALS}/new`, portalForm("x", { name: "x".repeat(400_000) }))).status).toBe(413);
  });

  it("takes the longest words in all six languages", async () => {
    const words = Object.fromEntries(
      ["en", "es", "vi", "fil", "zh-Hant", "ko"].map((one) => [`instructions.${one}`, "字".repeat(2_000)]),
    );
    expect((await post(`${PORTALS}/new`, portalForm("wordy", words))).status).toBe(303);
  });
});

describe("a shared secret", () => {
  it("is shown once, signs, and is nowhere else", async () => {
    await admin("PUT", "/portals/secretive", {
      name: "Secretive",
      origins: [PORTAL_ORIGIN],
      trust: "roster",
    });
    const asked = await keyFormOf("secretive");
    const { keyId } = asked;
    const made = await post(`${PORTALS}/keys?id=secretive`, asked);
    expect([made.status, made.headers.get("cache-control"), made.headers.get("location")]).toEqual([
      201,
      "no-store",
      null,
    ]);
    const secret = secretIn(made);
    const token = await sign({ id: "secretive", secret, keyId }, { contact_id: "C-1" });
    expect((await viewer("/session", token)).status).toBe(200);
    const pages = [
      "/portal?id=secretive",
      "/edit?id=secretive",
      "/embed?id=secretive",
      "",
      "/keys?id=secretive",
    ];
    for (const page of pages) expect((await open(PORTALS + page)).text).not.toContain(secret);
    expect(await dump()).not.toContain(secret);
    expect(await logOf("secretive")).toEqual(["handing:user-1 key_added", "admin-token added"]);
  });

  it("is not made, nor shown, by the same form sent again, even at the same moment", async () => {
    const asked = await keyFormOf("secretive");
    const { keyId } = asked;
    const answers = await Promise.all([1, 2, 3].map(() => post(`${PORTALS}/keys?id=secretive`, asked)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const secret = answers.filter(({ status }) => status === 201).map(secretIn)[0] ?? "";
    const refused = answers.filter(({ status }) => status === 409);
    for (const { text } of refused) {
      expect(text).toContain("This secret was made already");
      expect(text).not.toContain(secret);
    }
    expect((await admin("GET", "/portals/secretive")).body.keys).toHaveLength(2);
    expect((await logOf("secretive")).filter((line) => line.endsWith("key_added"))).toHaveLength(2);

    await post(`${PORTALS}/retire?id=secretive`, { keyId });
    expect((await post(`${PORTALS}/keys?id=secretive`, asked)).status).toBe(409);
    const { keys } = (await admin("GET", "/portals/secretive")).body;
    expect(keys.find((key: { keyId: string }) => key.keyId === keyId).retiredAt).not.toBeNull();
  });

  it("is retired after a question that says what follows, and not offered again", async () => {
    const { keys } = (await admin("GET", "/portals/secretive")).body;
    const live = keys.find(({ retiredAt }: { retiredAt: string | null }) => retiredAt === null).keyId;
    const question = await open(`${PORTALS}/retire?id=secretive&key=${live}`);
    expect(question.text).toContain("It is the only one.");
    const retired = await post(`${PORTALS}/retire?id=secretive`, { keyId: live });
    expect([retired.status, retired.headers.get("location")]).toEqual([
      303,
      `${PORTALS}/portal?id=secretive&done=retired`,
    ]);
    const page = await open(`${PORTALS}/portal?id=secretive&done=retired`);
    expect(page.text).not.toContain("/retire?");
    expect(page.text).toContain("No key yet");
    expect((await open(`${PORTALS}/retire?id=secretive&key=${live}`)).status).toBe(404);
    expect((await post(`${PORTALS}/retire?id=secretive`, { keyId: live })).status).toBe(303);
    expect((await post(`${PORTALS}/retire?id=secretive`, { keyId: "n".repeat(12) })).status).toBe(404);
    expect((await logOf("secretive")).filter((line) => line.endsWith("key_retired"))).toHaveLength(2);
  });

  it("is made for portals that exist, under a name that our form gave", async () => {
    const asked = await keyFormOf("secretive");
    expect((await post(`${PORTALS}/keys?id=nowhere`, asked)).status).toBe(404);
    for (const keyId of ["", "short", "a".repeat(13), "../../../../", "a b c d e f "])
      expect((await post(`${PORTALS}/keys?id=secretive`, { ...asked, keyId })).status).toBe(400);
  });
});

describe("the form that makes a secret", () => {
  it("is no good for a portal that was changed, or removed and registered anew", async () => {
    const asked = await keyFormOf("secretive");
    const again = async () => {
      const answer = await post(`${PORTALS}/keys?id=secretive`, asked);
      return [answer.status, answer.text.includes("No secret was made")];
    };
    const settings = { name: "Secretive", origins: [PORTAL_ORIGIN], trust: "roster" };
    await admin("PUT", "/portals/secretive", settings);
    expect(await again()).toEqual([409, true]);
    await admin("DELETE", "/portals/secretive");
    await admin("PUT", "/portals/secretive", settings);
    expect(await again()).toEqual([409, true]);
    expect((await admin("GET", "/portals/secretive")).body.keys).toEqual([]);
    expect((await post(`${PORTALS}/keys?id=secretive`, await keyFormOf("secretive"))).status).toBe(201);
  });

  it("is refused when it is no form at all", async () => {
    for (const type of ["multipart/form-data; boundary=x", "application/json", "text/plain"]) {
      const headers = { ...manager, "content-type": type };
      const answer = await call(`${PORTALS}/keys?id=secretive`, { method: "POST", headers, body: "{" });
      expect([type, answer.status]).toEqual([type, 400]);
    }
  });
});

describe("removing a portal", () => {
  it("asks, says what parents will see, and holds to what was seen", async () => {
    const question = await open(`${PORTALS}/remove?id=secretive`);
    expect(question.text).toContain("the letters could not be reached");
    const version = fieldOf(question, "version");
    await admin("PUT", "/portals/secretive", { name: "Newer", origins: [], trust: "roster" });
    const stale = await post(`${PORTALS}/remove?id=secretive`, { version });
    expect([stale.status, stale.text.includes("Somebody changed this portal meanwhile")]).toEqual([
      412,
      true,
    ]);
    const now = fieldOf(stale, "version");
    const removed = await post(`${PORTALS}/remove?id=secretive`, { version: now });
    expect([removed.status, removed.headers.get("location")]).toEqual([303, `${PORTALS}?done=removed`]);
    expect((await admin("GET", "/portals/secretive")).status).toBe(404);
    expect((await post(`${PORTALS}/remove?id=secretive`, { version: now })).status).toBe(303);
    expect((await logOf("secretive")).filter((line) => line === "handing:user-1 removed")).toHaveLength(1);
    expect((await post(`${PORTALS}/remove?id=harbor`, { version: "" })).status).toBe(400);
  });
});

describe("a portal's code", () => {
  it("holds this deployment's address and the portal's id as text, whatever is in it", async () => {
    const id = `a"b'c\\d</code>$e/f?g=1&h`;
    await admin("PUT", `/portals/${encodeURIComponent(id)}`, { name: "Odd", origins: [], trust: "token" });
    for (const language of ["node", "php", "python", "csharp"]) {
      const page = await open(`${PORTALS}/embed?${new URLSearchParams({ id, with: language })}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(ORIGIN);
      expect(page.text).toContain("SCORELETTER_SECRET");
      expect(page.text).toContain("/v1/viewer-tokens");
      expect(page.text).not.toContain("d</code>$e");
    }
    const list = await open(PORTALS);
    const href = /href="([^"]*portal\?id=a%22b[^"]*)"/.exec(list.text)?.[1] ?? "";
    expect((await open(href)).text).toContain("<h1>Odd</h1>");
  });
});

describe("the reminders' page", () => {
  const settings = {
    emailFrom: "scores@example.org",
    emailTo: "a@example.org\r\nb@example.org",
    webhookUrl: "https://hooks.example.org/x",
  };

  beforeEach(() => env.DB.prepare("DELETE FROM notice_settings").run());

  it("is seen by those who view everything, and changed by those who manage everything", async () => {
    expect((await open("/admin/reminders")).status).toBe(200);
    const seen = await open("/admin/reminders", onlyViewer);
    expect(seen.text).not.toContain('<button type="submit">Save');
    expect((await open("/admin/reminders", ofOneSite)).status).toBe(403);
    const elsewhere = { ...manager, "sec-fetch-site": "cross-site" };
    for (const as of [onlyViewer, ofOneSite, elsewhere]) {
      expect((await post("/admin/reminders", { version: "", ...settings }, as)).status).toBe(403);
      expect((await post("/admin/reminders/secret", { version: "" }, as)).status).toBe(403);
    }
    expect((await call("/admin/reminders", { headers: { accept: "text/html" } })).status).toBe(401);
    expect(await findNoticeSettings(drizzle(env.DB))).toBeUndefined();
  });

  it("saves what the API would have saved, and says that this deployment has no mail", async () => {
    const saved = await post("/admin/reminders", { version: "", ...settings });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/admin/reminders?done=saved"]);
    expect((await admin("GET", "/notices/settings")).body).toEqual({
      emailFrom: "scores@example.org",
      emailTo: ["a@example.org", "b@example.org"],
      webhookUrl: "https://hooks.example.org/x",
      webhookSecret: { set: false },
    });
    const page = await open("/admin/reminders?done=saved");
    for (const said of [
      "No e-mail goes out",
      "This deployment cannot send mail",
      "Nothing is posted yet",
      "Scoreletter-Signature",
    ])
      expect(page.text).toContain(said);
    expect(
      (
        await post("/admin/reminders", {
          version: fieldOf(page, "version"),
          emailFrom: "",
          emailTo: "",
          webhookUrl: "",
        })
      ).status,
    ).toBe(303);
    expect((await admin("GET", "/notices/settings")).body.emailTo).toEqual([]);
  });

  it.each<[string, string, Record<string, string>]>([
    ["no sender", "emailFrom", { emailFrom: "" }],
    ["a sender that is none", "emailFrom", { emailFrom: "scores" }],
    ["nobody to write to", "emailTo", { emailTo: "" }],
    ["an address that is none", "emailTo", { emailTo: "a@example.org\nb" }],
    ["too many addresses", "emailTo", { emailTo: "a@example.org\n".repeat(21) }],
    ["a webhook inside the network", "webhookUrl", { webhookUrl: "https://10.0.0.1/" }],
    ["a webhook by plain http", "webhookUrl", { webhookUrl: "http://hooks.example.org/" }],
    ["a webhook that is no URL", "webhookUrl", { webhookUrl: "hooks" }],
  ])("with %s is shown again with what was typed, and saves nothing", async (_what, field, change) => {
    const answer = await post("/admin/reminders", { version: "", ...settings, ...change });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`<a href="#${field}">`);
    expect(answer.text).toContain(`id="${field}-error"`);
    if (field !== "webhookUrl") expect(answer.text).toContain('value="https://hooks.example.org/x"');
    expect(await findNoticeSettings(drizzle(env.DB))).toBeUndefined();
  });

  it("tells the second of two who save", async () => {
    await post("/admin/reminders", { version: "", ...settings });
    const answer = await post("/admin/reminders", { version: "", ...settings, emailTo: "mine@example.org" });
    expect(answer.status).toBe(412);
    expect(answer.text).toContain("mine@example.org");
    expect((await admin("GET", "/notices/settings")).body.emailTo).toHaveLength(2);
    const again = { ...settings, version: fieldOf(answer, "version"), emailTo: "mine@example.org" };
    expect((await post("/admin/reminders", again)).status).toBe(303);
  });

  it("makes the webhook's secret once for a form, and shows it once", async () => {
    expect((await post("/admin/reminders/secret", { version: "" })).status).toBe(404);
    await post("/admin/reminders", { version: "", ...settings });
    const version = fieldOf(await open("/admin/reminders"), "version");
    const [first, second] = await Promise.all([1, 2].map(() => post("/admin/reminders/secret", { version })));
    expect([first?.status, second?.status].toSorted()).toEqual([201, 412]);
    const [shown, refused] = first?.status === 201 ? [first, second] : [second, first];
    if (shown === undefined || refused === undefined) throw new Error("no answers");
    const secret = secretIn(shown);
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(refused.text).toContain("No secret was made");
    for (const { text } of [refused, await open("/admin/reminders"), await open("/admin/reminders/secret")])
      expect(text).not.toContain(secret);
    expect(await dump()).not.toContain(secret);
    expect((await admin("GET", "/notices/settings")).body.webhookSecret).toEqual({ set: true });
  });

  it("lists what was told", async () => {
    const notice = {
      key: "k",
      kind: "key_expires" as const,
      site: "101",
      expiresOn: "2026-12-01",
      code: null,
    };
    await addNotices(drizzle(env.DB), [notice], Date.parse("2026-11-30T12:00:00Z"));
    expect((await open("/admin/reminders")).text).toMatch(
      /Nov 30, 2026, 12:00.*The ETS key of Sample Creek expire[sd] Dec 1, 2026/s,
    );
  });
});

describe("the banner", () => {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const save = (expiresOn: string) =>
    admin("PUT", "/integrations/ets/101", {
      apiUrl: "https://x.ets.org/",
      username: "u",
      secretKey: "k",
      expiresOn,
    });

  it.each([
    [15, null],
    [14, "expires"],
    [1, "expires"],
    [0, "expires"],
  ])("%i days before a key ends says %s, to those alone who view everything", async (days, word) => {
    await save(date(days));
    const said = `The ETS key of Sample Creek ${word}`;
    for (const path of [
      "/admin",
      PORTALS,
      "/admin/reminders",
      "/admin/integrations/log",
      "/admin/integrations/ets",
    ]) {
      const { text } = await open(path, onlyViewer);
      expect([path, text.includes(said)]).toEqual([path, word !== null]);
      if (word !== null) expect(text).toContain('<a href="/admin/integrations/ets?site=101">The ETS key');
    }
    expect((await open("/admin", ofOneSite)).text).not.toContain('class="banner"');
  });

  it("says that a key has ended, and that ETS refuses one", async () => {
    await save(date(10));
    await env.DB.prepare("UPDATE ets_settings SET expires_on = ?").bind(date(-1)).run();
    expect((await open("/admin")).text).toContain("The ETS key of Sample Creek expired");
    await env.DB.prepare(
      "UPDATE ets_settings SET expires_on = NULL, last_test_at = 1, last_test_code = 'credentials_refused', failing_since = 1",
    ).run();
    expect((await open("/admin")).text).toContain("ETS refuses the key of Sample Creek.");
    await admin("DELETE", "/integrations/ets/101");
    expect((await open("/admin")).text).not.toContain('class="banner"');
  });
});
