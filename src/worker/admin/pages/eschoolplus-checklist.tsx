/** What to ask PowerSchool for and which boxes to tick, so that the first test goes well. */
import { RESOURCE_NAMES } from "../../eschoolplus/contract.ts";

/** @param isOpen where nothing is set up yet */
export function Checklist({ isOpen }: { isOpen: boolean }) {
  return (
    <details class="checklist" open={isOpen}>
      <summary>What to have ready in eSchoolPLUS</summary>
      <p>
        PowerSchool support makes the API Profile and gives you its consumer key and consumer secret. Ask them
        for a profile of the PLUS 360 API, version 1, for a rostering partner. In the profile:
      </p>
      <ul>
        <li>
          <strong>Consumer key</strong>: copy it from here. Its middle part, in small letters, is the end of
          the base URL.
        </li>
        <li>
          <strong>OAuth 1.0</strong>, signed with <strong>HMAC-SHA-1</strong> (or HMAC-SHA-256, if you choose
          it here as well).
        </li>
        <li>
          <strong>Include Pre-Registered Students</strong> and <strong>Include Out of District</strong>: tick
          both. You can still leave them out here.
        </li>
        <li>
          <strong>Log level</strong>: errors are enough once the first pull has gone well.
        </li>
        <li>
          <strong>Subscriptions</strong>: tick all seven, {RESOURCE_NAMES.slice(0, -1).join(", ")} and{" "}
          {RESOURCE_NAMES.at(-1)}.
        </li>
        <li>
          <strong>Endpoint Advanced Settings</strong>: tick the date of birth of Student. It is not sent
          otherwise.
        </li>
      </ul>
      <p>The server must be open to the internet by https, on the standard port.</p>
    </details>
  );
}
