/** What the frame around a page says: whose district it is and who is signed in. */
import type { Context } from "hono";
import { DISTRICT, findSite } from "../../integrations/site-queries.ts";
import type { AdminEnv } from "../identity.ts";
import type { Frame } from "./layout.tsx";

export async function frameOf(c: Context<AdminEnv>): Promise<Frame> {
  const { runtime, administrator } = c.var;
  const district = await findSite(runtime.db, DISTRICT);
  return {
    district: district?.name ?? "",
    actor: administrator.actor,
    canLeave: administrator.by === "session",
  };
}
