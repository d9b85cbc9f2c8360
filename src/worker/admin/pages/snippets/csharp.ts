/** The snippet for C#: `System.Security.Cryptography` and `System.Text.Json` sign, `HttpClient` exchanges. */
import { doubleQuoted } from "./literals.ts";
import type { SnippetFor } from "./snippet.ts";

const SIGN = `
    static string Sign(Dictionary<string, object> claims)
    {
        string secret = Environment.GetEnvironmentVariable("SCORELETTER_SECRET") ?? "";
        if (secret == "") throw new InvalidOperationException("SCORELETTER_SECRET is not set");
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new Dictionary<string, object> { ["alg"] = "HS256", ["typ"] = "JWT" };
        var payload = new Dictionary<string, object>(claims)
        {
            ["iss"] = Portal,
            ["aud"] = Scoreletter,
            ["iat"] = now,
            ["exp"] = now + LifetimeSeconds,
        };
        string text = Base64Url(JsonSerializer.SerializeToUtf8Bytes(header))
            + "." + Base64Url(JsonSerializer.SerializeToUtf8Bytes(payload));
        byte[] key = Encoding.UTF8.GetBytes(secret);
        return text + "." + Base64Url(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
    }

    static string Base64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
`;

const ROSTER = `
    // For a parent or guardian. contactId: their CONTACT_ID in eSchoolPLUS.
    public static string ForGuardian(string userId, string contactId) =>
        Sign(new() { ["sub"] = userId, ["role"] = "guardian", ["contact_id"] = contactId });

    // For a student. studentId: their STUDENT_ID in eSchoolPLUS.
    public static string ForStudent(string userId, string studentId) =>
        Sign(new() { ["sub"] = userId, ["role"] = "student", ["student_id"] = studentId });
`;

const TOKEN = `
    // A student as you know them. ssid: the state's id; site: the id of their school here.
    public sealed record Student(string id, string ssid, string name, string site, string grade);

    // For a parent or guardian: 1 to 20 students.
    public static Task<string> ForGuardian(string userId, IEnumerable<Student> students) =>
        Exchange(Sign(new()
        {
            ["sub"] = userId, ["role"] = "guardian", ["students"] = students.ToArray(),
        }));

    // For a student.
    public static Task<string> ForStudent(string userId, Student student) =>
        Exchange(Sign(new()
        {
            ["sub"] = userId, ["role"] = "student", ["students"] = new[] { student },
        }));

    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(15) };

    // The JWT holds the state's student ids and stays on this server.
    // What comes back may go to the browser.
    static async Task<string> Exchange(string jwt)
    {
        using var content = new StringContent(jwt, Encoding.ASCII, "application/jwt");
        using var answer = await Http.PostAsync(Scoreletter + "/v1/viewer-tokens", content);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        string Text(string name) => body.RootElement.GetProperty(name).GetString() ?? "";
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException("Scoreletter: " + Text("code") + ": " + Text("detail"));
        return Text("token");
    }
`;

const ANSWER = `
// Your route checks who is signed in, then answers with the token:
// Content-Type: text/plain, Cache-Control: no-store.
`;

export function csharpSnippet({ origin, portalId, trust }: SnippetFor): string {
  const namespaces =
    trust === "token"
      ? ["System", "System.Collections.Generic", "System.Linq", "System.Net.Http"]
      : ["System", "System.Collections.Generic"];
  namespaces.push("System.Security.Cryptography", "System.Text", "System.Text.Json");
  if (trust === "token") namespaces.push("System.Threading.Tasks");
  const head = `${namespaces.map((namespace) => `using ${namespace};\n`).join("")}
public static class ScoreToken
{
    const string Scoreletter = ${doubleQuoted(origin)};
    const string Portal = ${doubleQuoted(portalId)};
    const int LifetimeSeconds = 600; // at most 900
`;
  return `${head}${trust === "token" ? TOKEN : ROSTER}${SIGN}}\n${ANSWER}`;
}
