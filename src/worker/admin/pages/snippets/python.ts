/** The snippet for Python: `hmac`, `hashlib`, `json` and `base64` sign, `urllib` exchanges. */
import { doubleQuoted } from "./literals.ts";
import type { SnippetFor } from "./snippet.ts";

const SIGN = `

def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _sign(claims):
    now = int(time.time())
    header = {"alg": "HS256", "typ": "JWT"}
    exp = now + LIFETIME_SECONDS
    payload = {"iss": PORTAL, "aud": SCORELETTER, "iat": now, "exp": exp, **claims}
    text = ".".join(_base64url(json.dumps(part).encode()) for part in (header, payload))
    signature = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()
    return text + "." + _base64url(signature)
`;

const ROSTER = `

def guardian_token(user_id, contact_id):
    """For a parent or guardian. contact_id: their CONTACT_ID in eSchoolPLUS, or a list."""
    return _sign({"sub": user_id, "role": "guardian", "contact_id": contact_id})


def student_token(user_id, student_id):
    """For a student. student_id: their STUDENT_ID in eSchoolPLUS."""
    return _sign({"sub": user_id, "role": "student", "student_id": student_id})
`;

const TOKEN = `

def guardian_token(user_id, students):
    """For a parent or guardian. students: 1 to 20 dicts of id, ssid, name, site, grade."""
    return _exchange(_sign({"sub": user_id, "role": "guardian", "students": students}))


def student_token(user_id, student):
    """For a student: a dict of id, ssid, name, site, grade."""
    return _exchange(_sign({"sub": user_id, "role": "student", "students": [student]}))


def _exchange(jwt):
    # The JWT holds the state's student ids and stays on this server.
    # What comes back may go to the browser.
    request = urllib.request.Request(
        SCORELETTER + "/v1/viewer-tokens",
        data=jwt.encode("ascii"),
        headers={"Content-Type": "application/jwt"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return json.load(answer)["token"]
    except urllib.error.HTTPError as refusal:
        body = json.load(refusal)
        raise RuntimeError("Scoreletter: " + body["code"] + ": " + body["detail"]) from None
`;

const ANSWER = `

# Your route checks who is signed in, then answers with the token:
# Content-Type: text/plain, Cache-Control: no-store.
`;

export function pythonSnippet({ origin, portalId, trust }: SnippetFor): string {
  const modules = ["base64", "hashlib", "hmac", "json", "os", "time"];
  if (trust === "token") modules.push("urllib.error", "urllib.request");
  const head = `${modules.map((module) => `import ${module}\n`).join("")}
SCORELETTER = ${doubleQuoted(origin)}
PORTAL = ${doubleQuoted(portalId)}
SECRET = os.environ.get("SCORELETTER_SECRET")
LIFETIME_SECONDS = 600  # at most 900

if not SECRET:
    raise RuntimeError("SCORELETTER_SECRET is not set")
`;
  return head + SIGN + (trust === "token" ? TOKEN : ROSTER) + ANSWER;
}
