/** What the ETS page tells of what has just happened there. */
import type { EtsSettings } from "../../integrations/ets-queries.ts";
import { minuteOf } from "./dates.ts";
import type { EtsSituation } from "./ets-situation.ts";
import { Notice } from "./parts.tsx";
import { sentenceOf } from "./words.ts";

/** After a change and the redirect that follows it. @param done as the address says; anything else tells nothing */
export function doneNotice(done: string | undefined, { site, own, inherited, inheritedFrom }: EtsSituation) {
  if (done === "saved" && own && !own.disabled) return savedNotice(own);
  if (done === "switched-off" && own?.disabled) {
    return (
      <Notice tone="off" title={`Letters are switched off at ${site.name}`}>
        <p>It holds from now on.</p>
      </Notice>
    );
  }
  if (done === "removed" && own === undefined) {
    const follows =
      inherited === undefined
        ? "No settings are in force here now."
        : `The settings of ${inheritedFrom} are in force here now.`;
    return (
      <Notice tone="good" title="Removed">
        <p>{follows}</p>
      </Notice>
    );
  }
  return null;
}

function savedNotice({ lastTestAt, lastTestCode }: EtsSettings) {
  if (lastTestAt === null) {
    return (
      <Notice tone="warn" title="Saved, not tested">
        <p>Choose Test Integration to learn whether ETS accepts these settings, before parents do.</p>
      </Notice>
    );
  }
  if (lastTestCode !== null) {
    return (
      <Notice tone="bad" title="Saved, but the test failed">
        <p>{sentenceOf(lastTestCode)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="good" title="Saved and working">
      <p>ETS accepted the username and the secret key. They are in force from now on.</p>
    </Notice>
  );
}

/** After a test that went well. @param isSaved it was the saved settings that were tested */
export function testedNotice(isSaved: boolean) {
  return (
    <Notice tone="good" title="The test went well">
      {isSaved ? (
        <p>ETS accepts the saved username and secret key.</p>
      ) : (
        <p>ETS accepted what you typed. Nothing is saved yet: choose Test and save to keep it.</p>
      )}
    </Notice>
  );
}

/** @param own what is saved now, by somebody else; undefined where they removed it */
export function changedNotice(own: EtsSettings | undefined) {
  const what = own?.disabled ? "switched letters off here" : "saved these settings";
  return (
    <Notice tone="warn" title="Somebody else changed this meanwhile. Nothing of yours is saved.">
      <p>
        {own === undefined
          ? "The settings you opened have been removed since."
          : `${own.updatedBy} ${what} on ${minuteOf(own.updatedAt)} UTC.`}{" "}
        What you typed is still below. Save again to put it in place of theirs.
      </p>
    </Notice>
  );
}
