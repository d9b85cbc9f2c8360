/**
 * The pass with which an administrator's page shows one student's letters in the widget itself (docs/decisions/0010):
 * sealed, good for minutes, for this student alone. The portal front takes it as a viewer token and asks at each use,
 * and for each opened link, whether the administrator still may.
 */
import * as z from "zod";
import type { Runtime } from "../runtime.ts";
import { type Administrator, knownBy } from "./identify.ts";

/** Stands where a portal's id stands, in the access log too; no portal may be registered under it. */
export const PREVIEW_PORTAL = "admin-preview";

export const PREVIEW_PREFIX = "preview.";

/** As long as any viewer token lives at most. */
const PASS_LIFETIME_SECONDS = 15 * 60;

/** Sets a pass apart from a portal's sealed token: neither opens as the other. */
const CONTEXT = ["admin-preview"];

export const previewOf = z.object({ student: z.string(), known: knownBy });
export type Preview = z.infer<typeof previewOf>;

const content = z.object({
  /** Unix seconds. */
  expiresAt: z.number(),
  /** As the logs name them. */
  actor: z.string(),
  preview: previewOf,
});
export type PreviewPass = z.infer<typeof content>;

/** Undefined for the bearer: a preview is for a person, whom the access log then names. */
export async function sealPreviewPass(
  { actor, known }: Administrator,
  student: string,
  runtime: Runtime,
): Promise<{ token: string; expiresAt: number } | undefined> {
  if (known === null) return undefined;
  const expiresAt = Math.floor(runtime.now() / 1000) + PASS_LIFETIME_SECONDS;
  const pass: PreviewPass = { expiresAt, actor, preview: { student, known } };
  const sealed = await runtime.vault.seal("viewer-tokens", CONTEXT, JSON.stringify(pass));
  return { token: PREVIEW_PREFIX + sealed, expiresAt };
}

/** @returns what a token with our prefix holds; undefined when we did not seal it */
export async function openPreviewPass(token: string, runtime: Runtime): Promise<PreviewPass | undefined> {
  const sealed = token.slice(PREVIEW_PREFIX.length);
  const opened = await runtime.vault.open("viewer-tokens", CONTEXT, sealed);
  if (!opened.ok) return undefined;
  // Sealed by us, but perhaps by a deployment before or after this one.
  return content.safeParse(JSON.parse(opened.text)).data;
}
