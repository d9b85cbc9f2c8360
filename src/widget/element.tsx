/**
 * `<state-assessments>`: joins a place in the portal's page to a `WidgetSession`, from the moment it is put into
 * the page until it is taken out. Reads its attributes (or the options of `StateAssessments.mount`), draws into
 * an open shadow root, and tells the page what happens by events that bubble.
 */
import { render } from "preact";
import { createViewerApi } from "./api.ts";
import { App } from "./app.tsx";
import { WidgetSession, type WidgetState } from "./session.ts";
import { chooseStrings } from "./strings/languages.ts";
import type { StringOverrides, Strings } from "./strings/strings.ts";
import { adoptStyles } from "./styles.ts";
import { createTokenKeeper } from "./token.ts";
import { type TokenWays, tokenSource } from "./token-source.ts";
import type { View } from "./view.ts";

/** Each wins over the attribute of the same name. */
export interface WidgetOptions extends TokenWays {
  /** BCP 47. */
  lang?: string;
  /** Where the Worker answers, if not where this script came from. */
  api?: string;
  strings?: StringOverrides;
}

/** How often a page that can be seen asks itself whether its links are about to end. */
const LINK_CHECK_MS = 30_000;

const DEFAULT_HEADING_LEVEL = 2;

/** `scriptOrigin` is where the Worker answers unless the page says otherwise. */
export function defineElement(scriptOrigin: string) {
  return class StateAssessmentsElement extends HTMLElement {
    static observedAttributes = ["token", "token-url", "lang", "api", "heading-level"];

    #options: WidgetOptions = {};
    #session: WidgetSession | null = null;
    #ticking: ReturnType<typeof setInterval> | undefined;
    readonly #root = this.attachShadow({ mode: "open" });
    readonly #onVisible = () => this.#renewLinksIfSeen();

    set options(options: WidgetOptions) {
      this.#options = options;
      this.#restart();
    }

    connectedCallback(): void {
      if (this.#session) return; // only moved
      adoptStyles(this.#root);
      this.#start();
      this.#ticking = setInterval(this.#onVisible, LINK_CHECK_MS);
      document.addEventListener("visibilitychange", this.#onVisible);
    }

    disconnectedCallback(): void {
      // A portal that moves the element takes it out and puts it in again at once.
      queueMicrotask(() => {
        if (!this.isConnected) this.#end();
      });
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (before === after) return;
      // A fresh token in place of one that ran out changes nothing but a message in its way.
      if (name === "token") void this.#session?.retry();
      else this.#restart();
    }

    #restart(): void {
      if (!this.#session) return;
      this.#session.stop();
      this.#start();
    }

    #start(): void {
      const languages = this.#languages();
      const strings = withOverrides(chooseStrings(languages), this.#options.strings);
      const origin = (this.#options.api ?? this.getAttribute("api") ?? scriptOrigin).replace(/\/+$/, "");
      const now = () => Date.now();
      const tokens = createTokenKeeper(
        tokenSource(() => this.#tokenWays()),
        now,
      );
      const session = new WidgetSession(createViewerApi(origin, tokens, strings.language), {
        onChange: (state) => this.#draw(state, view),
        onReady: () => this.#tell("ready"),
        onError: (code) => this.#tell("error", { code }),
        now,
      });
      const view: View = {
        session,
        strings,
        preferred: [strings.language, ...languages],
        headingLevel: Number(this.getAttribute("heading-level")) || DEFAULT_HEADING_LEVEL,
        focus: (...selectors) => this.#focus(selectors),
        letterOpened: (letter) => this.#tell("letter", letter),
      };
      this.#session = session;
      void session.start(); // first, so that the answer is under way while the page is drawn
      this.#draw(session.state, view);
    }

    #end(): void {
      this.#session?.stop();
      this.#session = null;
      clearInterval(this.#ticking);
      document.removeEventListener("visibilitychange", this.#onVisible);
      render(null, this.#root);
    }

    #draw(state: WidgetState, view: View): void {
      if (view.session === this.#session) render(<App state={state} view={view} />, this.#root);
    }

    #focus(selectors: string[]): void {
      const found = selectors.map((selector) => this.#root.querySelector<HTMLElement>(selector));
      found.find((element) => element !== null)?.focus();
    }

    #renewLinksIfSeen(): void {
      if (document.visibilityState === "visible") void this.#session?.renewLinksIfDue();
    }

    #languages(): string[] {
      const { lang = this.getAttribute("lang") } = this.#options;
      return [lang ?? "", document.documentElement.lang, ...navigator.languages].filter((tag) => tag !== "");
    }

    #tokenWays(): TokenWays {
      const { getToken, tokenUrl, token } = this.#options;
      return {
        getToken,
        tokenUrl: tokenUrl ?? this.getAttribute("token-url"),
        token: token ?? this.getAttribute("token"),
      };
    }

    #tell(event: "ready" | "error" | "letter", detail: object | null = null): void {
      this.dispatchEvent(
        new CustomEvent(`state-assessments:${event}`, { bubbles: true, composed: true, detail }),
      );
    }
  };
}

function withOverrides(strings: Strings, overrides: StringOverrides = {}): Strings {
  return { ...strings, ...overrides, errors: { ...strings.errors, ...overrides.errors } };
}
