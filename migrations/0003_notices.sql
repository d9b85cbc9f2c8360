CREATE TABLE `notice_settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`email_from` text,
	`email_to` text NOT NULL,
	`webhook_url` text,
	`sealed_webhook_secret` text
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`site` text NOT NULL,
	`expires_on` text,
	`code` text,
	`at` integer NOT NULL,
	`mailed_at` integer,
	`posted_at` integer
);
--> statement-breakpoint
ALTER TABLE `ets_settings` ADD `failing_since` integer;