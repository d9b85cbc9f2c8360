/** `/admin/integrations/portals`: the registered portals, each with how it is doing. */
import type { Child } from "hono/jsx";
import type { PortalWithKeys } from "../../integrations/portal-queries.ts";
import { type Frame, Page } from "./layout.tsx";
import { ScrollingTable, State } from "./parts.tsx";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { liveKeys, portalWords, TRUST } from "./portals-words.ts";

interface PortalListProps {
  frame: Frame;
  portals: PortalWithKeys[];
  mayManage: boolean;
  notice?: Child;
}

export function PortalList({ frame, portals, mayManage, notice }: PortalListProps) {
  return (
    <Page {...frame} title="Portals" path={PORTALS_PATH}>
      {notice}
      <h1>Portals</h1>
      <p>
        A portal is where parents and students sign in already. Its pages show the letters; its server vouches
        for who is signed in.
      </p>
      {portals.length === 0 ? (
        <p>No portal is registered yet.</p>
      ) : (
        <ScrollingTable
          label="Portals"
          columns={["Portal", "State", "Who decides on access", "Shared secrets"]}
        >
          {portals.map((one) => (
            <PortalLine {...one} />
          ))}
        </ScrollingTable>
      )}
      {mayManage ? (
        <p>
          <a class="button" href={`${PORTALS_PATH}/new`}>
            Register a portal
          </a>
        </p>
      ) : (
        <p class="hint">You can see the portals but not change them.</p>
      )}
      <p class="hint">
        Scripts do the same by the <a href="/reference">API</a>.
      </p>
    </Page>
  );
}

function PortalLine({ portal, keys }: PortalWithKeys) {
  const { tone, word, sentence } = portalWords({ portal, keys });
  const live = liveKeys(keys).length;
  return (
    <tr>
      <th scope="row">
        <a href={portalPath(portal.id)}>{portal.name}</a>
        <code class="hint">{portal.id}</code>
      </th>
      <td>
        <State tone={tone}>{word}</State>
        <span class="hint">{sentence}</span>
      </td>
      <td>{TRUST[portal.trust].label}</td>
      <td>{live === 0 ? "None" : `${live} in use`}</td>
    </tr>
  );
}
