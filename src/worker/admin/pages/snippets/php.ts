/** The snippet for PHP: `hash_hmac` signs, a stream context exchanges. */
import { phpQuoted } from "./literals.ts";
import type { SnippetFor } from "./snippet.ts";

const SIGN = `
function scoreletter_base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function scoreletter_sign(array $claims): string
{
    $secret = getenv('SCORELETTER_SECRET')
        ?: throw new RuntimeException('SCORELETTER_SECRET is not set');
    $now = time();
    $header = ['alg' => 'HS256', 'typ' => 'JWT'];
    $payload = ['iss' => SCORELETTER_PORTAL, 'aud' => SCORELETTER, 'iat' => $now,
        'exp' => $now + SCORELETTER_LIFETIME_SECONDS] + $claims;
    $text = scoreletter_base64url(json_encode($header, JSON_THROW_ON_ERROR))
        . '.' . scoreletter_base64url(json_encode($payload, JSON_THROW_ON_ERROR));
    return $text . '.' . scoreletter_base64url(hash_hmac('sha256', $text, $secret, true));
}
`;

const ROSTER = `
// For a parent or guardian. $contactId: their CONTACT_ID in eSchoolPLUS, or a list of them.
function guardian_token(string $userId, string|array $contactId): string
{
    return scoreletter_sign(['sub' => $userId, 'role' => 'guardian', 'contact_id' => $contactId]);
}

// For a student. $studentId: their STUDENT_ID in eSchoolPLUS.
function student_token(string $userId, string $studentId): string
{
    return scoreletter_sign(['sub' => $userId, 'role' => 'student', 'student_id' => $studentId]);
}
`;

const TOKEN = `
// For a parent or guardian. $students: 1 to 20 arrays of id, ssid, name, site, grade.
function guardian_token(string $userId, array $students): string
{
    return scoreletter_exchange(
        scoreletter_sign(['sub' => $userId, 'role' => 'guardian', 'students' => $students]));
}

// For a student: an array of id, ssid, name, site, grade.
function student_token(string $userId, array $student): string
{
    return scoreletter_exchange(
        scoreletter_sign(['sub' => $userId, 'role' => 'student', 'students' => [$student]]));
}

// The JWT holds the state's student ids and stays on this server.
// What comes back may go to the browser.
function scoreletter_exchange(string $jwt): string
{
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => 'Content-Type: application/jwt',
        'content' => $jwt,
        'ignore_errors' => true, // a refusal has a body that says why
        'timeout' => 15,
    ]]);
    $answer = file_get_contents(SCORELETTER . '/v1/viewer-tokens', false, $context);
    if ($answer === false) throw new RuntimeException('Scoreletter does not answer');
    $body = json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    return $body['token']
        ?? throw new RuntimeException("Scoreletter: {$body['code']}: {$body['detail']}");
}
`;

const ANSWER = `
// Your route checks who is signed in, then answers with the token:
// Content-Type: text/plain, Cache-Control: no-store.
`;

export function phpSnippet({ origin, portalId, trust }: SnippetFor): string {
  const head = `<?php
declare(strict_types=1);

const SCORELETTER = ${phpQuoted(origin)};
const SCORELETTER_PORTAL = ${phpQuoted(portalId)};
const SCORELETTER_LIFETIME_SECONDS = 600; // at most 900
`;
  return head + SIGN + (trust === "token" ? TOKEN : ROSTER) + ANSWER;
}
