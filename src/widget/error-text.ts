/** The words for a failure. */
import type { Failure } from "./failure.ts";
import type { ErrorCode, ErrorText, Strings } from "./strings/strings.ts";

/**
 * For the ETS codes the server's own sentence comes first, which speaks more languages than the widget; what
 * helps this person comes from the widget. A code we do not know reads as a mistake on our side.
 */
export function errorText({ code, detail }: Failure, strings: Strings): ErrorText {
  const known = Object.hasOwn(strings.errors, code) ? (code as ErrorCode) : "internal";
  const { what, help } = strings.errors[known];
  return { what: detail && code.startsWith("ETS") ? detail : what, help };
}
