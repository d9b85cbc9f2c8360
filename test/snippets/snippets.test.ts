/**
 * The code that a portal's developer copies, run as it is: each language that this machine has signs with it, and
 * what it signs is verified by a library that has nothing to do with it. An exchange meets a stand-in for the Worker.
 */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SNIPPETS, type SnippetName } from "../../src/worker/admin/pages/snippets/snippet.ts";

const run = promisify(execFile);

const SECRET = "not-a-real-secret-but-long-enough-0001";
/** Whatever an id may hold must stay text in every language. */
const PORTAL_ID = `it's "one" \\ $HOME \${x} {y} #{z} %s é😀`;
const STUDENT = { id: "S-1", ssid: "0000000001", name: "Iñigo Exámple", site: "101", grade: "05" };
const MAX_LIFETIME_SECONDS = 15 * 60;

interface Runner {
  command: string;
  /** A program beside the snippet that prints the token of a call. */
  program: (call: "guardian" | "student", isExchange: boolean) => { file: string; text: string };
}

const json = JSON.stringify;
const argumentsOf = (call: "guardian" | "student", isExchange: boolean): unknown => {
  if (isExchange) return call === "guardian" ? [STUDENT] : STUDENT;
  return call === "guardian" ? ["C-1", "C-2"] : "S-1";
};

const RUNNERS: Partial<Record<SnippetName, Runner>> = {
  node: {
    command: process.execPath,
    program: (call, isExchange) => ({
      file: "main.mjs",
      text: `import { ${call}Token } from "./score-token.mjs";
process.stdout.write(await ${call}Token("user-1", ${json(argumentsOf(call, isExchange))}));`,
    }),
  },
  python: {
    command: "python3",
    program: (call, isExchange) => ({
      file: "main.py",
      text: `import json, sys
from score_token import ${call}_token
sys.stdout.write(${call}_token("user-1", json.loads(${json(json(argumentsOf(call, isExchange)))})))`,
    }),
  },
  php: {
    command: "php",
    program: (call, isExchange) => ({
      file: "main.php",
      text: `<?php require __DIR__ . '/score-token.php';
echo ${call}_token('user-1', json_decode('${json(argumentsOf(call, isExchange))}', true));`,
    }),
  },
};

const isHere = (command: string) => spawnSync(command, ["--version"]).status === 0;

let folder: string;
let server: Server;
let origin: string;
/** What the stand-in was asked, and how it answers. */
let asked: { request: IncomingMessage; body: string }[] = [];
let answer: { status: number; body: unknown };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scoreletter-snippets-"));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ request, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(json(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});

beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { token: "sealed.example", expiresAt: "2027-01-01T00:00:00Z" } };
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function token(
  language: SnippetName,
  trust: "roster" | "token",
  call: "guardian" | "student",
  secret: string | null = SECRET,
): Promise<string> {
  const runner = RUNNERS[language];
  if (runner === undefined) throw new Error(`no runner for ${language}`);
  const { fileName, code } = SNIPPETS[language];
  const own = mkdtempSync(join(folder, `${language}-`));
  writeFileSync(join(own, fileName), code({ origin, portalId: PORTAL_ID, trust }));
  const { file, text } = runner.program(call, trust === "token");
  writeFileSync(join(own, file), text);
  const { SCORELETTER_SECRET: _, ...env } = process.env;
  const { stdout } = await run(runner.command, [join(own, file)], {
    env: { ...env, ...(secret === null ? {} : { SCORELETTER_SECRET: secret }) },
  });
  return stdout;
}

/** As the Worker does: HS256 with the secret's UTF-8 bytes, this issuer, this audience. */
async function verified(jwt: string) {
  expect(decodeProtectedHeader(jwt).alg).toBe("HS256");
  const { payload } = await jwtVerify(jwt, new TextEncoder().encode(SECRET), {
    algorithms: ["HS256"],
    issuer: PORTAL_ID,
    audience: origin,
    requiredClaims: ["iat", "exp", "sub"],
  });
  const { iat = 0, exp = 0 } = payload;
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
  expect(exp - iat).toBeGreaterThan(0);
  expect(exp - iat).toBeLessThanOrEqual(MAX_LIFETIME_SECONDS);
  return payload;
}

