/** POST /api/v1/token: the pair in the Authorization header and in the JSON body, both, for a token. */

import { allow, type Exchange, parseJson, readBody, sendJson } from "../http.ts";
import { credentialSchema, readBasic } from "./credentials.ts";
import { answerWithFault } from "./fault-answers.ts";
import type { Place } from "./place.ts";

export async function answerToken(place: Place, exchange: Exchange): Promise<void> {
  place.stats.tokenCalls += 1;
  const faults = place.faults.take("token");
  if (await answerWithFault(exchange, "token", faults)) return;
  if (!allow(exchange, "POST")) return;
  const { request, response } = exchange;

  const mediaType = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    return sendJson(response, 415, { message: "Content-Type must be application/json." });
  }
  const text = await readBody(request);
  if (text === null) return sendJson(response, 413, { message: "The body is too large." });
  const body = credentialSchema.safeParse(parseJson(text));
  if (!body.success) {
    return sendJson(response, 400, { message: "The body must be JSON with username and secretKey." });
  }
  const basic = readBasic(request.headers.authorization);
  const same = basic?.username === body.data.username && basic.secretKey === body.data.secretKey;
  if (!same || !place.credentials.accepts(body.data)) {
    response.setHeader("WWW-Authenticate", 'Basic realm="SSR"');
    return sendJson(response, 401, { message: "The username or secret key is wrong or has expired." });
  }
  response.setHeader("Cache-Control", "no-store");
  sendJson(response, 200, tokenAnswer(place, faults.aliases));
}

function tokenAnswer(
  { tokens, settings }: Place,
  aliases: "access-token" | "jwt" | undefined,
): Record<string, string | number> {
  const expiresIn = settings.tokenLifetimeSeconds;
  switch (aliases) {
    case "access-token":
      return { access_token: tokens.issue(expiresIn), expires_in: expiresIn };
    case "jwt":
      return { id_token: tokens.issueJwt(expiresIn) };
    case undefined:
      return { token: tokens.issue(expiresIn), expiresIn };
  }
}
