/**
 * Logs as CSV (RFC 4180), written page by page so that a log of any length fits. Cells that a spreadsheet would
 * take for a formula are escaped: a user id is whatever a portal chose.
 */
import { stringify } from "csv-stringify/browser/esm/sync";

const PAGE = 1_000;

export interface CsvPage {
  rows: Record<string, string>[];
  /** The line to go on from; undefined after the last. */
  before: number | undefined;
}

type ReadPage = (before: number | null, limit: number) => Promise<CsvPage>;

/** @param read a page of lines, newest first */
export async function csvDownload(fileName: string, columns: readonly string[], read: ReadPage) {
  const encoder = new TextEncoder();
  // The first page is read before anything is answered: storage that fails is then refused as everywhere.
  let page: CsvPage | undefined = await read(null, PAGE);
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (page === undefined) return controller.close();
      const text = stringify(page.rows, {
        columns: [...columns],
        header: isFirst,
        bom: isFirst, // without it spreadsheets guess the encoding
        escape_formulas: true,
        record_delimiter: "windows",
      });
      controller.enqueue(encoder.encode(text));
      isFirst = false;
      const { before, rows } = page;
      try {
        page = before === undefined || rows.length < PAGE ? undefined : await read(before, PAGE);
      } catch {
        controller.error(new Error("the log could not be read to its end")); // not D1's words: they hold parameters
      }
    },
  });
  return new Response(body, {
    status: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}
