/** What the eSchoolPLUS page tells of what has just happened there. */
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { minuteOf } from "./dates.ts";
import { warningOf } from "./eschoolplus-form-fields.ts";
import { Notice } from "./parts.tsx";

/** After a change and the redirect that follows it. @param done as the address says; anything else tells nothing */
export function doneNotice(done: string | undefined, saved: EschoolplusSettings | undefined) {
  if (done === "saved" && saved !== undefined) return savedNotice(saved);
  if (done === "removed" && saved === undefined) {
    return (
      <Notice tone="good" title="Removed">
        <p>No more pulls run. The roster stays as the last one left it.</p>
      </Notice>
    );
  }
  return null;
}

function savedNotice(saved: EschoolplusSettings) {
  const warning = warningOf(saved);
  if (saved.lastTestAt === null) {
    return (
      <Notice tone="warn" title="Saved, not tested">
        <p>Choose Test Integration to learn whether eSchoolPLUS answers, before tonight’s pull does.</p>
        {warning !== null && <p>{warning}</p>}
      </Notice>
    );
  }
  if (saved.lastTestCode !== null) {
    return (
      <Notice tone="bad" title="Saved, but the last test failed">
        <p>Choose Test Integration to see what to do.</p>
      </Notice>
    );
  }
  return (
    <Notice
      tone={warning === null ? "good" : "warn"}
      title={warning === null ? "Saved" : "Saved. One thing to look at"}
    >
      <p>The next pull goes by these settings.</p>
      {warning !== null && <p>{warning}</p>}
    </Notice>
  );
}

/** @param saved what is saved now, by somebody else; undefined where they removed it */
export function changedNotice(saved: EschoolplusSettings | undefined) {
  return (
    <Notice tone="warn" title="Somebody else changed this meanwhile. Nothing of yours is saved.">
      <p>
        {saved === undefined
          ? "The settings you opened have been removed since."
          : `${saved.updatedBy} saved these settings on ${minuteOf(saved.updatedAt)} UTC.`}{" "}
        What you typed is still below. Save again to put it in place of theirs.
      </p>
    </Notice>
  );
}
