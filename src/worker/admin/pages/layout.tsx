/**
 * The frame of every admin page: who this is for, where one can go, who is signed in. Nothing here needs script; the
 * one stylesheet comes from our own origin, as the policy demands.
 */
import type { Child, PropsWithChildren } from "hono/jsx";
import { Banner } from "./banner.tsx";
import type { Reminder } from "./reminder-words.ts";

const NAVIGATION = [
  { path: "/admin", label: "All Integrations" },
  { path: "/admin/overview", label: "Overview" },
  { path: "/admin/integrations/ets", label: "ETS" },
  { path: "/admin/integrations/eschoolplus", label: "eSchoolPLUS" },
  { path: "/admin/integrations/portals", label: "Portals" },
  { path: "/admin/integrations/log", label: "Configured Integrations" },
  { path: "/admin/students", label: "Students" },
  { path: "/admin/reminders", label: "Reminders" },
] as const;

export type NavigationPath = (typeof NAVIGATION)[number]["path"];

/** What only those find open who see the whole district. */
const FOR_THE_DISTRICT: readonly string[] = [
  "/admin/integrations/eschoolplus",
  "/admin/integrations/portals",
  "/admin/reminders",
];

export interface Frame {
  /** The district's name; empty on a page that is shown before anybody is known. */
  district: string;
  /** As the logs name them; null where nobody is signed in. */
  actor: string | null;
  /** A session can be left; what Access or a script brought along cannot. */
  canLeave: boolean;
  /** What is due to be told to those who see the whole district; not there for others. */
  reminders?: Reminder[];
}

interface PageProps extends Frame {
  title: string;
  path?: NavigationPath | undefined;
  /** Where somebody comes back to from a page that asks. */
  back?: { href: string; label: string };
}

export function Page(props: PropsWithChildren<PageProps>) {
  const { title, district, actor, back, children } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {/* With no referrer at all, an older browser's form would say that it comes from "null", and be refused. */}
        <meta name="referrer" content="same-origin" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Scoreletter`}</title>
        <link rel="stylesheet" href="/admin/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header>
          <div class="column top">
            <p class="brand">
              <strong>Scoreletter</strong>
              {district !== "" && <span>{district}</span>}
            </p>
            {actor !== null && <Who {...props} actor={actor} />}
          </div>
          {actor !== null && <Navigation path={props.path} seesDistrict={props.reminders !== undefined} />}
        </header>
        <Banner reminders={props.reminders ?? []} />
        <main id="main" class="column" tabindex={-1}>
          {back && (
            <p class="back">
              <a href={back.href}>{back.label}</a>
            </p>
          )}
          {children}
        </main>
      </body>
    </html>
  );
}

function Who({ actor, canLeave }: { actor: string; canLeave: boolean }) {
  return (
    <div class="who">
      <span>
        <span class="only-heard">Signed in as </span>
        {actor}
      </span>
      {canLeave && (
        <form method="post" action="/admin/leave">
          <button type="submit" class="plain">
            Sign out
          </button>
        </form>
      )}
    </div>
  );
}

function Navigation({ path, seesDistrict }: { path: NavigationPath | undefined; seesDistrict: boolean }) {
  return (
    <nav class="column" aria-label="Administration">
      <ul>
        {NAVIGATION.filter((place) => seesDistrict || !FOR_THE_DISTRICT.includes(place.path)).map((place) => (
          <li>
            <a href={place.path} aria-current={place.path === path ? "page" : undefined}>
              {place.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The whole document of a page, ready to be sent. */
export function documentOf(page: Child): string {
  return `<!doctype html>${String(page)}`;
}
