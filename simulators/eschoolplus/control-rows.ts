/**
 * /_control/rows/{Resource}: the district's own rows, without faults and wire forms.
 *   GET   all of them, as an array
 *   PUT   an array in their place
 *   POST  {"upsert": [rows; fields that are not named stay], "remove": [{fields of the rows to go}]}, removing first
 */

import * as z from "zod";
import { allow, type Exchange, readJson, sendJson, sentenceOf } from "../http.ts";
import { MAX_EDITABLE_STUDENTS } from "./holder.ts";
import type { Place } from "./place.ts";
import { isResource, type Resource } from "./resources.ts";
import { missingKeys, type RowArrays } from "./row-source.ts";

/** All links of the largest district that can be edited, and more. */
const MAX_ROWS_BYTES = 32 * 1024 * 1024;

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const isNotEmpty = (row: object) => Object.keys(row).length > 0;
const editSchema = z.strictObject({
  upsert: z.array(rowSchema).default([]),
  remove: z.array(rowSchema.refine(isNotEmpty, "Name at least one field")).default([]),
});

export async function answerRows({ district }: Place, exchange: Exchange, resource: string): Promise<void> {
  const { request, response } = exchange;
  if (!isResource(resource)) return sendJson(response, 404, { message: "No such resource." });
  if (!allow(exchange, "GET", "PUT", "POST")) return;
  if (!district.isEditable()) {
    const message = `Rows can be seen and edited in districts of ${MAX_EDITABLE_STUDENTS} students at most.`;
    return sendJson(response, 409, { message });
  }
  if (request.method === "GET") {
    const source = district.rows();
    return sendJson(response, 200, source.rows(resource, 0, source.total(resource)));
  }
  const value = await readJson(exchange, MAX_ROWS_BYTES);
  if (value === undefined) return;
  const answer = district.edit((arrays) =>
    request.method === "PUT" ? replace(arrays, resource, value) : edit(arrays, resource, value),
  );
  sendJson(response, "message" in answer ? 400 : 200, answer);
}

type Answer = { message: string } | { total: number; removed?: number };

/** Whatever the rows look like: what a district might send wrongly is what this is for. */
function replace(arrays: RowArrays, resource: Resource, value: unknown): Answer {
  const read = z.array(rowSchema).safeParse(value);
  if (!read.success) return { message: sentenceOf(read.error) };
  arrays.replace(resource, read.data);
  return { total: arrays.total(resource) };
}

function edit(arrays: RowArrays, resource: Resource, value: unknown): Answer {
  const read = editSchema.safeParse(value);
  if (!read.success) return { message: sentenceOf(read.error) };
  const missing = new Set(read.data.upsert.flatMap((row) => missingKeys(resource, row)));
  if (missing.size > 0) return { message: `Rows to upsert need ${[...missing].join(", ")}.` };
  const removed = arrays.remove(resource, read.data.remove);
  arrays.upsert(resource, read.data.upsert);
  return { total: arrays.total(resource), removed };
}
