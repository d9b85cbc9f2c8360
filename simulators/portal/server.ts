/**
 * The demo portal: stands in for the parent portal a district already has, so that the widget can be seen where
 * it will live. A fictional school portal with a login, a few ordinary pages and one page that embeds the widget.
 *
 * This module opens and closes the server; `app.ts` lists what it answers.
 */

import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createPortalApp } from "./app.ts";
import type { WorkerLink } from "./score-token.ts";

export interface DemoPortalOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: "127.0.0.1";
  /** The Worker's public origin: where the widget comes from, and the `aud` of every token. */
  workerOrigin: string;
  /** The portal's id as registered with the Worker: the `iss` of every token. */
  portalId: string;
  /** The HS256 secret that the Worker gave out for this portal. */
  secret: string;
  /** `token` where not given. */
  trust?: WorkerLink["trust"];
  tokenLifetimeSeconds?: number;
  /** The ETS simulator's origin; with it the portal offers a page that makes ETS fail. */
  etsControlOrigin?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface DemoPortal {
  origin: string;
  /** The Worker often starts after the portal (its registration names the portal's origin): set it late. */
  setWorker(link: Partial<WorkerLink>): void;
  close(): Promise<void>;
}

export async function startDemoPortal(options: DemoPortalOptions): Promise<DemoPortal> {
  const { host = "127.0.0.1", port = 0, now = Date.now, tokenLifetimeSeconds = 600 } = options;
  const worker: WorkerLink = {
    workerOrigin: new URL(options.workerOrigin).origin,
    portalId: options.portalId,
    secret: options.secret,
    trust: options.trust ?? "token",
  };
  const { fetch } = createPortalApp({
    worker,
    tokenLifetimeSeconds,
    now,
    etsControlOrigin: options.etsControlOrigin ?? null,
  });

  const server = serve({ fetch, hostname: host, port });
  const address = await new Promise<AddressInfo | string | null>((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () => resolve(server.address()));
  });
  if (address === null || typeof address === "string") throw new Error("The demo portal has no port.");

  return {
    origin: `http://${host}:${address.port}`,
    setWorker(link) {
      Object.assign(worker, link);
      // A trailing slash would break the Content-Security-Policy and the token's `aud` without a word.
      worker.workerOrigin = new URL(worker.workerOrigin).origin;
    },
    close() {
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // Browsers hold connections open; waiting for them would hang every test's teardown.
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
}
