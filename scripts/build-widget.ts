/**
 * Builds the widget into `dist/widget/`, the folder that the Worker serves as assets:
 *
 *   widget.js, widget.es.js, …     one classic script each, with one language inside; short cache
 *   widget.d.ts                    types for portals
 *   integrity.json                 what to write into a script tag that pins this version
 *   widget/<version>/              the same scripts for ever, and what they fetch: words, the search for staff
 *   _headers                       under which all of it is served
 *
 * The version is a hash of all the bytes. Versions that were kept (`--keep`) are served beside the new one, for
 * portals that pin them. Source maps stay outside, in `dist/`. Prints the sizes.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin, transform } from "esbuild";
import { LANGUAGES } from "../src/widget/strings/choose.ts";
import type { ListStrings, MoreStrings } from "../src/widget/strings/strings.ts";
import { leanPreact } from "./lean-preact.ts";

const ROOT = join(import.meta.dirname, "..");
const SOURCE = join(ROOT, "src/widget");
const DIST = join(ROOT, "dist");
const VERSIONS = join(DIST, "widget/widget");
/** Whole version folders, committed: a pinned script outlives the deployment that brought it. */
const KEPT = join(ROOT, "widget-versions");
const VERSION_LENGTH = 12;
/**
 * Names that are shortened: preact's own fields, as its published files do, and those of ours that nobody else
 * knows: not the API, not the words, not `options`, not the DOM, and not the finder, which is built by itself.
 */
const SHORTENED =
  /^(_[a-z].*|goodUntil|inFull|letters|linksAreGood|main|needMore|nth|onError|onReady|others|preferred|prepare|renewLinksIfDue|renewed|retry|versions|withId|years)$/;

/** Any portal may load what is here. */
const SHARED = `
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff`;

/** What may change is checked again after five minutes, so that a fix arrives everywhere; a version never changes. */
function headersFor(changing: string[]): string {
  const short = changing.map(
    (name) => `/${name}${SHARED}\n  Cache-Control: public, max-age=300, must-revalidate\n`,
  );
  return `${short.join("")}/widget/*${SHARED}
  Cache-Control: public, max-age=31536000, immutable
/*.js
  Content-Type: text/javascript; charset=utf-8
/widget.d.ts
  Content-Type: text/plain; charset=utf-8
`;
}

/** A style sheet is imported as its minified text. */
const cssAsText: Plugin = {
  name: "css-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: `export const css = ${JSON.stringify(code.trim())}`, loader: "js" };
    });
  },
};

/** The language inside the script. */
function withLanguage(language: string): Plugin {
  return {
    name: "built-in-language",
    setup({ onLoad }) {
      onLoad({ filter: /\/built-in\.ts$/ }, () => ({
        contents: `export { list as builtIn } from "./${language}.ts"`,
        resolveDir: join(SOURCE, "strings"),
      }));
    },
  };
}

/** Bytes as stored, and as they travel. */
export interface Size {
  raw: number;
  gzip: number;
  brotli: number;
}

export interface BuiltWidget {
  version: string;
  /** By file name, of all that travels. */
  sizes: Record<string, Size>;
  /** By the URL that may be pinned. */
  integrity: Record<string, string>;
}

