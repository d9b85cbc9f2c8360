import { afterEach, describe, expect, it, vi } from "vitest";
import { CALL_LIMIT_MS } from "../../src/widget/failure.ts";
import { createTokenKeeper, renewalTime } from "../../src/widget/token.ts";

const START = Date.parse("2026-08-14T10:00:00Z");
const MINUTE = 60_000;

/** A JWT as far as the widget looks at one; times in minutes from START. */
function jwt(claims: { iat?: number; exp?: unknown }, name = "t"): string {
  const seconds = (minutes: unknown) => (typeof minutes === "number" ? START / 1000 + minutes * 60 : minutes);
  const payload = { sub: name, iat: seconds(claims.iat), exp: seconds(claims.exp) };
  const encoded = btoa(JSON.stringify(payload)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `e30.${encoded}.c2ln`;
}

/** A keeper on a clock that the test moves, and a portal that gives these tokens in turn, the last for ever. */
function setUp(...tokens: string[]) {
  const clock = { now: START };
  const portal = vi.fn(async () => (tokens.length > 1 ? tokens.shift() : tokens[0]) ?? "");
  return { clock, portal, keeper: createTokenKeeper(portal, () => clock.now) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a token", () => {
  it("is asked for once, however many calls need it at the same time", async () => {
    const { portal, keeper } = setUp("opaque-1", "opaque-2");
    const all = await Promise.all([keeper.current(), keeper.current(), keeper.current()]);
    expect(all).toEqual(["opaque-1", "opaque-1", "opaque-1"]);
    expect(portal).toHaveBeenCalledTimes(1);
  });

  it("is used again as long as it is good", async () => {
    const token = jwt({ iat: 0, exp: 15 });
    const { clock, portal, keeper } = setUp(token, "next");
    await keeper.current();
    clock.now += 14 * MINUTE;
    expect(await keeper.current()).toBe(token);
    expect(portal).toHaveBeenCalledTimes(1);
  });

  it("is renewed shortly before it runs out, once for all callers", async () => {
    const next = jwt({ iat: 14.6, exp: 29.6 }, "next");
    const { clock, portal, keeper } = setUp(jwt({ iat: 0, exp: 15 }), next);
    await keeper.current();
    clock.now += 14.6 * MINUTE;
    expect(await Promise.all([keeper.current(), keeper.current()])).toEqual([next, next]);
    expect(portal).toHaveBeenCalledTimes(2);
  });

  it("that cannot be read is used until the server refuses it", async () => {
    const { clock, portal, keeper } = setUp("sealed.but-not.json", "next");
    await keeper.current();
    clock.now += 24 * 60 * MINUTE;
    expect(await keeper.current()).toBe("sealed.but-not.json");
    expect(portal).toHaveBeenCalledTimes(1);
  });
});

describe("a token that the server refuses", () => {
  it("is replaced by a new one, once for all callers that were refused", async () => {
    const { portal, keeper } = setUp("one", "two", "three");
    const refused = await keeper.current();
    expect(await Promise.all([keeper.replace(refused), keeper.replace(refused)])).toEqual(["two", "two"]);
    expect(portal).toHaveBeenCalledTimes(2);
  });

  it("is not asked for again when another call has already replaced it", async () => {
    const { portal, keeper } = setUp("one", "two", "three");
    const refused = await keeper.current();
    await keeper.replace(refused);
    expect(await keeper.replace(refused)).toBe("two");
    expect(await keeper.current()).toBe("two");
    expect(portal).toHaveBeenCalledTimes(2);
  });

  it("has no replacement when the portal gives the same one again, as a fixed token does", async () => {
    const { keeper } = setUp("fixed");
    expect(await keeper.replace(await keeper.current())).toBeNull();
  });
});

describe("a portal that gives no token", () => {
  it.each([
    ["nothing", ""],
    ["its log-in page", "<!doctype html><title>Log in</title>"],
    ["a sentence", "not logged in"],
    ["far too much", "x".repeat(20_000)],
  ])("is told by token_missing when it answers %s", async (_, answer) => {
    const { keeper } = setUp(answer);
    await expect(keeper.current()).rejects.toMatchObject({ code: "token_missing" });
  });

  it("is asked again at the next call", async () => {
    const { keeper } = setUp("", "good");
    await expect(keeper.current()).rejects.toMatchObject({ code: "token_missing" });
    expect(await keeper.current()).toBe("good");
  });

  it("is not waited for for ever, nor does it block the next attempt", async () => {
    vi.useFakeTimers();
    const portal = vi.fn<() => Promise<string>>().mockReturnValueOnce(new Promise(() => {}));
    portal.mockResolvedValue("late");
    const keeper = createTokenKeeper(portal, () => START);
    const first = expect(keeper.current()).rejects.toMatchObject({ code: "network" });
    await vi.advanceTimersByTimeAsync(CALL_LIMIT_MS);
    await first;
    expect(await keeper.current()).toBe("late");
  });
});

describe("the time to renew a token", () => {
  const minutesFromStart = (token: string) => (renewalTime(token, START) - START) / MINUTE;

  it("is half a minute before its end", () => {
    expect(minutesFromStart(jwt({ iat: 0, exp: 15 }))).toBe(14.5);
    expect(minutesFromStart(jwt({ iat: -5, exp: 10 }))).toBe(9.5);
    expect(minutesFromStart(jwt({ exp: 10 }))).toBe(9.5);
  });

  it("is half-way through a very short life", () => {
    expect(minutesFromStart(jwt({ iat: 0, exp: 0.5 }))).toBe(0.25);
  });

  it("counts the token's own lifetime when this device's clock is wrong", () => {
    expect(minutesFromStart(jwt({ iat: -60, exp: -45 }))).toBe(14.5);
    expect(minutesFromStart(jwt({ iat: 60, exp: 75 }))).toBe(14.5);
  });

  it("never comes for a token without a readable end", () => {
    for (const token of [jwt({ iat: 0 }), jwt({ exp: "tomorrow" }), "opaque", "a.b.c", "a.bnVsbA.c", ""]) {
      expect(renewalTime(token, START)).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
