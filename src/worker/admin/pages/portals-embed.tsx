/** What a portal's developer copies: the script tag, and the server's part in the language of their choice. */
import type { PortalRow } from "../../integrations/portal-queries.ts";
import { CopyBlock } from "./code-parts.tsx";
import { type Frame, Page } from "./layout.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { SNIPPET_NAMES, SNIPPETS, type SnippetName } from "./snippets/snippet.ts";

/** Where the portal's own route stands in the examples; any path will do. */
const TOKEN_URL = "/portal/score-token";

interface EmbedPageProps {
  frame: Frame;
  portal: PortalRow;
  /** This deployment's public origin. */
  origin: string;
  language: SnippetName;
}

export function EmbedPage({ frame, portal, origin, language }: EmbedPageProps) {
  const { label, needs, fileName, code } = SNIPPETS[language];
  const { id, name, trust, roles } = portal;
  return (
    <Page
      {...frame}
      title={`Script tag and code for ${name}`}
      path={PORTALS_PATH}
      back={{ href: portalPath(id), label: name }}
    >
      <h1>Put the letters into {name}</h1>
      <p>For the developer of the portal. Both parts carry this portal's id and this deployment's address.</p>
      <section>
        <h2>1. The script tag</h2>
        <p>Letters appear where it stands. The language is the page's, or the browser's.</p>
        <CopyBlock
          label="Script tag"
          code={`<script src="${origin}/widget.js" data-token-url="${TOKEN_URL}" async></script>`}
        />
        <p class="hint">
          A page with a Content Security Policy needs <code>script-src {origin}</code> and{" "}
          <code>connect-src 'self' {origin}</code>.
        </p>
      </section>
      <section>
        <h2>2. The token route</h2>
        <p>
          <code>{TOKEN_URL}</code>, or any path of yours, answers whoever is signed in with a token that your
          server signs.
          {trust === "token" &&
            " It names the students with their state ids, so your server exchanges it before it answers: no state id reaches a browser."}
        </p>
        <nav class="tabs" aria-label="Programming language">
          <ul>
            {SNIPPET_NAMES.map((one) => (
              <li>
                <a
                  href={portalPath(id, "embed", { with: one })}
                  aria-current={one === language ? "page" : undefined}
                >
                  {SNIPPETS[one].label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p class="hint">
          <code>{fileName}</code>, for {needs}, nothing else to install. The secret comes from the environment
          variable <code>SCORELETTER_SECRET</code>.
        </p>
        <CopyBlock label={`Token route in ${label}`} code={code({ origin, portalId: id, trust })} />
        {roles.includes("staff") && (
          <p class="hint">
            For staff, sign <code>role</code> <code>staff</code> and <code>sites</code>, a list of site ids or{" "}
            <code>["*"]</code>, without students and without the exchange.
          </p>
        )}
      </section>
      <section>
        <h2>3. Look at it</h2>
        <p>
          Open the page as a parent. If it shows a code instead of letters, the answer in the browser's
          network panel says in <code>detail</code> which claim is wrong; most often it is a clock more than a
          minute off, or a secret that was retired.
        </p>
        <p>
          <a href="/reference">API reference</a>
        </p>
      </section>
    </Page>
  );
}
