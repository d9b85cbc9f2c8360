import { describe, expect, it } from "vitest";
import { base64 } from "../../src/worker/vault/encoding.ts";
import { type KeyRing, parseKeyRing } from "../../src/worker/vault/key-ring.ts";
import { createVault } from "../../src/worker/vault/vault.ts";

function key(fill: number): string {
  return base64.encode(new Uint8Array(32).fill(fill));
}

function ringOf(text: string): KeyRing {
  const parsed = parseKeyRing(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.ring;
}

describe("the vault", () => {
  const old = createVault(ringOf(`k1:${key(1)}`));
  const rotated = createVault(ringOf(`k2:${key(2)},k1:${key(1)}`));
  const context = ["ets", "district", "secretKey"];

  it("opens what it sealed, and never seals the same way twice", async () => {
    const first = await old.seal("credentials", context, "prüfung ✓");
    const second = await old.seal("credentials", context, "prüfung ✓");
    expect(first).not.toBe(second);
    expect(await old.open("credentials", context, first)).toEqual({ ok: true, text: "prüfung ✓" });
  });

  it("seals with the newest key and opens with all", async () => {
    const sealed = await old.seal("credentials", context, "secret");
    expect(await rotated.open("credentials", context, sealed)).toEqual({ ok: true, text: "secret" });
    const resealed = await rotated.seal("credentials", context, "secret");
    expect(resealed).toMatch(/^v1\.k2\./);
    expect(await old.open("credentials", context, resealed)).toEqual({ ok: false, reason: "unknown_key" });
  });

  it.each([
    ["another row", "credentials", ["ets", "101", "secretKey"]],
    ["another field", "credentials", ["ets", "district", "token"]],
    ["another purpose", "portal-secrets", context],
    ["parts that join to the same text", "credentials", ["ets", "districtsecretKey"]],
    ["fewer parts", "credentials", ["ets", "district"]],
  ] as const)("does not open a value moved to %s", async (_where, purpose, elsewhere) => {
    const sealed = await old.seal("credentials", context, "secret");
    expect(await old.open(purpose, elsewhere, sealed)).toEqual({ ok: false, reason: "not_authentic" });
  });

  it("does not open a value whose key id was changed to another on the ring", async () => {
    const sealed = await rotated.seal("credentials", context, "secret");
    const renamed = sealed.replace("v1.k2.", "v1.k1.");
    expect(await rotated.open("credentials", context, renamed)).toEqual({
      ok: false,
      reason: "not_authentic",
    });
  });

  it("does not open a value in which any one byte was changed", async () => {
    const sealed = await old.seal("credentials", context, "s");
    const [, , payload = ""] = sealed.split(".");
    for (let at = 0; at < payload.length - 1; at++) {
      const other = payload[at] === "A" ? "B" : "A";
      const changed = `v1.k1.${payload.slice(0, at)}${other}${payload.slice(at + 1)}`;
      expect((await old.open("credentials", context, changed)).ok).toBe(false);
    }
  });

  it.each([
    "",
    "v1",
    "v1.k1",
    "v1.k1.",
    "v1.k1.AAAA",
    "v2.k1.AAAA",
    "v1.k1.AA.AA",
    "v1.k1.!!!!",
    "..",
    "v1.k1.é",
  ])("calls %j malformed", async (text) => {
    expect(await old.open("credentials", context, text)).toEqual({ ok: false, reason: "malformed" });
  });
});

describe("SEALING_KEYS", () => {
  it("is read with spaces around its commas, the first key being the newest", () => {
    expect(ringOf(` b:${key(2)} , a:${key(1)} `).newestKid).toBe("b");
  });

  it.each([
    ["nothing", ""],
    ["no key id", key(1)],
    ["an empty key id", `:${key(1)}`],
    ["a key id with a dot", `a.b:${key(1)}`],
    ["a short key", `a:${base64.encode(new Uint8Array(31))}`],
    ["a long key", `a:${base64.encode(new Uint8Array(33))}`],
    ["no base64", "a:****"],
    ["the same key id twice", `a:${key(1)},a:${key(2)}`],
    ["a comma at the end", `a:${key(1)},`],
  ])("refuses %s without repeating it", (_what, text) => {
    const parsed = parseKeyRing(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok && text !== "") expect(parsed.problem).not.toContain(text);
  });
});
