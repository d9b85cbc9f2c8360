/**
 * Who is measured, each embedded as its own documentation says, with ten rows to show and an API that answers at once.
 * Where a peer has a choice, it gets the one that is better for it: no emoji sets, DocSearch without Ask AI, DisqusJS in
 * its modern build and told beforehand that Disqus itself is out of reach.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReportItem } from "../src/worker/portal/api-types.ts";
import { letter, session, XIMENA } from "../test/e2e/widget-stage.ts";

export const ROWS = 10;

export const PEERS = join(import.meta.dirname, "peers");
const NODE_MODULES = join(PEERS, "node_modules");
const DIST = join(import.meta.dirname, "../dist/widget");

/** What the inline scripts of a page carry, so that the strict policy lets them pass. */
export const NONCE = "bench";

export interface Contender {
  key: string;
  name: string;
  /** Finds a row of the list, in the page or in an open shadow root. */
  row: string;
  rows: number;
  /** What its host serves, by path: the file on disk. */
  files: Record<string, string>;
  /** What goes into the page, `host` being the origin of its files and its API. */
  embed(host: string): { head?: string; body: string };
  /** What its API answers, by the beginning of the path; the first that fits. */
  answers: [path: string, body: unknown][];
  /** Put into localStorage beforehand. */
  stored?: [key: string, value: string];
}

/** The page with nothing in it: what the measuring itself costs. */
export const EMPTY_PAGE: Contender = {
  key: "empty",
  name: "an empty page",
  row: "[data-last]",
  rows: 1,
  files: {},
  embed: () => ({ body: "" }),
  answers: [],
};

export const OURS: Contender = {
  key: "ours",
  name: "State Assessments",
  row: "[part=letter]",
  rows: ROWS,
  files: { "widget.js": join(DIST, "widget.js") },
  embed: (host) => ({
    body: `<script src="${host}/ours/widget.js" data-api="${host}/ours" data-token-url="/token"></script>`,
  }),
  answers: [["/v1/session", session({ reports: { studentId: XIMENA.id, items: letters() } })]],
};

export const PEER_CONTENDERS: Contender[] = [
  {
    key: "disqusjs",
    name: `DisqusJS ${versionOf("disqusjs")}`,
    row: ".dsqjs-post-item",
    rows: ROWS,
    files: packaged("disqusjs/dist/browser", "disqusjs.es2018.es.min.mjs", "styles/disqusjs.css"),
    embed: (host) => ({
      head: stylesheet(`${host}/disqusjs/styles/disqusjs.css`),
      body: `<div id="disqusjs"></div>${inlineModule(`
        import DisqusJS from "${host}/disqusjs/disqusjs.es2018.es.min.mjs";
        new DisqusJS({ shortname: "bench", siteName: "A portal", identifier: "page", api: "${host}/disqusjs/api/", apikey: "key" })
          .render(document.getElementById("disqusjs"));`)}`,
    }),
    answers: [
      ["/api/3.0/threads/list.json", { code: 0, response: [{ id: "1", posts: ROWS }] }],
      ["/api/3.0/threads/listPostsThreaded", { code: 0, cursor: { hasNext: false }, response: posts() }],
    ],
    stored: ["dsqjs_mode", "dsqjs"],
  },
  {
    key: "artalk",
    name: `Artalk ${versionOf("artalk")}`,
    row: ".atk-comment-wrap .atk-content",
    rows: ROWS,
    files: packaged("artalk/dist", "Artalk.js", "Artalk.css"),
    embed: (host) => ({
      head: stylesheet(`${host}/artalk/Artalk.css`),
      body: `<div id="comments"></div><script src="${host}/artalk/Artalk.js"></script>${inline(`
        Artalk.init({ el: "#comments", pageKey: "page", pageTitle: "A page", server: "${host}/artalk", site: "A portal",
          emoticons: false, gravatar: { mirror: "${host}/artalk/avatar/", params: "" } })`)}`,
    }),
    answers: [
      ["/api/v2/conf", { frontend_conf: {}, version: { version: versionOf("artalk") } }],
      ["/api/v2/comments", artalkComments()],
      ["/api/v2/notifies", { notifies: [], count: 0 }],
      ["/api/v2/", {}],
    ],
  },
  {
    key: "waline",
    name: `Waline ${versionOf("@waline/client")}`,
    row: ".wl-cards .wl-card-item",
    rows: ROWS,
    files: packaged("@waline/client/dist", "waline.js", "waline.css"),
    embed: (host) => ({
      head: stylesheet(`${host}/waline/waline.css`),
      body: `<div id="waline"></div>${inlineModule(`
        import { init } from "${host}/waline/waline.js";
        init({ el: "#waline", path: "/page", serverURL: "${host}/waline", lang: "en", emoji: false, search: false })`)}`,
    }),
    answers: [["/api/comment", { errno: 0, errmsg: "", data: walineComments() }]],
  },
  docsearch("docsearch", "ten hits", ".DocSearch-Hit", ROWS, ".open()"),
  docsearch("docsearch-button", "its button", ".DocSearch-Button", 1, ""),
];

