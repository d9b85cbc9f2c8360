/**
 * Reading a resource to its end, against servers that cap, repeat, shuffle, gain and lose rows: what must settle,
 * what must be read again, and that nothing settles with a row missing.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256Text } from "../../src/worker/eschoolplus/digest.ts";
import {
  afterPage,
  endOfPass,
  PASSES_MAX,
  type ReadingCode,
  type ReadingState,
  ROWS_MAX,
  startReading,
} from "../../src/worker/eschoolplus/paging.ts";

interface Answer {
  rows: string[];
  total: number | null;
}

/** @param call from 0, over all passes */
type Server = (offset: number, asked: number, call: number) => Answer;

interface Reading {
  outcome: "settled" | ReadingCode;
  seen: Set<string>;
  calls: number;
  passes: number;
  reasons: string[];
}

async function read(server: Server, asked = 10): Promise<Reading> {
  let state = startReading();
  const seen = new Set<string>();
  const reasons: string[] = [];
  for (let call = 0; call < 2_000; call++) {
    const { rows, total } = server(state.offset, asked, call);
    for (const row of rows) seen.add(row);
    const page = {
      offset: state.offset,
      received: rows.length,
      asked,
      total,
      digest: await sha256Text(rows.join()),
    };
    const after = await afterPage(state, page);
    const step = after.next === "end_of_pass" ? endOfPass(after.state, seen.size) : after;
    const ended = { seen, calls: call + 1, passes: state.pass, reasons };
    if (step.next === "settled") return { outcome: "settled", ...ended };
    if (step.next === "fail") return { outcome: step.code, ...ended };
    if (step.next === "again") reasons.push(step.reason);
    state = JSON.parse(JSON.stringify(step.state)) as ReadingState; // as a Workflow keeps it
  }
  throw new Error("reading does not end");
}

function rowsNamed(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `row ${index}`);
}

/** An honest server, with a cap of its own. */
function honest(rows: string[], { cap = 1_000, totals = true } = {}): Server {
  return (offset, asked) => ({
    rows: rows.slice(offset, offset + Math.min(asked, cap)),
    total: totals ? rows.length : null,
  });
}

describe("reading", () => {
  it("ends after one pass where an honest total is reached", async () => {
    expect(await read(honest(rowsNamed(25)))).toMatchObject({ outcome: "settled", calls: 3, passes: 1 });
  });

  it("proves by an empty page that the total of a single page is the total", async () => {
    expect(await read(honest(rowsNamed(7)))).toMatchObject({ outcome: "settled", calls: 2, passes: 1 });
    expect(await read(honest([]))).toMatchObject({ outcome: "settled", calls: 1 });
  });

  it("does not take a page that is shorter than asked for the last one", async () => {
    const reading = await read(honest(rowsNamed(25), { cap: 4 }));
    expect(reading).toMatchObject({ outcome: "settled", calls: 7 });
    expect(reading.seen.size).toBe(25);
  });

  it("without a total goes on to the empty page, and once more over everything", async () => {
    const reading = await read(honest(rowsNamed(25), { cap: 9, totals: false }));
    expect(reading).toMatchObject({ outcome: "settled", calls: 8, passes: 2, reasons: ["to_confirm"] });
    expect(await read(honest([], { totals: false }))).toMatchObject({ outcome: "settled", passes: 2 });
  });

  it("settles on the second pass where the rows themselves hold some twice", async () => {
    const rows = [...rowsNamed(12), "row 3"];
    expect(await read(honest(rows))).toMatchObject({
      outcome: "settled",
      passes: 2,
      reasons: ["order_moves"],
    });
  });

  it("finds in a later pass what moved out of sight in the first", async () => {
    const rows = rowsNamed(25);
    const moved = [...rows.slice(5), ...rows.slice(0, 5)];
    const server: Server = (offset, asked, call) => honest(call === 1 ? moved : rows)(offset, asked, call);
    const reading = await read(server);
    expect(reading).toMatchObject({ outcome: "settled", reasons: ["order_moves"] });
    expect(reading.seen.size).toBe(25);
  });

  it.each([
    ["an old total", ["A", "B", "B"], ["A", "B", "B", "C"]],
    ["a new total and a row that is gone", ["X", "B", "B"], ["A", "B", "C", "C"]],
  ])("does not hold all rows seen against %s once the total has changed", async (_what, first, second) => {
    const all = ["A", "B", "C", "D"];
    // Each pass is a page and the empty page that proves the end.
    const server: Server = (offset, asked, call) => {
      const rows = call < 2 ? first : call < 4 ? second : all;
      return { rows: rows.slice(offset, offset + asked), total: rows.length };
    };
    const reading = await read(server);
    expect(reading).toMatchObject({ outcome: "settled", passes: 4 });
    expect([...reading.seen]).toEqual(expect.arrayContaining(all));
  });

  it("takes a total on the first page alone for all pages", async () => {
    const server: Server = (offset, asked, call) => ({
      ...honest(rowsNamed(25))(offset, asked, call),
      total: offset === 0 ? 25 : null,
    });
    expect(await read(server)).toMatchObject({ outcome: "settled", calls: 3 });
  });

  it("throws on a page that it did not ask for", async () => {
    const page = { offset: 10, received: 0, asked: 10, total: 0, digest: "" };
    await expect(afterPage(startReading(), page)).rejects.toThrow("not the page at 0");
  });
});

