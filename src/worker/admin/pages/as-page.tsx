/**
 * What every admin page shares on its way out: its policy, no copy in any cache, and refusals as small pages for
 * people, with the code for whoever helps them. Programs that do not ask for HTML keep the problem body.
 */
import { accepts } from "hono/accepts";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../../runtime.ts";
import { documentOf, Page } from "./layout.tsx";

const CSP = "content-security-policy";
const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What a person reads in place of a problem's title and detail, which speak to programs here. */
const FOR_PEOPLE: Record<string, { title: string; sentence: string }> = {
  not_authenticated: {
    title: "Sign in first",
    sentence: "Open this page from your portal, or sign in with your district account.",
  },
  forbidden: {
    title: "Not for you to change",
    sentence: "You do not have permission to do this. Your district's administrator can give it to you.",
  },
  not_found: {
    title: "There is nothing here",
    sentence: "The address may be mistyped, or what was here has been removed.",
  },
  too_large: { title: "Too much text", sentence: "Go back and shorten what you typed." },
};

export const asPage = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  // The API below the same path speaks for itself.
  if (c.req.path.startsWith("/admin/api/")) return;
  // A page that shows the widget brings a policy of its own.
  if (!c.res.headers.has(CSP)) c.header(CSP, POLICY);
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  const isProblem = c.res.headers.get("content-type")?.startsWith("application/problem+json");
  const supports = ["application/problem+json", "application/json", "text/html"];
  const preferred = accepts(c, { header: "Accept", supports, default: "application/problem+json" });
  if (!isProblem || preferred !== "text/html") return;

  const problem = await c.res.json<{ code: string; title: string; detail: string }>();
  const { title, sentence } = FOR_PEOPLE[problem.code] ?? { title: problem.title, sentence: problem.detail };
  const headers = new Headers(c.res.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-language", "en");
  const page = (
    <Page title={title} district="" actor={null} canLeave={false}>
      <h1>{title}</h1>
      <p>{sentence}</p>
      {problem.code !== "not_authenticated" && (
        <p>
          <a href="/admin">All Integrations</a>
        </p>
      )}
      <p class="hint">
        If you ask for help, give this code: <code>{problem.code}</code>
      </p>
    </Page>
  );
  c.res = new Response(documentOf(page), { status: c.res.status, headers });
});
