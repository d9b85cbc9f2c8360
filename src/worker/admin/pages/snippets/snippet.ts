/**
 * What the snippets for a portal's server share: what they are made from, and the four languages in which they are
 * offered. Each signs with the language's standard library alone and reads the secret from the environment.
 */
import { csharpSnippet } from "./csharp.ts";
import { nodeSnippet } from "./node.ts";
import { phpSnippet } from "./php.ts";
import { pythonSnippet } from "./python.ts";

export interface SnippetFor {
  /** This deployment's public origin: where the token goes, and its `aud`. */
  origin: string;
  portalId: string;
  /** `token`: the portal vouches for students, and its server exchanges what it signed. */
  trust: "roster" | "token";
}

export interface Snippet {
  label: string;
  /** What it runs on without anything else installed. */
  needs: string;
  fileName: string;
  code: (snippetFor: SnippetFor) => string;
}

export const SNIPPETS = {
  node: { label: "Node", needs: "Node 18 or newer", fileName: "score-token.mjs", code: nodeSnippet },
  php: { label: "PHP", needs: "PHP 8.0 or newer", fileName: "score-token.php", code: phpSnippet },
  python: { label: "Python", needs: "Python 3.8 or newer", fileName: "score_token.py", code: pythonSnippet },
  csharp: { label: "C#", needs: ".NET 6 or newer", fileName: "ScoreToken.cs", code: csharpSnippet },
} as const satisfies Record<string, Snippet>;

export type SnippetName = keyof typeof SNIPPETS;

export const SNIPPET_NAMES = ["node", "php", "python", "csharp"] as const satisfies SnippetName[];
