/**
 * `<state-assessments>`: joins a place in the portal's page to a session, from the moment it is put into the page
 * until it is taken out. Reads its attributes (or the options of `StateAssessments.mount`), draws into an open
 * shadow root, and tells the page what happens by events that bubble.
 */
import { render } from "preact";
import { adoptStyles } from "./adopt-styles.ts";
import { createCall } from "./api.ts";
import { App } from "./app.tsx";
import { Failure } from "./failure.ts";
import { primary } from "./language-tags.ts";
import { loadFinder } from "./load-finder.ts";
import { createSession, type Session } from "./session.ts";
import { Skeleton } from "./skeleton.tsx";
import { builtIn } from "./strings/built-in.ts";
import { chooseLanguage } from "./strings/choose.ts";
import { loadStrings } from "./strings/load.ts";
import type { ListStrings, MoreStrings } from "./strings/strings.ts";
import { css } from "./styles.css";
import { createTokenKeeper } from "./token.ts";
import { tokenSource } from "./token-source.ts";
import type { View } from "./view.ts";

/** How often a page that can be seen asks itself whether its links are about to end. */
const LINK_CHECK_MS = 30_000;

/** When an answer takes so long that it wants a word; else when the words may come for what may happen later. */
const NEED_MORE_MS = 5_000;

/** Room for a short list, where the widget begins far down the screen. */
const LEAST_HEIGHT_PX = 320;

/**
 * `scriptOrigin` is where the Worker answers unless the page says otherwise, and always where the words of this very
 * version are.
 */
export function defineElement(scriptOrigin: string) {
  return class extends HTMLElement implements StateAssessmentsElement {
    static observedAttributes = ["token", "token-url", "lang", "api", "heading-level"];

    #options: StateAssessmentsOptions = {};
    #session: Session | null = null;
    /** While it is in the page. */
    #life: AbortController | null = null;
    /** From the widget's top to the end of the screen: what is kept free, so that nothing below it ever jumps. */
    #room = 0;
    readonly #root = this.attachShadow({ mode: "open" });

    constructor() {
      super();
      adoptStyles(this.#root, css);
    }

    get options(): StateAssessmentsOptions {
      return this.#options;
    }

    /** Frameworks set this whenever they draw, with functions that are new each time: those alone change nothing. */
    set options(options: StateAssessmentsOptions) {
      const same = JSON.stringify(options) === JSON.stringify(this.#options);
      this.#options = options;
      if (same) void this.#session?.retry();
      else this.#restart();
    }

    connectedCallback(): void {
      if (this.#life) return; // only moved
      this.#room = Math.max(innerHeight - Math.max(this.getBoundingClientRect().top, 0), LEAST_HEIGHT_PX);
      this.#life = new AbortController();
      const { signal } = this.#life;
      const look = () => this.#look();
      for (const event of ["online", "offline"]) addEventListener(event, look, { signal });
      document.addEventListener("visibilitychange", look, { signal });
      const ticking = setInterval(look, LINK_CHECK_MS);
      signal.onabort = () => clearInterval(ticking);
      this.#start();
    }

    disconnectedCallback(): void {
      // A portal that moves the element takes it out and puts it in again at once.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#life?.abort();
        this.#session?.stop();
        this.#life = this.#session = null;
        render(null, this.#root);
      });
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (before === after) return;
      // A fresh token in place of one that ran out changes nothing but a message in its way.
      if (name === "token") void this.#session?.retry();
      else this.#restart();
    }

    #restart(): void {
      this.#session?.stop();
      if (this.#life) this.#start();
    }

    #start(): void {
      const read = <T,>(option: T, attribute: string) => option ?? this.getAttribute(attribute) ?? undefined;
      const { lang, api, headingLevel, strings: own } = this.#options;
      const wanted = [read(lang, "lang") ?? "", document.documentElement.lang, ...navigator.languages];
      const origin = (read(api, "api") ?? scriptOrigin).replace(/\/+$/, "");
      const inside = primary(builtIn.language);
      let language = chooseLanguage(wanted) ?? inside;
      let strings: ListStrings | undefined;
      let asked: Promise<MoreStrings | null> | undefined;

      const tokens = createTokenKeeper(
        tokenSource(() => {
          const { getToken, tokenUrl, token } = this.#options;
          return { getToken, tokenUrl: read(tokenUrl, "token-url"), token: read(token, "token") };
        }),
        Date.now,
      );
      const session = createSession(createCall(origin, tokens, language), {
        onChange: () => draw(),
        onReady: () => this.#tell("ready"),
        onError: (code) => this.#tell("error", { code }),
        prepare: (role) => (role === "staff" ? prepareFinder() : view.needMore()),
        now: Date.now,
      });
      const view: View = {
        session,
        strings: builtIn,
        more: {},
        preferred: [language, ...wanted],
        headingLevel: Number(read(headingLevel, "heading-level")) || 2,
        focus: (...selectors) => {
          for (const selector of selectors) {
            const found = this.#root.querySelector<HTMLElement>(selector);
            if (found) return found.focus();
          }
        },
        tell: (event, detail) => this.#tell(event, detail),
        needMore: async () => {
          asked ??= loadStrings(scriptOrigin, `more.${language}`);
          const more = await asked;
          if (!more) asked = undefined; // the next who needs them tries again
          view.more = {
            ...more,
            ...own,
            ...(more && {
              errors: { ...more.errors, ...own?.errors },
              about: { ...more.about, ...own?.about },
            }),
          };
          draw();
        },
      };
      const speak = (list: ListStrings | null) => {
        if (!list) language = inside;
        strings = view.strings = { ...(list ?? builtIn), ...own };
      };
      const prepareFinder = async () => {
        const finder = await loadFinder(scriptOrigin, this.#root);
        await view.needMore();
        // A search without its words is none.
        if (!view.more.search) throw new Failure("network");
        view.finder = finder;
      };
      const draw = () => {
        if (session !== this.#session) return;
        render(
          strings ? (
            <App state={session.state()} view={view} />
          ) : (
            <section part="root">
              <Skeleton />
            </section>
          ),
          this.#root,
        );
      };

      this.#session = session;
      void session.start(); // first, so that the answer is under way while the page is drawn
      if (language === inside) speak(builtIn);
      else void loadStrings<ListStrings>(scriptOrigin, language).then(speak).then(draw);
      setTimeout(() => session === this.#session && view.needMore(), NEED_MORE_MS);
      this.#look();
      draw();
      const section = this.#root.querySelector("section");
      section?.style.setProperty("--room", `${this.#room}px`);
    }

    /** A look at the world outside, at times and when it has changed: is there a connection, do the links end? */
    #look(): void {
      const session = this.#session;
      if (!session) return;
      const offline = !navigator.onLine;
      if (session.state().offline !== offline) session.choose({ offline });
      if (offline) return;
      if (session.state().failure?.code === "network") void session.retry();
      else if (document.visibilityState === "visible") void session.renewLinksIfDue();
    }

    #tell(event: "ready" | "error" | "letter", detail: object | null = null): void {
      this.dispatchEvent(
        new CustomEvent(`state-assessments:${event}`, { bubbles: true, composed: true, detail }),
      );
    }
  };
}
