import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/widget/strings/choose.ts";
import { list as english, more as moreEnglish } from "../../src/widget/strings/en.ts";
import type { ListStrings, MoreStrings } from "../../src/widget/strings/strings.ts";
import { preferredLanguage } from "../../src/worker/language.ts";
import { problemDetail } from "../../src/worker/problem-body.ts";

interface Words {
  list: ListStrings;
  more: MoreStrings;
}

const words: [string, Words][] = await Promise.all(
  LANGUAGES.map(async (language) => [language, await import(`../../src/widget/strings/${language}.ts`)]),
);

/** Every text by its path, such as "errors.ETS001.0". */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(Object(value)).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

describe.each(words)("the words in %s", (language, { list, more }) => {
  it("are all there, and none is empty", () => {
    for (const [own, model] of [
      [list, english],
      [more, moreEnglish],
    ]) {
      expect(texts(own).map(([path]) => path)).toEqual(texts(model).map(([path]) => path));
      expect(texts(own).filter(([, text]) => text.trim() === "")).toEqual([]);
    }
  });

  it("have a place for each value that ours have", () => {
    const places = (of: unknown) => texts(of).map(([path, text]) => [path, text.split("{}").length]);
    expect(places({ list, more })).toEqual(places({ list: english, more: moreEnglish }));
  });

  it("do not shout, and are not English by oversight", () => {
    expect(texts({ list, more }).filter(([, text]) => /[!！]/.test(text))).toEqual([]);
    if (language === "en") return;
    const same = texts({ list, more }).filter(
      ([path, text]) =>
        text.length > 12 &&
        text === texts({ list: english, more: moreEnglish }).find(([p]) => p === path)?.[1],
    );
    expect(same.map(([path]) => path).filter((path) => !/grades|statePageUrl/.test(path))).toEqual([]);
  });

  it("say the sentences of ETS001 to ETS003 as the server does", () => {
    const spoken = preferredLanguage(list.language);
    for (const code of ["ETS001", "ETS002", "ETS003"] as const)
      expect(more.errors[code][0]).toBe(problemDetail(code, spoken));
  });
});
