/**
 * The three ways in which a portal hands over the viewer token (public-api.md §1), as one function to call:
 * `getToken()`, an address on the portal's own origin, or the token itself.
 */
import { Failure, withinLimit } from "./failure.ts";
import type { TokenSource } from "./token.ts";

export interface TokenWays {
  getToken?: (() => string | Promise<string>) | undefined;
  tokenUrl?: string | null | undefined;
  token?: string | null | undefined;
}

/** `ways` is called at each turn: a portal may put a fresh token into the attribute while the page stands. */
export function tokenSource(ways: () => TokenWays): TokenSource {
  return async () => {
    const { getToken, tokenUrl, token } = ways();
    if (getToken) return fromPortalCode(getToken);
    if (tokenUrl) return fromPortalAddress(tokenUrl);
    return token ?? "";
  };
}

async function fromPortalCode(getToken: () => string | Promise<string>): Promise<string> {
  try {
    return await getToken();
  } catch (error) {
    console.error(error); // the portal's own, for its developers
    throw new Failure("token_missing");
  }
}

/** Same-origin only: the request carries the portal's cookies, and the answer is a key to children's letters. */
async function fromPortalAddress(tokenUrl: string): Promise<string> {
  const request = fetch(new URL(tokenUrl, document.baseURI), {
    mode: "same-origin",
    credentials: "same-origin",
    cache: "no-store",
  });
  // A portal whose session has ended answers 401, or its log-in page: both mean that there is no token.
  const answer = request.then((response) => (response.ok ? response.text() : ""));
  const text = await withinLimit(answer).catch(() => {
    throw new Failure("network");
  });
  return tokenIn(text.trim());
}

function tokenIn(text: string): string {
  if (!text.startsWith("{")) return text;
  try {
    return String(JSON.parse(text).token);
  } catch {
    return "";
  }
}
