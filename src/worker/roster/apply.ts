/**
 * How what is staged becomes the roster: in moves, each a run of small atomic batches. The order is the point. What takes
 * letters away comes first, what gives them last, and a student's own row changes in one piece in between, so that at
 * no moment anybody sees what they could see neither before nor after. Every move can be done twice.
 */
import type { Resource } from "../eschoolplus/rows.ts";
import type { Write } from "./run-queries.ts";
import {
  cellOf,
  IS_GONE,
  keyColumns,
  OPENS_AFTER,
  OPENS_BEFORE,
  REVOKES_EXPLICITLY,
  stagedBeside,
  withholdsAfter,
} from "./shape-queries.ts";
import { SHAPES } from "./shapes.ts";

interface Move {
  resource: Resource;
  /** Which of the staged rows `s`, each beside the row `t` that it changes; all where not given. */
  only?: string;
}

const SCHOOL_OPENS = `(t.out_of_district IS 1 AND ${cellOf("School", "out_of_district")} IS 0)`;

/** The staged user-defined field is one that withholds letters, by the settings (?5: a JSON list of them). */
const WITHHOLDS = withholdsAfter("?5");

const MOVES = {
  "schools-close": { resource: "School", only: `NOT ${SCHOOL_OPENS} AND NOT ${IS_GONE}` },
  "fields-withhold": { resource: "UDRegUser", only: WITHHOLDS },
  "links-revoke": { resource: "StudentContact", only: `${OPENS_BEFORE} AND NOT ${OPENS_AFTER}` },
  "links-revoke-explicit": { resource: "StudentContact", only: REVOKES_EXPLICITLY },
  "students-leave": { resource: "Student", only: IS_GONE },
  students: { resource: "Student" },
  contacts: { resource: "Contact" },
  addresses: { resource: "ContactAddress" },
  phones: { resource: "ContactPhone" },
  links: { resource: "StudentContact" },
  fields: { resource: "UDRegUser" },
  schools: { resource: "School" },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;

export const MOVE_NAMES = Object.keys(MOVES) as [MoveName, ...MoveName[]];

/** Everything, in the order that never opens too much. */
export const ALL_MOVES: readonly MoveName[] = [
  ...(["schools-close", "fields-withhold", "links-revoke", "students-leave"] as const),
  ...(["students", "contacts", "addresses", "phones"] as const),
  ...(["links", "fields", "schools"] as const),
];

/** What must not wait for an administrator when the rest is held back. */
export const REVOKING_MOVES: readonly MoveName[] = ["fields-withhold", "links-revoke-explicit"];

export function resourceOf(move: MoveName): Resource {
  return MOVES[move].resource;
}

/** The staged rows after one key and up to another: what one batch takes on. */
export interface Slice {
  run: string;
  after: string;
  upTo: string;
}

/**
 * The writes of one slice of a move.
 *
 * @param meanings `userFields` of the settings
 * @param now milliseconds since the epoch: when vanished rows are said to have gone
 */
export function movesWrites(move: MoveName, slice: Slice, meanings: unknown[], now: number): Write[] {
  const { resource, only }: Move = MOVES[move];
  const from = `FROM ${stagedBeside(resource)} AND s.key > ?2 AND s.key <= ?3 ${only === undefined ? "" : `AND ${only}`}`;
  const write = (sql: string): Write => {
    const all = [slice.run, slice.after, slice.upTo, now, JSON.stringify(meanings)];
    // Bound are only as many as the statement names.
    const named = Math.max(...Array.from(sql.matchAll(/\?(\d)/g), ([, number]) => Number(number)));
    return { sql, bind: all.slice(0, named) };
  };
  const { table, columns } = SHAPES[resource];
  const keys = keyColumns(resource, table);
  const gone = write(`UPDATE ${table} SET gone_at = ?4 WHERE gone_at IS NULL
    AND (${keys.join(", ")}) IN (SELECT ${keyColumns(resource, "t").join(", ")} ${from} AND ${IS_GONE})`);
  const cells = columns.map((column) => cellOf(resource, column));
  const renewed = columns.map((column) => `${column} = excluded.${column}`);
  const upsert = write(`INSERT INTO ${table} (${columns.join(", ")}, hash, gone_at)
    SELECT ${cells.join(", ")}, s.hash, NULL ${from} AND NOT ${IS_GONE}
    ON CONFLICT DO UPDATE SET ${renewed.join(", ")}, hash = excluded.hash, gone_at = NULL
    WHERE ${table}.hash <> excluded.hash OR ${table}.gone_at IS NOT NULL`);
  switch (resource) {
    case "Student":
      return [...wordsBefore(from).map(write), gone, upsert, write(wordsAfter(from))];
    case "School":
      return [...sitesOf(from, move).map(write), gone, upsert];
    default:
      return [gone, upsert];
  }
}

/** Words of students who leave, or are found under others from now on, in the index of the search. */
function wordsBefore(from: string): string[] {
  const words = cellOf("Student", "words");
  const changed = `(${IS_GONE} OR t.words IS NOT ${words} OR t.school IS NOT ${cellOf("Student", "school")})`;
  return [
    `DELETE FROM roster_student_words WHERE (school, word, student) IN (
      SELECT coalesce(t.school, ''), w.value, t.id ${from.replace(" WHERE", " JOIN json_each(t.words) w WHERE")} AND ${changed})`,
  ];
}

function wordsAfter(from: string): string {
  const source = from.replace(" WHERE", ` JOIN json_each(${cellOf("Student", "words")}) w WHERE`);
  return `INSERT OR IGNORE INTO roster_student_words (school, word, student)
    SELECT coalesce(${cellOf("Student", "school")}, ''), w.value, s.key ${source} AND NOT ${IS_GONE}`;
}

/**
 * A school is a site with its id. One that an administrator has made, moved or renamed stays as they left it; one that
 * vanishes keeps its site, as settings may hang on it. New ones come last: a site may be what somebody's reach names.
 */
function sitesOf(from: string, move: MoveName): string[] {
  const name = cellOf("School", "name");
  if (move === "schools-close") {
    return [
      `UPDATE sites SET name = n.name, version = lower(hex(randomblob(16)))
      FROM (SELECT s.key AS id, ${name} AS name, t.name AS old ${from}) n
      WHERE sites.id = n.id AND sites.kind = 'school' AND sites.name = n.old AND n.name <> n.old`,
    ];
  }
  return [
    `INSERT INTO sites (id, name, kind, parent, version)
      SELECT s.key, ${name}, 'school', 'district', lower(hex(randomblob(16))) ${from} AND NOT ${IS_GONE} AND s.key <> '*'
      ON CONFLICT DO NOTHING`,
  ];
}
