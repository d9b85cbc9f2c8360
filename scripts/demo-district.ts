/**
 * Sets the demonstration's district up through the admin API, as a script of a real district would: the ETS
 * credentials, eSchoolPLUS and a first pull of the roster, the portal and a key for it. Running it again changes
 * nothing but the key.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  DISTRICT,
  ESCHOOLPLUS_CREDENTIALS,
  ETS_CREDENTIALS,
  LETTERS_WITHHELD_FIELD,
  SCHOOLS,
} from "../simulators/people.ts";

export interface DistrictOptions {
  workerOrigin: string;
  adminToken: string;
  /** ETS's token URL. */
  apiUrl: string;
  /** Null: a district without eSchoolPLUS. */
  eschoolplusBaseUrl: string | null;
  portal: { id: string; name: string; origin: string; trust: "roster" | "token" };
}

/** @returns the portal's new shared secret */
export async function setUpDistrict({
  workerOrigin,
  adminToken,
  apiUrl,
  eschoolplusBaseUrl,
  portal,
}: DistrictOptions): Promise<string> {
  async function admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${workerOrigin}/admin/api${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  }

  await admin("PUT", "/sites/district", { name: DISTRICT.name, kind: "district" });
  for (const school of SCHOOLS)
    await admin("PUT", `/sites/${school.id}`, { name: school.name, kind: "school" });
  await admin("PUT", "/integrations/ets/district", { apiUrl, ...ETS_CREDENTIALS });
  await admin("POST", "/integrations/ets/district/test", { apiUrl, username: ETS_CREDENTIALS.username });
  if (eschoolplusBaseUrl !== null) {
    const { screen, field, value } = LETTERS_WITHHELD_FIELD;
    await admin("PUT", "/integrations/eschoolplus", {
      baseUrl: eschoolplusBaseUrl,
      ...ESCHOOLPLUS_CREDENTIALS,
      userFields: [{ screen: String(screen), field: String(field), value, means: "letters_withheld" }],
    });
    await pullRoster(admin);
  }
  const registered = await admin("PUT", `/portals/${portal.id}`, {
    name: portal.name,
    origins: [portal.origin],
    trust: portal.trust,
    roles: ["guardian", "student", "staff"],
    // The counselor of the demonstration holds the permission "Manage Third Party Integrations".
    adminHandoff: ["view", "manage_integrations", "view_students"].map((permission) => ({
      permission,
      sites: ["*"],
    })),
    instructions: {
      en: "Questions about a letter? Call the assessment office at 555-0100, Monday to Friday, 8 am to 4 pm.",
      es: "¿Tiene preguntas sobre una carta? Llame a la oficina de evaluaciones al 555-0100, de lunes a viernes, de 8 a. m. a 4 p. m.",
    },
  });
  const { secret } = await admin("POST", `/portals/${portal.id}/keys`);
  const earlier = Array.isArray(registered["keys"]) ? registered["keys"] : [];
  for (const { keyId, retiredAt } of earlier) {
    if (retiredAt === null) await admin("DELETE", `/portals/${portal.id}/keys/${keyId}`);
  }
  return String(secret);
}

/** A first pull of 2,000 students takes some seconds. */
const PULL_MS = 120_000;

/** Pulls the roster and waits for its end. */
async function pullRoster(admin: (method: string, path: string) => Promise<Record<string, unknown>>) {
  const started = await admin("POST", "/roster/runs").catch((error: Error) => {
    // An earlier demonstration was stopped in the middle of its pull; that one is taken up again by itself.
    if (error.message.includes("run_in_progress")) return undefined;
    throw error;
  });
  if (started === undefined) return;
  const { id } = started;
  const giveUpAt = Date.now() + PULL_MS;
  for (;;) {
    const { status, error } = await admin("GET", `/roster/runs/${String(id)}`);
    if (status === "succeeded") return;
    if (status !== "running")
      throw new Error(`The pull of the roster ended ${status}: ${JSON.stringify(error)}`);
    if (Date.now() > giveUpAt) throw new Error("The pull of the roster did not end.");
    await sleep(200);
  }
}
