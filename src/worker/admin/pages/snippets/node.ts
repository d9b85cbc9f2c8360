/** The snippet for Node: `node:crypto` signs, the built-in `fetch` exchanges. */
import { doubleQuoted } from "./literals.ts";
import type { SnippetFor } from "./snippet.ts";

const SIGN = `
function sign(claims) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: "HS256", typ: "JWT" };
  const exp = now + LIFETIME_SECONDS;
  const payload = { iss: PORTAL, aud: SCORELETTER, iat: now, exp, ...claims };
  const text = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return text + "." + createHmac("sha256", SECRET).update(text).digest("base64url");
}
`;

const ROSTER = `
// For a parent or guardian. contactId: their CONTACT_ID in eSchoolPLUS, or a list of them.
export function guardianToken(userId, contactId) {
  return sign({ sub: userId, role: "guardian", contact_id: contactId });
}

// For a student. studentId: their STUDENT_ID in eSchoolPLUS.
export function studentToken(userId, studentId) {
  return sign({ sub: userId, role: "student", student_id: studentId });
}
`;

const TOKEN = `
// For a parent or guardian. students: 1 to 20 of { id, ssid, name, site, grade }.
export function guardianToken(userId, students) {
  return exchange(sign({ sub: userId, role: "guardian", students }));
}

// For a student: { id, ssid, name, site, grade }.
export function studentToken(userId, student) {
  return exchange(sign({ sub: userId, role: "student", students: [student] }));
}

// The JWT holds the state's student ids and stays on this server.
// What comes back may go to the browser.
async function exchange(jwt) {
  const answer = await fetch(SCORELETTER + "/v1/viewer-tokens", {
    method: "POST",
    headers: { "Content-Type": "application/jwt" },
    body: jwt,
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error("Scoreletter: " + body.code + ": " + body.detail);
  return body.token;
}
`;

const ANSWER = `
// Your route checks who is signed in, then answers with the token:
// Content-Type: text/plain, Cache-Control: no-store.
`;

export function nodeSnippet({ origin, portalId, trust }: SnippetFor): string {
  const head = `import { createHmac } from "node:crypto";

const SCORELETTER = ${doubleQuoted(origin)};
const PORTAL = ${doubleQuoted(portalId)};
const SECRET = process.env.SCORELETTER_SECRET;
const LIFETIME_SECONDS = 600; // at most 900

if (!SECRET) throw new Error("SCORELETTER_SECRET is not set");
`;
  return head + SIGN + (trust === "token" ? TOKEN : ROSTER) + ANSWER;
}
