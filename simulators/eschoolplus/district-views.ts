/**
 * Rows that say something else than the district's own: what a mistake in the office, or an attack, would look like.
 * The district itself stays as it is.
 */

import { createDice } from "./district/dice.ts";
import { changedSsidOf } from "./district/ids.ts";
import type { DistrictFault } from "./fault-kinds.ts";
import { keyOf, type Resource, type Row, textOf } from "./resources.ts";
import type { RowSource } from "./row-source.ts";

/** Rows read at a time where a whole list must be seen. */
const SCAN_ROWS = 1_000;

export function districtView(below: RowSource, fault: DistrictFault): RowSource {
  switch (fault.kind) {
    case "web-access-granted":
      return changed(below, "StudentContact", (row) =>
        textOf(row["WebAccess"]) === "N" && falls(keyOf("StudentContact", row), fault.share)
          ? { ...row, WebAccess: "Y" }
          : row,
      );
    case "ssids-changed":
      return changed(below, "Student", (row) => {
        const ssid = textOf(row["StateReportId"]);
        const isChosen = /^\d+$/.test(ssid) && falls(keyOf("Student", row), fault.share);
        return isChosen ? { ...row, StateReportId: changedSsidOf(ssid) } : row;
      });
    case "ssid-shared":
      return ssidShared(below, fault.from, fault.to);
    case "contact-gains":
      return contactGains(below, fault.contactId, fault.students);
    case "school-removed":
      return schoolRemoved(below, fault);
  }
}

/** The same key falls the same way whatever else is in the district. */
function falls(key: string, share: number): boolean {
  return createDice(0).share(key, 0) < share;
}

function changed(below: RowSource, which: Resource, change: (row: Row) => Row): RowSource {
  return {
    ...below,
    rows(resource, offset, limit) {
      const rows = below.rows(resource, offset, limit);
      return resource === which ? rows.map(change) : rows;
    },
  };
}

function ssidShared(below: RowSource, from: string, to: string): RowSource {
  const source = [...scan(below, "Student")].find((row) => textOf(row["StudentId"]) === from);
  const ssid = source?.["StateReportId"] ?? null;
  return changed(below, "Student", (row) =>
    textOf(row["StudentId"]) === to ? { ...row, StateReportId: ssid } : row,
  );
}

function contactGains(below: RowSource, contactId: string, students: number): RowSource {
  const first = Math.max(0, below.total("Student") - students);
  const links = below.rows("Student", first, students).map(
    (row): Row => ({
      StudentId: row["StudentId"] ?? null,
      ContactId: contactId,
      ContactType: "G",
      ContactPriority: 1,
      RelationCode: "PA",
      LivingWith: "Y",
      WebAccess: "Y",
      LegalGuard: "Y",
      CustGuard: "Y",
    }),
  );
  return {
    total: (resource) => below.total(resource) + (resource === "StudentContact" ? links.length : 0),
    rows(resource, offset, limit) {
      const rows = below.rows(resource, offset, limit);
      if (resource !== "StudentContact") return rows;
      const from = Math.max(0, offset - below.total(resource));
      return [...rows, ...links.slice(from, from + limit - rows.length)];
    },
  };
}

type Removal = Extract<DistrictFault, { kind: "school-removed" }>;

function schoolRemoved(below: RowSource, { building, share, what }: Removal): RowSource {
  const gone = new Set<string>();
  for (const row of scan(below, "Student")) {
    const id = textOf(row["StudentId"]);
    if (textOf(row["Building"]) === building && falls(id, share)) gone.add(id);
  }
  const resources: Resource[] = [];
  if (what !== "links") resources.push("Student");
  if (what !== "students") resources.push("StudentContact");
  const kept = new Map(
    resources.map((resource) => {
      const places = new Uint32Array(below.total(resource));
      let [count, place] = [0, 0];
      for (const row of scan(below, resource)) {
        if (!gone.has(textOf(row["StudentId"]))) places[count++] = place;
        place++;
      }
      return [resource, places.subarray(0, count)];
    }),
  );
  return {
    total: (resource) => kept.get(resource)?.length ?? below.total(resource),
    rows(resource, offset, limit) {
      const places = kept.get(resource);
      if (!places) return below.rows(resource, offset, limit);
      return [...places.subarray(offset, offset + limit)].flatMap((place) => below.rows(resource, place, 1));
    },
  };
}

function* scan(source: RowSource, resource: Resource): Generator<Row> {
  const total = source.total(resource);
  for (let offset = 0; offset < total; offset += SCAN_ROWS) yield* source.rows(resource, offset, SCAN_ROWS);
}