export async function buildWidget(): Promise<BuiltWidget> {
  const finder = await bundle("finder.tsx", {
    format: "esm",
    inject: [join(SOURCE, "finder-host.ts")],
    plugins: [cssAsText],
  });
  const files = new Map([["finder.js", finder.code]]);
  const maps = new Map([["finder.js", finder.map]]);
  for (const language of LANGUAGES) {
    const { list, more } = await import(join(SOURCE, `strings/${language}.ts`));
    files.set(`${language}.json`, JSON.stringify(list satisfies ListStrings));
    files.set(`more.${language}.json`, JSON.stringify(more satisfies MoreStrings));
    const name = language === "en" ? "widget.js" : `widget.${list.language}.js`;
    const { code, map } = await bundle("index.tsx", {
      format: "iife",
      inject: [join(SOURCE, "jsx.ts")],
      define: { FINDER_INTEGRITY: JSON.stringify(sri(finder.code, "sha256")) },
      plugins: [cssAsText, leanPreact, withLanguage(language)],
      mangleProps: SHORTENED,
    });
    files.set(name, code);
    maps.set(name, map);
  }
  const hash = createHash("sha256");
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  const version = hash.digest("hex").slice(0, VERSION_LENGTH);

  const built: BuiltWidget = { version, sizes: {}, integrity: {} };
  for (const [name, text] of files) {
    const final = text.replaceAll("__VERSION__", version);
    await write(`widget/widget/${version}/${name}`, final);
    built.sizes[name] = sizeOf(final);
    if (!/^widget\b.*\.js$/.test(name)) continue;
    await write(`widget/${name}`, final);
    built.integrity[`/widget/${version}/${name}`] = sri(final);
  }
  for (const [name, map] of maps) await write(`${name}.map`, map);
  const { integrity } = built;
  await write("widget/integrity.json", `${JSON.stringify({ version, integrity }, null, 2)}\n`);
  await write("widget/widget.d.ts", await readFile(join(SOURCE, "widget.d.ts"), "utf8"));
  const scripts = Object.keys(integrity).map((url) => basename(url));
  await write("widget/_headers", headersFor([...scripts, "integrity.json", "widget.d.ts"]));
  await keepVersions(version);
  return built;
}

/**
 * Into `dist/`, and only what has changed: a Worker that runs from this folder, or a test that reads it, must not
 * find it empty for a moment.
 */
async function write(path: string, text: string): Promise<void> {
  const file = join(DIST, path);
  if (text === (await readFile(file, "utf8").catch(() => null))) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The versions that were kept, and the new one, and no others. */
async function keepVersions(version: string): Promise<void> {
  const kept: string[] = await readdir(KEPT).catch(() => []);
  for (const name of kept) await cp(join(KEPT, name), join(VERSIONS, name), { recursive: true });
  for (const name of await readdir(VERSIONS))
    if (name !== version && !kept.includes(name)) await rm(join(VERSIONS, name), { recursive: true });
}

interface Bundle {
  code: string;
  map: string;
}

async function bundle(entry: string, options: BuildOptions): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCE, entry)],
    outfile: join(DIST, "out.js"),
    bundle: true,
    minify: true,
    target: "es2022",
    jsxFactory: "createElement",
    jsxFragment: "Fragment",
    tsconfigRaw: { compilerOptions: { jsx: "react" } },
    charset: "utf8", // and the headers say so: a portal's page may have another encoding
    legalComments: "none",
    sourcemap: "external",
    write: false,
    ...options,
  });
  const [map, code] = outputFiles ?? [];
  return { code: code?.text ?? "", map: map?.text ?? "" };
}

/** Subresource Integrity; inside the script the shorter hash, for the sake of its bytes. */
function sri(text: string, algorithm: "sha256" | "sha384" = "sha384"): string {
  return `${algorithm}-${createHash(algorithm).update(text).digest("base64")}`;
}

function sizeOf(text: string): Size {
  const bytes = Buffer.from(text);
  return { raw: bytes.length, gzip: gzipSync(bytes).length, brotli: brotliCompressSync(bytes).length };
}

if (import.meta.main) {
  const { version, sizes, integrity } = await buildWidget();
  for (const [name, { raw, gzip, brotli }] of Object.entries(sizes))
    console.log(`${name.padEnd(20)} ${raw} bytes, gzip ${gzip}, brotli ${brotli}`);
  console.log(`version ${version}`);
  for (const [url, hash] of Object.entries(integrity)) console.log(`${url}  ${hash}`);
  if (process.argv.includes("--keep")) {
    await cp(join(VERSIONS, version), join(KEPT, version), { recursive: true });
    console.log(
      `kept in widget-versions/${version}: commit it, and it is served from every later deployment too`,
    );
  }
}
