/** Reads the Authorization header of RFC 5849 §3.5.1 into its parameters, decoded. */

import type { Parameter } from "./signature.ts";

/** Null: not an OAuth header, badly encoded, or a parameter given twice. `realm` is left out (§3.4.1.3.1). */
export function readAuthorization(header: string | undefined): Parameter[] | null {
  const list = /^OAuth[ \t]+(.+)$/i.exec(header ?? "")?.[1];
  if (!list) return null;
  const parameters: Parameter[] = [];
  for (const item of list.split(",")) {
    const [, name, value] = /^\s*([^\s="]+)="([^"]*)"\s*$/.exec(item) ?? [];
    if (name === undefined || value === undefined) return null;
    const decoded = decode(name, value);
    if (decoded === null || parameters.some(([other]) => other === decoded[0])) return null;
    parameters.push(decoded);
  }
  return parameters.filter(([name]) => name !== "realm");
}

function decode(name: string, value: string): Parameter | null {
  try {
    return [decodeURIComponent(name), decodeURIComponent(value)];
  } catch {
    return null;
  }
}
