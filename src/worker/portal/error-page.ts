/**
 * A letter's link is opened by a person, in a tab of its own: what went wrong is then told as a small page in
 * their language, when their browser prefers one. Programs get the problem body as always.
 */
import { accepts } from "hono/accepts";
import { createMiddleware } from "hono/factory";
import { html, raw } from "hono/html";
import { type Language, preferredLanguage } from "../language.ts";
import type { AppEnv } from "../runtime.ts";

const TITLES: Record<Language, string> = {
  en: "This letter could not be opened",
  es: "No se pudo abrir esta carta",
  vi: "Không mở được thư này",
  fil: "Hindi mabuksan ang liham na ito",
  "zh-Hant": "無法開啟這封信",
  ko: "이 편지를 열 수 없습니다",
};

const WHAT_TO_DO: Record<Language, string> = {
  en: "You can close this tab and go back to your school's portal. If you ask your school, give them this code:",
  es: "Puede cerrar esta pestaña y regresar al portal de su escuela. Si pregunta en su escuela, dé este código:",
  vi: "Quý vị có thể đóng thẻ này và trở lại cổng thông tin của trường. Nếu hỏi trường, hãy cho biết mã này:",
  fil: "Maaari mong isara ang tab na ito at bumalik sa portal ng paaralan. Kung magtatanong sa paaralan, ibigay ang code na ito:",
  "zh-Hant": "您可以關閉此分頁並返回學校的入口網站。如需詢問學校，請提供此代碼：",
  ko: "이 탭을 닫고 학교 포털로 돌아가셔도 됩니다. 학교에 문의하실 때 이 코드를 알려 주세요:",
};

const STYLE = `
  :root { color-scheme: light dark }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
  main { max-width: 34rem; margin: 0 auto; padding: 48px 24px }
  h1 { font-size: 20px; line-height: 1.3; margin: 0 0 16px }
  p { margin: 0 0 16px }
  .code { font-size: 14px; opacity: .85 }
`;

/** The page's one style, allowed by its hash, computed once per isolate. */
let styleHash: Promise<string> | undefined;

async function hashOfStyle(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

export const answerAsPage = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const isProblem = c.res.headers.get("content-type")?.startsWith("application/problem+json");
  const supports = ["application/problem+json", "application/json", "text/html"];
  const preferred = accepts(c, { header: "Accept", supports, default: "application/problem+json" });
  if (!isProblem || preferred !== "text/html") return;

  const language = preferredLanguage(c.req.header("accept-language"));
  const { code, detail } = await c.res.json<{ code: string; detail: string }>();
  styleHash ??= hashOfStyle();
  const headers = new Headers(c.res.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("content-language", language);
  headers.set(
    "content-security-policy",
    `default-src 'none'; style-src 'sha256-${await styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${TITLES[language]}</title>
<style>${raw(STYLE)}</style>
</head>
<body><main>
<h1>${TITLES[language]}</h1>
<p>${detail}</p>
<p class="code">${WHAT_TO_DO[language]} <b>${code}</b></p>
</main></body>
</html>`;
  c.res = new Response(String(await page), { status: c.res.status, headers });
});
