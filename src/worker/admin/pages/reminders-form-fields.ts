/** What an administrator typed about where reminders go, checked with the API's own schema and rules. */
import * as z from "zod";
import type { Destinations } from "../../notices/settings.ts";
import { destinationMistakes } from "../../notices/settings.ts";
import type { Runtime } from "../../runtime.ts";
import { noticeSettingsBody } from "../schemas/notices.ts";

/** A form that our own page sent. Anything else in it is a mistake of a program, not of a person. */
export const remindersForm = z.object({
  version: z.string(),
  emailFrom: z.string().trim(),
  emailTo: z.string(),
  webhookUrl: z.string().trim(),
});
export type RemindersForm = z.infer<typeof remindersForm>;

export type TypedDestinations = Omit<RemindersForm, "version">;

export const REMINDER_FIELDS = ["emailTo", "emailFrom", "webhookUrl"] as const;
export type ReminderErrors = Partial<Record<(typeof REMINDER_FIELDS)[number], string>>;

export type CheckedReminders = { ok: true; given: Destinations } | { ok: false; errors: ReminderErrors };

export function asTyped(saved: Destinations | undefined): TypedDestinations {
  return {
    emailFrom: saved?.emailFrom ?? "",
    emailTo: saved?.emailTo.join("\n") ?? "",
    webhookUrl: saved?.webhookUrl ?? "",
  };
}

export function checkReminders(form: RemindersForm, runtime: Runtime): CheckedReminders {
  const lines = form.emailTo
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const given = {
    emailFrom: form.emailFrom === "" ? null : form.emailFrom,
    emailTo: lines,
    webhookUrl: form.webhookUrl === "" ? null : form.webhookUrl,
  };
  const errors: ReminderErrors = {};
  const parsed = noticeSettingsBody.safeParse(given);
  for (const { path } of parsed.error?.issues ?? []) {
    const [field, index] = path;
    if (field === "emailFrom") errors.emailFrom = "Enter an e-mail address.";
    if (field === "webhookUrl") errors.webhookUrl = "Enter an https URL of at most 2,000 characters.";
    if (field === "emailTo")
      errors.emailTo ??=
        typeof index === "number"
          ? `Address ${index + 1} is not an e-mail address.`
          : "Enter at most 20 addresses.";
  }
  for (const { field } of destinationMistakes(given, runtime)) {
    errors[field] ??= {
      emailFrom: "Enter the address that the mails come from.",
      emailTo: "Enter at least one address that the mails go to, or leave out the sender.",
      webhookUrl: "Enter an https URL on a public host.",
    }[field];
  }
  return parsed.success && Object.keys(errors).length === 0 ? { ok: true, given } : { ok: false, errors };
}
