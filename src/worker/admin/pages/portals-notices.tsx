/** What the portals' pages tell of what has just happened there. */
import type { PortalRow, PortalWithKeys } from "../../integrations/portal-queries.ts";
import { Notice } from "./parts.tsx";
import { portalPath } from "./portals-situation.ts";
import { hasKey } from "./portals-words.ts";

/** After a change and the redirect that follows it. @param done as the address says; anything else tells nothing */
export function doneNotice(done: string | undefined, { portal, keys }: PortalWithKeys) {
  if (done === "registered" && !hasKey(portal, keys)) {
    return (
      <Notice tone="good" title="Registered">
        <p>Next, make a shared secret for the portal's server. It is below.</p>
      </Notice>
    );
  }
  if (done === "registered" || done === "saved") {
    return (
      <Notice tone="good" title={done === "saved" ? "Saved" : "Registered"}>
        <p>It holds from the next request on.</p>
      </Notice>
    );
  }
  if (done === "retired") {
    return (
      <Notice tone="good" title="The shared secret is retired">
        <p>Tokens signed with it are refused from now on.</p>
      </Notice>
    );
  }
  return null;
}

/** The form that makes a secret was sent a second time, as by a reload, or after somebody changed the portal. */
export function keyNotMadeNotice(keyId: string, { keys }: PortalWithKeys) {
  if (!keys.some((key) => key.keyId === keyId)) {
    return (
      <Notice tone="warn" title="No secret was made">
        <p>
          Somebody has changed this portal since the page was opened. Look at it, then make the secret below.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="This secret was made already">
      <p>
        Key <code>{keyId}</code> was shown when it was made and cannot be shown again. No other was made. If
        it was not copied, retire it and make a new one.
      </p>
    </Notice>
  );
}

/** @param theirs what is saved now, by somebody else; undefined where they removed it */
export function savedMeanwhileNotice(theirs: PortalRow | undefined) {
  return (
    <Notice tone="warn" title="Somebody else changed this meanwhile. Nothing of yours is saved.">
      {theirs === undefined ? (
        <p>
          The portal has been removed since. What you typed is still below. Save again to register it anew.
        </p>
      ) : (
        <p>
          What you typed is still below. Look at{" "}
          <a href={portalPath(theirs.id)} target="_blank" rel="noopener">
            what they saved (opens in a new tab)
          </a>
          , or save again to put yours in its place.
        </p>
      )}
    </Notice>
  );
}
