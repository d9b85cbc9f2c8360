/**
 * Structured log lines, one JSON object each. Fields hold codes, counts, reasons and our own ids; never a name, an
 * SSID, a secret, a token or a link.
 */

export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** A log whose every line carries `common`, such as the request's id. */
export function createLog(common: LogFields): Log {
  const line = (event: string, fields: LogFields = {}) => JSON.stringify({ event, ...common, ...fields });
  return {
    info: (event, fields) => console.info(line(event, fields)),
    warn: (event, fields) => console.warn(line(event, fields)),
    error: (event, fields) => console.error(line(event, fields)),
  };
}
