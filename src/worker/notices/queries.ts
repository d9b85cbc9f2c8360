/** SQL of the notices and of where they go. */
import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import type { Database } from "../runtime.ts";
import type { DueNotice } from "./due.ts";
import { noticeSettings, notices } from "./tables.ts";

export type Notice = typeof notices.$inferSelect;
export type NoticeSettings = typeof noticeSettings.$inferSelect;

const THE_ROW = 1;

/** Adds those that are not there yet. */
export async function addNotices(db: Database, due: DueNotice[], at: number): Promise<void> {
  for (const notice of due)
    await db
      .insert(notices)
      .values({ ...notice, at })
      .onConflictDoNothing();
}

/** Newest first. */
export async function listNotices(db: Database, limit: number): Promise<Notice[]> {
  return db.select().from(notices).orderBy(desc(notices.at), desc(notices.key)).limit(limit);
}

/** Those that have not gone out by a channel yet; older ones are no news to anybody. */
export async function undelivered(
  db: Database,
  channel: "mailedAt" | "postedAt",
  since: number,
): Promise<Notice[]> {
  return db
    .select()
    .from(notices)
    .where(and(isNull(notices[channel]), gt(notices.at, since)))
    .orderBy(notices.at);
}

/**
 * Claims a notice for one channel, so that two runs at once do not both send it.
 *
 * @returns false when somebody else has it
 */
export async function claim(
  db: Database,
  key: string,
  channel: "mailedAt" | "postedAt",
  at: number,
): Promise<boolean> {
  const claimed = await db
    .update(notices)
    .set({ [channel]: at })
    .where(and(eq(notices.key, key), isNull(notices[channel])))
    .returning({ key: notices.key });
  return claimed.length === 1;
}

/** Gives a claimed notice back: it could not be sent, and will be tried again. */
export async function giveBack(db: Database, key: string, channel: "mailedAt" | "postedAt"): Promise<void> {
  await db
    .update(notices)
    .set({ [channel]: null })
    .where(eq(notices.key, key));
}

export async function deleteNoticesBefore(db: Database, at: number): Promise<void> {
  await db.delete(notices).where(lt(notices.at, at));
}

export async function findNoticeSettings(db: Database): Promise<NoticeSettings | undefined> {
  return db.select().from(noticeSettings).where(eq(noticeSettings.id, THE_ROW)).get();
}

/**
 * Writes where notices go.
 *
 * @param replaced the version that this one replaces; undefined for the first
 * @returns false, with nothing changed, when somebody else was faster
 */
export async function writeNoticeSettings(
  db: Database,
  settings: Omit<NoticeSettings, "id">,
  replaced: string | undefined,
): Promise<boolean> {
  const written =
    replaced === undefined
      ? await db
          .insert(noticeSettings)
          .values({ ...settings, id: THE_ROW })
          .onConflictDoNothing()
          .returning({ id: noticeSettings.id })
      : await db
          .update(noticeSettings)
          .set(settings)
          .where(and(eq(noticeSettings.id, THE_ROW), eq(noticeSettings.version, replaced)))
          .returning({ id: noticeSettings.id });
  return written.length === 1;
}