describe("reading is given up", () => {
  it.each<[ReadingCode, string, Server]>([
    ["pages_repeat", "a server that ignores the offset", () => ({ rows: rowsNamed(10), total: null })],
    ["pages_repeat", "one that does, with a total", () => ({ rows: rowsNamed(10), total: 95 })],
    [
      "total_changes",
      "a total that never stays",
      (offset, asked, call) => ({ ...honest(rowsNamed(25))(offset, asked, call), total: 100 + call }),
    ],
    [
      "total_changes",
      "a total that is the page's own count",
      (offset, asked, call) => {
        const { rows } = honest(rowsNamed(25), { cap: 5 })(offset, asked, call);
        return { rows, total: rows.length };
      },
    ],
    [
      "total_changes",
      "a total that is too low",
      (offset, asked, call) => ({ ...honest(rowsNamed(30))(offset, asked, call), total: 25 }),
    ],
    [
      "short_of_total",
      "rows that end before the total",
      (offset, asked, call) => ({ ...honest(rowsNamed(25))(offset, asked, call), total: 26 }),
    ],
    [
      "order_moves",
      "rows in another order each time",
      (offset, asked, call) => {
        const rows = rowsNamed(25);
        const at = (call * 7) % 25;
        return honest([...rows.slice(at), ...rows.slice(0, at)], { totals: false })(offset, asked, call);
      },
    ],
    [
      "never_ends",
      "rows without end",
      (offset) => ({ rows: [`from ${offset}`].concat(Array(400_000)), total: null }),
    ],
    ["never_ends", "a page far beyond the total", () => ({ rows: rowsNamed(50), total: 3 })],
  ])("with %s, for %s", async (code, _what, server) => {
    const reading = await read(server);
    expect(reading.outcome).toBe(code);
    if (code !== "never_ends") expect(reading.passes).toBe(PASSES_MAX);
  });

  it("keeps a state that is small, whatever was read", async () => {
    let state = startReading();
    for (let page = 0; page < 500; page++) {
      const after = await afterPage(state, {
        offset: state.offset,
        received: 1_000,
        asked: 1_000,
        total: ROWS_MAX,
        digest: await sha256Text(String(page)),
      });
      if (after.next !== "page") throw new Error(after.next);
      state = after.state;
    }
    expect(JSON.stringify(state).length).toBeLessThan(400);
  });
});

describe("whatever the server does", () => {
  const size = fc.integer({ min: 0, max: 40 });
  const cap = fc.integer({ min: 1, max: 12 });

  it("reading settles with every row of a server that keeps its order", async () => {
    await fc.assert(
      fc.asyncProperty(size, cap, fc.boolean(), fc.array(fc.nat(39)), async (count, most, totals, twice) => {
        // Some rows come twice, where they stand: next to each other, so that pages of one row would look repeated.
        const rows = rowsNamed(count).flatMap((row, index) =>
          most > 1 && twice.includes(index) ? [row, row] : [row],
        );
        fc.pre(most > 2 || rows.length === count);
        const reading = await read(honest(rows, { cap: most, totals }));
        expect(reading.outcome).toBe("settled");
        expect(reading.passes).toBeLessThanOrEqual(2);
        expect([...reading.seen].toSorted()).toEqual(rowsNamed(count).toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("no row that was there all the time is lost when others come or go while it is read", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        cap,
        fc.boolean(),
        fc.nat(12),
        fc.nat(39),
        fc.constantFrom("gains", "loses"),
        async (count, most, totals, when, where, what) => {
          const before = rowsNamed(count);
          const at = where % count;
          const after = what === "gains" ? before.toSpliced(at, 0, "new row") : before.toSpliced(at, 1);
          const server: Server = (offset, asked, call) =>
            honest(call < when ? before : after, { cap: most, totals })(offset, asked, call);
          const reading = await read(server);
          expect(reading.outcome).toBe("settled");
          for (const row of before.filter((candidate) => after.includes(candidate)))
            expect(reading.seen).toContain(row);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("no first pass settles with a row missing, in whatever order pages come", async () => {
    let settledAtOnce = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        cap,
        fc.array(fc.nat(29)),
        async (count, most, turns) => {
          const rows = rowsNamed(count);
          const reading = await read((offset, asked, call) => {
            const turn = (turns[call] ?? 0) % count;
            return honest([...rows.slice(turn), ...rows.slice(0, turn)], { cap: most })(offset, asked, call);
          });
          if (reading.outcome !== "settled" || reading.passes > 1) return;
          settledAtOnce++;
          expect(reading.seen.size).toBe(count);
        },
      ),
      { numRuns: 300 },
    );
    expect(settledAtOnce).toBeGreaterThan(0);
  });
});
