/**
 * Three kinds of tests: in the Workers runtime with real D1 (`worker`), in Node for the simulators and the widget's
 * pure parts (`node`), and in a browser against everything at once (`browser`).
 */
import { generateKeyPairSync } from "node:crypto";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { reservePorts } from "./test/setup/ports.ts";

/** Each of these test files has an ETS simulator of its own, so that no file meets another's faults or counts. */
const WITH_ETS = [
  "ets",
  "portal",
  "letters",
  "admin",
  "administrators",
  "access",
  "students",
  "eschoolplus-settings",
  "attacks",
  "fuzz",
  "faults",
];
/** And each of these an eSchoolPLUS simulator. */
const WITH_ESCHOOLPLUS = ["eschoolplus-settings", "roster-runs", "faults"];
const [accessPort, ...ports] = await reservePorts(WITH_ETS.length + WITH_ESCHOOLPLUS.length + 1);
// This file is read more than once in a run; the first reading decides, and globalSetup hears of it.
process.env["SCORELETTER_TEST_ETS"] ??= JSON.stringify(
  Object.fromEntries(WITH_ETS.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`])),
);
process.env["SCORELETTER_TEST_ESCHOOLPLUS"] ??= JSON.stringify(
  Object.fromEntries(
    WITH_ESCHOOLPLUS.map((name, index) => [name, `http://127.0.0.1:${ports[WITH_ETS.length + index]}`]),
  ),
);
const eschoolplusOrigins: Record<string, string> = JSON.parse(process.env["SCORELETTER_TEST_ESCHOOLPLUS"]);
const etsOrigins: Record<string, string> = JSON.parse(process.env["SCORELETTER_TEST_ETS"]);

// A stand-in for Cloudflare Access: globalSetup serves the public key, the tests sign with the private one.
if (process.env["SCORELETTER_TEST_ACCESS"] === undefined) {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  process.env["SCORELETTER_TEST_ACCESS"] = JSON.stringify({
    domain: `127.0.0.1:${accessPort}`,
    publicKey: { ...pair.publicKey.export({ format: "jwk" }), kid: "team", alg: "RS256", use: "sig" },
    privateKey: pair.privateKey.export({ format: "jwk" }),
  });
}
const access: { domain: string; privateKey: Record<string, string> } = JSON.parse(
  process.env["SCORELETTER_TEST_ACCESS"],
);

/** What says how long properties are looked at, for tests that cannot read the environment themselves. */
function fromEnvironment(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

export default defineConfig({
  test: {
    maxWorkers: 2, // much of the time goes by waiting, on two cores as well
    silent: "passed-only", // the Worker logs each refusal, and nearly every test is one
    projects: [
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                PUBLIC_ORIGIN: "http://127.0.0.1:8787",
                SEALING_KEYS: `new:${"bmV3".repeat(10)}bmU=,old:${"b2xk".repeat(10)}b2w=`,
                ADMIN_TOKEN: "test-admin-token-of-more-than-32-characters",
                UPSTREAM_TEST_KEY: "DEMO-0000-NOT-REAL-0",
                DEV_UPSTREAMS: [
                  ...Object.values(etsOrigins),
                  ...Object.values(eschoolplusOrigins),
                  `http://${access.domain}`,
                ].join(","),
                ACCESS_TEAM_DOMAIN: access.domain,
                ACCESS_AUD: "test-access-audience",
                ...fromEnvironment("PULL_PROPERTY_RUNS", "FUZZ_RUNS"),
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
              },
            },
          }),
        ],
        test: {
          name: "worker",
          include: ["test/{worker,security,faults}/**/*.test.ts"],
          setupFiles: ["test/setup/database.ts"],
          globalSetup: ["test/setup/upstreams.ts"],
          provide: { etsOrigins, eschoolplusOrigins, access },
          deps: {
            // Bundled once instead of module by module: nearly halves the start of each file.
            optimizer: {
              ssr: { enabled: true, include: ["hono", "@hono/zod-openapi", "zod", "jose", "drizzle-orm"] },
            },
          },
        },
      },
      {
        test: {
          name: "node",
          include: ["test/{simulators,widget,house,eschoolplus,snippets,scripts}/**/*.test.ts"],
          environment: "node",
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/e2e/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
