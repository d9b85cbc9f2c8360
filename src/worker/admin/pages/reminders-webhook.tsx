/** The webhook's signing secret: made by a form, seen once; and how its receiver checks a message. */
import { CopyBlock } from "./code-parts.tsx";
import { type Frame, Page } from "./layout.tsx";
import { Notice } from "./parts.tsx";

interface WebhookSecretProps {
  webhookUrl: string | null;
  hasSecret: boolean;
  /** The form makes a secret for these very settings: sent again, it meets newer ones and makes none. */
  version: string;
  mayManage: boolean;
}

const EXAMPLE = "Scoreletter-Signature: t=1795305600,v1=5f2c…";

export function WebhookSecret({ webhookUrl, hasSecret, version, mayManage }: WebhookSecretProps) {
  return (
    <section>
      <h2>Signing secret of the webhook</h2>
      {webhookUrl === null ? (
        <p>Save a webhook URL first.</p>
      ) : (
        <>
          <p>{hasSecret ? "It is set. It is kept sealed and never shown." : "None has been made yet."}</p>
          {mayManage && (
            <form method="post" action="/admin/reminders/secret">
              <input type="hidden" name="version" value={version} />
              <p class="hint" id="secret-hint">
                {hasSecret
                  ? "The one before it ends at once: the receiver refuses what comes until it knows the new one."
                  : "It is shown once, on the page that follows."}
              </p>
              <button type="submit" class="second" aria-describedby="secret-hint">
                {hasSecret ? "Replace the secret" : "Make the secret"}
              </button>
            </form>
          )}
        </>
      )}
      <details>
        <summary>How the receiver checks a message</summary>
        <p>
          Each message has a header <code>{EXAMPLE}</code>, where <code>t</code> is the time of sending in
          Unix seconds and <code>v1</code> the signature in hexadecimal.
        </p>
        <ol>
          <li>
            Take <code>t</code>, a full stop, and the body as it came, byte for byte.
          </li>
          <li>
            Compute HMAC-SHA-256 of that, with the secret's text as the key, and compare it with{" "}
            <code>v1</code> in constant time.
          </li>
          <li>
            Refuse what is older than five minutes by <code>t</code>, and answer with a status from 200 to
            299. Anything else is sent again every hour, for a week; the message's <code>id</code> tells a
            repetition.
          </li>
        </ol>
      </details>
    </section>
  );
}

export function NewWebhookSecretPage({ frame, secret }: { frame: Frame; secret: string }) {
  return (
    <Page
      {...frame}
      title="New signing secret"
      path="/admin/reminders"
      back={{ href: "/admin/reminders", label: "Reminders" }}
    >
      <Notice tone="warn" title="Copy it now. It is shown this once.">
        <p>It is kept sealed from here on. If it is lost, make another one.</p>
      </Notice>
      <h1>New signing secret</h1>
      <CopyBlock label="Signing secret" code={secret} isShort />
      <p>Give it to the webhook's receiver. From now on messages are signed with it, and with no other.</p>
    </Page>
  );
}
