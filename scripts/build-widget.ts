/**
 * Builds the widget into `dist/widget/`, the folder that the Worker serves as assets: one classic script, and
 * the headers under which Cloudflare serves it. The source map stays outside, in `dist/`. Prints the sizes.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Plugin, transform } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "dist/widget");

/** Any portal may load the script; it is checked again after five minutes, so that a fix arrives everywhere. */
const HEADERS = `/widget.js
  Cache-Control: public, max-age=300, must-revalidate
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
`;

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

/** Bytes as stored, and as they travel. */
export interface WidgetSize {
  raw: number;
  gzip: number;
  brotli: number;
}

export async function buildWidget(): Promise<WidgetSize> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "src/widget/index.tsx")],
    outfile: join(OUT, "widget.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    // Escapes all but ASCII: a portal's page in another encoding would garble a script that has more.
    charset: "ascii",
    legalComments: "none",
    sourcemap: "external",
    plugins: [cssAsText],
    write: false,
  });
  await mkdir(OUT, { recursive: true });
  let script: Uint8Array = new Uint8Array();
  for (const { path, contents } of outputFiles) {
    if (path.endsWith(".map")) {
      await writeFile(join(ROOT, "dist/widget.js.map"), contents);
    } else {
      script = contents;
      await writeFile(path, contents);
    }
  }
  await writeFile(join(OUT, "_headers"), HEADERS);
  return { raw: script.length, gzip: gzipSync(script).length, brotli: brotliCompressSync(script).length };
}

if (import.meta.main) {
  const { raw, gzip, brotli } = await buildWidget();
  console.log(`dist/widget/widget.js: ${raw} bytes, gzip ${gzip}, brotli ${brotli}`);
}
