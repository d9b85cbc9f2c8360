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

export function csvDownload(
  fileName: string,
  columns: readonly string[],
  read: (before: number | null, limit: number) => Promise<CsvPage>,
) {
  const encoder = new TextEncoder();
  let before: number | null = null;
  let started = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page = await read(before, PAGE);
      const text = stringify(page.rows, {
        columns: [...columns],
        header: !started,
        bom: !started, // without it spreadsheets guess the encoding
        escape_formulas: true,
        record_delimiter: "windows",
      });
      started = true;
      controller.enqueue(encoder.encode(text));
      if (page.before === undefined || page.rows.length < PAGE) controller.close();
      else before = page.before;
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
