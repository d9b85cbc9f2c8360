/** What a parent's phone has to load, measured on the built files: the budget of docs/decisions/0012. */
import { beforeAll, describe, expect, it } from "vitest";
import { type BuiltWidget, buildWidget } from "../../scripts/build-widget.ts";

/** All that is needed to show the list, in one language. */
const MAX_BROTLI_BYTES = 9_000;
const MAX_GZIP_BYTES = 10_000;

let built: BuiltWidget;

beforeAll(async () => {
  built = await buildWidget();
});

describe("the built widget", () => {
  it("shows the list within its budget, in each of its six languages", () => {
    const scripts = Object.entries(built.sizes).filter(([name]) => /^widget\b.*\.js$/.test(name));
    expect(scripts.map(([name]) => name)).toEqual(
      ["", ".es", ".vi", ".fil", ".zh-Hant", ".ko"].map((language) => `widget${language}.js`),
    );
    for (const [name, { brotli, gzip }] of scripts) {
      expect(brotli, `${name}, brotli`).toBeLessThanOrEqual(MAX_BROTLI_BYTES);
      expect(gzip, `${name}, gzip`).toBeLessThanOrEqual(MAX_GZIP_BYTES);
    }
  });

  it("has the same version for the same sources, and a hash for each script that may be pinned", async () => {
    expect((await buildWidget()).version).toBe(built.version);
    expect(Object.keys(built.integrity)).toHaveLength(6);
    for (const [url, hash] of Object.entries(built.integrity)) {
      expect(url.startsWith(`/widget/${built.version}/widget`)).toBe(true);
      expect(hash).toMatch(/^sha384-[\w+/]{64}$/);
    }
  });
});
