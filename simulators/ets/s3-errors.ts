/** Errors as the object store writes them: XML, a code, and no word about what the object is. */

import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { sendText } from "../http.ts";

export function sendS3Error(response: ServerResponse, status: number, code: string, message: string): void {
  const requestId = randomBytes(8).toString("hex").toUpperCase();
  response.setHeader("x-amz-request-id", requestId);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`;
  sendText(response, status, "application/xml", xml);
}
