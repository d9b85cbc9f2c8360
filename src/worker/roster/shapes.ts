/**
 * How each resource of eSchoolPLUS lies in its table: the columns in the order in which a staged row lists them, and
 * those that name a row. Everything that reads, compares and applies goes by this; nothing else knows the order.
 */
import type { Resource, Rows } from "../eschoolplus/rows.ts";
import { base64url } from "../vault/encoding.ts";
import { searchWords } from "./search-words.ts";

type Cell = string | number | null | string[];

interface Shape<R extends Resource> {
  table: string;
  /** Named as in the table; the first `keys` of them name a row. */
  columns: readonly string[];
  keys: number;
  cells(row: Rows[R]): Cell[];
}

/** As D1 keeps a yes or no. */
function bit(value: boolean): 0 | 1;
function bit(value: boolean | null): 0 | 1 | null;
function bit(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}

export const SHAPES: { readonly [R in Resource]: Shape<R> } = {
  School: {
    table: "roster_schools",
    columns: ["id", "name", "abbreviation", "state_code", "out_of_district"],
    keys: 1,
    cells: (row) => [row.id, row.name ?? row.id, row.abbreviation, row.stateCode, bit(row.outOfDistrict)],
  },
  Student: {
    table: "roster_students",
    columns: [
      ...["id", "first_name", "middle_name", "last_name", "generation", "nickname", "school", "grade"],
      ...["status", "birthdate", "language", "ssid", "words"],
    ],
    keys: 1,
    cells: (row) => [
      ...[row.id, row.firstName, row.middleName, row.lastName, row.generation, row.nickname, row.school],
      ...[row.grade, row.status, row.birthdate, row.language, row.ssid],
      searchWords([row.firstName, row.middleName, row.lastName, row.nickname, row.id]),
    ],
  },
  Contact: {
    table: "roster_contacts",
    columns: ["id", "title", "first_name", "middle_name", "last_name", "language", "email", "login_id"],
    keys: 1,
    cells: (row) => [
      ...[row.id, row.title, row.firstName, row.middleName, row.lastName],
      ...[row.language, row.email, row.loginId],
    ],
  },
  ContactAddress: {
    table: "roster_addresses",
    columns: ["contact", "street", "apartment", "complex", "city", "state", "zip"],
    keys: 1,
    cells: (row) => [row.contact, row.street, row.apartment, row.complex, row.city, row.state, row.zip],
  },
  ContactPhone: {
    table: "roster_phones",
    columns: ["contact", "type", "phone", "extension", "priority", "listing"],
    keys: 2,
    cells: (row) => [row.contact, row.type, row.phone, row.extension, row.priority, row.listing],
  },
  StudentContact: {
    table: "roster_links",
    columns: [
      ...["student", "contact", "type", "priority", "relation", "living_with", "web_access"],
      ...["legal_guardian", "custodial_guardian"],
    ],
    keys: 3,
    cells: (row) => [
      ...[row.student, row.contact, row.type, row.priority, row.relation, bit(row.livingWith)],
      ...[bit(row.webAccess), bit(row.legalGuardian), bit(row.custodialGuardian)],
    ],
  },
  UDRegUser: {
    table: "roster_user_fields",
    columns: ["student", "screen", "field", "sequence", "value"],
    keys: 4,
    cells: (row) => [row.student, row.screen, row.field, row.sequence, row.value],
  },
};

export interface StagedRow {
  key: string;
  hash: string;
  cells: Cell[];
}

/** 96 bits: two versions of one row that share them will not be met. */
const HASH_BYTES = 12;

const utf8 = new TextEncoder(); // one for all: a night makes two million hashes

/** A row as it is compared and staged. The hash changes with this file's shapes too, so that a new column arrives. */
export async function stagedRow<R extends Resource>(
  resource: R,
  key: string,
  row: Rows[R],
): Promise<StagedRow> {
  const { columns, cells } = SHAPES[resource];
  const given = cells(row);
  const text = utf8.encode(JSON.stringify([columns.length, given]));
  const digest = await crypto.subtle.digest("SHA-256", text);
  return { key, hash: base64url.encode(new Uint8Array(digest, 0, HASH_BYTES)), cells: given };
}
