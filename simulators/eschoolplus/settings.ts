/**
 * What the district's API profile could say, and forms that the guide leaves open: how rows are wrapped, what fields
 * are called, how flags and dates look. The defaults are the contract's assumed wire format.
 */

import * as z from "zod";
import { SIGNATURE_METHODS } from "./oauth/signature.ts";
import { RESOURCES } from "./resources.ts";

export const settingsSchema = z.strictObject({
  /** "resource" is the resource's own name, "resources" its plural; null is a bare array. */
  rowsUnder: z
    .enum(["data", "records", "items", "results", "resource", "resources"])
    .nullable()
    .default("data"),
  rowsUnderCase: z.enum(["pascal", "camel", "lower", "upper"]).default("camel"),
  /** A bare array has room for "header" alone; anything else is then as "none". */
  total: z.enum(["totalRecords", "total", "totalCount", "header", "none"]).default("totalRecords"),
  /** StudentId, studentId, STUDENT_ID, "Student Id". */
  fieldNames: z.enum(["pascal", "camel", "upper-snake", "spaced"]).default("pascal"),
  /** Y/N, true/false, 1/0. */
  flags: z.enum(["letters", "booleans", "numbers"]).default("letters"),
  /** 2010-05-17, 05/17/2010, 2010-05-17T00:00:00. */
  dates: z.enum(["iso", "us", "iso-datetime"]).default("iso"),
  /** False: the box for birth dates is not ticked in the profile. */
  birthDates: z.boolean().default(true),
  /** Pages are never longer, whatever is asked. */
  maxPageRows: z.int().min(1).max(10_000).default(10_000),
  signatureMethods: z.array(z.enum(SIGNATURE_METHODS)).default([...SIGNATURE_METHODS]),
  /** The others answer 403. */
  subscriptions: z.array(z.enum(RESOURCES)).default([...RESOURCES]),
});

export type Settings = z.infer<typeof settingsSchema>;
