/** The portal's few drawings, as inline SVG without style attributes: the policy allows no inline styles. */

import { raw } from "hono/html";

function icon(paths: string) {
  return raw(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );
}

export const ICONS = {
  home: icon('<path d="M4 11 12 4l8 7"/><path d="M6 9.5V20h12V9.5"/><path d="M10 20v-6h4v6"/>'),
  attendance: icon('<circle cx="12" cy="12" r="8.5"/><path d="m8 12.5 2.8 2.8L16 9.5"/>'),
  grades: icon('<path d="M5 20V10"/><path d="M12 20V4"/><path d="M19 20v-7"/>'),
  calendar: icon(
    '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
  ),
  messages: icon('<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6.5L20 7"/>'),
  assessments: icon(
    '<path d="M7 3.5h7l4 4V20.5H7z"/><path d="M14 3.5v4h4"/><path d="M10 12h5M10 15h5M10 18h3"/>',
  ),
  arrow: icon('<path d="M5 12h13"/><path d="m13 6.5 5.5 5.5-5.5 5.5"/>'),
};

const LEAF =
  '<path d="M16 28V15"/><path d="M16 3.5c4 4 4 9.5 0 13.5-4-4-4-9.5 0-13.5Z"/><path d="M16 23c-5 0-8.5-3-9.5-8.5C12 14.5 15.5 17.5 16 23Z"/><path d="M16 23c5 0 8.5-3 9.5-8.5C20 14.5 16.5 17.5 16 23Z"/>';

/** The district's mark: three willow leaves. Also the page's icon. */
export const PORTAL_MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5c43"/><g fill="none" stroke="#f4f1e6" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${LEAF}</g></svg>`;

export const MARK = raw(
  `<svg class="mark" viewBox="0 0 32 32" width="40" height="40" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${LEAF}</svg>`,
);
