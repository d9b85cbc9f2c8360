/**
 * The form of the eSchoolPLUS settings. Enter tests, then saves. A saved consumer secret is a sentence, never a field
 * with dots; what is typed for a new one is not given back.
 */
import type { EschoolplusSettings } from "../../integrations/eschoolplus-queries.ts";
import { MAX_PAGE_SIZE } from "../../integrations/eschoolplus-settings.ts";
import { dayOf } from "./dates.ts";
import { type Errors, type Typed, warningOf } from "./eschoolplus-form-fields.ts";
import { UserFields } from "./eschoolplus-user-fields.tsx";
import { ESCHOOLPLUS_PATH } from "./eschoolplus-words.ts";
import { Choice, Group } from "./form-parts.tsx";
import { Field } from "./parts.tsx";

export interface EschoolplusFormProps {
  saved: EschoolplusSettings | undefined;
  /** The version that the administrator has seen, as If-Match in the API. */
  version: string;
  typed: Typed;
  errors: Errors;
  /** A consumer secret was typed and is gone again: it has to be typed once more. */
  secretWasTyped: boolean;
  /** A row was just asked for: it takes the focus. */
  focusesLastRow: boolean;
}

/** What a program reads, not prose: neither corrected nor remembered by the browser. */
const EXACT = { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" };

export function EschoolplusForm(props: EschoolplusFormProps) {
  const { typed, errors } = props;
  const warning = warningOf(typed);
  return (
    <form method="post" action={ESCHOOLPLUS_PATH} class="settings" novalidate>
      <input type="hidden" name="version" value={props.version} />
      {/* Enter presses a form's first button, and that must not be the one that adds a row. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: never focused, and the same button stands below */}
      <button
        type="submit"
        name="action"
        value="test-and-save"
        class="only-heard"
        tabindex={-1}
        aria-hidden="true"
      >
        Test and save
      </button>
      <Field
        id="baseUrl"
        label="Base URL"
        hint={
          <>
            Such as <code>https://hac.example.org/plus360api/v1/abc/</code>, where <code>abc</code> is the
            middle part of the consumer key.
          </>
        }
        error={errors["baseUrl"]}
        input={{ ...EXACT, type: "url", value: typed.baseUrl, maxlength: 2_000, class: "wide" }}
      />
      {warning !== null && <p class="warning">{warning}</p>}
      <Field
        id="consumerKey"
        label="Consumer key"
        hint="From the API Profile in eSchoolPLUS."
        error={errors["consumerKey"]}
        input={{ ...EXACT, value: typed.consumerKey, maxlength: 200 }}
      />
      <Secret {...props} />
      <Group id="signatureMethod" legend="Signature method" hint="As chosen in the API Profile.">
        {(["HMAC-SHA1", "HMAC-SHA256"] as const).map((method) => (
          <Choice
            type="radio"
            name="signatureMethod"
            value={method}
            checked={typed.signatureMethod === method}
            label={method}
          />
        ))}
      </Group>
      <Night {...props} />
      <Students typed={typed} />
      <UserFields rows={typed.rows} errors={errors} focusesLast={props.focusesLastRow} />
      <details class="part" open={errors["pageSize"] !== undefined}>
        <summary>Page size</summary>
        <Field
          id="pageSize"
          label="Rows per call"
          hint={`From 1 to ${MAX_PAGE_SIZE}. A smaller number helps a server that is slow to answer.`}
          error={errors["pageSize"]}
          input={{ type: "number", value: typed.pageSize, min: 1, max: MAX_PAGE_SIZE, inputmode: "numeric" }}
        />
      </details>
      <div class="actions">
        <button type="submit" name="action" value="test-and-save">
          Test and save
        </button>
        <button type="submit" name="action" value="test" class="second">
          Test Integration
        </button>
        <button type="submit" name="action" value="save" class="second" aria-describedby="save-hint">
          Save Integration
        </button>
      </div>
      <p class="hint" id="save-hint">
        A test asks eSchoolPLUS for a few rows of each resource and takes some seconds. Save Integration saves
        without a test: a mistake then shows only when a pull meets it.
      </p>
    </form>
  );
}

function Secret({ saved, typed, errors, secretWasTyped }: EschoolplusFormProps) {
  const again = secretWasTyped ? "Type it again: this page does not keep a consumer secret. " : "";
  const typing = (
    <Field
      id="consumerSecret"
      label={saved === undefined ? "Consumer secret" : "New consumer secret"}
      hint={`${again}It is kept sealed and never shown.`}
      error={errors["consumerSecret"]}
      input={{ type: "password", autocomplete: "off", spellcheck: "false", maxlength: 500 }}
    />
  );
  const naming = (
    <details open={typed.consumerSecretFrom !== "" || errors["consumerSecretFrom"] !== undefined}>
      <summary>Use a Workers secret instead</summary>
      <Field
        id="consumerSecretFrom"
        label="Name of the Workers secret"
        hint="For districts that keep no secret in the database. Begins with UPSTREAM_."
        error={errors["consumerSecretFrom"]}
        input={{ ...EXACT, value: typed.consumerSecretFrom, maxlength: 100 }}
      />
    </details>
  );
  if (saved === undefined) {
    return (
      <>
        {typing}
        {naming}
      </>
    );
  }
  const isOpen =
    secretWasTyped ||
    typed.consumerSecretFrom !== "" ||
    errors["consumerSecret"] !== undefined ||
    errors["consumerSecretFrom"] !== undefined;
  return (
    <fieldset class="saved-secret">
      <legend>Consumer secret</legend>
      <p>
        {saved.secretFrom === null
          ? `Saved ${dayOf(saved.updatedAt)}`
          : `From the Workers secret ${saved.secretFrom}`}
      </p>
      <details open={isOpen} class="replace">
        <summary>Replace</summary>
        {typing}
        {naming}
      </details>
    </fieldset>
  );
}

/** Those of a county and its neighbors; any other that is known can be typed. */
const USUAL_TIME_ZONES = [
  "America/Los_Angeles",
  "America/Phoenix",
  "America/Denver",
  "America/Chicago",
  "America/New_York",
  "America/Anchorage",
  "Pacific/Honolulu",
];

function Night({ typed, errors }: EschoolplusFormProps) {
  return (
    <>
      <Field
        id="nightlyAt"
        label="Every night at"
        hint="When nobody imports into eSchoolPLUS."
        error={errors["nightlyAt"]}
        input={{ type: "time", value: typed.nightlyAt, class: "short" }}
      />
      <Field
        id="timeZone"
        label="Time zone"
        hint="The district's."
        error={errors["timeZone"]}
        input={{ ...EXACT, value: typed.timeZone, maxlength: 64, list: "time-zones" }}
      />
      <datalist id="time-zones">
        {USUAL_TIME_ZONES.map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
      <Field
        id="pausedUntil"
        label="Pause until"
        hint="Nightly pulls rest and run again from this day on. Empty: every night."
        error={errors["pausedUntil"]}
        input={{ type: "date", value: typed.pausedUntil, class: "short" }}
      />
    </>
  );
}

const BOXES = [
  {
    name: "includeInactive",
    label: "Students who are not active",
    sentence: "Who have left or graduated. Their parents then still see the letters.",
  },
  {
    name: "includePreRegistered",
    label: "Pre-registered students",
    sentence: "Needs the box of this name in the API Profile.",
  },
  {
    name: "includeOutOfDistrict",
    label: "Students out of the district",
    sentence: "Needs the box of this name in the API Profile.",
  },
] as const;

function Students({ typed }: { typed: Typed }) {
  return (
    <>
      <Group id="include" legend="Include">
        {BOXES.map(({ name, ...words }) => (
          <Choice type="checkbox" name={name} value="on" checked={typed[name]} {...words} />
        ))}
      </Group>
      <Group id="adults" legend="Students of full age">
        <Choice
          type="checkbox"
          name="guardianAccessEndsAt18"
          value="on"
          checked={typed.guardianAccessEndsAt18}
          label="Parents’ access ends on the student’s 18th birthday"
          sentence="The student keeps it. Needs the date of birth, which has a box of its own in the API Profile."
        />
      </Group>
    </>
  );
}
