/** `/admin/reminders`: what is due now, where reminders go, and what was told. */
import type { Child } from "hono/jsx";
import type { Notice as ToldNotice } from "../../notices/queries.ts";
import { TextArea } from "./form-parts.tsx";
import { type Frame, Page } from "./layout.tsx";
import { ErrorSummary, Field, Moment, ScrollingTable, State } from "./parts.tsx";
import type { Reminder } from "./reminder-words.ts";
import { REMINDER_FIELDS, type ReminderErrors, type TypedDestinations } from "./reminders-form-fields.ts";
import { WebhookSecret } from "./reminders-webhook.tsx";

export interface RemindersPageProps {
  frame: Frame;
  mayManage: boolean;
  /** The deployment has a mail binding. */
  hasMail: boolean;
  destinations: { emailTo: string[]; webhookUrl: string | null; hasSecret: boolean };
  /** The version that the administrator has seen; empty for none. */
  version: string;
  typed: TypedDestinations;
  errors: ReminderErrors;
  /** Told lately, newest first, each with its sentence. */
  told: { notice: ToldNotice; sentence: string }[];
  notice?: Child;
}

export function RemindersPage(props: RemindersPageProps) {
  const { frame, errors, notice, mayManage } = props;
  const mistakes = REMINDER_FIELDS.flatMap((field): [string, string][] => {
    const sentence = errors[field];
    return sentence === undefined ? [] : [[field, sentence]];
  });
  return (
    <Page {...frame} title={`${mistakes.length > 0 ? "Error: " : ""}Reminders`} path="/admin/reminders">
      {mistakes.length > 0 ? <ErrorSummary errors={mistakes} /> : notice}
      <h1>Reminders</h1>
      <p>
        14, 7, 3 and 1 days before an ETS key ends, once it has ended, and when a key first fails; when a
        roster pull is held back, and when none has succeeded for two nights: at the top of each of these
        pages, and once by each way below.
      </p>
      <Current reminders={frame.reminders ?? []} />
      <section>
        <h2>Where they go</h2>
        <Ways {...props} />
        {mayManage ? (
          <DestinationsForm {...props} />
        ) : (
          <p class="hint">You can see where reminders go but not change it.</p>
        )}
      </section>
      <WebhookSecret {...props.destinations} version={props.version} mayManage={mayManage} />
      <Told told={props.told} />
    </Page>
  );
}

function Current({ reminders }: { reminders: Reminder[] }) {
  return (
    <section>
      <h2>Now</h2>
      {reminders.length === 0 ? (
        <p>
          <State tone="good">Nothing is due.</State>
        </p>
      ) : (
        <ul class="due">
          {reminders.map(({ tone, sentence, meaning, href }) => (
            <li>
              <span class={`state ${tone}`} />
              <a href={href}>{sentence}</a>
              <span class="hint">{meaning}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** One line for each way: whether a reminder that is due tonight would arrive. */
function Ways({ hasMail, destinations }: RemindersPageProps) {
  const { emailTo, webhookUrl, hasSecret } = destinations;
  return (
    <ul class="due">
      <li>
        {emailTo.length === 0 && <State tone="off">No e-mail</State>}
        {emailTo.length > 0 && hasMail && <State tone="good">E-mail</State>}
        {emailTo.length > 0 && !hasMail && <State tone="bad">No e-mail goes out</State>}
        <span class="hint">
          {emailTo.length > 0 && hasMail && `To ${emailTo.join(", ")}.`}
          {emailTo.length === 0 && hasMail && "No address is saved."}
          {!hasMail &&
            "This deployment cannot send mail: its wrangler.toml has no [[send_email]] binding. Whoever deploys it can add one."}
        </span>
      </li>
      <li>
        {webhookUrl === null && <State tone="off">No webhook</State>}
        {webhookUrl !== null && hasSecret && <State tone="good">Webhook</State>}
        {webhookUrl !== null && !hasSecret && <State tone="bad">Nothing is posted yet</State>}
        <span class="hint">
          {webhookUrl === null && "No URL is saved."}
          {webhookUrl !== null && hasSecret && `To ${webhookUrl}, signed.`}
          {webhookUrl !== null && !hasSecret && "The webhook needs its signing secret. Make it below."}
        </span>
      </li>
    </ul>
  );
}

function DestinationsForm({ typed, errors, version }: RemindersPageProps) {
  return (
    <form method="post" action="/admin/reminders" class="settings" novalidate>
      <input type="hidden" name="version" value={version} />
      <TextArea
        id="emailTo"
        label="E-mail to"
        hint="One address per line, at most 20. Each must be verified in Cloudflare Email Routing. Empty: no mail."
        error={errors.emailTo}
        value={typed.emailTo}
        rows={3}
        isCode
      />
      <Field
        id="emailFrom"
        label="E-mail from"
        hint="An address of a domain that uses Cloudflare Email Routing."
        error={errors.emailFrom}
        input={{ type: "email", value: typed.emailFrom, autocomplete: "off", maxlength: 254 }}
      />
      <Field
        id="webhookUrl"
        label="Webhook URL"
        hint="Each reminder is posted there as JSON. A new URL needs a new signing secret. Empty: nothing is posted."
        error={errors.webhookUrl}
        input={{
          type: "url",
          value: typed.webhookUrl,
          autocomplete: "off",
          spellcheck: "false",
          class: "wide",
        }}
      />
      <div class="actions">
        <button type="submit">Save</button>
      </div>
    </form>
  );
}

function Told({ told }: Pick<RemindersPageProps, "told">) {
  return (
    <section>
      <h2>Told so far</h2>
      {told.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <ScrollingTable label="Told so far" columns={["When (UTC)", "What", "E-mail", "Webhook"]}>
          {told.map(({ notice, sentence }) => (
            <tr>
              <td class="when">
                <Moment at={notice.at} />
              </td>
              <td>{sentence}</td>
              <td>{notice.mailedAt === null ? "Not sent" : "Sent"}</td>
              <td>{notice.postedAt === null ? "Not sent" : "Sent"}</td>
            </tr>
          ))}
        </ScrollingTable>
      )}
    </section>
  );
}
