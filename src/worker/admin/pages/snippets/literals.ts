/**
 * Text as a string literal of a programming language: a portal's id may hold any character but control characters,
 * and must stay text in every snippet.
 */

/** In double quotes. JSON's escapes for `"` and `\` are those of JavaScript, Python and C#. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

/** In single quotes, as PHP takes them literally but for `\` and `'`: in double quotes `$` would name a variable. */
export function phpQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
