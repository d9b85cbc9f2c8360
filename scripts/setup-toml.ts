/** The few values of wrangler.toml that a deployment fills in, read and written line by line: comments stay. */

/** What wrangler.toml holds until there is a database. */
const NO_DATABASE = "00000000-0000-0000-0000-000000000000";

export interface TomlValues {
  /** The Worker's. */
  name: string;
  databaseName: string;
  /** Empty until there is one. */
  databaseId: string;
  /** Empty until it is known. */
  publicOrigin: string;
  hasRoutes: boolean;
}

export function readToml(text: string): TomlValues {
  const databaseId = textAt(text, "database_id");
  return {
    name: textAt(text, "name"),
    databaseName: textAt(text, "database_name"),
    databaseId: databaseId === NO_DATABASE ? "" : databaseId,
    publicOrigin: textAt(text, "PUBLIC_ORIGIN"),
    hasRoutes: /^routes\s*=/m.test(text),
  };
}

export function withDatabaseId(text: string, id: string): string {
  return withValue(text, "database_id", id);
}

export function withPublicOrigin(text: string, origin: string): string {
  return withValue(text, "PUBLIC_ORIGIN", origin);
}

/** Cloudflare then makes the DNS record and the certificate. A key of the whole file must stand above its first table. */
export function withCustomDomain(text: string, host: string): string {
  const line = `routes = [{ pattern = "${host}", custom_domain = true }]`;
  const firstTable = text.search(/^(#[^\n]*\n)*\[/m);
  if (firstTable < 0) throw new Error("wrangler.toml has no table");
  return `${text.slice(0, firstTable)}${line}\n\n${text.slice(firstTable)}`;
}

function lineOf(key: string): RegExp {
  return new RegExp(`^(${key}\\s*=\\s*)"([^"\\n]*)"`, "m");
}

function textAt(text: string, key: string): string {
  const value = lineOf(key).exec(text)?.[2];
  if (value === undefined) throw new Error(`wrangler.toml has no ${key}`);
  return value;
}

function withValue(text: string, key: string, value: string): string {
  textAt(text, key);
  return text.replace(lineOf(key), (_line, start: string) => `${start}"${value}"`);
}
