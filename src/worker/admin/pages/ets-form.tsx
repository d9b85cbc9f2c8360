/**
 * The form of a site's ETS settings. Its first button is what Enter presses: test, then save. A saved secret key is a
 * sentence, never a field with dots; what is typed for a new one is not given back.
 */
import { USUAL_API_URL } from "../../ets/contract.ts";
import type { EtsSettings } from "../../integrations/ets-queries.ts";
import type { Typed } from "./ets-form-fields.ts";
import { type EtsFormProps, Expiry, Secret } from "./ets-key-fields.tsx";
import { Field } from "./parts.tsx";

/** The form as it is first seen: what is saved, or the usual. */
export function savedAsTyped(own: EtsSettings | undefined): Typed {
  return {
    apiUrl: own?.apiUrl ?? USUAL_API_URL,
    username: own?.username ?? "",
    secretKeyFrom: "",
    expiry: own?.expiresOn ? "kept" : "90",
    expiresOn: "",
  };
}

export function EtsForm(props: EtsFormProps) {
  const { site, typed, errors } = props;
  return (
    <form method="post" action="/admin/integrations/ets" class="settings" novalidate>
      <input type="hidden" name="site" value={site} />
      <input type="hidden" name="version" value={props.version} />
      <Field
        id="apiUrl"
        label="API URL"
        hint={
          <>
            Usually <code>{USUAL_API_URL}</code>
          </>
        }
        error={errors.apiUrl}
        input={{
          type: "url",
          value: typed.apiUrl,
          autocomplete: "off",
          spellcheck: "false",
          maxlength: 2_000,
          class: "wide",
        }}
      />
      <Field
        id="username"
        label="Username"
        hint="The one that TOMS made together with the secret key."
        error={errors.username}
        input={{
          type: "text",
          value: typed.username,
          autocomplete: "off",
          autocapitalize: "none",
          spellcheck: "false",
          maxlength: 200,
        }}
      />
      <Secret {...props} />
      <Expiry {...props} />
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
        Save Integration saves without a test: a mistake then shows only when parents meet it.
      </p>
    </form>
  );
}
