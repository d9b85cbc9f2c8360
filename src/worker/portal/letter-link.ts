/**
 * Links to letters: sealed and self-contained, so that making one writes nothing. A link holds who may open it,
 * the student, the report and ETS's own link at that moment; it is good for 15 minutes, and opening it repeats
 * every check of access.
 */
import * as z from "zod";
import { sha256Text } from "../administrators/sha256.ts";
import type { Report } from "../ets/report.ts";
import type { Runtime } from "../runtime.ts";
import type { Student } from "./access.ts";
import { type Viewer, type ViewerClaims, viewerClaims } from "./viewer.ts";

/** The contract's figure; ETS's own links last 30 minutes, so one that is opened in time rarely has to be renewed. */
export const LINK_LIFETIME_SECONDS = 15 * 60;

const report = z.object({
  assessment: z.object({ code: z.string(), word: z.string() }),
  year: z.number(),
  language: z.object({ code: z.string(), name: z.string(), english: z.string() }),
  format: z.enum(["pdf", "html", "video"]),
  ordinal: z.number(),
  url: z.string(),
});

const linkContent = z.object({
  /** Names this link in the access log. */
  id: z.string(),
  /** Unix seconds. */
  expiresAt: z.number(),
  viewer: viewerClaims,
  /** The district's student id; the student's record is looked up again when the link is opened. */
  student: z.string(),
  /** The student's site when the link was made; settings are those of the site at the moment of opening. */
  site: z.string(),
  /** Stands for the state id under which ETS offered the report: the student may have another one by now. */
  ssidHash: z.string(),
  reportId: z.string(),
  report,
});
export type LinkContent = z.infer<typeof linkContent>;

export type OpenedLink = { ok: true; link: LinkContent } | { ok: false; reason: "invalid" | "expired" };

/** Seals one link; both its actions, view and download, are paths below it. */
export async function sealLink(
  viewer: Viewer,
  student: Student,
  offered: { reportId: string; report: Report },
  expiresAt: number,
  runtime: Runtime,
): Promise<string> {
  const claims: ViewerClaims = {
    ...viewerClaims.parse(viewer),
    students: viewer.students === null ? null : [student], // the siblings are no business of this link
  };
  const content: LinkContent = {
    id: runtime.randomId(),
    expiresAt,
    viewer: claims,
    student: student.id,
    site: student.site,
    ssidHash: await ssidHash(student),
    ...offered,
  };
  return runtime.vault.seal("letter-links", [], JSON.stringify(content));
}

/** True while the report is one of the student's own; a state id that was somebody else's may have been corrected. */
export async function isStillOf(student: Student, link: LinkContent): Promise<boolean> {
  return (await ssidHash(student)) === link.ssidHash;
}

async function ssidHash({ ssid }: Student): Promise<string> {
  return sha256Text(ssid ?? "");
}

export async function openLink(sealed: string, runtime: Runtime): Promise<OpenedLink> {
  const opened = await runtime.vault.open("letter-links", [], sealed);
  if (!opened.ok) return { ok: false, reason: "invalid" };
  // Sealed by us, but perhaps by a deployment before or after this one.
  const { success, data: link } = linkContent.safeParse(JSON.parse(opened.text));
  if (!success) return { ok: false, reason: "invalid" };
  return runtime.now() / 1000 >= link.expiresAt ? { ok: false, reason: "expired" } : { ok: true, link };
}
