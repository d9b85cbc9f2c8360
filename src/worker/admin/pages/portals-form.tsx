/** The form of a portal: to register one, or to change it. What was typed stays, each mistake stands beside its field. */
import type { Child } from "hono/jsx";
import { LANGUAGES } from "../../language.ts";
import { PERMISSIONS } from "../../permission.ts";
import { Choice, Group, SiteChoice, TextArea } from "./form-parts.tsx";
import { type Frame, Page } from "./layout.tsx";
import { ErrorSummary, Field } from "./parts.tsx";
import { PORTAL_FIELDS, type PortalErrors, type TypedPortal } from "./portals-form-fields.ts";
import { PORTALS_PATH, portalPath } from "./portals-situation.ts";
import { LANGUAGE_NAMES, PERMISSION_WORDS, ROLES, TRUST } from "./portals-words.ts";
import type { PlacedSite } from "./site-tree.ts";

export interface PortalFormProps {
  frame: Frame;
  /** The id of the portal that is changed; null for one that is registered. */
  id: string | null;
  /** The version that the administrator has seen; empty for none. */
  version: string;
  typed: TypedPortal;
  errors: PortalErrors;
  sites: PlacedSite[];
  /** What has just happened. */
  notice?: Child;
}

export function PortalFormPage({ frame, notice, ...form }: PortalFormProps) {
  const { id, errors, typed } = form;
  const mistakes = PORTAL_FIELDS.flatMap((field): [string, string][] => {
    const sentence = errors[field];
    return sentence === undefined ? [] : [[field, sentence]];
  });
  const title = id === null ? "Register a portal" : `Change ${typed.name || id}`;
  const back = id === null ? PORTALS_PATH : portalPath(id);
  return (
    <Page
      {...frame}
      title={`${mistakes.length > 0 ? "Error: " : ""}${title}`}
      path={PORTALS_PATH}
      back={{ href: back, label: id === null ? "Portals" : "Back" }}
    >
      {mistakes.length > 0 ? <ErrorSummary errors={mistakes} /> : notice}
      <h1>{title}</h1>
      <PortalForm {...form} back={back} />
    </Page>
  );
}

function PortalForm(props: Omit<PortalFormProps, "frame" | "notice"> & { back: string }) {
  const { id, version, typed, errors, sites } = props;
  const action = id === null ? `${PORTALS_PATH}/new` : `${PORTALS_PATH}/edit`;
  return (
    <form method="post" action={action} class="settings" novalidate>
      <input type="hidden" name="version" value={version} />
      {id !== null && <input type="hidden" name="id" value={id} />}
      <Field
        id="name"
        label="Name"
        hint="As administrators know it."
        error={errors["name"]}
        input={{ type: "text", value: typed.name, autocomplete: "off", maxlength: 200 }}
      />
      {id === null && (
        <Field
          id="id"
          label="Id"
          hint="What the portal calls itself in its tokens, such as parent-portal. It cannot be changed later."
          error={errors["id"]}
          input={{
            type: "text",
            value: typed.id,
            autocomplete: "off",
            autocapitalize: "none",
            spellcheck: "false",
            maxlength: 64,
          }}
        />
      )}
      <TextArea
        id="origins"
        label="Origins"
        hint={
          <>
            Where its pages are, one per line: <code>https://portal.example.org</code>, without a path.
          </>
        }
        error={errors["origins"]}
        value={typed.origins}
        rows={3}
        isCode
      />
      <Group id="trust" legend="Who decides which students a parent sees">
        {(["roster", "token"] as const).map((trust) => (
          <Choice type="radio" name="trust" value={trust} checked={typed.trust === trust} {...TRUST[trust]} />
        ))}
      </Group>
      <Group id="roles" legend="Who may use it" error={errors["roles"]}>
        {(["guardian", "student", "staff"] as const).map((role) => (
          <Choice
            type="checkbox"
            name="roles"
            value={role}
            checked={typed.roles.includes(role)}
            label={ROLES[role]}
          />
        ))}
      </Group>
      <Group id="sites" legend="For students of" error={errors["sites"]}>
        <SiteChoice name="sites" typed={typed.sites} offersNone={false} sites={sites} />
      </Group>
      <Group id="widget" legend="Letters in this portal">
        <Choice type="radio" name="widget" value="on" checked={typed.widget === "on"} label="On" />
        <Choice
          type="radio"
          name="widget"
          value="off"
          checked={typed.widget === "off"}
          label="Off"
          sentence="Parents read that letters are switched off here. Keys and settings stay."
        />
      </Group>
      <PublicKeys {...props} />
      <Instructions {...props} />
      <Handoff {...props} />
      <div class="actions">
        <button type="submit">{id === null ? "Register" : "Save"}</button>
        <a class="second" href={props.back}>
          Cancel
        </a>
      </div>
    </form>
  );
}

type PartProps = Pick<PortalFormProps, "typed" | "errors" | "sites">;

function PublicKeys({ typed, errors }: PartProps) {
  const isOpen = [typed.jwks, typed.jwksUrl, errors["jwks"], errors["jwksUrl"]].some(Boolean);
  return (
    <details open={isOpen} class="part">
      <summary>The portal signs with keys of its own</summary>
      <p class="hint">
        Only where it does: most portals sign with a shared secret, which you make once the portal is
        registered.
      </p>
      <TextArea
        id="jwks"
        label="Public keys"
        hint="A JSON Web Key Set: RSA of at least 2048 bits, P-256 or Ed25519. Public halves alone."
        error={errors["jwks"]}
        value={typed.jwks}
        rows={5}
        isCode
      />
      <Field
        id="jwksUrl"
        label="Or the URL of its key set"
        error={errors["jwksUrl"]}
        input={{ type: "url", value: typed.jwksUrl, autocomplete: "off", spellcheck: "false", class: "wide" }}
      />
    </details>
  );
}

function Instructions({ typed, errors }: PartProps) {
  const isOpen = LANGUAGES.some((one) => typed.instructions[one] || errors[`instructions.${one}`]);
  return (
    <details open={isOpen} class="part">
      <summary>Words to parents</summary>
      <p class="hint">
        Shown above the letters, such as whom to call. Where a language is empty, parents read the English
        text. It is shown as it is typed: markup stays text.
      </p>
      {LANGUAGES.map((language) => (
        <TextArea
          id={`instructions.${language}`}
          label={LANGUAGE_NAMES[language]}
          error={errors[`instructions.${language}`]}
          value={typed.instructions[language] ?? ""}
          rows={3}
          lang={language}
        />
      ))}
    </details>
  );
}

function Handoff({ typed, errors, sites }: PartProps) {
  const isOpen =
    errors["handoff"] !== undefined || PERMISSIONS.some((one) => typed.handoff[one].which !== "none");
  return (
    <details open={isOpen} class="part">
      <summary>Administrators who come from this portal</summary>
      <p class="hint">
        The portal can bring its administrators to these pages without another sign-in. It says what each may
        do; here you say the most that it may ever say.
      </p>
      <div id="handoff" tabindex={-1}>
        {errors["handoff"] !== undefined && (
          <p class="error" id="handoff-error">
            <span class="only-heard">Error: </span>
            {errors["handoff"]}
          </p>
        )}
        {PERMISSIONS.map((permission) => (
          <Group
            id={`handoff-${permission}`}
            legend={PERMISSION_WORDS[permission].label}
            hint={PERMISSION_WORDS[permission].sentence}
          >
            <SiteChoice
              name={`handoff.${permission}`}
              typed={typed.handoff[permission]}
              offersNone
              sites={sites}
            />
          </Group>
        ))}
      </div>
    </details>
  );
}
