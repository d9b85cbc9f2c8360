/** What the frame around a page says: whose district it is, who is signed in, and what is due to be told. */
import type { Context } from "hono";
import { DISTRICT, findSite } from "../../integrations/site-queries.ts";
import { isEverywhere } from "../../permission.ts";
import type { AdminEnv } from "../identity.ts";
import type { Frame } from "./layout.tsx";
import { currentReminders } from "./reminder-words.ts";

export async function frameOf(c: Context<AdminEnv>): Promise<Frame> {
  const { runtime, administrator } = c.var;
  const seesDistrict = isEverywhere(administrator.reach.view);
  const [district, reminders] = await Promise.all([
    findSite(runtime.db, DISTRICT),
    seesDistrict ? currentReminders(runtime) : undefined,
  ]);
  return {
    district: district?.name ?? "",
    actor: administrator.actor,
    canLeave: administrator.by === "session",
    ...(reminders === undefined ? {} : { reminders }),
  };
}
