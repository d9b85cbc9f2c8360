-- Generated; WITHOUT ROWID added by hand (drizzle-kit knows no such option): it halves the rows that a first load writes.
CREATE TABLE `eschoolplus_settings` (
	`site` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`base_url` text NOT NULL,
	`consumer_key` text NOT NULL,
	`sealed_secret` text,
	`secret_from` text,
	`signature_method` text NOT NULL,
	`page_size` integer NOT NULL,
	`nightly_at` text NOT NULL,
	`time_zone` text NOT NULL,
	`paused_until` text,
	`include_inactive` integer NOT NULL,
	`include_pre_registered` integer NOT NULL,
	`include_out_of_district` integer NOT NULL,
	`guardian_access_ends_at_18` integer NOT NULL,
	`user_fields` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`last_test_at` integer,
	`last_test_code` text
);
--> statement-breakpoint
CREATE TABLE `letter_days` (
	`day` text NOT NULL,
	`site` text NOT NULL,
	`outcome` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `site`, `outcome`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_addresses` (
	`contact` text PRIMARY KEY NOT NULL,
	`street` text,
	`apartment` text,
	`complex` text,
	`city` text,
	`state` text,
	`zip` text,
	`hash` text NOT NULL,
	`gone_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text,
	`first_name` text,
	`middle_name` text,
	`last_name` text,
	`language` text,
	`email` text,
	`login_id` text,
	`hash` text NOT NULL,
	`gone_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_links` (
	`student` text NOT NULL,
	`contact` text NOT NULL,
	`type` text NOT NULL,
	`priority` integer,
	`relation` text,
	`living_with` integer,
	`web_access` integer NOT NULL,
	`legal_guardian` integer,
	`custodial_guardian` integer,
	`hash` text NOT NULL,
	`gone_at` integer,
	PRIMARY KEY(`student`, `contact`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `roster_links_contact` ON `roster_links` (`contact`);--> statement-breakpoint
CREATE TABLE `roster_phones` (
	`contact` text NOT NULL,
	`type` text NOT NULL,
	`phone` text,
	`extension` text,
	`priority` integer,
	`listing` text,
	`hash` text NOT NULL,
	`gone_at` integer,
	PRIMARY KEY(`contact`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_run_pages` (
	`run` text NOT NULL,
	`resource` text NOT NULL,
	`pass` integer NOT NULL,
	`page` integer NOT NULL,
	`keys` text NOT NULL,
	PRIMARY KEY(`run`, `resource`, `pass`, `page`)
);
--> statement-breakpoint
CREATE TABLE `roster_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`trigger` text NOT NULL,
	`started_by` text NOT NULL,
	`night` text,
	`status` text NOT NULL,
	`phase` text NOT NULL,
	`resource` text,
	`rows_read` integer NOT NULL,
	`rows_total` integer,
	`counts` text NOT NULL,
	`held` text,
	`error_code` text,
	`error_detail` text,
	`settings_version` text NOT NULL,
	`cursor` text NOT NULL,
	`step` integer NOT NULL,
	`attempts` integer NOT NULL,
	`heartbeat_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `roster_runs_started` ON `roster_runs` (`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `roster_runs_running` ON `roster_runs` (`status`) WHERE status = 'running';--> statement-breakpoint
CREATE TABLE `roster_schools` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`abbreviation` text,
	`state_code` text,
	`out_of_district` integer NOT NULL,
	`hash` text NOT NULL,
	`gone_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_staged` (
	`run` text NOT NULL,
	`resource` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`run`, `resource`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_student_words` (
	`school` text NOT NULL,
	`word` text NOT NULL,
	`student` text NOT NULL,
	PRIMARY KEY(`school`, `word`, `student`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roster_students` (
	`id` text PRIMARY KEY NOT NULL,
	`first_name` text,
	`middle_name` text,
	`last_name` text,
	`generation` text,
	`nickname` text,
	`school` text,
	`grade` text,
	`status` text,
	`birthdate` text,
	`language` text,
	`ssid` text,
	`words` text NOT NULL,
	`hash` text NOT NULL,
	`gone_at` integer
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `roster_students_ssid` ON `roster_students` (`ssid`);--> statement-breakpoint
CREATE TABLE `roster_user_fields` (
	`student` text NOT NULL,
	`screen` text NOT NULL,
	`field` text NOT NULL,
	`sequence` text NOT NULL,
	`value` text,
	`hash` text NOT NULL,
	`gone_at` integer,
	PRIMARY KEY(`student`, `screen`, `field`, `sequence`)
) WITHOUT ROWID;