/** It has no list in the page, so twice: opened at once with a question that has ten hits, and the button alone. */
function docsearch(key: string, what: string, row: string, rows: number, then: string): Contender {
  return {
    key,
    name: `DocSearch ${versionOf("@docsearch/js")}, ${what}`,
    row,
    rows,
    files: {
      ...packaged("@docsearch/js/dist/umd", "docsearch.js"),
      ...packaged("@docsearch/css/dist", "style.css"),
    },
    embed: (host) => ({
      head: stylesheet(`${host}/${key}/style.css`),
      body: `<div id="search"></div><script src="${host}/${key}/docsearch.js"></script>${inline(`
        docsearch({ container: "#search", appId: "BENCH", indices: ["bench"], apiKey: "key", initialQuery: "remark",
          transformSearchClient: (client) => ({ ...client, search: () => fetch("${host}/${key}/search").then((answer) => answer.json()) })
        })${then}`)}`,
    }),
    answers: [["/search", { results: [docsearchHits()] }]],
  };
}

function versionOf(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(PEERS, "package.json"), "utf8"));
  return dependencies[name];
}

function packaged(folder: string, ...files: string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, join(NODE_MODULES, folder, file)]));
}

function stylesheet(url: string): string {
  return `<link rel="stylesheet" href="${url}">`;
}

function inline(code: string): string {
  return `<script nonce="${NONCE}">${code}</script>`;
}

function inlineModule(code: string): string {
  return `<script type="module" nonce="${NONCE}">${code}</script>`;
}

// ——— ten rows of each ———

function sentences(): string[] {
  return Array.from(
    { length: ROWS },
    (_, row) =>
      `This is remark number ${row + 1}, made up for a measurement and about as long as what is usually said on such a page.`,
  );
}

/** Each in two languages, as a district sends them: twenty letters in ten rows. */
function letters(): ReportItem[] {
  const years = [2026, 2025, 2024, 2023];
  const rows = years.flatMap((year) =>
    (["CAASPP", "ELPAC", "CAST"] as const).map((test) => ({ test, year })),
  );
  return rows
    .slice(0, ROWS)
    .flatMap(({ test, year }) => [letter(test, year, "en"), letter(test, year, "es")]);
}

function posts() {
  return sentences().map((sentence, row) => ({
    id: String(row + 1),
    parent: null,
    author: { name: `Reader ${row}`, username: `reader${row}`, avatar: { cache: "/avatar" } },
    createdAt: "2026-11-01T10:00:00",
    isDeleted: false,
    hasMore: false,
    message: `<p>${sentence}</p>`,
  }));
}

function artalkComments() {
  const comments = sentences().map((sentence, row) => ({
    id: row + 1,
    content: `<p>${sentence}</p>`,
    content_marked: `<p>${sentence}</p>`,
    nick: `Reader ${row}`,
    email_encrypted: "avatar",
    link: "",
    ua: "",
    date: "2026-11-01 10:00:00",
    rid: 0,
    is_collapsed: false,
    is_pending: false,
    is_pinned: false,
    is_verified: false,
    is_allow_reply: true,
    visible: true,
    page_key: "page",
    vote_up: 0,
    vote_down: 0,
  }));
  const page = { id: 1, admin_only: false, key: "page", title: "A page", url: "/", vote_up: 0, vote_down: 0 };
  return { comments, count: ROWS, roots_count: ROWS, page };
}

function walineComments() {
  const data = sentences().map((sentence, row) => ({
    objectId: row + 1,
    time: Date.parse("2026-11-01T10:00:00Z"),
    comment: `<p>${sentence}</p>`,
    orig: sentence,
    like: 0,
    nick: `Reader ${row}`,
    link: "",
    avatar: "/avatar",
    status: "approved",
    sticky: false,
    children: [],
  }));
  return { count: ROWS, page: 1, pageSize: ROWS, totalPages: 1, data };
}

/** Of two kinds: of each it shows five. */
function docsearchHits() {
  const hits = sentences().map((sentence, row) => {
    const hierarchy = {
      lvl0: row % 2 === 0 ? "Remarks" : "Answers",
      lvl1: `Page ${row}`,
      lvl2: `Part ${row}`,
    };
    const marked = (value: string) => ({ value, matchLevel: "none", matchedWords: [] });
    const levels = Object.fromEntries(
      Object.entries(hierarchy).map(([level, text]) => [level, marked(text)]),
    );
    const shown = { content: marked(sentence), hierarchy: levels };
    return {
      objectID: String(row),
      ...{
        content: sentence,
        hierarchy,
        type: "content",
        url: `/page-${row}`,
        url_without_anchor: `/page-${row}`,
      },
      ...{ _highlightResult: shown, _snippetResult: shown },
    };
  });
  return {
    index: "bench",
    hits,
    nbHits: ROWS,
    page: 0,
    nbPages: 1,
    hitsPerPage: ROWS,
    query: "remark",
    processingTimeMS: 1,
  };
}
