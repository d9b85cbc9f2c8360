/**
 * Sessions in memory: a random id in an HttpOnly cookie, good for a school day. SameSite=Lax keeps the cookie
 * away from forms and fetches of other sites.
 */

import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Login } from "../people.ts";

const COOKIE = "mywillow_session";
const LIFETIME_MS = 8 * 60 * 60 * 1000;

export interface Sessions {
  find(c: Context): Login | null;
  start(c: Context, login: Login): void;
  end(c: Context): void;
}

export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, { login: Login; endsAt: number }>();

  function find(c: Context): Login | null {
    const session = sessions.get(getCookie(c, COOKIE) ?? "");
    return session && session.endsAt > now() ? session.login : null;
  }

  function start(c: Context, login: Login): void {
    for (const [id, session] of sessions) if (session.endsAt <= now()) sessions.delete(id);
    // Always a new id, never the one the browser came with: an id planted before the login stays worthless.
    sessions.delete(getCookie(c, COOKIE) ?? "");
    const id = randomBytes(32).toString("base64url");
    sessions.set(id, { login, endsAt: now() + LIFETIME_MS });
    setCookie(c, COOKIE, id, { httpOnly: true, sameSite: "Lax", path: "/" });
  }

  function end(c: Context): void {
    sessions.delete(getCookie(c, COOKIE) ?? "");
    deleteCookie(c, COOKIE, { path: "/" });
  }

  return { find, start, end };
}
