/** Where a pull stands between two pieces of its work, as its row in D1 keeps it: counts and cursors, never people. */
import * as z from "zod";
import { RESOURCE_NAMES } from "../eschoolplus/contract.ts";
import type { ReadingState } from "../eschoolplus/paging.ts";
import type { Resource } from "../eschoolplus/rows.ts";
import { MOVE_NAMES } from "./apply.ts";

const resource = z.enum(RESOURCE_NAMES as [Resource, ...Resource[]]);
const move = z.enum(MOVE_NAMES);

/** Rows seen of each resource that has been read. */
const seen = z.partialRecord(resource, z.int());

const cursor = z.discriminatedUnion("at", [
  z.object({
    at: z.literal("reading"),
    resource,
    /** The state of eschoolplus/paging.ts; null before the first page. */
    reading: z.custom<ReadingState>((value) => typeof value === "object").nullable(),
    /** Passes over the resource so far, those of a confirmation included. */
    pass: z.int(),
    /** The pass with which this reading began: the second reading confirms what the first one missed. */
    firstPass: z.int(),
    isConfirming: z.boolean(),
    page: z.int(),
    seen,
  }),
  z.object({ at: z.literal("comparing"), seen }),
  z.object({
    at: z.literal("applying"),
    moves: z.array(move),
    /** The staged key up to which the first of the moves has come. */
    after: z.string(),
    /** How the run ends once all moves are made. */
    ending: z.enum(["succeeded", "held"]),
  }),
  z.object({ at: z.literal("clearing"), resources: z.array(resource) }),
  z.object({ at: z.literal("done") }),
]);

export type Cursor = z.infer<typeof cursor>;
export type CursorAt<At extends Cursor["at"]> = Extract<Cursor, { at: At }>;
export type Seen = CursorAt<"comparing">["seen"];

/** Throws on a row that another version of this Worker has written in its own way. */
export function cursorOf(run: { cursor: Record<string, unknown> }): Cursor {
  return cursor.parse(run.cursor);
}

export function startOf(first: Resource, seenSoFar: Seen): CursorAt<"reading"> {
  return {
    ...{ at: "reading", resource: first, reading: null },
    ...{ pass: 1, firstPass: 1, isConfirming: false, page: 0, seen: seenSoFar },
  };
}
