/**
 * The files behind the examples of embedding. The React example is bundled when it is first asked for, against
 * preact's own stand-in for React, so that the demonstration needs no second library; a portal builds the same file
 * with React itself.
 */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sourceOf } from "./pages/examples.ts";

let bundled: Promise<string> | undefined;

export interface ExampleFile {
  type: string;
  text: string;
}

export async function exampleFile(name: string): Promise<ExampleFile | null> {
  if (name === "plain.js") return { type: "text/javascript", text: sourceOf("plain") };
  if (name === "themes.css") return { type: "text/css", text: sourceOf("themes") };
  if (name !== "react.js") return null;
  bundled ??= bundleReact();
  return { type: "text/javascript", text: await bundled };
}

async function bundleReact(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("examples/react.jsx", import.meta.url))],
    bundle: true,
    write: false,
    jsx: "automatic",
    tsconfigRaw: "{}",
    alias: {
      react: "preact/compat",
      "react/jsx-runtime": "preact/jsx-runtime",
      "react-dom/client": "preact/compat/client",
    },
  });
  return outputFiles[0]?.text ?? "";
}
