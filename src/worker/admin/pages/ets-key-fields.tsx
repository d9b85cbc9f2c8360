/** The two parts of the ETS form that are more than a field: the secret key, and the day on which it ends. */

import type { EtsSettings } from "../../integrations/ets-queries.ts";
import { DEFAULT_KEY_LIFETIME_DAYS } from "../../integrations/ets-settings.ts";
import { dateAfter } from "../../integrations/ets-state.ts";
import { dateWithDistance, dayOf, plainDate } from "./dates.ts";
import type { FieldErrors, Typed } from "./ets-form-fields.ts";
import { Field, FieldError } from "./parts.tsx";

export interface EtsFormProps {
  site: string;
  own: EtsSettings | undefined;
  /** The version that the administrator has seen, as If-Match in the API. */
  version: string;
  typed: Typed;
  errors: FieldErrors;
  /** A secret key was typed and is gone again: it has to be typed once more. */
  secretWasTyped: boolean;
  now: number;
}

export function Secret({ own, typed, errors, secretWasTyped }: EtsFormProps) {
  const isSaved = own?.sealedSecret != null || own?.secretFrom != null;
  const again = secretWasTyped ? "Type it again: this page does not keep a secret key. " : "";
  const key = (
    <Field
      id="secretKey"
      label={isSaved ? "New secret key" : "Secret Key"}
      hint={`${again}It is kept sealed and never shown.`}
      error={errors.secretKey}
      input={{ type: "password", autocomplete: "off", spellcheck: "false", maxlength: 500 }}
    />
  );
  const named = (
    <details open={typed.secretKeyFrom !== "" || errors.secretKeyFrom !== undefined}>
      <summary>Use a Workers secret instead</summary>
      <Field
        id="secretKeyFrom"
        label="Name of the Workers secret"
        hint="For districts that keep no key in the database. Begins with UPSTREAM_."
        error={errors.secretKeyFrom}
        input={{ type: "text", value: typed.secretKeyFrom, autocomplete: "off", spellcheck: "false" }}
      />
    </details>
  );
  if (!isSaved || own === undefined) {
    return (
      <>
        {key}
        {named}
      </>
    );
  }
  const isOpen = secretWasTyped || typed.secretKeyFrom !== "" || errors.secretKey !== undefined;
  return (
    <fieldset class="saved-secret">
      <legend>Secret Key</legend>
      <p>
        {own.secretFrom === null
          ? `Saved ${dayOf(own.updatedAt)}`
          : `From the Workers secret ${own.secretFrom}`}
      </p>
      <details open={isOpen} class="replace">
        <summary>Replace</summary>
        {key}
        {named}
      </details>
    </fieldset>
  );
}

export function Expiry({ own, typed, errors, now }: EtsFormProps) {
  const kept = own?.expiresOn;
  const after = (days: number) => `In ${days} days, on ${plainDate(dateAfter(now, days))}`;
  const choices = [
    ...(kept ? [{ value: "kept", label: `As saved: ${dateWithDistance(kept, now)}` }] : []),
    { value: "90", label: after(DEFAULT_KEY_LIFETIME_DAYS) },
    { value: "365", label: after(365) },
    { value: "date", label: "On another date" },
  ];
  return (
    <fieldset class={errors.expiresOn ? "field wrong" : "field"} aria-describedby="expiry-hint">
      <legend>The key expires</legend>
      <p class="hint" id="expiry-hint">
        TOMS says so where it made the key: 90 or 365 days.
        {kept ? " A new key gets 90 days unless you choose otherwise." : ""}
      </p>
      {choices.map(({ value, label }) => (
        <label class="choice">
          <input type="radio" name="expiry" value={value} checked={typed.expiry === value} />
          {label}
        </label>
      ))}
      {errors.expiresOn && <FieldError id="expiresOn" sentence={errors.expiresOn} />}
      <input
        type="date"
        id="expiresOn"
        name="expiresOn"
        value={typed.expiresOn}
        aria-label="Another date"
        aria-describedby={errors.expiresOn ? "expiresOn-error" : undefined}
        aria-invalid={errors.expiresOn ? "true" : undefined}
      />
    </fieldset>
  );
}
