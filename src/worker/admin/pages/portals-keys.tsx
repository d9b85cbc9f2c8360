/** A portal's shared secrets: those there are, and the one page on which a new one is seen. */
import type { PortalKeyRow, PortalRow } from "../../integrations/portal-queries.ts";
import type { LiveKey } from "../../integrations/portals.ts";
import { CopyBlock } from "./code-parts.tsx";
import { dayOf } from "./dates.ts";
import { type Frame, Page } from "./layout.tsx";
import { Moment, Notice, ScrollingTable, State } from "./parts.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { liveKeys } from "./portals-words.ts";

interface PortalKeysProps {
  portal: PortalRow;
  keys: PortalKeyRow[];
  mayManage: boolean;
  nextKeyId: string;
}

export function PortalKeys({ portal, keys, mayManage, nextKeyId }: PortalKeysProps) {
  return (
    <section>
      <h2>Shared secrets</h2>
      {keys.length === 0 ? (
        <p>None has been made yet. The portal's server signs its tokens with one.</p>
      ) : (
        <ScrollingTable label="Shared secrets" columns={["Key", "State", "Made (UTC)"]}>
          {usefulFirst(keys).map((key) => (
            <KeyLine portal={portal} row={key} mayManage={mayManage} />
          ))}
        </ScrollingTable>
      )}
      {mayManage && (
        <>
          <p class="hint">
            {liveKeys(keys).length > 0
              ? "Older ones stay good until you retire them: make a new one, put it on the portal's server, then retire the old one."
              : "It is shown once, on the page that follows."}
          </p>
          <form method="post" action={portalPath(portal.id, "keys")}>
            <input type="hidden" name="keyId" value={nextKeyId} />
            <input type="hidden" name="version" value={portal.version} />
            <button type="submit" class={liveKeys(keys).length > 0 ? "second" : ""}>
              Make a shared secret
            </button>
          </form>
        </>
      )}
    </section>
  );
}

/** Those in use in the order in which they were made, then the retired ones, the latest first. */
function usefulFirst(keys: PortalKeyRow[]): PortalKeyRow[] {
  const retired = keys.filter(({ retiredAt }) => retiredAt !== null);
  return [...liveKeys(keys), ...retired.toSorted((a, b) => (b.retiredAt ?? 0) - (a.retiredAt ?? 0))];
}

function KeyLine({ portal, row, mayManage }: { portal: PortalRow; row: PortalKeyRow; mayManage: boolean }) {
  const { keyId, createdAt, retiredAt } = row;
  const isLive = retiredAt === null;
  return (
    <tr>
      <th scope="row">
        <code>{keyId}</code>
      </th>
      <td>
        <State tone={isLive ? "good" : "off"}>{isLive ? "In use" : "Retired"}</State>
        {!isLive && <span class="hint">{dayOf(retiredAt)}</span>}
        {isLive && mayManage && (
          <p>
            <a class="danger" href={portalPath(portal.id, "retire", { key: keyId })}>
              Retire<span class="only-heard"> {keyId}</span>
            </a>
          </p>
        )}
      </td>
      <td class="when">
        <Moment at={createdAt} />
      </td>
    </tr>
  );
}

/** The answer to the form that makes a secret. Nothing shows it again: not this page's address, nor this form sent twice. */
export function NewKeyPage({ frame, portal, made }: { frame: Frame; portal: PortalRow; made: LiveKey }) {
  return (
    <Page
      {...frame}
      title={`New shared secret of ${portal.name}`}
      path={PORTALS_PATH}
      back={{ href: portalPath(portal.id), label: portal.name }}
    >
      <Notice tone="warn" title="Copy it now. It is shown this once.">
        <p>It is kept sealed from here on. If it is lost, make another one and retire this one.</p>
      </Notice>
      <h1>New shared secret</h1>
      <CopyBlock label="Shared secret" code={made.secret} isShort />
      <p class="hint">
        Key <code>{made.keyId}</code> of {portal.name}
      </p>
      <section>
        <h2>What to do with it</h2>
        <ol>
          <li>
            Put it on the portal's server as the environment variable <code>SCORELETTER_SECRET</code>, in its
            secret store where it has one. Not into the code, and not into an e-mail.
          </li>
          <li>
            Use it in the portal's token route:{" "}
            <a href={portalPath(portal.id, "embed")}>script tag and code</a>.
          </li>
          <li>
            Once the portal signs with it, retire the older ones on{" "}
            <a href={portalPath(portal.id)}>its page</a>.
          </li>
        </ol>
      </section>
    </Page>
  );
}