describe.each(Object.entries(RUNNERS))("the snippet for %s", (name, { command }) => {
  const language = name as SnippetName;
  const test = it.skipIf(!isHere(command));

  test("signs for a guardian and for a student of the roster", async () => {
    const guardian = await verified(await token(language, "roster", "guardian"));
    expect(guardian).toMatchObject({ sub: "user-1", role: "guardian", contact_id: ["C-1", "C-2"] });
    const student = await verified(await token(language, "roster", "student"));
    expect(student).toMatchObject({ sub: "user-1", role: "student", student_id: "S-1" });
    expect(asked).toEqual([]);
  });

  test("exchanges what it signed, and hands on what came back alone", async () => {
    for (const call of ["guardian", "student"] as const)
      expect(await token(language, "token", call)).toBe("sealed.example");
    expect(asked.length).toBe(2);
    for (const [index, { request, body }] of asked.entries()) {
      expect([request.method, request.url, request.headers.origin]).toEqual([
        "POST",
        "/v1/viewer-tokens",
        undefined,
      ]);
      expect(request.headers["content-type"]?.split(";")[0]).toBe("application/jwt");
      const role = ["guardian", "student"][index];
      expect(await verified(body)).toMatchObject({ sub: "user-1", role, students: [STUDENT] });
    }
  });

  test("says why it was refused, without the token", async () => {
    answer = { status: 401, body: { code: "token_invalid", detail: "The claim `aud` is not as expected." } };
    const failure = await token(language, "token", "guardian").catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    if (typeof failure === "string") throw new Error("it did not fail");
    const said = failure.stdout + failure.stderr;
    expect(said).toContain("token_invalid: The claim `aud` is not as expected.");
    expect(said).not.toContain(asked[0]?.body);
  });

  test("signs nothing without a secret", async () => {
    for (const [trust, secret] of [
      ["roster", ""],
      ["token", null],
    ] as const) {
      const failure = await token(language, trust, "guardian", secret).catch(
        (error: { code: number }) => error,
      );
      expect(failure).toMatchObject({ code: expect.any(Number) });
    }
    expect(asked).toEqual([]);
  });
});

describe("the snippet for C#", () => {
  // No .NET to run it with: held against what the others were seen to do.
  it.each(["roster", "token"] as const)("names each claim and part of the exchange for trust %s", (trust) => {
    const text = SNIPPETS.csharp.code({ origin, portalId: PORTAL_ID, trust });
    expect(text).toContain(`const string Portal = ${json(PORTAL_ID)};`);
    expect(text).toContain(`const string Scoreletter = "${origin}";`);
    for (const claim of ["iss", "aud", "sub", "iat", "exp", "role"]) expect(text).toContain(`["${claim}"] =`);
    const own = {
      roster: ["contact_id", "student_id"],
      token: ["students", '"application/jwt"', "/v1/viewer-tokens"],
    };
    for (const part of own[trust]) expect(text).toContain(part);
    expect(text).toContain('["alg"] = "HS256"');
    const lifetime = Number(/LifetimeSeconds = (\d+);/.exec(text)?.[1]);
    expect(lifetime).toBeGreaterThan(0);
    expect(lifetime).toBeLessThanOrEqual(MAX_LIFETIME_SECONDS);
    const withoutText = text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/.*$/gm, "");
    for (const [open, close] of ["{}", "()", "[]"]) {
      expect(withoutText.split(open ?? "").length).toBe(withoutText.split(close ?? "").length);
    }
  });
});

describe("every snippet", () => {
  it("for Node stands in docs/embed.md as it is", () => {
    const docs = readFileSync(new URL("../../docs/embed.md", import.meta.url), "utf8");
    const shown = { origin: "https://scores.example.org", portalId: "example", trust: "token" } as const;
    expect(docs).toContain(`\`\`\`js\n${SNIPPETS.node.code(shown)}\`\`\``);
  });

  it("reads the secret from the environment, and names it the same", () => {
    for (const { code } of Object.values(SNIPPETS)) {
      for (const trust of ["roster", "token"] as const)
        expect(code({ origin, portalId: "example", trust })).toContain("SCORELETTER_SECRET");
    }
  });
});
