import { describe, expect, it } from "vitest";
import { groupLetters, languageRank, linksGoodFor, schoolYear } from "../../src/widget/letters.ts";
import { chooseLanguage } from "../../src/widget/strings/choose.ts";
import { fill } from "../../src/widget/strings/strings.ts";
import type { ReportItem } from "../../src/worker/portal/api-types.ts";

const LANGUAGE_NAMES: Record<string, string> = { en: "English", es: "Español", "zh-Hant": "繁體中文" };

interface Wanted {
  test?: string;
  year?: number;
  language?: string;
  languageName?: string;
  format?: ReportItem["format"];
  expiresAt?: string;
}

let made = 0;

function report(wanted: Wanted = {}): ReportItem {
  const { test = "CAASPP", year = 2026, language = "en", format = "pdf" } = wanted;
  const id = `r${++made}`;
  return {
    id,
    assessment: { code: test, name: `Name of ${test}` },
    year,
    language: { code: language, name: wanted.languageName ?? LANGUAGE_NAMES[language] ?? language },
    format,
    view: `https://scores.example.org/v/${id}`,
    download: format === "pdf" ? `https://scores.example.org/d/${id}` : null,
    expiresAt: wanted.expiresAt ?? "2026-08-14T10:15:00Z",
  };
}

/** The list as a family reads it: a line per test, its languages in order. */
function outline(reports: ReportItem[], preferred: string[] = ["en"]): string[] {
  return groupLetters(reports, preferred).flatMap(({ year, letters }) =>
    letters.map(
      ({ key, versions }) => `${year}: ${key} ${versions.map((version) => version.language.code).join(" ")}`,
    ),
  );
}

describe("a list of letters", () => {
  it("has the newest school year first, whatever order the server gave", () => {
    const reports = [report({ year: 2024 }), report({ year: 2026 }), report({ year: 2025 })];
    expect(groupLetters(reports, []).map(({ year }) => year)).toEqual([2026, 2025, 2024]);
  });

  it("shows one row per test and year, however many languages it comes in", () => {
    const reports = [
      report({ language: "en" }),
      report({ test: "ELPAC", language: "en" }),
      report({ language: "es" }),
      report({ year: 2025, language: "es" }),
    ];
    expect(outline(reports)).toEqual([
      "2026: 2026 CAASPP en es",
      "2026: 2026 ELPAC en",
      "2025: 2025 CAASPP es",
    ]);
  });

  it("keeps the server's order of tests in a year", () => {
    const reports = ["ELPAC", "CAASPP", "CAST"].map((test) => report({ test }));
    expect(groupLetters(reports, []).flatMap(({ letters }) => letters.map(({ name }) => name))).toEqual([
      "Name of ELPAC",
      "Name of CAASPP",
      "Name of CAST",
    ]);
  });

  it("is empty when there are no reports", () => {
    expect(groupLetters([], ["en"])).toEqual([]);
  });

  it("gives a row the same key in the next list, so that the focus can stay in it", () => {
    const keys = () => groupLetters([report(), report({ test: "ELPAC" })], []).map(({ letters }) => letters);
    expect(keys()[0]?.map(({ key }) => key)).toEqual(keys()[0]?.map(({ key }) => key));
  });
});

describe("the languages of a letter", () => {
  it("begin with the viewer's own", () => {
    const reports = ["en", "zh-Hant", "es"].map((language) => report({ language }));
    expect(outline(reports, ["es"])).toEqual(["2026: 2026 CAASPP es en zh-Hant"]);
  });

  it("follow all that the viewer reads, then English, then the rest in the server's order", () => {
    const reports = ["vi", "ko", "en", "es", "fil"].map((language) => report({ language }));
    expect(outline(reports, ["es", "tl"])).toEqual(["2026: 2026 CAASPP es fil en vi ko"]);
  });

  it("match by primary subtag: zh-TW is Traditional Chinese here, and es-MX is Spanish", () => {
    expect(languageRank("zh-Hant", ["zh-TW"])).toBe(0);
    expect(languageRank("es", ["en", "es-MX"])).toBe(1);
  });

  it("stay apart when ETS names several that we do not know", () => {
    const reports = ["Hmong", "Lao"].map((languageName) => report({ language: "und", languageName }));
    const versions = groupLetters(reports, [])[0]?.letters[0]?.versions;
    expect(versions?.map(({ language }) => language.name)).toEqual(["Hmong", "Lao"]);
  });
});

describe("the forms of a letter in one language", () => {
  it("lead with the PDF; the web page and the video come after it", () => {
    const [video, html, pdf] = [report({ format: "video" }), report({ format: "html" }), report()];
    const version = groupLetters([video, html, pdf], [])[0]?.letters[0]?.versions[0];
    expect(version?.main).toBe(pdf);
    expect(version?.others).toEqual([
      { report: html, nth: 1 },
      { report: video, nth: 1 },
    ]);
  });

  it("lead with the web page where there is no PDF", () => {
    const html = report({ format: "html" });
    const version = groupLetters([report({ format: "video" }), html], [])[0]?.letters[0]?.versions[0];
    expect(version?.main).toBe(html);
  });

  it("lose none: a second PDF or web page is numbered", () => {
    const reports = [report(), report(), report({ format: "html" }), report({ format: "html" })];
    const version = groupLetters(reports, [])[0]?.letters[0]?.versions[0];
    expect(version?.others.map(({ report: { format }, nth }) => `${format} ${nth}`)).toEqual([
      "pdf 2",
      "html 1",
      "html 2",
    ]);
  });
});

describe("the label of a school year", () => {
  it.each([
    [2026, "2025–26"],
    [2000, "1999–00"],
    [2010, "2009–10"],
  ])("names %i by both its calendar years", (year, label) => {
    expect(schoolYear(year)).toBe(label);
  });
});

describe("how long the links of a list are good", () => {
  const now = Date.parse("2026-08-14T10:00:00Z");
  const minutes = (count: number) => count * 60_000;
  const until = (time: string) => report({ expiresAt: `2026-08-14T${time}Z` });

  it("is until the first of them ends", () => {
    expect(linksGoodFor([until("10:15:00"), until("10:10:00")], now)).toBe(minutes(10));
  });

  it("is 15 minutes when this device's clock is ahead and they seem to be over", () => {
    expect(linksGoodFor([until("09:50:00")], now)).toBe(minutes(15));
    expect(linksGoodFor([until("10:01:00")], now)).toBe(minutes(15));
  });

  it("is never more than 15 minutes, though this device's clock be behind", () => {
    expect(linksGoodFor([until("13:00:00")], now)).toBe(minutes(15));
  });

  it("is 15 minutes for an empty list and for a time that cannot be read", () => {
    expect(linksGoodFor([], now)).toBe(minutes(15));
    expect(linksGoodFor([report({ expiresAt: "soon" })], now)).toBe(minutes(15));
  });
});

describe("the widget's own language", () => {
  it("is the first wanted one that it speaks", () => {
    expect(chooseLanguage(["es-MX", "en"])).toBe("es");
    expect(chooseLanguage(["xx", "ES_us"])).toBe("es");
    expect(chooseLanguage(["", "zh-TW"])).toBe("zh");
    expect(chooseLanguage(["tl-PH"])).toBe("fil");
  });

  it("is left open when it speaks none of them", () => {
    expect(chooseLanguage(["xx", ""])).toBeUndefined();
    expect(chooseLanguage([])).toBeUndefined();
  });

  it("fills in values in order, and takes none of them for a pattern", () => {
    expect(fill("{} of {}", 1, "a $& {}")).toBe("1 of a $& {}");
  });
});
