/** The routes of the notices as descriptions: path, input, answers. The handlers are in `../notice-routes.ts`. */
import { createRoute } from "@hono/zod-openapi";
import { newWebhookSecret, notice, noticeSettings, noticeSettingsBody } from "../schemas/notices.ts";
import { ifMatch, pageOf } from "../schemas/shared.ts";
import { always, body, change, json, security } from "./parts.ts";

export const listNotices = createRoute({
  operationId: "listNotices",
  method: "get",
  path: "/notices",
  tags: ["Notices"],
  security,
  summary: "What administrators were told, newest first",
  responses: { 200: json(pageOf(notice), "The newest hundred"), ...always },
});

export const getNoticeSettings = createRoute({
  operationId: "getNoticeSettings",
  method: "get",
  path: "/notices/settings",
  tags: ["Notices"],
  security,
  summary: "Where notices go",
  responses: { 200: json(noticeSettings, "The settings; never the secret"), ...always },
});

export const putNoticeSettings = createRoute({
  operationId: "putNoticeSettings",
  method: "put",
  path: "/notices/settings",
  tags: ["Notices"],
  security,
  summary: "Send notices by e-mail, by webhook, both or neither",
  request: { headers: ifMatch, body: body(noticeSettingsBody) },
  responses: { 200: json(noticeSettings, "Changed"), 201: json(noticeSettings, "Set"), ...change },
});

export const makeWebhookSecret = createRoute({
  operationId: "makeWebhookSecret",
  method: "post",
  path: "/notices/webhook-secret",
  tags: ["Notices"],
  security,
  summary: "Make the secret that signs the webhook's messages; the one before it ends",
  responses: { 201: json(newWebhookSecret, "The secret, shown this once"), ...change },
});
