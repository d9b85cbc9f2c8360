/** On every page for those who see the whole district: what is due, each a link to the page that mends it. */
import type { Reminder } from "./reminder-words.ts";

/** Beyond these a county's bad morning would push the page itself out of sight. */
const MAX_LINES = 3;

export function Banner({ reminders }: { reminders: Reminder[] }) {
  if (reminders.length === 0) return null;
  const more = reminders.length - MAX_LINES;
  return (
    <aside class="banner" aria-label="Reminders">
      <ul class="column">
        {reminders.slice(0, MAX_LINES).map(({ tone, sentence, href }) => (
          <li>
            <span class={`state ${tone}`} />
            <a href={href}>{sentence}</a>
          </li>
        ))}
        {more > 0 && (
          <li>
            <a href="/admin/reminders">{more === 1 ? "1 more reminder" : `${more} more reminders`}</a>
          </li>
        )}
      </ul>
    </aside>
  );
}
