/**
 * Tries a connection before it is saved or when an administrator asks: each resource once, a few rows, and for each
 * that fails the words that name the box to tick. Nothing is kept.
 */
import { type CallTools, type EschoolConnection, type Page, type Patience, readPage } from "./client.ts";
import { RESOURCE_NAMES } from "./contract.ts";
import { type EschoolCode, type EschoolFailure, failureWords } from "./failure.ts";
import { TEST_ATTEMPTS, TEST_PAUSE_MAX_MS, TEST_ROWS, TEST_TIMEOUT_MS } from "./limits.ts";
import type { Resource } from "./rows.ts";

export interface ResourceTest {
  resource: Resource;
  ok: boolean;
  /** All rows where the server says how many, else those of the sample. */
  rows?: number;
  code?: EschoolCode;
  /** For the administrator: what to look at. */
  hint?: string;
}

export interface ConnectionTest {
  /** Seven, in the order of the API Profile. */
  resources: ResourceTest[];
  /** Whether any student of the sample came with a date of birth: it has a box of its own. */
  birthDates: boolean;
}

const HURRIED: Patience = {
  attempts: TEST_ATTEMPTS,
  timeoutMs: TEST_TIMEOUT_MS,
  pauseMaxMs: TEST_PAUSE_MAX_MS,
};

export async function testConnection(
  connection: EschoolConnection,
  tools: CallTools,
): Promise<ConnectionTest> {
  const sample = { ...connection, pageSize: TEST_ROWS };
  const resources: ResourceTest[] = [];
  let birthDates = false;
  let forAll: EschoolFailure | null = null;
  for (const resource of RESOURCE_NAMES) {
    const answer: Page<Resource> | EschoolFailure =
      forAll ?? (await readPage(sample, resource, 0, tools, HURRIED));
    if (!answer.ok) {
      if (resources.length === 0 && concernsAll(answer)) forAll = answer;
      resources.push({ resource, ok: false, code: answer.code, hint: failureWords(answer, resource) });
      continue;
    }
    birthDates ||= answer.rows.some((row) => "birthdate" in row && row.birthdate !== null);
    resources.push({ resource, ok: true, rows: answer.total ?? answer.received });
  }
  return { resources, birthDates };
}

/** Said of the first resource, it would be said of each: there is nobody to ask, or nobody who believes us. */
function concernsAll({ code, reason }: EschoolFailure): boolean {
  return (
    code === "refused" ||
    code === "host_not_allowed" ||
    (code === "unavailable" && (reason === "timeout" || reason === "network"))
  );
}
