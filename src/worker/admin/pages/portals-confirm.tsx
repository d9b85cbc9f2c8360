/** The two pages that ask before something of a portal ends, and say what parents will see afterwards. */
import type { Child } from "hono/jsx";
import type { PortalKeyRow, PortalWithKeys } from "../../integrations/portal-queries.ts";
import { dayOf } from "./dates.ts";
import { type Frame, Page } from "./layout.tsx";
import { Notice } from "./parts.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { hasKey, liveKeys } from "./portals-words.ts";

/** What the widget says of a token that is not good, in its own words. */
const NOT_KNOWN = "that the portal could not show who they are";

interface RetireKeyProps {
  frame: Frame;
  found: PortalWithKeys;
  row: PortalKeyRow;
}

export function RetireKeyPage({ frame, found: { portal, keys }, row }: RetireKeyProps) {
  const others = liveKeys(keys).filter((other) => other.keyId !== row.keyId);
  const isLast = !hasKey(portal, others);
  return (
    <Question
      frame={frame}
      title={`Retire a shared secret of ${portal.name}?`}
      back={portalPath(portal.id)}
      action={portalPath(portal.id, "retire")}
      fields={{ keyId: row.keyId }}
      button="Retire"
    >
      <p>
        Key <code>{row.keyId}</code>, made {dayOf(row.createdAt)}.
      </p>
      {isLast ? (
        <p>
          It is the only one. From the next request on parents read {NOT_KNOWN}, until the portal signs with a
          new one.
        </p>
      ) : (
        <p>
          Tokens signed with it end at once. If the portal's server still uses it, parents then read{" "}
          {NOT_KNOWN}. Make sure that the portal signs with another key first.
        </p>
      )}
      <p>
        Administrators who came from the portal with it are signed out. A retired secret cannot be brought
        back.
      </p>
    </Question>
  );
}

interface RemovePortalProps {
  frame: Frame;
  found: PortalWithKeys;
  /** Somebody saved after the question was asked. */
  changedMeanwhile?: boolean;
}

export function RemovePortalPage({ frame, found: { portal, keys }, changedMeanwhile }: RemovePortalProps) {
  const count = liveKeys(keys).length;
  return (
    <Question
      frame={frame}
      title={`Remove ${portal.name}?`}
      back={portalPath(portal.id)}
      action={portalPath(portal.id, "remove")}
      fields={{ version: portal.version }}
      button="Remove this portal"
      notice={
        changedMeanwhile ? (
          <Notice tone="warn" title="Somebody changed this portal meanwhile">
            <p>Nothing was done. Look at it again, or go on all the same.</p>
          </Notice>
        ) : null
      }
    >
      <p>
        From the next request on, parents find no letters in this portal's pages. They read that the letters
        could not be reached, or {NOT_KNOWN}. Links that they have opened end as well.
      </p>
      <p>
        {count === 0 && "Its registration is deleted."}
        {count === 1 && "Its shared secret is wiped with its registration."}
        {count > 1 && `Its ${count} shared secrets are wiped with its registration.`} A portal registered
        again with the same id needs a new one. Administrators who came from it are signed out.
      </p>
      <p>
        To stop for a while only, switch letters off instead, on{" "}
        <a href={portalPath(portal.id, "edit")}>its form</a>: parents then read that letters are switched off
        here.
      </p>
    </Question>
  );
}

interface QuestionProps {
  frame: Frame;
  title: string;
  back: string;
  action: string;
  fields: Record<string, string>;
  button: string;
  notice?: Child;
  children?: Child;
}

function Question({ frame, title, back, action, fields, button, notice, children }: QuestionProps) {
  return (
    <Page {...frame} title={title} path={PORTALS_PATH} back={{ href: back, label: "Back" }}>
      {notice}
      <h1>{title}</h1>
      {children}
      <form method="post" action={action} class="actions">
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="dangerous">
          {button}
        </button>
        <a class="second" href={back}>
          Cancel
        </a>
      </form>
    </Page>
  );
}
