/**
 * Tools for `npm run setup -- --dry-run`: each says what it would do, and answers as an account would in which nothing is
 * there yet but what wrangler.toml names.
 */
import type { SetupTools } from "./setup-steps.ts";
import { readToml } from "./setup-toml.ts";

const NEW_ID = "the-id-that-cloudflare-gives";

export function dryTools(text: string, say: (line: string) => void): SetupTools {
  const { databaseName, databaseId } = readToml(text);
  let isThere = databaseId !== "";
  let toml = text;
  const good = (stdout = "") => ({ ok: true, stdout, output: "" });
  return {
    async wrangler(args, input) {
      const command = args.join(" ");
      say(`would run: wrangler ${command}${input === undefined ? "" : "   (the value by standard input)"}`);
      if (command.startsWith("d1 create")) isThere = true;
      if (command.startsWith("d1 list"))
        return good(JSON.stringify(isThere ? [{ name: databaseName, uuid: databaseId || NEW_ID }] : []));
      if (command !== "secret list") return good();
      return databaseId === ""
        ? { ok: false, stdout: "", output: 'Worker "new" not found.' }
        : good('[{"name":"SEALING_KEYS"},{"name":"ADMIN_TOKEN"}]');
    },
    async build() {
      say("would run: npm run build");
    },
    toml: {
      read: () => toml,
      write(changed) {
        const before = new Set(toml.split("\n"));
        for (const line of changed.split("\n"))
          if (!before.has(line)) say(`would write into wrangler.toml: ${line}`);
        toml = changed;
      },
    },
    async health(url) {
      say(`would ask: ${url}`);
      return true;
    },
    reveal: (name) => say(`would show ${name}, this once`),
  };
}
