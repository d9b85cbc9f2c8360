/** GET {base}{Resource}?limit=&offset=: one page of one resource, after the signature and whatever faults are on. */

import { allow, type Exchange, sendJson, sendText } from "../http.ts";
import { profileOf } from "./consumers.ts";
import { answerWithFault, sendHalf } from "./fault-answers.ts";
import { isAnswerFault, isDistrictFault, isPagingFault, type PagingFault } from "./fault-kinds.ts";
import type { ActiveFault, Ask } from "./faults.ts";
import { type OauthProblem, verify } from "./oauth/verify.ts";
import { pageView } from "./page-views.ts";
import type { Place } from "./place.ts";
import { isResource, type Resource } from "./resources.ts";
import type { RowSource } from "./row-source.ts";
import { remember } from "./stats.ts";
import { toWire } from "./wire.ts";

const DEFAULT_LIMIT = 1_000;

export async function answerResource(
  place: Place,
  exchange: Exchange,
  profile: string,
  name: string,
): Promise<void> {
  const { stats, settings } = place;
  const { response, url } = exchange;
  stats.requests += 1;
  if (!place.consumers.hasProfile(profile))
    return sendJson(response, 404, { message: "No such API profile." });
  const problem = problemOf(place, exchange, profile);
  if (problem !== null) {
    stats.badSignatures += 1;
    response.setHeader("WWW-Authenticate", 'OAuth realm="PLUS 360"');
    return sendText(response, 401, "text/plain; charset=utf-8", `oauth_problem=${problem}`);
  }
  if (!isResource(name)) return sendJson(response, 404, { message: "No such resource." });

  stats.resources[name].requests += 1;
  const ask = readAsk(name, url);
  response.once("close", () => {
    const status = response.headersSent ? response.statusCode : null;
    remember(stats, { ...(ask ?? { resource: name, offset: -1, limit: -1 }), status });
  });
  if (!allow(exchange, "GET")) return;
  if (!settings.subscriptions.includes(name))
    return sendJson(response, 403, { message: "The API profile is not subscribed to this resource." });
  if (!ask)
    return sendJson(response, 400, { message: "limit and offset must be whole numbers; limit at least 1." });
  await answerAsk(place, exchange, ask);
}

async function answerAsk(place: Place, exchange: Exchange, ask: Ask): Promise<void> {
  const { stats, settings } = place;
  const active = place.faults.take(ask);
  const answers = active.map(({ fault }) => fault).filter(isAnswerFault);
  for (const fault of answers) {
    if (await answerWithFault(exchange, fault, place.now())) {
      if (exchange.response.statusCode === 200 && exchange.response.headersSent)
        stats.resources[ask.resource].pages += 1;
      return;
    }
  }
  const view = viewOf(place, active);
  const { resource, offset } = ask;
  const rows = view.rows(resource, offset, Math.min(ask.limit, settings.maxPageRows));
  const { body, headers } = toWire({ resource, rows, total: view.total(resource) }, settings);
  const bytes = Buffer.from(JSON.stringify(body));
  const allHeaders = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    ...headers,
  };
  stats.resources[resource].pages += 1;
  stats.resources[resource].rows += rows.length;
  const half = answers.find((fault) => fault.kind === "stall" || fault.kind === "truncated");
  if (half) return sendHalf(exchange, half.kind, bytes, allHeaders);
  exchange.response.writeHead(200, { ...allHeaders, "Content-Length": bytes.length }).end(bytes);
}

function problemOf(place: Place, { request }: Exchange, profile: string): OauthProblem | null {
  const verdict = verify(
    {
      method: request.method ?? "",
      url: `http://${request.headers.host}${request.url}`,
      authorization: request.headers.authorization,
    },
    {
      consumers: place.consumers,
      nonces: place.nonces,
      signatureMethods: place.settings.signatureMethods,
      nowSeconds: Math.floor(place.now() / 1000),
    },
  );
  if (!verdict.ok) return verdict.problem;
  return profileOf(verdict.consumerKey) === profile ? null : "consumer_key_unknown";
}

/** Null: not numbers that make sense. */
function readAsk(resource: Resource, { searchParams }: URL): Ask | null {
  const limit = searchParams.get("limit") ?? String(DEFAULT_LIMIT);
  const offset = searchParams.get("offset") ?? "0";
  if (!/^\d{1,9}$/.test(limit) || !/^\d{1,9}$/.test(offset) || Number(limit) === 0) return null;
  return { resource, offset: Number(offset), limit: Number(limit) };
}

/** What the district says, then how it is paged. */
function viewOf({ district }: Place, active: ActiveFault[]): RowSource {
  const meant = district.viewWith(active.map(({ fault }) => fault).filter(isDistrictFault));
  return active.filter(isPaging).reduce(pageView, meant);
}

function isPaging(active: ActiveFault): active is ActiveFault<PagingFault> {
  return isPagingFault(active.fault);
}
