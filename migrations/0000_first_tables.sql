CREATE TABLE `admin_sessions` (
	`cookie_hash` text PRIMARY KEY NOT NULL,
	`portal` text NOT NULL,
	`sub` text NOT NULL,
	`signed_by` text NOT NULL,
	`permissions` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `administrators` (
	`email` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`permissions` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `used_handoffs` (
	`portal` text NOT NULL,
	`jti` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`portal`, `jti`)
);
--> statement-breakpoint
CREATE TABLE `ets_settings` (
	`site` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`disabled` integer NOT NULL,
	`api_url` text,
	`username` text,
	`sealed_secret` text,
	`secret_from` text,
	`expires_on` text,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`last_test_at` integer,
	`last_test_code` text,
	`failing_since` integer
);
--> statement-breakpoint
CREATE TABLE `ets_tokens` (
	`site` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`sealed_token` text NOT NULL,
	`obtained_at` integer NOT NULL,
	`usable_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `integration_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`site` text NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `portal_keys` (
	`portal` text NOT NULL,
	`key_id` text NOT NULL,
	`sealed_secret` text,
	`created_at` integer NOT NULL,
	`retired_at` integer,
	PRIMARY KEY(`portal`, `key_id`)
);
--> statement-breakpoint
CREATE TABLE `portals` (
	`id` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`name` text NOT NULL,
	`origins` text NOT NULL,
	`trust` text NOT NULL,
	`roles` text NOT NULL,
	`sites` text NOT NULL,
	`widget_enabled` integer NOT NULL,
	`admin_handoff` text NOT NULL,
	`jwks` text,
	`jwks_url` text,
	`instructions` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sites` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent` text,
	`version` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letter_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`link` text NOT NULL,
	`at` integer NOT NULL,
	`portal` text NOT NULL,
	`viewer` text NOT NULL,
	`role` text NOT NULL,
	`student` text NOT NULL,
	`site` text NOT NULL,
	`report` text NOT NULL,
	`outcome` text NOT NULL,
	`reopened` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `letter_log_link` ON `letter_log` (`link`);--> statement-breakpoint
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
CREATE TABLE `blocks` (
	`id` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`student` text NOT NULL,
	`contact` text,
	`reason` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `blocks_student` ON `blocks` (`student`);--> statement-breakpoint
CREATE TABLE `deployment_secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL
);
